import { expect, it } from 'vitest'
import { runCommand } from '../../src/engine/commands.ts'
import { forecast } from '../../src/engine/forecast.ts'
import { finish } from '../../src/engine/launch.ts'
import { drain, tick } from '../../src/engine/tick.ts'
import { insertEvent } from '../../src/store/events.ts'
import { makeWorld, people, type World } from '../support/world.ts'

const hour = 3_600_000
const day = 24 * hour

/** Joins of a generation in one hour, as confirming them writes them down. */
async function joined(world: World, generation: number, count: number, at: number): Promise<void> {
  const { id: campaignId } = await world.campaign()
  const one = { campaignId, kind: 'join', at, generation, language: 'fr' }
  await world.db.batch(Array.from({ length: count }, () => insertEvent(world.db, one)))
}

/** 400 readers reached; by the next day 150 joined over them, and 30 over those. */
async function afterADay(): Promise<World> {
  const world = await makeWorld()
  await world.import(people(400))
  await world.launch()
  await drain(world.deps)
  const sentAt = Math.floor(world.at.now / hour) * hour
  await joined(world, 1, 100, sentAt + 2 * hour)
  await joined(world, 1, 50, sentAt + 9 * hour)
  await joined(world, 2, 30, sentAt + 12 * hour)
  world.at.now = sentAt + day
  return world
}

const stored = (world: World) =>
  world.db.raw.prepare('SELECT made_at, horizon_at, forecast, actual FROM forecasts ORDER BY 1, 2').all()

it('says too early in one line, and guesses nothing', async () => {
  const world = await makeWorld()
  await world.import(people(60))
  await world.publish()
  await expect(runCommand(world.deps, 'forecast', { campaign: 'competences' })).rejects.toThrow(
    'has not been launched',
  )
  await world.launch()
  const told = await runCommand(world.deps, 'forecast', { campaign: 'competences' })
  expect(told).toMatchObject({ observed: 0, forecast: null, low80: null, high50: null, benchmark: null })
  expect(told).toMatchObject({ tooEarly: 'too early: nobody has been reached yet', planned: 60 })
  await drain(world.deps)
  world.at.now += hour
  await joined(world, 1, 2, world.at.now)
  expect(await runCommand(world.deps, 'forecast', { campaign: 'competences' })).toMatchObject({
    observed: 62,
    forecast: null,
    tooEarly: expect.stringMatching(/^too early: 2 joined .* 60 readers/) as string,
    planned: 0,
  })
  expect(stored(world)).toEqual([])
})

it('forecasts a campaign from its counters, keeps what it said and scores it when the day has come', async () => {
  const world = await afterADay()
  const campaign = await world.campaign()
  const told = await forecast(world.deps, { campaign, days: 7 })
  expect(told).toMatchObject({ observed: 580, benchmark: 580, tooEarly: null, past: [], record: null })
  expect(told.low80!).toBeGreaterThanOrEqual(580)
  const ends = [told.low80, told.low50, told.forecast, told.high50, told.high80] as number[]
  expect(ends).toEqual([...ends].sort((a, b) => a - b))
  // Four fifths of what readers bring have come after a day: a good fifth more, and who comes of them.
  expect(told.forecast!).toBeGreaterThan(610)
  expect(told.forecast!).toBeLessThan(700)

  // Again within the hour: the same row.
  await forecast(world.deps, { campaign, days: 7 })
  const horizon = Date.parse(told.horizon)
  expect(stored(world)).toEqual([
    { made_at: world.at.now, horizon_at: horizon, forecast: told.forecast, actual: null },
  ])

  await joined(world, 1, 40, horizon - hour)
  await joined(world, 1, 5, horizon)
  world.at.now = horizon - 1
  await tick(world.deps)
  expect(stored(world)).toMatchObject([{ actual: null }])
  world.at.now = horizon + 3 * day
  await tick(world.deps)
  expect(stored(world)).toMatchObject([{ actual: 620 }])

  const later = await forecast(world.deps, { campaign, days: 30 })
  expect(later.observed).toBe(625)
  expect(later.past).toMatchObject([{ observed: 580, forecast: told.forecast, actual: 620 }])
  expect(later.record).toMatchObject({ scored: 1, medianError: Math.abs(told.forecast! / 620 - 1) })
  expect(later.record!.benchmarkError).toBeCloseTo(1 - 580 / 620, 9)
})

it('scores what it said though the events are gone', async () => {
  const world = await afterADay()
  const { horizon } = await forecast(world.deps, { campaign: await world.campaign(), days: 1 })
  world.at.now = Date.parse(horizon)
  await world.db.prepare("DELETE FROM events WHERE kind IN ('sent', 'join')").run()
  await tick(world.deps)
  expect(stored(world)).toMatchObject([{ actual: 580 }])
})

it('counts seeds whose wave is still to come, unless the campaign has ended', async () => {
  const world = await afterADay()
  const campaign = await world.campaign()
  const before = await forecast(world.deps, { campaign, days: 7 })
  const waits = world.db.raw.prepare(
    `UPDATE messages SET state = 'queued', due_at = ? WHERE id IN (SELECT m.id FROM messages m JOIN steps s ON s.id = m.step_id
      WHERE s.trigger = 'launch' AND s.channel = 'email' AND m.state = 'accepted' LIMIT 100)`,
  )
  waits.run(world.at.now + day)
  // As if they had not gone out: neither the figures nor the hours know them.
  world.db.raw.exec(`
    INSERT INTO tallies (campaign_id, step_id, kind, language, count)
      SELECT campaign_id, step_id, 'sent', 'none', -100 FROM tallies WHERE kind = 'sent' ORDER BY count DESC LIMIT 1;
    UPDATE hourly_tallies SET count = count - 100 WHERE kind = 'sent'`)
  const waiting = await forecast(world.deps, { campaign, days: 7 })
  expect(waiting).toMatchObject({ observed: 480, planned: 100 })
  expect(waiting.benchmark).toBe(Math.round((400 * 480) / 300))
  expect(waiting.forecast!).toBeGreaterThan(before.forecast!)
  expect(await forecast(world.deps, { campaign, days: 365 })).toMatchObject({ planned: 100 })

  await finish(world.deps, { campaign, officerId: world.author.id })
  const ended = await forecast(world.deps, { campaign: await world.campaign(), days: 7 })
  expect(ended.planned).toBe(0)
})

it('plans a campaign that there is not, the same each time', async () => {
  const world = await makeWorld()
  const asked = { seedsPerDay: 500, days: 3, shareRate: 0.0879, conversion: 2.96, delayHours: 4.3 }
  const told = (await runCommand(world.deps, 'forecast plan', asked)) as {
    gain: number
    perDay: Record<string, number>[]
  }
  expect(told).toMatchObject({ seeds: 1500, r: 0.0879 * 2.96 })
  expect(told.perDay).toHaveLength(10)
  expect(told.perDay.map((one) => one.seeds)).toEqual([500, 1000, ...Array(8).fill(1500)])
  // Ten days are nearly all: 1 / (1 - R) participants for each seed.
  expect(Math.abs(told.gain / (1 / (1 - 0.26)) - 1)).toBeLessThan(0.05)
  expect(await runCommand(world.deps, 'forecast plan', asked)).toEqual(told)
  const quiet = await runCommand(world.deps, 'forecast plan', { ...asked, shareRate: 0 })
  expect(quiet).toMatchObject({ reach: 1500, gain: 1 })
})
