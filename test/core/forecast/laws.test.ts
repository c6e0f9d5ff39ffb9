import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { finalSize } from '../../../src/core/cascade/branching.ts'
import { emailDelays } from '../../../src/core/cascade/delay-law.ts'
import { logGamma } from '../../../src/core/cascade/log-gamma.ts'
import { calibrate } from '../../../src/core/forecast/calibration.ts'
import { countQuantiles, shares } from '../../../src/core/forecast/count-quantile.ts'
import { gridOf, growthAt, growthOf, seedGrowthOf } from '../../../src/core/forecast/growth.ts'
import { momentsOfQuantiles } from '../../../src/core/forecast/quantile-moments.ts'
import { predicted, quantileRegression } from '../../../src/core/forecast/quantile-regression.ts'
import { branching, drawsOf } from '../cascade/simulate.ts'

describe('growth', () => {
  const seed = { R: 2.51, k: 0.8, delays: emailDelays }
  const viral = { R: 0.26, k: 0.1, delays: emailDelays }

  it('ends where the closed form of a campaign of two types ends', () => {
    const grid = gridOf(1e7)
    const { mean } = seedGrowthOf(grid, seed, growthOf(grid, viral))
    const end = finalSize({ seeds: 1, rSeed: 2.51, rViral: 0.26 })
    expect(Math.abs(mean.at(-1)! / end - 1)).toBeLessThan(1e-3)
    expect(growthAt(grid, mean, 0)).toBe(1)
  })

  it('has the mean and variance of simulated trees on its way', () => {
    const grid = gridOf(1440)
    const { mean, square } = seedGrowthOf(grid, seed, growthOf(grid, viral))
    const draws = drawsOf(8)
    const seeds = 20_000
    const { nodes, tree } = branching({
      draws,
      seeds,
      seedOffspring: () => draws.negativeBinomial(2.51, 0.8),
      offspring: () => draws.negativeBinomial(0.26, 0.1),
      delays: emailDelays,
      until: 1440,
    })
    const sizes = new Float64Array(seeds)
    for (const own of tree) sizes[own]!++
    const seen = nodes / seeds
    const variance = sizes.reduce((sum, size) => sum + (size - seen) ** 2, 0) / seeds
    expect(Math.abs(mean.at(-1)! / seen - 1)).toBeLessThan(0.02)
    expect(Math.abs((square.at(-1)! - mean.at(-1)! ** 2) / variance - 1)).toBeLessThan(0.06)
  })
})

it('quantiles of counts are those of the negative binomial law, and rise', () => {
  const positive = { noNaN: true, min: 0.01 }
  fc.assert(
    fc.property(fc.double({ ...positive, max: 150 }), fc.double({ ...positive, max: 20 }), (mean, over) => {
      const k = mean / over
      const chance = (n: number) =>
        Math.exp(
          logGamma(k + n) -
            logGamma(k) -
            logGamma(n + 1) +
            n * Math.log(over / (1 + over)) -
            k * Math.log1p(over),
        )
      const told = countQuantiles(mean, mean * (1 + over))
      told.forEach((count, at) => {
        let below = 0
        for (let n = 0; n < count; n++) below += chance(n)
        expect(below).toBeLessThan(shares[at]! + 1e-6)
        expect(below + chance(count)).toBeGreaterThan(shares[at]! - 1e-6)
      })
      expect(told).toEqual([...told].sort((a, b) => a - b))
    }),
    { numRuns: 60 },
  )
  expect(countQuantiles(0, 0)).toEqual([0, 0, 0, 0, 0])
  expect(countQuantiles(1000, 1000)[2]).toBeCloseTo(1000, -1)
})

describe('quantile regression', () => {
  it('finds the lines that a share of the outcomes lies below', () => {
    const draws = drawsOf(3)
    const count = 40_000
    const x = Float64Array.from({ length: count }, () => draws.uniform())
    const values = Float64Array.from({ length: count * 2 }, (_, at) => (at % 2 ? x[at >> 1]! : 1))
    // Exponential noise as wide as x: the line of a share has the slope 2 - ln (1 - share).
    const outcomes = x.map((one) => 1 + 2 * one - one * Math.log(1 - draws.uniform()))
    for (const share of [0.1, 0.5, 0.9]) {
      const line = quantileRegression({ count, width: 2, values }, outcomes, share)
      expect(Math.abs(line[1]! - (2 - Math.log(1 - share)))).toBeLessThan(0.06)
      const below = outcomes.filter((one, row) => one <= predicted(line, values, row * 2)).length
      expect(Math.abs(below / count - share)).toBeLessThan(0.003)
    }
  })

  it('is not tried on a handful of trees', () => {
    const few = () => new Float64Array(20).fill(30)
    const sums = {
      nodes: few(),
      threeQuarters: few(),
      half: few(),
      quarter: few(),
      deep: few(),
      mean: few(),
      variance: few(),
    }
    expect(calibrate({ sums, final: few(), hashes: new Uint32Array(20) })).toBeNull()
  })
})

it('a law of which only quantiles are known has about its own mean and variance', () => {
  // Exponential beyond 1, mean 2 and variance 1.
  const { mean, variance } = momentsOfQuantiles(shares.map((share) => 1 - Math.log(1 - share)))
  expect(Math.abs(mean - 2)).toBeLessThan(0.05)
  expect(Math.abs(variance - 1)).toBeLessThan(0.1)
})
