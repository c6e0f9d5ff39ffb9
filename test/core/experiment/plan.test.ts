import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seeded } from '../../../src/core/chance.ts'
import { thompsonShares } from '../../../src/core/experiment/allocate.ts'
import { judgeArms } from '../../../src/core/experiment/judge.ts'
import { objective } from '../../../src/core/experiment/objective.ts'
import { sizeOf } from '../../../src/core/experiment/size.ts'

const arm = (name: string, n: number, successes: number) => ({ arm: name, n, successes })

describe('the size of a test', () => {
  it.each([
    [0.2, 0.02, 6510],
    [0.05, 0.01, 8158],
    [0.02, 0.005, 13_809],
  ])('from %d by %d takes %i in each arm', (baseline, effect, perArm) => {
    const size = sizeOf({ baseline, effect, power: 0.8 })
    expect(size.perArm).toBe(perArm)
    expect(size.perArmAnyTime).toBeGreaterThan(perArm)
  })

  it('is enough to find the difference as often as was asked, and no more than that', () => {
    const { perArmAnyTime } = sizeOf({ baseline: 0.1, effect: 0.05, power: 0.8 })
    const random = seeded(21)
    const draw = (n: number, rate: number) => {
      let successes = 0
      for (let trial = 0; trial < n; trial++) if (random() < rate) successes++
      return successes
    }
    const runs = 1000
    let found = 0
    for (let run = 0; run < runs; run++) {
      const arms = [0.1, 0.15].map((rate, index) => arm(`${index}`, perArmAnyTime, draw(perArmAnyTime, rate)))
      if (judgeArms(arms).winner === '1') found++
    }
    expect(found / runs).toBeGreaterThan(0.75)
    expect(found / runs).toBeLessThan(0.85)
  })

  it('grows with the power and shrinks with the effect', () => {
    const of = (effect: number, power: number) => sizeOf({ baseline: 0.1, effect, power })
    expect(of(0.02, 0.9).perArmAnyTime).toBeGreaterThan(of(0.02, 0.8).perArmAnyTime)
    expect(of(0.03, 0.8).perArmAnyTime).toBeLessThan(of(0.02, 0.8).perArmAnyTime)
    expect(of(-0.02, 0.8).perArm).toBeLessThan(of(0.02, 0.8).perArm)
  })

  it.each([
    [0, 0.1, 0.8, 'baseline'],
    [0.1, 0, 0.8, 'effect'],
    [0.1, -0.1, 0.8, 'effect'],
    [0.1, 0.95, 0.8, 'effect'],
    [0.1, 0.1, 1, 'power'],
  ])('refuses a baseline of %d, an effect of %d, a power of %d', (baseline, effect, power, word) => {
    expect(() => sizeOf({ baseline, effect, power })).toThrow(word)
  })
})

describe('shares of the next wave', () => {
  const of = (arms: ReturnType<typeof arm>[], seed = 1) => thompsonShares(arms, { random: seeded(seed) })

  it('are equal while nothing is known, whatever the order', () => {
    for (const share of of([arm('A', 0, 0), arm('B', 0, 0), arm('C', 0, 0), arm('D', 0, 0)]))
      expect(share).toBeCloseTo(0.25, 1)
  })

  it('go to the better arm, by what its lead is worth', () => {
    // B is better with probability 0.924: the difference of two Beta laws, by their normal approximation.
    const [a, b] = of([arm('A', 1000, 100), arm('B', 1000, 120)])
    expect(b).toBeCloseTo(0.05 + 0.9 * 0.924, 1)
    expect(a! + b!).toBeCloseTo(1, 12)
    expect(of([arm('A', 10_000, 100), arm('B', 10_000, 900)])[0]).toBe(0.05)
  })

  it('never fall below the floor, and add up', () => {
    const drawn = fc.array(fc.tuple(fc.nat(5000), fc.nat(5000)), { minLength: 2, maxLength: 5 })
    fc.assert(
      fc.property(drawn, fc.double({ min: 0, max: 1, noNaN: true }), (pairs, floor) => {
        const arms = pairs.map(([a, b], index) => arm(`${index}`, Math.max(a, b), Math.min(a, b)))
        const shares = thompsonShares(arms, { random: seeded(3), floor })
        expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9)
        expect(Math.min(...shares)).toBeGreaterThanOrEqual(Math.min(floor, 1 / arms.length) - 1e-12)
      }),
      { numRuns: 20 },
    )
  })
})

it('counts what a variant brought less what it drove away, for a thousand', () => {
  expect(objective({ delivered: 2000, joins: 30, unsubscribes: 4, complaints: 2 })).toBe(12)
  expect(objective({ delivered: 500, joins: 0, unsubscribes: 3, complaints: 0 })).toBe(-6)
  expect(objective({ delivered: 0, joins: 0, unsubscribes: 0, complaints: 0 })).toBeNull()
})
