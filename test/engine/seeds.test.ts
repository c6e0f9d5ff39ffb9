import { expect, it } from 'vitest'
import { runCommand } from '../../src/engine/commands.ts'
import { publish } from '../../src/engine/publish.ts'
import type { seeds } from '../../src/engine/seeds.ts'
import { drain } from '../../src/engine/tick.ts'
import { insertEvent } from '../../src/store/events.ts'
import { smallCampaign } from '../support/campaign.ts'
import { makeWorld, people, type World } from '../support/world.ts'

const week = 7 * 24 * 3_600_000
type Told = Awaited<ReturnType<typeof seeds>>

/** A campaign that is over, over which 80 of country BE joined; and the next one, published. */
async function twoCampaigns(): Promise<World> {
  const world = await makeWorld()
  await world.import(people(300))
  await world.db.prepare("UPDATE contacts SET country = CASE id % 3 WHEN 0 THEN 'BE' ELSE 'FR' END").run()
  await world.launch()
  await drain(world.deps)
  const { id: campaignId } = await world.campaign()
  const join = { campaignId, kind: 'join', at: world.at.now, generation: 1, shareChannel: 'whatsapp' }
  const language = await languageOf(world)
  await world.db.batch(
    Array.from({ length: 80 }, () => insertEvent(world.db, { ...join, language, country: 'BE' })),
  )
  world.at.now += 2 * week
  await publish(world.deps, { slug: 'deux', files: smallCampaign(), author: world.author })
  return world
}

const languageOf = async (world: World) =>
  (await world.db.prepare('SELECT language FROM enrollments LIMIT 1').first<{ language: string }>())!.language

const told = async (world: World, more: object = {}) =>
  (await runCommand(world.deps, 'seeds', { campaign: 'deux', top: 60, ...more })) as Told

it('ranks by what groups brought in past campaigns, says so, and why in each row', async () => {
  const world = await twoCampaigns()
  const { rows, evidence, drawn, chosen, groups, audience } = await told(world)
  expect([chosen, drawn, audience]).toEqual([60, 9, 300])
  expect(evidence).toMatchObject({ campaigns: 1, participants: 380, children: 80, of: 'group', persons: 0 })
  expect(evidence.note).toContain('of groups, not of persons')
  const ranked = rows.filter((row) => row.by === 'rank')
  expect(new Set(ranked.map((row) => row.country))).toEqual(new Set(['BE']))
  expect(ranked[0]!.because).toMatch(
    /^because BE, ar: 1 campaign, 80 joined beside 120 who took part, most over whatsapp; group mean 0\.\d+; all: 0\.\d+$/,
  )
  expect(rows.find((row) => row.by === 'lot')!.because).toContain('drawn by lot')
  expect(groups.shown.map((one) => one.country)).toContain('BE')
  // Numbers of contacts, and nothing else of a person.
  expect(JSON.stringify(rows)).not.toMatch(/@|\.example/)
  expect(await told(world)).toEqual(await told(world))
})

it('knows more of people who agreed to links of their own', async () => {
  const world = await twoCampaigns()
  const { id } = await world.campaign()
  const sql =
    'INSERT INTO shares (campaign_id, contact_id, generation, joined, created_at) VALUES (?, ?, 0, ?, ?)'
  const at = world.at.now
  await world.db.prepare(sql).bind(id, 1, 12, at).run()
  await world.db.prepare(sql).bind(id, 3, 0, at).run()
  const { rows, evidence } = await told(world, { random: 0 })
  expect(evidence).toMatchObject({ of: 'person', persons: 2 })
  expect(rows[0]).toMatchObject({ contact: 1, country: 'FR' })
  expect(rows[0]!.because).toMatch(/^because 12 joined over a link of their own in 1 campaign; FR, fr:/)
  expect(rows.map((row) => row.contact)).not.toContain(3)
})

it('keeps to quotas, and becomes a segment that a launch reads', async () => {
  const world = await twoCampaigns()
  const quotas = [{ field: 'country', value: 'BE', percent: 50 }]
  const { rows, segment } = await told(world, { random: 0, quotas, save: 'premiers' })
  expect(rows.filter((row) => row.country === 'BE')).toHaveLength(30)
  expect(segment).toMatchObject({
    segment: 'premiers',
    field: 'custom.seeds-premiers',
    matched: 60,
    final: 60,
  })
  const fewer = await told(world, { top: 20, random: 0, save: 'premiers' })
  expect(fewer.segment).toMatchObject({ matched: 20 })
  expect(await runCommand(world.deps, 'audience', { audience: { segment: 'premiers' } })).toMatchObject({
    final: 20,
  })
})

it('says that it knows nothing yet, and draws', async () => {
  const world = await makeWorld()
  await world.import(people(40))
  await publish(world.deps, { slug: 'deux', files: smallCampaign(), author: world.author })
  const { evidence, rows } = await told(world, { top: 10 })
  expect(evidence.campaigns).toBe(0)
  expect(evidence.note).toContain('the order is by lot')
  expect(new Set(rows.map((row) => row.expected)).size).toBe(1)
})
