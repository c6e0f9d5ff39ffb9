import { describe, expect, it } from 'vitest'
import { serviceCampaign } from '../../src/engine/service.ts'
import { drain } from '../../src/engine/tick.ts'
import { contentsOf, stepsOf } from '../../src/store/campaigns.ts'
import { definition, smallCampaign } from '../support/campaign.ts'
import { makeWorld, type World } from '../support/world.ts'

const day = 86_400_000
const sql = (world: World, text: string, ...values: (string | number)[]) =>
  world.db
    .prepare(text)
    .bind(...values)
    .run()
const messages = async (world: World) =>
  (
    await world.db
      .prepare(
        "SELECT state, reason, due_at AS dueAt, attempts FROM messages WHERE channel = 'email' ORDER BY id",
      )
      .all()
  ).results

async function launched(files = smallCampaign()): Promise<World> {
  const world = await makeWorld()
  await world.import(['hind@diaspora.example,Hind,Exemple,fr,BE'])
  await world.launch(files)
  return world
}

describe('a pause', () => {
  it('puts a message off until its end, which is no attempt', async () => {
    const world = await launched()
    const until = world.at.now + 30 * day
    await sql(world, 'UPDATE contacts SET paused_until = ?', until)
    expect(await drain(world.deps)).toMatchObject({ sent: 0, retrying: 0, skipped: 0 })
    expect(await messages(world)).toEqual([{ state: 'queued', reason: 'paused', dueAt: until, attempts: 0 }])
    world.at.now = until - 1
    expect(await drain(world.deps)).toMatchObject({ sent: 0 })
    world.at.now = until
    expect(await drain(world.deps)).toMatchObject({ sent: 1 })
    expect(await messages(world)).toMatchObject([{ state: 'accepted', attempts: 1 }])
  })

  it('that ends at night leaves the reader their night', async () => {
    const world = await launched(
      smallCampaign({ 'campaign.yaml': definition({ window: '{from: "08:00", until: "20:00"}' }) }),
    )
    const until = Date.UTC(2026, 10, 24, 3)
    await sql(world, 'UPDATE contacts SET paused_until = ?', until)
    await drain(world.deps)
    world.at.now = until
    await drain(world.deps)
    expect(await messages(world)).toMatchObject([
      { reason: 'window', dueAt: Date.UTC(2026, 10, 24, 7), attempts: 0 },
    ])
  })

  it('longer than a month ends it: the words would be stale', async () => {
    const world = await launched()
    await sql(world, 'UPDATE contacts SET paused_until = ?', world.at.now + 32 * day)
    expect(await drain(world.deps)).toMatchObject({ sent: 0, skipped: 1 })
    expect(await messages(world)).toMatchObject([{ state: 'skipped', reason: 'paused', dueAt: null }])
  })

  it('waits for nothing once the campaign is over', async () => {
    const world = await launched()
    await sql(world, 'UPDATE contacts SET paused_until = ?', world.at.now + day)
    await drain(world.deps)
    await sql(world, "UPDATE campaigns SET state = 'finished'")
    world.at.now += 2 * day
    expect(await drain(world.deps)).toMatchObject({ sent: 0 })
  })
})

describe('leaving a list', () => {
  it.each([
    ['the campaign’s own', '["lettre"]', { sent: 0, skipped: 1 }],
    ['another one', '["autre"]', { sent: 1, skipped: 0 }],
  ])('%s', async (_, lists, expected) => {
    const world = await launched()
    await sql(world, 'UPDATE contacts SET left_lists = ?', lists)
    expect(await drain(world.deps)).toMatchObject(expected)
    if (expected.skipped) expect(await messages(world)).toMatchObject([{ reason: 'unsubscribed' }])
  })
})

describe('the letter with a person’s own data', () => {
  async function asked(): Promise<World> {
    const world = await makeWorld()
    world.deps.settings.mailFrom = 'lettre@mre.example'
    await world.import(['hind@diaspora.example,Hind,Exemple,fr,BE'])
    const campaign = await serviceCampaign(world.deps, world.institution)
    const contents = await contentsOf(world.db, campaign.editionId!)
    const content = contents.find((one) => one.step === 'data' && one.language === 'fr')!
    const step = (await stepsOf(world.db, campaign.id)).find((one) => one.name === 'data')!
    // At three in the morning, Brussels time.
    world.at.now = Date.UTC(2026, 10, 24, 2)
    await sql(
      world,
      `INSERT INTO messages (campaign_id, step_id, contact_id, channel, content_id, due_at, created_at)
       SELECT ?, ?, id, 'email', ?, ?, ? FROM contacts WHERE kind = 'person'`,
      ...[campaign.id, step.id, content.id, world.at.now, world.at.now],
    )
    return world
  }
  const suppress = (world: World, reason: string) =>
    sql(world, 'INSERT INTO suppressions SELECT institution_id, hash, ?, 0 FROM addresses', reason)

  it('goes out at any hour, without consent, through every pause and refusal', async () => {
    for (const reason of ['unsubscribed', 'complaint', 'list', 'objected']) {
      const world = await asked()
      await sql(
        world,
        `UPDATE contacts SET consent_email = 'withdrawn', paused_until = 99999999999999, left_lists = '["service"]'`,
      )
      await suppress(world, reason)
      expect(await drain(world.deps), reason).toMatchObject({ sent: 1 })
    }
  })

  it('does not go to an address that is dead, erased or barred', async () => {
    for (const reason of ['unknown_user', 'erased', 'officer']) {
      const world = await asked()
      await suppress(world, reason)
      expect(await drain(world.deps), reason).toMatchObject({ sent: 0, skipped: 1 })
      expect(await messages(world)).toMatchObject([{ reason: 'suppressed' }])
    }
  })

  it('is not sent when its link would be over', async () => {
    const world = await asked()
    world.at.now += 3 * day + 1
    expect(await drain(world.deps)).toMatchObject({ sent: 0, skipped: 1 })
    expect(await messages(world)).toMatchObject([{ reason: 'expired' }])
  })

  it('measures nobody', async () => {
    const world = await asked()
    await sql(world, "UPDATE institutions SET tracking_mode = 'individual'")
    await sql(world, `UPDATE editions SET definition = json_set(definition, '$.tracking', 'individual')`)
    await sql(world, "UPDATE contacts SET consent_track = 'given'")
    expect(await drain(world.deps)).toMatchObject({ sent: 1 })
    const [mail] = world.mail.arrived
    expect(mail?.kind === 'mail' && /mawja\.example\/o\//.test(mail.raw)).toBe(false)
    expect((await world.db.prepare('SELECT 1 FROM pseudonyms').all()).results).toEqual([])
  })
})
