import { expect, it } from 'vitest'
import { experiment } from '../../src/engine/experiment.ts'
import { forget } from '../../src/engine/forget.ts'
import { ownDataOf } from '../../src/engine/own-data.ts'
import { plan } from '../../src/engine/plan.ts'
import { stats } from '../../src/engine/stats.ts'
import { drain } from '../../src/engine/tick.ts'
import { mailsTo } from '../support/mail.ts'
import { joinOver, mailOf, passedOn } from '../support/passing.ts'
import { variantFiles } from '../support/variants.ts'
import { makeWorld, people, type World } from '../support/world.ts'

type Held = { contact: number; email: string; variant: string; wave: number; language: string; due: number }

async function launched(settings: string, count = 300): Promise<World> {
  const world = await makeWorld()
  await world.import(people(count))
  await world.launch(variantFiles(settings, { waves: '[{share: 50}, {share: 50, after: 3h}]' }))
  return world
}

async function heldOut(world: World): Promise<Held[]> {
  const sql = `SELECT h.contact_id AS contact, a.value AS email, h.variant, h.wave, h.language, h.due_at AS due,
      o.variant AS ghost FROM hold_outs h JOIN contents o ON o.id = h.content_id AND o.step = 'invitation'
    JOIN addresses a ON a.contact_id = h.contact_id AND a.channel = 'email' ORDER BY h.contact_id`
  const { results } = await world.db.prepare(sql).all<Held & { ghost: string }>()
  expect(results.every((row) => row.ghost === row.variant)).toBe(true)
  return results
}

it('writes to nobody held out, and keeps what they would have got', async () => {
  const world = await launched('{holdOut: 0.2}')
  const before = world.at.now
  const held = await heldOut(world)
  // Five standard deviations of 300 draws at a fifth.
  expect(Math.abs(held.length - 60)).toBeLessThan(35)
  expect(new Set(held.map(({ variant }) => variant))).toEqual(new Set(['court', 'long']))
  for (const { wave, due } of held) expect(due).toBeGreaterThanOrEqual(before + (wave - 1) * 3 * 3_600_000)
  await drain(world.deps, { until: before + 86_400_000 })
  expect(world.mail.arrived).toHaveLength(300 - held.length)
  for (const { email } of held) expect(mailsTo(world.mail.arrived, email)).toEqual([])
  const campaign = await world.campaign()
  expect((await plan(world.deps, campaign)).funnel).toMatchObject({
    matched: 300,
    final: 300 - held.length,
    heldOut: held.length,
  })
  expect(await stats(world.deps, campaign)).toMatchObject({
    audience: 300 - held.length,
    sent: 300 - held.length,
    heldOut: held.length,
  })
})

it('says what the campaign added, and what reached the others by themselves', async () => {
  const world = await launched('{holdOut: 0.3}')
  await drain(world.deps, { until: world.at.now + 86_400_000 })
  const held = await heldOut(world)
  const quiet = await experiment(world.deps, await world.campaign())
  expect(quiet.incremental).toMatchObject({
    treated: { n: 300 - held.length, joined: 0 },
    heldOut: { n: held.length, joined: 0 },
    direct: { difference: 0, isClear: false },
    spillOver: { joined: 0 },
  })
  expect(quiet.assignment.cells.map(({ arm }) => arm)).toEqual(['court', 'long', 'held out'])
  expect(quiet.assignment.p).toBeGreaterThan(0.001)

  const reader = (await world.db
    .prepare(`SELECT a.value, e.variant FROM enrollments e JOIN addresses a ON a.contact_id = e.contact_id
      WHERE e.language = 'fr' LIMIT 1`)
    .first<{ value: string; variant: string }>())!
  const passed = await passedOn(world, await mailOf(world, reader.value, `invitation ${reader.variant}`))
  const [one] = held
  // They asked for it themselves: what follows a join is theirs.
  expect(await joinOver(world, passed.token, one!.email)).toContain(`suite ${reader.variant}`)
  await joinOver(world, passed.token, reader.value)
  const told = await experiment(world.deps, await world.campaign())
  expect(told.incremental).toMatchObject({
    treated: { n: 300 - held.length, joined: 1 },
    heldOut: { n: held.length, joined: 1 },
    direct: { isClear: false },
    spillOver: { joined: 1 },
  })
})

it('shows and erases the record like everything else about a person', async () => {
  const world = await launched('{holdOut: 0.2}')
  const [one] = await heldOut(world)
  const read = () => ownDataOf(world.deps, { institution: world.institution, contactId: one!.contact })
  expect((await read())!.sections.campaigns).toMatchObject([
    { kind: 'heldOut', language: one!.language, variant: one!.variant, at: one!.due },
  ])
  const { erased } = await forget(world.deps, {
    institutionId: world.institution.id,
    contactId: one!.contact,
    askedBy: 'person',
  })
  expect(erased.hold_outs).toBe(1)
  expect(await read()).toBeNull()
  expect((await heldOut(world)).some(({ contact }) => contact === one!.contact)).toBe(false)
})

it('draws the same people again, and keeps households together', async () => {
  const settings = '{unit: household, holdOut: 0.3}'
  const world = await makeWorld()
  await world.import(people(200))
  world.db.raw.exec(
    `UPDATE contacts SET custom = json_object('household', 'H' || (id / 4)) WHERE kind = 'person' AND id % 10 > 1`,
  )
  await world.launch(variantFiles(settings, { waves: '[{share: 50}, {share: 50, after: 3h}]' }))
  const sql = `SELECT coalesce(c.custom ->> '$.household', c.id) AS home, p.place FROM contacts c JOIN (
      SELECT contact_id, variant AS place FROM enrollments UNION ALL SELECT contact_id, 'held' FROM hold_outs) p
    ON p.contact_id = c.id`
  const { results } = await world.db.prepare(sql).all<{ home: string; place: string }>()
  expect(results).toHaveLength(200)
  const homes = Map.groupBy(results, ({ home }) => home)
  expect([...homes.values()].some((members) => members.length > 2)).toBe(true)
  for (const members of homes.values()) expect(new Set(members.map(({ place }) => place)).size).toBe(1)
  expect(new Set(results.map(({ place }) => place)).size).toBe(3)
  const { assignment } = await experiment(world.deps, await world.campaign())
  expect(assignment.p).toBeGreaterThan(0.0001)
})
