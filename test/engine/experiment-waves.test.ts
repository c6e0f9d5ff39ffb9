import fc from 'fast-check'
import { expect, it } from 'vitest'
import { openClick, openShare } from '../../src/core/tokens.ts'
import { waveOfMark } from '../../src/core/variants.ts'
import { experiment } from '../../src/engine/experiment.ts'
import { tally } from '../../src/engine/tally.ts'
import { drain } from '../../src/engine/tick.ts'
import { insertEvent } from '../../src/store/events.ts'
import { linksIn } from '../support/mail.ts'
import { joinOver, mailOf, passedOn } from '../support/passing.ts'
import { variantFiles } from '../support/variants.ts'
import { makeWorld, people, type World } from '../support/world.ts'

const waves = '[{share: 40}, {share: 30, after: 3h}, {share: 30, after: 3h}]'
const day = 86_400_000

async function launched(settings: string, count: number, prepare = (_: World) => {}): Promise<World> {
  const world = await makeWorld()
  await world.import(people(count))
  prepare(world)
  await world.launch(variantFiles(settings, { waves }))
  return world
}

async function readerOf(world: World, wave: number) {
  const sql = `SELECT a.value AS email, e.variant FROM enrollments e JOIN addresses a ON a.contact_id = e.contact_id
    WHERE e.wave = ? AND e.language = 'fr' ORDER BY a.value LIMIT 1`
  return (await world.db.prepare(sql).bind(wave).first<{ email: string; variant: string }>())!
}

it('knows by its link from which wave a join and a click came', async () => {
  const world = await launched('{allocate: true}', 60)
  await drain(world.deps, { until: world.at.now + day })
  for (const wave of [1, 2, 3]) {
    const { email, variant } = await readerOf(world, wave)
    const mail = await mailOf(world, email, `invitation ${variant}`)
    const passed = await passedOn(world, mail)
    expect(waveOfMark(openShare(world.deps.keys, passed.token)!.variant)).toBe(wave)
    for (const url of linksIn(mail).filter((one) => one.includes('/c/')))
      expect(waveOfMark(openClick(world.deps.keys, url.slice(url.lastIndexOf('/') + 1))!.variant)).toBe(wave)
    await joinOver(world, passed.token, `friend${wave}@amis.example`)
    // What that friend passes on begins a tree of no wave.
    const welcome = await passedOn(world, await mailOf(world, `friend${wave}@amis.example`, 'bienvenue fr'))
    expect(waveOfMark(openShare(world.deps.keys, welcome.token)!.variant)).toBeNull()
  }
  const told = await experiment(world.deps, await world.campaign())
  expect(told).toMatchObject({ judged: 'waves', measure: 'joins' })
  expect(told.byWave.map(({ arms }) => arms.reduce((sum, arm) => sum + arm.successes, 0))).toEqual([1, 1, 1])
  expect(told.byWave.map(({ arms }) => arms.reduce((sum, arm) => sum + arm.n, 0))).toEqual([24, 18, 18])
})

it('puts no wave into links where results decide nothing', async () => {
  const world = await launched('{floor: 0.1}', 20)
  await drain(world.deps, { until: world.at.now + day })
  const { email, variant } = await readerOf(world, 1)
  const { token } = await passedOn(world, await mailOf(world, email, `invitation ${variant}`))
  expect(waveOfMark(openShare(world.deps.keys, token)!.variant)).toBeNull()
})

it('judges the first wave alone where mails went out before waves were counted', async () => {
  const world = await launched('{allocate: true}', 60)
  await drain(world.deps, { until: world.at.now + day })
  await tally(world.deps)
  world.db.raw.exec('DELETE FROM wave_tallies WHERE wave = 1')
  expect(await experiment(world.deps, await world.campaign())).toMatchObject({ judged: 'first', byWave: [] })
})

it('names no winner, and says which wave, when people were not dealt out as planned', async () => {
  const world = await launched('{allocate: true}', 400)
  await drain(world.deps, { until: world.at.now + day })
  const fine = await experiment(world.deps, await world.campaign())
  expect(fine.assignment).toMatchObject({ isOff: false })
  const { id: campaignId } = await world.campaign()
  const join = { campaignId, kind: 'join', variant: 'long', wave: 1, at: world.at.now, generation: 1 }
  await world.db.batch(Array.from({ length: 40 }, () => insertEvent(world.db, join)))
  expect((await experiment(world.deps, await world.campaign())).winner).toBe('long')
  world.db.raw.exec("UPDATE enrollments SET variant = 'long' WHERE wave = 2 AND generation = 0")
  const told = await experiment(world.deps, await world.campaign())
  expect(told.assignment.waves.map(({ wave, isOff }) => [wave, isOff])).toEqual([
    [1, false],
    [2, true],
    [3, false],
  ])
  expect(told).toMatchObject({ winner: null, assignment: { isOff: true } })
})

it('keeps every household with one variant, through all waves and whatever they showed', async () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 10, maxLength: 25 })
  const joins = fc.record({ court: fc.nat(3), long: fc.nat(3) })
  await fc.assert(
    fc.asyncProperty(sizes, joins, async (homes, joined) => {
      const names = homes.flatMap((size, home) => Array.from({ length: size }, () => `H${home}`))
      const world = await launched('{unit: household, allocate: true}', names.length, ({ db }) => {
        const save = db.raw.prepare(`UPDATE contacts SET custom = json_object('household', ?)
          WHERE id = (SELECT id FROM contacts WHERE kind = 'person' ORDER BY id LIMIT 1 OFFSET ?)`)
        // Members of a household stand far apart in the list.
        for (const [place, name] of names.toSorted().entries()) save.run(name, (place * 7) % names.length)
      })
      await drain(world.deps, { until: world.at.now + 3_600_000 })
      const { id: campaignId } = await world.campaign()
      const event = { campaignId, kind: 'join', wave: 1, at: world.at.now, generation: 1 }
      for (const [variant, count] of Object.entries(joined))
        for (let one = 0; one < count; one++) await insertEvent(world.db, { ...event, variant }).run()
      await drain(world.deps, { until: world.at.now + day })
      const { results } = await world.db
        .prepare(`SELECT coalesce(c.custom ->> '$.household', 'alone ' || c.id) AS home, e.variant,
            coalesce(e.dealt, 1) AS dealt, e.wave, o.variant AS got
          FROM enrollments e JOIN contacts c ON c.id = e.contact_id JOIN messages m ON m.contact_id = c.id
          JOIN contents o ON o.id = m.content_id AND o.step = 'invitation' ORDER BY e.wave`)
        .all<{ home: string; variant: string; dealt: number; wave: number; got: string }>()
      expect(results).toHaveLength(names.length)
      for (const members of Map.groupBy(results, ({ home }) => home).values()) {
        expect(new Set(members.flatMap(({ variant, got }) => [variant, got])).size).toBe(1)
        // By the shares of the wave in which the first of them was written to.
        expect(new Set(members.map(({ dealt }) => dealt))).toEqual(new Set([members[0]!.wave]))
      }
      const told = await experiment(world.deps, await world.campaign())
      expect(told.assignment.cells.reduce((sum, { n }) => sum + n, 0)).toBe(
        new Set(results.map(({ home }) => home)).size,
      )
    }),
    { numRuns: 8, seed: 5 },
  )
})

it('hands the variant of a household down to whoever joins over one of its members', async () => {
  const world = await launched('{unit: household, allocate: true}', 60, ({ db }) =>
    db.raw.exec(
      "UPDATE contacts SET custom = json_object('household', 'H' || (id % 9)) WHERE kind = 'person'",
    ),
  )
  await drain(world.deps, { until: world.at.now + day })
  const sql = `SELECT a.value AS email, e.variant FROM enrollments e JOIN contacts c ON c.id = e.contact_id
    JOIN addresses a ON a.contact_id = c.id WHERE c.custom ->> '$.household' = 'H3' AND e.language = 'fr'`
  const { results } = await world.db.prepare(sql).all<{ email: string; variant: string }>()
  expect(new Set(results.map(({ variant }) => variant)).size).toBe(1)
  const [member] = results
  const first = await passedOn(world, await mailOf(world, member!.email, `invitation ${member!.variant}`))
  expect(await joinOver(world, first.token, 'one@amis.example')).toContain(`suite ${member!.variant}`)
  const second = await passedOn(world, await mailOf(world, 'one@amis.example', 'bienvenue fr'))
  expect(await joinOver(world, second.token, 'two@amis.example')).toContain(`suite ${member!.variant}`)
})
