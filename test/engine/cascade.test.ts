import { expect, it } from 'vitest'
import { cascade } from '../../src/engine/cascade.ts'
import { runCommand } from '../../src/engine/commands.ts'
import { finish } from '../../src/engine/launch.ts'
import { drain } from '../../src/engine/tick.ts'
import { insertEvent } from '../../src/store/events.ts'
import { definition, smallCampaign } from '../support/campaign.ts'
import { makeWorld, people, type World } from '../support/world.ts'

const hour = 3_600_000

/** Joins of a generation in one hour, as confirming them writes them down. */
async function joined(world: World, generation: number, count: number, at: number): Promise<void> {
  const { id: campaignId } = await world.campaign()
  const one = { campaignId, kind: 'join', at, generation, language: 'fr' }
  await world.db.batch(Array.from({ length: count }, () => insertEvent(world.db, one)))
}

async function launched(): Promise<World> {
  const world = await makeWorld()
  await world.import(people(60))
  await world.launch()
  await drain(world.deps)
  return world
}

it('reads a campaign from its counters, by generation and by how long each has had', async () => {
  const world = await launched()
  const sentAt = world.at.now
  await joined(world, 1, 20, sentAt + 2 * hour)
  await joined(world, 2, 4, sentAt + 20 * hour)
  world.at.now = sentAt + 24 * hour
  const told = await cascade(world.deps, await world.campaign())
  expect(told).toMatchObject({ campaign: 'competences', trees: 60, nodes: 84, depth: 2, gain: 84 / 60 })
  expect(told.generations.map(({ participants, children }) => [participants, children])).toEqual([
    [60, 20],
    [20, 4],
    [4, 0],
  ])
  // After a day four fifths of what a reader brings have come.
  expect(told.rSeed.completeness).toBeCloseTo(0.79, 1.5)
  expect(told.rSeed.estimate).toBeCloseTo(20 / 60 / told.rSeed.completeness!, 9)
  expect(told.rViral.tooEarly).toBe(true)
  expect(told.rViral.estimate).toBeGreaterThan(4 / 24)

  world.at.now = sentAt + 400 * 24 * hour
  const later = await cascade(world.deps, await world.campaign())
  expect(later.rSeed.completeness).toBeGreaterThan(0.999)
})

it('takes a finished campaign, and one of which no hour is known, at their plain figures', async () => {
  const world = await launched()
  await joined(world, 1, 20, world.at.now)
  world.at.now += hour
  const running = await cascade(world.deps, await world.campaign())
  expect(running.rSeed.estimate).toBeGreaterThan(1)
  // When people came outlives the events; where even that is not known the plain figures hold.
  await world.db.prepare("DELETE FROM events WHERE kind IN ('sent', 'join')").run()
  expect((await cascade(world.deps, await world.campaign())).rSeed.estimate).toBe(running.rSeed.estimate)
  await world.db.prepare('DELETE FROM hourly_tallies').run()
  expect((await cascade(world.deps, await world.campaign())).rSeed.estimate).toBe(20 / 60)

  const other = await launched()
  await joined(other, 1, 20, other.at.now)
  await finish(other.deps, { campaign: await other.campaign(), officerId: other.author.id })
  expect((await cascade(other.deps, await other.campaign())).rSeed.estimate).toBe(20 / 60)
})

it('counts only people whose mail was handed over, while waves are still to come', async () => {
  const world = await makeWorld()
  await world.import(people(60))
  await world.launch({
    ...smallCampaign(),
    'campaign.yaml': definition({ waves: '[{share: 50}, {share: 50, after: 2d}]' }),
  })
  await drain(world.deps)
  const sentAt = world.at.now
  await joined(world, 1, 20, sentAt + 2 * hour)
  world.at.now = sentAt + 24 * hour
  const told = await cascade(world.deps, await world.campaign())
  expect(told).toMatchObject({ trees: 30, nodes: 50 })
  expect(told.rSeed.estimate).toBeCloseTo(20 / 30 / told.rSeed.completeness!, 9)
  // Everybody who was reached, and those who joined, who have had less time.
  expect(told.rAll.estimate).toBeGreaterThan(20 / 50)

  world.at.now = sentAt + 49 * hour
  await drain(world.deps)
  const again = await cascade(world.deps, await world.campaign())
  expect(again.trees).toBe(60)
  // The second half has just come: the figure stays what the first half says.
  expect(again.rSeed.estimate).toBeGreaterThan(0.6)
})

it('is a verb of the command line and of the operator’s API', async () => {
  const world = await launched()
  world.at.now += 2 * hour
  expect(await runCommand(world.deps, 'cascade', { campaign: 'competences' })).toMatchObject({
    trees: 60,
    rSeed: { estimate: 0, low: 0, tooEarly: true },
  })
  await expect(runCommand(world.deps, 'cascade', { campaign: 'nowhere' })).rejects.toThrow('nowhere')
})
