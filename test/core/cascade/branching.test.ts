import { describe, expect, it } from 'vitest'
import {
  bigSeed,
  finalSize,
  shareBringing,
  takeOffProbability,
  treeSizeLogLikelihood,
  usersAfter,
} from '../../../src/core/cascade/branching.ts'
import { logGamma } from '../../../src/core/cascade/log-gamma.ts'
import { logNormalBelow, normalBelow, normalHazardBelow } from '../../../src/core/cascade/normal.ts'
import { branching, drawsOf, emailCampaign } from './simulate.ts'

it('virality row 3: gives the chance of a tree size', () => {
  const sizes = [1, 1, 4, 7].map((size) => treeSizeLogLikelihood(size, 0.5, 0.2))
  for (const [at, expected] of [-0.25055, -0.25055, -3.79542, -4.83785].entries())
    expect(sizes[at]).toBeCloseTo(expected, 5)
  let all = 0
  for (let size = 1; size < 2000; size++) all += Math.exp(treeSizeLogLikelihood(size, 0.5, 0.2))
  expect(all).toBeCloseTo(1, 8)
})

it('virality row 4: gives the share of participants that brings eighty of a hundred', () => {
  expect(shareBringing(0.8, 2, 0.5)).toBeCloseTo(0.264419, 5)
  expect(shareBringing(0.8, 1.63, 0.16)).toBeCloseTo(0.13001, 5)
})

it('virality row 5: gives the chance to take off', () => {
  expect(takeOffProbability(1.5, 0.5)).toBeCloseTo(0.2324081, 6)
  // The root of 1 - z = exp(-1.5 z).
  expect(takeOffProbability(1.5, Infinity)).toBeCloseTo(0.5828116, 6)
  // The other value that is quoted, 0.5828074, is that of a finite k.
  expect(takeOffProbability(1.5, 1e5)).toBeCloseTo(0.58281, 5)
  expect(takeOffProbability(0.99, 0.1, 1000)).toBe(0)
  expect(takeOffProbability(1.5, 0.5, 3)).toBeCloseTo(1 - (1 - 0.2324081) ** 3, 6)
})

describe('what seeds come to', () => {
  it('virality row 6: is big-seed marketing for whoever counts only the total', () => {
    const { r, gain } = bigSeed(900_000, 940_000)
    expect(r).toBeCloseTo(0.0426, 4)
    expect(gain).toBeCloseTo(1.044, 3)
  })

  it('virality row 6: is 630 after five cycles of ten users who bring two each', () => {
    expect(usersAfter({ users: 10, K: 2, cycles: 5 })).toBeCloseTo(630, 9)
    expect(usersAfter({ users: 10, K: 1, cycles: 5 })).toBe(60)
    expect(usersAfter({ users: 10, K: 0.5, cycles: 60 })).toBeCloseTo(20, 9)
  })

  it('virality row 7: is what the e-mails of eleven countries reached, within one hundredth', () => {
    const planned = finalSize({ seeds: 7153, rSeed: 2.51, rViral: 0.0879 * 2.96 })
    expect(Math.abs(planned / 31_415 - 1)).toBeLessThan(0.001)
    expect(Math.abs(planned / 31_183 - 1)).toBeLessThan(0.01)
    expect(Math.abs(emailCampaign(3, 7153).nodes / planned - 1)).toBeLessThan(0.05)
    expect(finalSize({ seeds: 1, rSeed: 1, rViral: 1 })).toBe(Infinity)
  })

  it('has the sizes that the formula says', () => {
    const draws = drawsOf(11)
    const offspring = () => draws.negativeBinomial(0.5, 0.2)
    const forest = branching({ draws, seeds: 40_000, seedOffspring: offspring, offspring })
    const alone = forest.roots.filter((root) => forest.children[root] === 0).length / 40_000
    expect(alone).toBeCloseTo(Math.exp(treeSizeLogLikelihood(1, 0.5, 0.2)), 2)
    expect(Math.abs(1 - 40_000 / forest.nodes - 0.5)).toBeLessThan(0.02)
  })
})

it('knows the gamma function and the normal law to many digits, in the tails as well', () => {
  expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.PI) / 2, 13)
  expect(logGamma(11)).toBeCloseTo(Math.log(3_628_800), 12)
  expect(logGamma(1e-4)).toBeCloseTo(9.210282658633963, 10)
  expect(normalBelow(1.959963984540054)).toBeCloseTo(0.975, 14)
  expect(normalBelow(-1.2815515655446004)).toBeCloseTo(0.1, 14)
  expect(normalBelow(-10) / 7.61985302416052e-24).toBeCloseTo(1, 12)
  expect(logNormalBelow(-40)).toBeCloseTo(-804.608442013754, 9)
  expect(normalHazardBelow(-4 - 1e-9) / normalHazardBelow(-4 + 1e-9)).toBeCloseTo(1, 8)
  expect(normalBelow(0)).toBe(0.5)
})
