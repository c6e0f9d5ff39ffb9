import fc from 'fast-check'
import { expect, it } from 'vitest'
import { spreadOfGroups } from '../../src/core/cascade/groups.ts'
import { cascade } from '../../src/engine/cascade.ts'
import { runCommand } from '../../src/engine/commands.ts'
import { drain } from '../../src/engine/tick.ts'
import { insertEvent } from '../../src/store/events.ts'
import { saveSegment } from '../../src/store/institutions.ts'
import { makeWorld, people, type World } from '../support/world.ts'

async function launched(): Promise<World> {
  const world = await makeWorld()
  await world.import(people(60))
  await world.launch()
  await drain(world.deps)
  return world
}

type Join = { language: string; country: string; shareChannel: string | null; generation: number }

async function joined(world: World, joins: readonly Join[]): Promise<void> {
  const { id: campaignId } = await world.campaign()
  const at = world.at.now
  await world.db.batch(joins.map((one) => insertEvent(world.db, { campaignId, kind: 'join', at, ...one })))
}

it('sets languages, countries and channels beside one another, and adds up to the whole', async () => {
  const world = await launched()
  const one = { language: 'fr', country: 'FR', shareChannel: 'whatsapp', generation: 1 }
  const other = { language: 'ar', country: 'BE', shareChannel: null, generation: 2 }
  await joined(world, [...Array<Join>(6).fill(one), ...Array<Join>(2).fill(other)])
  const { groups, nodes, trees } = await cascade(world.deps, await world.campaign())
  for (const dimension of [groups.language, groups.country]) {
    expect(dimension.reduce((sum, { seeds }) => sum + seeds, 0)).toBe(trees)
    expect(dimension.reduce((sum, { seeds, joins }) => sum + seeds + joins, 0)).toBe(nodes)
  }
  const french = groups.language.find(({ key }) => key === 'fr')!
  expect(french).toMatchObject({ joins: 6, r: 6 / (french.seeds + 6) })
  expect(groups.country.find(({ key }) => key === 'BE')).toMatchObject({ seeds: 20, joins: 2, r: 2 / 22 })
  expect(groups.channel).toEqual([
    { key: 'whatsapp', joins: 6, share: 0.75 },
    { key: '', joins: 2, share: 0.25 },
  ])
  expect(groups.variant).toEqual([])
  expect(groups).not.toHaveProperty('segment')
})

it('counts only whose mail was handed over', async () => {
  const world = await makeWorld()
  await world.import(people(60))
  await world.launch()
  const { groups } = await cascade(world.deps, await world.campaign())
  expect(groups.language).toEqual([])
})

it('asks the rows by saved segment when it is told to', async () => {
  const world = await launched()
  const { id: institutionId } = world.institution
  const audience = { field: 'country', op: 'is', value: 'BE' } as never
  const row = { institutionId, slug: 'belgique', name: 'Belgique', createdAt: world.at.now }
  await saveSegment(world.db, { ...row, audience })
  const { groups } = (await runCommand(world.deps, 'cascade', {
    campaign: 'competences',
    segments: true,
  })) as Awaited<ReturnType<typeof cascade>>
  expect(groups.segment).toMatchObject([{ key: 'belgique', seeds: 20, joins: 0, r: 0 }])
})

it('has a rate between its ends, between nobody and everybody', () => {
  const counts = fc.array(
    fc.record({ key: fc.string({ maxLength: 3 }), seeds: fc.nat(1e6), joins: fc.nat(1e6) }),
    { maxLength: 8 },
  )
  fc.assert(
    fc.property(counts, (all) => {
      for (const { r, low, high, seeds, joins } of spreadOfGroups(all)) {
        expect(r).toBeCloseTo(1 - seeds / (seeds + joins), 12)
        expect(low!).toBeLessThanOrEqual(r! + 1e-9)
        expect(high!).toBeGreaterThanOrEqual(r! - 1e-9)
      }
    }),
  )
})
