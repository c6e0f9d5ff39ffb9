import { expect, it } from 'vitest'
import { approve, newestEdition } from '../../src/engine/approve.ts'
import { campaignQuestion, funnel } from '../../src/engine/funnel.ts'
import { setInstitution } from '../../src/engine/institution-settings.ts'
import { launch } from '../../src/engine/launch.ts'
import { plan } from '../../src/engine/plan.ts'
import { stats } from '../../src/engine/stats.ts'
import { judged } from '../../src/store/funnel.ts'
import { definition, smallCampaign } from '../support/campaign.ts'
import { testNow } from '../support/database.ts'
import { makeWorld, type World } from '../support/world.ts'

const people = 100_000
const dayMs = 86_400_000

/** By the last two digits of their numbers: one in twenty for each reason, two reasons at once for some. */
async function fill(world: World): Promise<void> {
  const statements = [
    `INSERT INTO contacts (id, institution_id, country, time_zone, languages, consent_email, left_lists, paused_until,
       monthly_cap, pending_since, created_at, updated_at)
     WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${people})
     SELECT i, 1, CASE WHEN i % 20 = 11 THEN 'MA' WHEN i % 3 = 0 THEN 'BE' WHEN i % 3 = 1 THEN 'FR' ELSE 'NL' END,
       CASE WHEN i % 7 = 0 THEN 'Europe/London' END,
       CASE i % 20 WHEN 9 THEN '["de","xx"]' WHEN 10 THEN '[]'
         ELSE CASE i % 4 WHEN 0 THEN '["fr"]' WHEN 1 THEN '["nl-BE","fr"]' WHEN 2 THEN '["ary"]' ELSE '["xx","AR"]' END END,
       CASE i % 20 WHEN 0 THEN 'withdrawn' WHEN 4 THEN NULL ELSE 'given' END,
       CASE i % 20 WHEN 2 THEN '["autre","lettre"]' ELSE '[]' END,
       CASE WHEN i % 20 = 5 THEN ${testNow + dayMs} END, CASE WHEN i % 20 = 7 THEN 1 END,
       CASE WHEN i % 20 = 12 THEN ${testNow} END, 0, 0 FROM n`,
    `INSERT INTO addresses (institution_id, contact_id, channel, value, hash)
     SELECT 1, id, 'email', 'p' || id || '@x.example', 'h' || id FROM contacts WHERE id % 20 <> 8`,
    `INSERT INTO suppressions SELECT 1, 'h' || id, CASE id % 20 WHEN 1 THEN 'unsubscribed' ELSE 'complaint' END, 0
     FROM contacts WHERE id % 20 IN (1, 3)`,
    // Two campaigns before this one: who got both is over the cap of two, who got one over a wish of one.
    ...[51, 52].flatMap((id) => [
      `INSERT INTO campaigns (id, institution_id, slug, state, created_at) VALUES (${id}, 1, 'c${id}', 'running', 0)`,
      `INSERT INTO editions (id, campaign_id, hash, definition, author_id, created_at) VALUES (${id}, ${id}, 'h', '{}', 1, 0)`,
      `INSERT INTO contents (id, edition_id, step, language, status) VALUES (${id}, ${id}, 'mail', 'fr', 'reviewed')`,
      `INSERT INTO steps (id, campaign_id, name, channel, trigger) VALUES (${id}, ${id}, 'mail', 'email', 'launch')`,
      `INSERT INTO messages (campaign_id, step_id, contact_id, channel, content_id, state, finished_at, created_at)
       SELECT ${id}, ${id}, id, 'email', ${id}, 'accepted', ${testNow - 5 * dayMs}, 0 FROM contacts
       WHERE id % 20 = 6 OR ${id} = 51 AND id % 20 IN (7, 13, 14)`,
    ]),
  ]
  await world.db.batch(statements.map((sql) => world.db.prepare(sql)))
}

async function decided(world: World) {
  const edition = await newestEdition(world.deps, await world.campaign())
  const asked = await campaignQuestion(world.deps, world.institution.id, edition)
  const { sql, values } = judged(asked)
  const final = `SELECT id, language FROM (${sql}) WHERE verdict = 'final' ORDER BY id`
  const rows = await world.db
    .prepare(final)
    .bind(...values)
    .raw<[number, string]>()
  return { rows, funnel: await funnel(world.deps, asked) }
}

it('enrols whom it promised, contact by contact, and keeps saying so when the world has moved on', async () => {
  const world = await makeWorld()
  await fill(world)
  await setInstitution(world.deps, { slug: 'mre', cap: { count: 2, days: 30 } })
  const waves = '[{share: 20}, {share: 30, after: 3h}, {share: 50, after: 1d}]'
  const audience = '{country: [BE, FR, NL]}'
  const change = { audience, waves, fallback: 'null', window: '{from: "08:00", until: "20:00"}' }
  await world.publish(smallCampaign({ 'campaign.yaml': definition(change) }))
  await approve(world.deps, { campaign: await world.campaign(), officer: world.reviewer })

  const promised = await decided(world)
  const planned = await plan(world.deps, await world.campaign())
  const each = people / 20
  const excluded = {
    unsubscribed: 3 * each,
    suppressed: each,
    noConsent: each,
    paused: each,
    frequency: 2 * each,
    noAddress: each,
    noLanguage: 2 * each,
  }
  expect(promised.funnel).toMatchObject({ matched: 18 * each, excluded, final: 7 * each })
  expect(planned.funnel).toEqual({ ...promised.funnel, heldOut: 0 })

  await expect(launch(world.deps, { campaign: await world.campaign() })).rejects.toThrow(/10000 people/)
  await launch(world.deps, { campaign: await world.campaign(), leaveOut: true })
  const all = (sql: string) => world.db.prepare(sql).raw()
  const mine = "campaign_id = (SELECT id FROM campaigns WHERE slug = 'competences')"
  const enrolled = await all(`SELECT contact_id, language FROM enrollments WHERE ${mine} ORDER BY 1`)
  expect(enrolled).toEqual(promised.rows)
  const queued = `SELECT m.contact_id, c.language FROM messages m JOIN contents c ON c.id = m.content_id
    WHERE m.${mine} AND m.channel = 'email' ORDER BY 1`
  expect(await all(queued)).toEqual(promised.rows)
  const byWave = `SELECT wave, count(*) FROM enrollments WHERE ${mine} GROUP BY 1`
  expect(await all(byWave)).toEqual(planned.waves.map(({ wave, count }) => [wave, count]))

  await moveOn(world)
  const after = await plan(world.deps, await world.campaign())
  expect(after).toEqual({ ...planned, state: 'running' })
  expect(await stats(world.deps, await world.campaign())).toMatchObject({ audience: 7 * each, excluded })
  expect((await decided(world)).funnel).not.toEqual(promised.funnel)
}, 60_000)

/** People leave, move, change their minds and are erased; the institution lifts its cap. */
async function moveOn(world: World): Promise<void> {
  world.at.now += 40 * dayMs
  await setInstitution(world.deps, { slug: 'mre', cap: null })
  const statements = [
    "UPDATE contacts SET consent_email = 'withdrawn' WHERE id % 20 = 13",
    "UPDATE contacts SET country = 'MA', time_zone = 'Africa/Casablanca', languages = '[\"ar\"]' WHERE id % 20 = 14",
    'DELETE FROM contacts WHERE id % 20 IN (3, 15)',
  ]
  await world.db.batch(statements.map((sql) => world.db.prepare(sql)))
}
