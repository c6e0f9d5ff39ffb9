import { describe, expect, it } from 'vitest'
import { forecastTrees } from '../../../src/core/forecast/forecast-trees.ts'
import { branching, drawsOf, emailCampaign, forestOf } from '../cascade/simulate.ts'
import { scored } from './score.ts'

const week = 10_080

/** Trees as of a social network: each with a speed and an R of its own, most hanging on the source; large ones only. */
function posts(seed: number, trees: number) {
  const draws = drawsOf(seed)
  const [parents, minutes]: [number[], number[]] = [[], []]
  for (let done = 0; done < trees; ) {
    const [mu, R, first] = [
      5 + 0.7 * draws.normal(),
      0.25 * draws.gamma(4),
      Math.exp(4.7 + 0.8 * draws.normal()),
    ]
    const one = branching({
      draws,
      seeds: 1,
      seedOffspring: () => draws.negativeBinomial(first, 50),
      offspring: () => draws.negativeBinomial(Math.min(0.8, R), 0.1),
      delays: { mu, sigma: 1.9 },
    })
    if (one.nodes < 56) continue
    const base = parents.length
    for (let node = 0; node < one.nodes; node++) {
      parents.push(node === 0 ? -1 : one.parent[node]! + base)
      minutes.push(one.minutes[node]!)
    }
    done++
  }
  return forestOf(parents, minutes)
}

describe('trees that differ, with finished ones to learn from', { timeout: 120_000 }, () => {
  const [history, target] = [posts(1, 500), posts(2, 500)]
  const sizes = new Map<string, number>()
  for (let node = 0; node < target.nodes; node++)
    if (target.minutes[node]! <= week) {
      const name = target.treeName(target.tree[node]!)
      sizes.set(name, (sizes.get(name) ?? 0) + 1)
    }

  for (const at of [60, 360, 1440])
    it(`are forecast for a week from minute ${at}, each, better than by the pooled growth`, () => {
      const { perTree } = forecastTrees(target, { at, horizon: week, history, perTree: true })
      const large = perTree!.filter((one) => one.observed > 10)
      const { error, benchmark, within80 } = scored(
        large.map((one) => ({ ...one, actual: sizes.get(one.tree)! })),
      )
      expect(large.length).toBeGreaterThan(300)
      expect(error).toBeLessThan(0.85 * benchmark)
      expect(within80).toBeGreaterThanOrEqual(0.73)
      expect(within80).toBeLessThanOrEqual(0.87)
    })
})

describe('a forecast', () => {
  const forest = emailCampaign(5, 300, week)
  const asked = { at: 1440, horizon: week, history: emailCampaign(6, 300), perTree: true }

  it('never looks at what comes later, and is the same each time', () => {
    const told = forecastTrees(forest, asked)
    const later = { ...forest, minutes: forest.minutes.map((at) => (at > 1440 ? at * 1.7 + 5 : at)) }
    expect(forecastTrees(later, asked)).toEqual(told)
    const early = emailCampaign(5, 300, week)
    const keep = [...early.minutes.keys()].filter((node) => early.minutes[node]! <= 1440)
    const place = new Map(keep.map((node, at) => [node, at]))
    const cut = forestOf(
      keep.map((node) => place.get(early.parent[node]!) ?? -1),
      keep.map((node) => early.minutes[node]!),
    )
    const figures = (one: typeof told) => ({ ...one, perTree: one.perTree!.map(({ tree, ...rest }) => rest) })
    expect(figures(forecastTrees(cut, asked))).toEqual(figures(told))
  })

  it('is never below what is there, and its bands lie within one another', () => {
    const told = forecastTrees(forest, asked)
    for (const one of [told, ...told.perTree!]) {
      const ends = [one.observed, one.low80, one.low50, one.forecast, one.high50, one.high80]
      expect(ends).toEqual([...ends].sort((a, b) => a - b))
      expect(ends.every(Number.isInteger)).toBe(true)
    }
    expect(told.perTree!.reduce((sum, one) => sum + one.observed, 0)).toBe(told.observed)
  })

  it('says what is there where no time is left, and speaks of a single root, or of minutes all alike', () => {
    const still = forecastTrees(forest, { ...asked, horizon: 1440 })
    expect([still.low80, still.high80, still.benchmark]).toEqual(Array(3).fill(still.observed))
    const lone = forecastTrees(forestOf([-1]), { at: 0, horizon: 60, history: null, perTree: true })
    expect(lone).toMatchObject({ observed: 1, benchmark: 1, perTree: [{ tree: 't0', observed: 1 }] })
    expect(lone.high80).toBeGreaterThanOrEqual(lone.low80)
    const flat = forestOf(Array.from({ length: 50 }, (_, node) => (node < 2 ? -1 : node % 2)))
    const told = forecastTrees(flat, { at: 0, horizon: 1e6, history: flat, perTree: true })
    expect(Object.values(told).every((value) => typeof value !== 'number' || Number.isFinite(value))).toBe(
      true,
    )
  })

  it('refuses a moment before the first node, and a horizon before the moment', () => {
    const { history, perTree } = asked
    expect(() => forecastTrees(forest, { at: -1, horizon: 9, history, perTree })).toThrow('by minute -1')
    expect(() => forecastTrees(forest, { at: 5, horizon: 4, history, perTree })).toThrow('before minute 5')
  })
})
