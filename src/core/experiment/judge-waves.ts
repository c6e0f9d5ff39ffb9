import { type Arm, type Interval, usualAlpha } from './arm.ts'
import { alwaysValidP, logEvidenceByWave, logEvidenceOfDifferenceByWave } from './evidence.ts'
import { mixtureBound } from './mixture.ts'

/** The arms of one wave, in the same order in all waves. Its shares were settled before its first mail went out. */
export type WaveOfArms = readonly Arm[]

/** Rate of an arm less that of the first one. */
export type Difference = { arm: string; against: string; difference: number | null } & Interval

export type WavesJudged = {
  /** By the whole audience: what the rate of the arm would be, had every wave been given to it. */
  arms: (Arm & { rate: number | null } & Interval)[]
  differences: Difference[]
  winner: string | null
  alwaysValidP: number
}

/**
 * What waves say of which each was dealt out by what the ones before had shown.
 *
 * Pooled rates would be wrong: late waves hold more of whatever was ahead, and answer less for being late. So every wave
 * is compared within itself. The rates weigh each reader by the inverse of the share that their arm had in their wave.
 * Given what came before a wave, its weighted sum less its mean is a martingale difference, since the shares were known
 * before; hence the intervals of `mixtureBound` hold at every look, for large numbers (Ham, Bojinov, Lindon & Tingley,
 * "Design-based confidence sequences", 2023, with the variance by arm and wave). Winner and p rest on products of
 * e-values of the waves (`logEvidenceByWave`), at all sizes.
 *
 * Waves in which an arm has nobody yet compare nothing and are left out.
 *
 * @param waves  one or more
 */
export function judgeWaves(waves: readonly WaveOfArms[], alpha = usualAlpha): WavesJudged {
  const known = waves.filter((arms) => arms.every(({ n }) => n > 0))
  const names = (waves[0] ?? []).map(({ arm }) => arm)
  const p = known.length ? alwaysValidP(logEvidenceOfDifferenceByWave(known)) : 1
  return {
    arms: names.map((arm, index) => {
      const all = waves.map((arms) => arms[index]!)
      const [n, successes] = [sumOf(all, 'n'), sumOf(all, 'successes')]
      const { estimate, low, high } = within(known, [[index, 1]], alpha)
      return { arm, n, successes, rate: estimate, low: Math.max(0, low), high: Math.min(1, high) }
    }),
    differences: names.slice(1).map((arm, index) => {
      const contrast = [[index + 1, 1] as const, [0, -1] as const]
      const { estimate, low, high } = within(known, contrast, alpha / (names.length - 1))
      return {
        arm,
        against: names[0]!,
        difference: estimate,
        low: Math.max(-1, low),
        high: Math.min(1, high),
      }
    }),
    winner: p <= alpha ? winnerOf(known, names, alpha) : null,
    alwaysValidP: p,
  }
}

type Contrast = readonly (readonly [index: number, sign: 1 | -1])[]

/** A sum of rates over the whole audience, with its interval. Nobody counts as one success and one failure more. */
function within(waves: readonly WaveOfArms[], contrast: Contrast, alpha: number) {
  const size = waves.reduce((all, arms) => all + sumOf(arms, 'n'), 0)
  if (size === 0) return { estimate: null, low: -1, high: 1 }
  let [sum, variance] = [0, 0]
  for (const arms of waves) {
    const people = sumOf(arms, 'n')
    for (const [index, sign] of contrast) {
      const { n, successes } = arms[index]!
      const careful = (successes + 1) / (n + 2)
      sum += (sign * people * successes) / n
      variance += (people ** 2 * careful * (1 - careful)) / n
    }
  }
  const bound = mixtureBound(variance, alpha)
  return { estimate: sum / size, low: (sum - bound) / size, high: (sum + bound) / size }
}

/** As in `judgeArms`: better than each other one, each comparison with its part of alpha. */
function winnerOf(waves: readonly WaveOfArms[], names: readonly string[], alpha: number): string | null {
  const needed = Math.log((names.length - 1) / alpha)
  const beats = (index: number, other: number) =>
    logEvidenceByWave(waves.map((arms) => ({ first: arms[index]!, second: arms[other]! }))) >= needed &&
    (within(waves, [[index, 1] as const, [other, -1] as const], alpha).estimate ?? 0) > 0
  const best = names.findIndex((_, index) =>
    names.every((_, other) => other === index || beats(index, other)),
  )
  return names[best] ?? null
}

const sumOf = (arms: readonly Arm[], what: 'n' | 'successes') => arms.reduce((sum, arm) => sum + arm[what], 0)
