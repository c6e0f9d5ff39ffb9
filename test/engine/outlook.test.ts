import { expect, it } from 'vitest'
import { finish } from '../../src/engine/launch.ts'
import { outlook } from '../../src/engine/outlook.ts'
import { drain, tick } from '../../src/engine/tick.ts'
import { insertEvent } from '../../src/store/events.ts'
import { makeWorld, people, type World } from '../support/world.ts'

const minute = 60_000
const hour = 60 * minute

async function afterADay(): Promise<World> {
  const world = await makeWorld()
  await world.import(people(400))
  await world.launch()
  await drain(world.deps)
  const sentAt = Math.floor(world.at.now / hour) * hour
  await joined(world, 150, sentAt + 2 * hour)
  world.at.now = sentAt + 24 * hour
  return world
}

async function joined(world: World, count: number, at: number): Promise<void> {
  const { id: campaignId } = await world.campaign()
  const one = { campaignId, kind: 'join', at, generation: 1, language: 'fr' }
  await world.db.batch(Array.from({ length: count }, () => insertEvent(world.db, one)))
}

const observed = async (world: World) =>
  (await outlook(world.deps, await world.campaign()))!.days.map((one) => one.observed)

it('is made anew every hour by the tick, and a page reads what is kept', async () => {
  const world = await afterADay()
  await tick(world.deps)
  const first = await outlook(world.deps, await world.campaign())
  expect(first).toMatchObject({ madeAt: world.at.now, timeZone: 'Africa/Casablanca' })
  expect(first!.days.map(({ days, observed }) => [days, observed])).toEqual([
    [1, 550],
    [3, 550],
    [7, 550],
    [14, 550],
  ])

  await joined(world, 40, world.at.now)
  world.at.now += 30 * minute
  await tick(world.deps)
  expect(await observed(world)).toEqual([550, 550, 550, 550])
  world.at.now += 30 * minute
  await tick(world.deps)
  expect(await observed(world)).toEqual([590, 590, 590, 590])
})

it('works it out itself where nothing is kept, or what is kept is old, and keeps nothing', async () => {
  const world = await afterADay()
  expect(await observed(world)).toEqual([550, 550, 550, 550])
  await tick(world.deps)
  await joined(world, 10, world.at.now)
  world.at.now += 2 * hour
  expect(await observed(world)).toEqual([560, 560, 560, 560])
  const kept = () =>
    world.db.prepare("SELECT value FROM meta WHERE key LIKE 'outlook:%'").first<{ value: string }>()
  expect(JSON.parse((await kept())!.value).madeAt).toBe(world.at.now - 2 * hour)
})

it('ends with the campaign', async () => {
  const world = await afterADay()
  await tick(world.deps)
  await finish(world.deps, { campaign: await world.campaign(), officerId: world.author.id })
  expect(await outlook(world.deps, await world.campaign())).toBeNull()
})
