import { describe, expect, it } from 'vitest'
import {
  dispersionOf,
  type Interval,
  logLikelihood,
  meanOf,
  profileInterval,
} from '../../../src/core/cascade/negative-binomial.ts'
import { countOffspring, offspringOf, shareOfTop } from '../../../src/core/cascade/offspring.ts'
import { drawsOf } from './simulate.ts'

/** Cases of Ebola in Conakry, 2014: whom each infected (Faye et al., Lancet Infectious Diseases 2015; Althaus 2015). */
const index = [2, 17, 5, 1, 8, 2, 14]
const later = [
  1, 2, 1, 4, 4, 1, 3, 3, 1, 1, 4, 9, 9, 1, 2, 1, 1, 1, 4, 3, 3, 4, 2, 5, 1, 2, 2, 1, 9, 1, 3, 1, 2, 1, 1, 2,
]
const among = (count: number, numbers: number[]) => [
  ...numbers,
  ...(Array(count - numbers.length).fill(0) as number[]),
]

const covers = (interval: Interval | null, truth: number) =>
  interval !== null && interval.low <= truth && truth <= interval.high

describe('the fit', () => {
  it('has the digits of published ones', () => {
    const all = offspringOf(among(152, [...index, ...later]))
    expect([meanOf(all)!.toFixed(2), dispersionOf(all).k!.toFixed(2)]).toEqual(['0.95', '0.18'])
    const seeds = offspringOf(index)
    expect([meanOf(seeds), dispersionOf(seeds).k!.toFixed(3)]).toEqual([7, '1.597'])
    const others = offspringOf(among(145, later))
    expect([meanOf(others)!.toFixed(3), dispersionOf(others).k!.toFixed(4)]).toEqual(['0.662', '0.1938'])
    // Althaus, Lancet Infectious Diseases 2015: 0.18, 95 % interval 0.10 to 0.26 by another method.
    const { low, high } = dispersionOf(all).interval!
    expect([low, high].map((end) => end.toFixed(2))).toEqual(['0.12', '0.28'])
  })

  it('virality row 12: is without bias on numbers of a known law, and its intervals hold the truth nineteen times of twenty', () => {
    const draws = drawsOf(5)
    const [R, k] = [0.6, 0.3]
    const runs = Array.from({ length: 400 }, () => {
      const sample = offspringOf(Array.from({ length: 600 }, () => draws.negativeBinomial(R, k)))
      const fitted = dispersionOf(sample)
      return {
        mean: meanOf(sample)!,
        k: fitted.k!,
        r: profileInterval(sample, fitted.k),
        of: fitted.interval,
      }
    })
    const average = (of: (run: (typeof runs)[number]) => number) =>
      runs.reduce((sum, run) => sum + of(run), 0) / runs.length
    expect(Math.abs(average((run) => run.mean) - R)).toBeLessThan(0.01)
    expect(Math.abs(average((run) => Math.log(run.k / k)))).toBeLessThan(0.03)
    for (const share of [average((run) => +covers(run.r, R)), average((run) => +covers(run.of, k))]) {
      expect(share).toBeGreaterThan(0.92)
      expect(share).toBeLessThan(0.98)
    }
  })

  it('keeps the dispersion of participants who have not had all their time', () => {
    const draws = drawsOf(6)
    const counter = countOffspring()
    for (let one = 0; one < 40_000; one++) {
      const exposure = draws.uniform()
      counter.add(draws.negativeBinomial(1.2 * exposure, 0.4), exposure)
    }
    const sample = counter.result()
    expect(Math.abs(meanOf(sample)! - 1.2)).toBeLessThan(0.03)
    expect(Math.abs(dispersionOf(sample).k! - 0.4)).toBeLessThan(0.03)
  })

  it('sees no dispersion where numbers vary like Poisson’s or less', () => {
    expect(dispersionOf(offspringOf([1, 1, 1, 1, 1, 1])).k).toBeNull()
    expect(dispersionOf(offspringOf([1, 1, 1, 1, 1, 1])).interval!.high).toBe(Infinity)
    const sample = offspringOf([0, 1, 2, 3, 0, 40])
    const poisson = logLikelihood(sample, 7, Infinity)
    expect(logLikelihood(sample, 7, 1e9)).toBeCloseTo(poisson, 4)
  })

  it('says of nobody who brought anybody how many it could be at most', () => {
    const none = offspringOf(among(100, []))
    expect(meanOf(none)).toBe(0)
    expect(dispersionOf(none).k).toBeNull()
    expect(profileInterval(none, null)).toEqual({ low: 0, high: -Math.log(0.025) / 100 })
    expect(meanOf(offspringOf([]))).toBeNull()
  })

  it('takes numbers of any size', () => {
    const huge = offspringOf([1_000_000, 2000, 3, 0, 0])
    expect(huge.most).toBe(1_000_000)
    expect(dispersionOf(huge).k).toBeGreaterThan(0)
  })
})

it('gives the share of the most active, ties sharing alike', () => {
  const twenty = among(20, [8, 1, 1])
  expect(shareOfTop(offspringOf(twenty), 0.05)).toBeCloseTo(0.8, 12)
  expect(shareOfTop(offspringOf(twenty), 0.1)).toBeCloseTo(0.9, 12)
  expect(shareOfTop(offspringOf([1, 1, 1, 1]), 0.05)).toBeCloseTo(0.05, 12)
  expect(shareOfTop(offspringOf([0]), 0.05)).toBeNull()
})
