import { afterAll, beforeAll, expect, it } from 'vitest'
import { type CampaignCascade, cascade } from '../../src/engine/cascade.ts'
import { findCampaign } from '../../src/store/campaigns.ts'
import { type Played, play, slug } from './support/play.ts'

/** Each participant brings so many on average, by the habits of the invented people: shares × friends × joins. */
const meanOffspring = (0.25 * 0.3 + 0.75 * 0.06) * 4.1 * 0.85 * 0.85 * 0.9

let played: Played
let found: CampaignCascade
beforeAll(async () => {
  played = await play('a secret of the test, long enough for it', { contacts: 1500, seed: 3, ownLinks: 0.8 })
  found = await cascade(played.node.deps, (await findCampaign(played.node.deps.db, slug))!)
}, 400_000)
afterAll(() => played?.close())

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!

it('measures R of the simulation within its interval, and several generations', () => {
  const { joinsByGeneration } = played.figures.simulated
  const counted = Object.fromEntries(
    found.generations
      .filter(({ generation }) => generation > 0)
      .map((one) => [one.generation, one.participants]),
  )
  expect(counted).toEqual(joinsByGeneration)
  expect(Object.keys(counted).length).toBeGreaterThanOrEqual(3)
  expect(found.rSeed.low!).toBeLessThan(meanOffspring)
  expect(found.rSeed.high!).toBeGreaterThan(meanOffspring)
})

it('counts in chains exactly those who came over a link that somebody asked for, and when', async () => {
  const { links, hours } = played.figures.simulated.chains
  const { db } = played.node.deps
  const kept = await db.prepare('SELECT count(*) AS links, sum(joined) AS joined FROM shares').first()
  expect(kept).toEqual({ links, joined: hours.length })
  expect(hours.length).toBeGreaterThan(100)
  expect(found.chains).toMatchObject({ depth: expect.any(Number) })
  expect(found.chains!.nodes).toBe(found.chains!.trees + hours.length)
  expect(found.chains!.generationMinutes.of).toBe(hours.length)
  // Nothing more exact than the hour is kept, at either end.
  expect(Math.abs(found.chains!.generationMinutes.median! / 60 - median(hours))).toBeLessThanOrEqual(1)
})
