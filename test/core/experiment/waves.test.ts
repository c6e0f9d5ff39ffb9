import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seeded } from '../../../src/core/chance.ts'
import { logEvidence, logEvidenceByWave } from '../../../src/core/experiment/evidence.ts'
import { judgeArms } from '../../../src/core/experiment/judge.ts'
import { judgeWaves, type WaveOfArms } from '../../../src/core/experiment/judge-waves.ts'
import { netShares } from '../../../src/core/experiment/net-shares.ts'

/** Later waves answer less: what is new wears off, and who comes late has had less time. */
const fading = [1, 0.7, 0.5, 0.35, 0.25]
const perWave = 1000

type Course = { truth: number; looks: { judged: ReturnType<typeof judgeWaves>; pooled: number }[] }

/** A campaign of two versions in waves by Thompson's rule, looked at after every half wave. */
function course(rates: readonly [number, number], random: () => number): Course {
  const waves: WaveOfArms[] = []
  const looks: Course['looks'] = []
  const seen = rates.map(() => ({ delivered: 0, gains: 0, losses: 0 }))
  for (const factor of fading) {
    const shares = waves.length ? netShares(seen, { floor: 0.1, random }) : [0.5, 0.5]
    const arms = rates.map((_, index) => ({ arm: 'ab'[index]!, n: 0, successes: 0 }))
    waves.push(arms)
    for (let half = 0; half < 2; half++) {
      for (let person = 0; person < perWave / 2; person++) {
        const index = random() < shares[0]! ? 0 : 1
        arms[index]!.n++
        seen[index]!.delivered++
        if (random() >= rates[index]! * factor) continue
        arms[index]!.successes++
        seen[index]!.gains++
      }
      looks.push({ judged: judgeWaves(waves), pooled: pooledDifference(waves) })
    }
  }
  const mean = fading.reduce((sum, factor) => sum + factor, 0) / fading.length
  return { truth: (rates[1] - rates[0]) * mean, looks }
}

function pooledDifference(waves: readonly WaveOfArms[]): number {
  const rate = (index: number) => {
    const arms = waves.map((wave) => wave[index]!)
    const of = (what: 'n' | 'successes') => arms.reduce((sum, arm) => sum + arm[what], 0)
    return of('successes') / of('n')
  }
  return rate(1) - rate(0)
}

const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

/** Waves fade, so what is true of those seen so far changes with every look. */
function truthAt(look: number, gap: number): number {
  const people = fading.map((_, wave) => Math.max(0, Math.min(2, look + 1 - 2 * wave)))
  const all = people.reduce((sum, count) => sum + count, 0)
  return (gap * people.reduce((sum, count, wave) => sum + count * fading[wave]!, 0)) / all
}

describe('waves dealt out by what was seen', () => {
  it.each([
    ['no difference', [0.1, 0.1], 41],
    ['a difference', [0.1, 0.16], 42],
    ['rare answers', [0.02, 0.02], 43],
  ] as const)('hold the truth at every look in 95 of 100 campaigns: %s', (_, rates, seed) => {
    const random = seeded(seed)
    const runs = 200
    let [missed, wrong] = [0, 0]
    for (let run = 0; run < runs; run++) {
      const { looks } = course([...rates], random)
      const gap = rates[1] - rates[0]
      const misses = ({ judged }: (typeof looks)[number], at: number) => {
        const [one] = judged.differences
        return one!.low > truthAt(at, gap) || one!.high < truthAt(at, gap)
      }
      if (looks.some(misses)) missed++
      if (looks.some(({ judged }) => judged.winner !== null && (gap === 0 || judged.winner === 'a'))) wrong++
    }
    expect(missed / runs).toBeLessThanOrEqual(0.05)
    expect(wrong / runs).toBeLessThanOrEqual(0.05)
  })

  it('come to the true difference on average, where pooled counts do not', () => {
    const random = seeded(44)
    const courses = Array.from({ length: 120 }, () => course([0.1, 0.16], random))
    const truth = courses[0]!.truth
    const ends = courses.map(({ looks }) => looks.at(-1)!)
    const pooled = meanOf(ends.map((end) => end.pooled))
    const weighed = meanOf(ends.map((end) => end.judged.differences[0]!.difference!))
    // The better one fills the late waves, which answer less: pooled, it looks half as good or worse than the other.
    expect(pooled).toBeLessThan(truth / 2)
    expect(Math.abs(weighed - truth)).toBeLessThan(truth / 10)
    expect(ends.filter(({ judged }) => judged.winner === 'b').length).toBeGreaterThan(courses.length / 2)
  })

  it('would often name a winner among equals if they were pooled', () => {
    const random = seeded(45)
    const runs = 200
    const of = (judge: (waves: readonly WaveOfArms[]) => string | null) => {
      let named = 0
      for (let run = 0; run < runs; run++) {
        // By luck or not, the second had the larger part of the late waves.
        const waves = [0.5, 0.2, 0.1].map((share, wave) =>
          ['a', 'b'].map((arm, index) => {
            const n = Math.round(3000 * (index ? 1 - share : share))
            const rate = 0.1 * [1, 0.5, 0.25][wave]!
            return { arm, n, successes: Array.from({ length: n }, random).filter((it) => it < rate).length }
          }),
        )
        if (judge(waves) !== null) named++
      }
      return named / runs
    }
    const pooled = (waves: readonly WaveOfArms[]) =>
      waves[0]!.map(({ arm }, index) => ({
        arm,
        n: waves.reduce((sum, wave) => sum + wave[index]!.n, 0),
        successes: waves.reduce((sum, wave) => sum + wave[index]!.successes, 0),
      }))
    expect(of((waves) => judgeWaves(waves).winner)).toBeLessThanOrEqual(0.05)
    const shares = [0.8, 2.2]
    expect(of((waves) => judgeArms(pooled(waves), { shares }).winner)).toBeGreaterThan(0.8)
  })
})

const arm = fc.nat(400).chain((n) => fc.record({ n: fc.constant(n), successes: fc.nat(n) }))

it('says of one wave what the evidence of a test says, and in any order of the waves the same', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(arm, arm), { minLength: 1, maxLength: 5 }), (pairs) => {
      const waves = pairs.map(([first, second]) => ({ first, second }))
      const one = waves[0]!
      expect(logEvidenceByWave([one])).toBeCloseTo(logEvidence(one.first, one.second))
      expect(logEvidenceByWave(waves.toReversed())).toBeCloseTo(logEvidenceByWave(waves))
    }),
  )
})

it('knows nothing of nobody', () => {
  const nobody = ['a', 'b'].map((name) => ({ arm: name, n: 0, successes: 0 }))
  expect(judgeWaves([nobody])).toMatchObject({
    winner: null,
    alwaysValidP: 1,
    arms: [{ rate: null, low: 0, high: 1 }, {}],
    differences: [{ difference: null, low: -1, high: 1 }],
  })
})
