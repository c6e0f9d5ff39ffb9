import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seenAt } from '../../../src/core/cascade/forest.ts'
import { measure } from '../../../src/core/cascade/measure.ts'
import { quantile, quantilesOf } from '../../../src/core/cascade/quantile.ts'
import { shapesOf, viralityOf } from '../../../src/core/cascade/shape.ts'
import { drawsOf, forestOf } from './simulate.ts'

const star = (n: number) => Array.from({ length: n }, (_, node) => (node ? 0 : -1))
const path = (n: number) => Array.from({ length: n }, (_, node) => node - 1)
const binary = (n: number) => Array.from({ length: n }, (_, node) => (node ? (node - 1) >> 1 : -1))
const viralityOfOne = (parents: number[]) => shapesOf(forestOf(parents)).structuralVirality[0]!

describe('structural virality', () => {
  it('virality row 1: is what the closed forms say', () => {
    expect(viralityOfOne(star(10))).toBeCloseTo(1.8, 12)
    expect(viralityOfOne(path(10))).toBeCloseTo(11 / 3, 12)
    expect(viralityOfOne(binary(7))).toBeCloseTo(2.285714, 6)
    expect(viralityOfOne(binary(15))).toBeCloseTo(3.504762, 6)
    expect(viralityOfOne([-1])).toBeNaN()
  })

  it('is the mean of all distances between two nodes, walked one by one', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { minLength: 1, maxLength: 30 }), (numbers) => {
        const parents = numbers.map((number, node) => (node ? number % node : -1))
        const virality = viralityOfOne(parents)
        if (parents.length === 1) expect(virality).toBeNaN()
        else expect(virality).toBeCloseTo(meanDistance(parents), 10)
      }),
    )
  })

  it('is measured tree by tree, and not at all for a single node', () => {
    const forest = forestOf([-1, 0, 0, -1, -1, 4, 5])
    const { nodes, depth, maxBreadth, structuralVirality } = shapesOf(forest)
    expect([...nodes]).toEqual([3, 1, 3])
    expect([...depth]).toEqual([1, 0, 2])
    expect([...maxBreadth]).toEqual([2, 1, 1])
    expect([...structuralVirality]).toEqual([4 / 3, Number.NaN, 4 / 3])
    expect(viralityOf(shapesOf(forestOf([-1, -1])))).toEqual({ median: null, max: null })
  })

  it('virality row 2: comes to an end on a chain of 100,000 and on a random tree of a million', () => {
    const chain = measure(forestOf(path(100_000)), { at: null, perTree: true })
    expect(chain.perTree).toMatchObject([{ nodes: 100_000, depth: 99_999, maxBreadth: 1 }])
    expect(chain.structuralVirality.max! / (100_001 / 3)).toBeCloseTo(1, 10)
    const { uniform } = drawsOf(7)
    const random = Int32Array.from({ length: 1_000_000 }, (_, node) =>
      node ? Math.floor(uniform() * node) : -1,
    )
    const { nodes, rSeed, rViral, depth } = measure(forestOf(random), { at: null, perTree: false })
    expect(nodes).toBe(1_000_000)
    expect(depth).toBeGreaterThan(10)
    expect(rSeed.estimate! + 999_999 * rViral.estimate!).toBeCloseTo(999_999, 4)
  }, 60_000)
})

describe('a forest at rest', () => {
  const forests = fc.array(fc.option(fc.nat(), { freq: 3 }), { minLength: 1, maxLength: 60 })

  it('virality row 11: is reproduced exactly by its two means: seeds, what they brought, what was brought further', () => {
    fc.assert(
      fc.property(forests, (numbers) => {
        const parents = numbers.map((number, node) => (node && number !== null ? number % node : -1))
        const { trees, nodes, rSeed, rViral } = measure(forestOf(parents), { at: null, perTree: false })
        const passedOn = nodes - trees
        expect(trees + trees * rSeed.estimate! + passedOn * (rViral.estimate ?? 0)).toBeCloseTo(nodes, 9)
      }),
    )
  })

  it('shrinks to what was there at a moment', () => {
    const forest = forestOf([-1, 0, 0, 1, -1, 4], [0, 10, 30, 20, 15, 40])
    const seen = seenAt(forest, 20)
    expect([...seen.parent]).toEqual([-1, 0, 1, -1])
    expect([...seen.minutes]).toEqual([0, 10, 20, 15])
    expect([seen.trees, seen.treeName(1)]).toEqual([2, 't1'])
    expect([...seenAt(forest, 40).parent]).toEqual([...forest.parent])
    expect(() => measure(forest, { at: -1, perTree: false })).toThrow('nothing has happened by minute -1')
  })
})

it('finds quantiles without sorting, the same as sorted', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -5, max: 5 }), { maxLength: 40 }), (numbers) => {
      const sorted = Float64Array.from(numbers).sort()
      const shares = [0.1, 0.5, 0.9, 1]
      expect(quantilesOf(Float64Array.from(numbers), shares)).toEqual(
        shares.map((share) => quantile(sorted, share)),
      )
    }),
  )
})

/** Floyd and Warshall over all pairs: slow, and nothing in common with what it checks. */
function meanDistance(parents: number[]): number {
  const n = parents.length
  const distance = parents.map((_, i) => parents.map((_, j) => (i === j ? 0 : Infinity)))
  parents.forEach((parent, node) => {
    if (parent >= 0) distance[node]![parent] = distance[parent]![node] = 1
  })
  for (let k = 0; k < n; k++)
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++)
        distance[i]![j] = Math.min(distance[i]![j]!, distance[i]![k]! + distance[k]![j]!)
  return distance.flat().reduce((sum, one) => sum + one, 0) / (n * (n - 1))
}
