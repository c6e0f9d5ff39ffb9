import { describe, expect, it } from 'vitest'
import { cascadeOfCounters } from '../../../src/core/cascade/counters.ts'
import { emailCampaign } from './simulate.ts'

const old = (participants: number, children: number) => ({ participants, children, arrivals: [] })

describe('counters by generation', () => {
  it('give the reproduction of seeds and of all passed-on, without any edge', () => {
    const told = cascadeOfCounters([old(1000, 200), old(200, 50), old(50, 10), old(10, 0)], false)
    expect(told).toMatchObject({
      trees: 1000,
      nodes: 1260,
      depth: 3,
      gain: 1.26,
      structuralVirality: { median: null, max: null },
      dispersion: null,
      generationMinutes: { median: null, p90: null },
      rSeed: { estimate: 0.2, completeness: 1, tooEarly: false },
      rViral: { estimate: 60 / 260, completeness: 1 },
    })
    expect(told.generations.map(({ r }) => r)).toEqual([0.2, 0.25, 0.2, 0])
    for (const { low, high, estimate } of [told.rSeed, told.rViral]) {
      expect(low).toBeLessThan(estimate!)
      expect(high).toBeGreaterThan(estimate!)
    }
  })

  it('say nothing of a campaign that nobody has got', () => {
    expect(cascadeOfCounters([old(0, 0)], true)).toMatchObject({
      trees: 0,
      depth: 0,
      gain: null,
      rSeed: { estimate: null, low: null, high: null, tooEarly: true },
      rViral: { estimate: null },
    })
  })

  it('do not hold it against participants that they have just come', () => {
    const young = { participants: 100, children: 5, arrivals: [{ age: 60, count: 100 }] }
    const growing = cascadeOfCounters([young], true).rSeed
    expect(growing.completeness).toBeCloseTo(0.247, 2)
    expect(growing.estimate).toBeCloseTo(0.05 / 0.247, 2)
    expect(growing.tooEarly).toBe(true)
    expect(cascadeOfCounters([young], false).rSeed.estimate).toBe(0.05)
    // Two mails to the same reader are one participant.
    const twice = { participants: 100, children: 5, arrivals: [{ age: 60, count: 200 }] }
    expect(cascadeOfCounters([twice], true).rSeed).toEqual(growing)
  })

  it('read a campaign in its first day as it will be, and cover the truth', () => {
    const day = 1440
    const runs = Array.from({ length: 100 }, (_, run) => {
      const forest = emailCampaign(run + 1, 1000, day)
      const deepest = forest.depth.reduce((most, depth) => Math.max(most, depth), 0)
      const generations = Array.from({ length: deepest + 1 }, (_, generation) => ({
        participants: 0,
        children: 0,
        arrivals: [] as { age: number; count: number }[],
        generation,
      }))
      forest.depth.forEach((depth, node) => {
        const own = generations[depth]!
        own.participants++
        own.children += forest.children[node]!
        own.arrivals.push({ age: day - forest.minutes[node]!, count: 1 })
      })
      return cascadeOfCounters(generations, true).rViral
    })
    const mean = runs.reduce((sum, { estimate }) => sum + estimate!, 0) / runs.length
    expect(Math.abs(mean / (0.0879 * 2.96) - 1)).toBeLessThan(0.02)
    const covered = runs.filter(({ low, high }) => low! <= 0.2602 && high! >= 0.2602).length
    expect(covered).toBeGreaterThanOrEqual(88)
  })
})

it('gives an interval to the one figure of a page, by the time that everybody has had', () => {
  const of = (participants: number, children: number, age: number | null) => ({
    participants,
    children,
    arrivals: age === null ? [] : [{ age, count: participants }],
  })
  const { rAll } = cascadeOfCounters([of(1000, 240, null), of(240, 20, null), of(20, 0, null)], true)
  expect(rAll.estimate).toBeCloseTo(260 / 1260, 12)
  expect([rAll.low!.toFixed(2), rAll.high!.toFixed(2), rAll.tooEarly]).toEqual(['0.17', '0.26', false])
  const young = cascadeOfCounters([of(1000, 240, null), of(240, 20, null), of(20, 0, 0)], true).rAll
  expect(young.estimate).toBeCloseTo(260 / 1240, 12)
  expect(cascadeOfCounters([of(97, 3, null), of(3, 0, null)], true).rAll.tooEarly).toBe(true)
})
