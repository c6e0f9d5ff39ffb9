import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seeded } from '../../../src/core/chance.ts'
import { logEvidence, logEvidenceOfDifference } from '../../../src/core/experiment/evidence.ts'
import { alwaysInterval } from '../../../src/core/experiment/interval.ts'
import { judgeArms } from '../../../src/core/experiment/judge.ts'

const arm = (name: string, n: number, successes: number) => ({ arm: name, n, successes })

/** A test that is looked at again and again while its arms grow. */
function stream(
  rates: readonly number[],
  it: { looks: number; perLook: number; random: () => number },
  look: (arms: { arm: string; n: number; successes: number }[]) => boolean,
): boolean {
  const arms = rates.map((_, index) => arm(`${index}`, 0, 0))
  for (let round = 0; round < it.looks; round++) {
    for (const [index, one] of arms.entries()) {
      one.n += it.perLook
      for (let trial = 0; trial < it.perLook; trial++) if (it.random() < rates[index]!) one.successes++
    }
    if (look(arms)) return true
  }
  return false
}

const counted = (runs: number, run: () => boolean) =>
  Array.from({ length: runs }, run).filter(Boolean).length / runs

const shape = { looks: 50, perLook: 20 }

describe('looking again and again', () => {
  it.each([
    ['two arms at 5 %', [0.05, 0.05], 11],
    ['two arms at one half', [0.5, 0.5], 12],
    ['four arms at 10 %', [0.1, 0.1, 0.1, 0.1], 13],
  ])('finds no difference between %s in more than 5 of 100 tests', (_, rates, seed) => {
    const random = seeded(seed)
    const runs = 2000
    const wrong = counted(runs, () =>
      stream(rates, { ...shape, random }, (arms) => logEvidenceOfDifference(arms) >= Math.log(20)),
    )
    expect(wrong).toBeLessThanOrEqual(0.05)
    // A rule that never speaks would pass as well.
    expect(wrong).toBeGreaterThan(0)
  })

  it('would go wrong far more often with an ordinary p', () => {
    const random = seeded(14)
    const wrong = counted(500, () =>
      stream([0.1, 0.1], { ...shape, random }, ([a, b]) => {
        const both = (a!.successes + b!.successes) / (a!.n + b!.n)
        const error = Math.sqrt(both * (1 - both) * (2 / a!.n))
        return error > 0 && Math.abs(a!.successes - b!.successes) / a!.n / error > 1.96
      }),
    )
    expect(wrong).toBeGreaterThan(0.2)
  })

  it('holds the truth in its interval at all looks, in 95 of 100 tests', () => {
    const random = seeded(15)
    const left = counted(1000, () =>
      stream([0.05], { ...shape, random }, ([one]) => {
        const { low, high } = alwaysInterval(one!.n, one!.successes, 0.05)
        return 0.05 < low || 0.05 > high
      }),
    )
    expect(left).toBeLessThanOrEqual(0.05)
  })

  it('never names an arm that is not among the best in more than 5 of 100 tests, and finds the best more often as they grow', () => {
    const random = seeded(16)
    const found = (looks: number) =>
      counted(200, () =>
        stream([0.05, 0.08, 0.05], { looks, perLook: 100, random }, (arms) => judgeArms(arms).winner === '1'),
      )
    const [few, more] = [found(10), found(40)]
    expect(more).toBeGreaterThan(few)
    expect(more).toBeGreaterThan(0.8)
    const wrong = counted(300, () =>
      stream(
        [0.1, 0.1, 0.05],
        { looks: 40, perLook: 100, random },
        (arms) => judgeArms(arms).winner !== null,
      ),
    )
    expect(wrong).toBeLessThanOrEqual(0.05)
  })
})

/** From the formulas in the docstrings, computed once in another language with exact binomial coefficients. */
const expected = {
  alwaysValidP: 0.0369516549383303,
  a: [0.028235126629523523, 0.08017091130738814],
  b: [0.06036781798505721, 0.12700779802212753],
  fixed: [0.03813026239274882, 0.06531382024425081],
} as const

describe('one look', () => {
  it('gives the figures of an independent computation', () => {
    const judged = judgeArms([arm('A', 1000, 50), arm('B', 1000, 90)])
    expect(judged).toMatchObject({ winner: 'B', sampleRatioP: 1 })
    expect(judged.alwaysValidP).toBeCloseTo(expected.alwaysValidP, 10)
    const [a, b] = judged.arms
    expect(a).toMatchObject({ rate: 0.05 })
    for (const [found, known] of [
      [a!.low, expected.a[0]],
      [a!.high, expected.a[1]],
      [a!.fixed.low, expected.fixed[0]],
      [a!.fixed.high, expected.fixed[1]],
      [b!.low, expected.b[0]],
      [b!.high, expected.b[1]],
    ])
      expect(found).toBeCloseTo(known!, 9)
  })

  it('knows chi-square of the sample ratio, equal or as planned', () => {
    const uneven = [arm('A', 5100, 100), arm('B', 4900, 160)]
    // (100² + 100²) / 5000 = 4 with one degree of freedom.
    expect(judgeArms(uneven).sampleRatioP).toBeCloseTo(0.0455002639, 9)
    const planned = judgeArms(
      [arm('A', 5100, 100), arm('B', 4900, 160)].map((it, index) => ({ ...it, n: index ? 900 : 9100 })),
      { shares: [9, 1] },
    )
    // 100² / 9000 + 100² / 1000 = 11.1111.
    expect(planned.sampleRatioP).toBeCloseTo(0.0008581207, 9)
    expect(judgeArms([arm('A', 4, 0), arm('B', 4, 4)]).sampleRatioP).toBeNull()
  })

  it('names no winner while the arms did not get what they should have', () => {
    const arms = [arm('A', 10_000, 500), arm('B', 9000, 900)]
    expect(judgeArms(arms).winner).toBeNull()
    expect(judgeArms(arms, { shares: [10, 9] }).winner).toBe('B')
  })

  it('bears nobody, everybody and nothing at all', () => {
    const judged = judgeArms([arm('A', 0, 0), arm('B', 0, 0)])
    expect(judged).toMatchObject({ winner: null, alwaysValidP: 1, sampleRatioP: null })
    expect(judged.arms[0]).toMatchObject({ rate: null, low: 0, high: 1, fixed: { low: 0, high: 1 } })
    const apart = judgeArms([arm('A', 1_000_000, 0), arm('B', 1_000_000, 1_000_000)])
    expect(apart).toMatchObject({ winner: 'B', alwaysValidP: 0 })
    expect([apart.arms[0]!.low, apart.arms[1]!.high]).toEqual([0, 1])
  })
})

const armsOf = fc.uniqueArray(
  fc.record({
    arm: fc.string({ minLength: 1 }),
    n: fc.nat(50_000),
    part: fc.double({ min: 0, max: 1, noNaN: true }),
  }),
  { minLength: 2, maxLength: 6, selector: (it) => it.arm },
)
const whole = (arms: { arm: string; n: number; part: number }[]) =>
  arms.map((it) => arm(it.arm, it.n, Math.round(it.n * it.part)))

describe('whatever the counts', () => {
  it('says the same in any order of the arms', () => {
    fc.assert(
      fc.property(armsOf, fc.nat(5), (drawn, turn) => {
        const arms = whole(drawn)
        const other = [...arms.slice(turn % arms.length), ...arms.slice(0, turn % arms.length)].reverse()
        const [one, two] = [judgeArms(arms), judgeArms(other)]
        expect(two.winner).toBe(one.winner)
        expect(two.alwaysValidP).toBeCloseTo(one.alwaysValidP, 9)
        const rest = two.arms.find((it) => it.arm === one.arms[0]!.arm)
        expect(rest).toEqual(one.arms[0])
      }),
    )
  })

  it('keeps intervals around the rate, probabilities between 0 and 1, and winners on top', () => {
    fc.assert(
      fc.property(armsOf, (drawn) => {
        const { arms, winner, alwaysValidP } = judgeArms(whole(drawn))
        for (const { rate, low, high, fixed } of arms) {
          expect(0 <= low && low <= (rate ?? low) && (rate ?? high) <= high && high <= 1).toBe(true)
          expect(fixed.low <= (rate ?? 0) + 1e-12 && (rate ?? 1) <= fixed.high + 1e-12).toBe(true)
        }
        expect(alwaysValidP >= 0 && alwaysValidP <= 1).toBe(true)
        if (winner === null) return
        expect(alwaysValidP).toBeLessThanOrEqual(0.05)
        expect(arms.find((it) => it.arm === winner)!.rate).toBe(Math.max(...arms.map((it) => it.rate ?? 0)))
      }),
    )
  })

  it('does not speak for an arm that has fewer successes of as many', () => {
    const counts = fc.tuple(fc.integer({ min: 1, max: 20_000 }), fc.nat(), fc.nat())
    fc.assert(
      fc.property(counts, ([n, a, b]) => {
        const [less, more] = [a % (n + 1), b % (n + 1)].sort((x, y) => x - y) as [number, number]
        expect(logEvidence(arm('A', n, less), arm('B', n, more))).toBeLessThanOrEqual(1e-9)
      }),
    )
  })
})
