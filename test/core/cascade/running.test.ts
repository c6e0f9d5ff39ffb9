import { describe, expect, it } from 'vitest'
import { delaysOf, logDelays } from '../../../src/core/cascade/delays.ts'
import { type Cascade, measure } from '../../../src/core/cascade/measure.ts'
import { branching, drawsOf, emailCampaign, forestOf } from './simulate.ts'

const day = 1440
const truth = 0.0879 * 2.96
const average = (numbers: number[]) => numbers.reduce((sum, one) => sum + one, 0) / numbers.length
const holds = (runs: Cascade[], of: 'rSeed' | 'rViral', value: number) =>
  average(runs.map((run) => +(run[of].low! <= value && value <= run[of].high!)))

describe('virality row 8: campaigns stopped after a day', { timeout: 120_000 }, () => {
  const forests = Array.from({ length: 200 }, (_, run) => emailCampaign(run + 1, 500, day))
  const runs = forests.map((forest) => measure(forest, { at: day, perTree: false }))

  it('show the reproduction number they will have, where the plain ratio is far below', () => {
    const plain = forests.map((forest) => measure(forest, { at: null, perTree: false }).rViral.estimate!)
    expect(Math.abs(average(plain) - 0.19)).toBeLessThan(0.005)
    expect(Math.abs(average(runs.map((run) => run.rViral.estimate!)) / truth - 1)).toBeLessThan(0.02)
    expect(Math.abs(average(runs.map((run) => run.rSeed.estimate!)) / 2.51 - 1)).toBeLessThan(0.02)
  })

  it('have intervals that hold the truth about nineteen times of twenty', () => {
    for (const share of [holds(runs, 'rViral', truth), holds(runs, 'rSeed', 2.51)]) {
      expect(share).toBeGreaterThanOrEqual(0.92)
      expect(share).toBeLessThanOrEqual(0.98)
    }
  })

  it('show delays as they will be, not only the quick ones', () => {
    const law = average(runs.map((run) => Math.log(run.delayLaw!.median)))
    expect(Math.abs(law - 5.547)).toBeLessThan(0.05)
    expect(average(runs.map((run) => Math.log(run.generationMinutes.median!)))).toBeLessThan(5.2)
  })
})

it('has intervals that hold on trees at rest as well', () => {
  const runs = Array.from({ length: 200 }, (_, run) =>
    measure(emailCampaign(run + 1, 300), { at: null, perTree: false }),
  )
  for (const share of [holds(runs, 'rViral', truth), holds(runs, 'rSeed', 2.51)]) {
    expect(share).toBeGreaterThanOrEqual(0.92)
    expect(share).toBeLessThanOrEqual(0.98)
  }
}, 60_000)

describe('the delay law', () => {
  const draws = drawsOf(9)
  const grown = (mu: number, until: number) =>
    branching({
      draws,
      seeds: 4000,
      seedOffspring: () => draws.poisson(3),
      offspring: () => draws.poisson(0.5),
      delays: { mu, sigma: 1.5 },
      until,
    })

  it('is found again when its slow half has not come yet', () => {
    const forest = grown(5, 200)
    const { seed, viral, apart, horizon } = delaysOf(forest, logDelays(forest), 200)!
    expect(seed).toBe(viral)
    expect([apart, horizon]).toEqual([false, Infinity])
    expect(Math.abs(seed.law.mu - 5)).toBeLessThan(0.1)
    expect(Math.abs(seed.law.sigma - 1.5)).toBeLessThan(0.1)
  })

  it('is not stretched beyond what was seen: an hour of days is too early', () => {
    const { rSeed, delayLaw } = measure(grown(8, 60), { at: 60, perTree: false })
    expect(rSeed.tooEarly).toBe(true)
    expect(rSeed.estimate).toBeLessThan(3)
    expect(delayLaw).toBeNull()
  })

  it('is not fitted to a handful, nor broken by minutes that are all the same', () => {
    const few = measure(forestOf([-1, 0, 0, 1], [0, 1, 2, 3]), { at: 5, perTree: false })
    expect(few.rViral).toMatchObject({ estimate: 0.3333333333333333, tooEarly: true, completeness: 1 })
    const flat = Array.from({ length: 60 }, (_, node) => (node < 2 ? -1 : node % 2))
    expect(measure(forestOf(flat), { at: 0, perTree: false }).rSeed.tooEarly).toBe(true)
    expect(measure(forestOf(flat), { at: 100, perTree: false }).rSeed.estimate).toBeGreaterThan(20)
  })
})

it('makes no mean of a single seed, however many it reached', () => {
  const star = forestOf(Array.from({ length: 151 }, (_, node) => (node ? 0 : -1)))
  const { rSeed } = measure(star, { at: null, perTree: false })
  expect(rSeed).toMatchObject({ estimate: 150, tooEarly: true })
  expect(rSeed.low).toBeLessThan(50)
  expect(rSeed.high).toBeGreaterThan(1000)
})

it('gives the same interval each time', () => {
  const forest = emailCampaign(4, 400, day)
  expect(measure(forest, { at: day, perTree: true })).toEqual(measure(forest, { at: day, perTree: true }))
})
