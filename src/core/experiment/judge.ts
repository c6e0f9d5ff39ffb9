import { sampleRatio } from '../chi-square.ts'
import { type Arm, type Interval, rateOf, usualAlpha } from './arm.ts'
import { alwaysValidP, logEvidence, logEvidenceOfDifference } from './evidence.ts'
import { alwaysInterval, fixedInterval } from './interval.ts'

/** An arm with its rate (null for nobody), the interval that is good at any time, and the one for a single planned look. */
export type ArmJudged = Arm & { rate: number | null } & Interval & { fixed: Interval }

export type Judged = {
  arms: ArmJudged[]
  /** The best arm, when that is certain; else null. Always null where the sample ratio is that of a broken test. */
  winner: string | null
  /** Of "all arms are equal", good at any time and after any number of looks. */
  alwaysValidP: number
  /** Of "the arms got equal numbers" (or as asked for); null where fewer than 5 of one were to be expected. */
  sampleRatioP: number | null
}

/** A sample ratio less likely than the first casts doubt on a test, than the second takes it out. */
export const sampleRatioLimits = { doubt: 0.01, broken: 0.001 }

/**
 * What a test says. The chance that it ever names a winner although all arms are equal is at most `alpha`, and so is the
 * chance that it ever names an arm that is not among the best.
 *
 * @param arms    two or more
 * @param shares  how the arms were to be dealt out, in any unit; null = equally
 */
export function judgeArms(
  arms: readonly Arm[],
  { alpha = usualAlpha, shares = null }: { alpha?: number; shares?: readonly number[] | null } = {},
): Judged {
  const p = alwaysValidP(logEvidenceOfDifference(arms))
  const cells = arms.map((arm, index) => ({ expected: shares?.[index] ?? 1, observed: arm.n }))
  const sampleRatioP = sampleRatio(cells)?.p ?? null
  const isSound = sampleRatioP === null || sampleRatioP >= sampleRatioLimits.broken
  return {
    arms: arms.map(({ arm, n, successes }) => ({
      arm,
      n,
      successes,
      rate: rateOf({ n, successes }),
      ...alwaysInterval(n, successes, alpha),
      fixed: fixedInterval(n, successes),
    })),
    winner: isSound && p <= alpha ? winnerOf(arms, alpha) : null,
    alwaysValidP: p,
    sampleRatioP,
  }
}

/**
 * The arm that is better than each other one. Whoever is named wrongly has been found better than an arm that is truly
 * best; there are as many arms that this can happen to as others, so each comparison has that part of alpha (Bonferroni).
 */
function winnerOf(arms: readonly Arm[], alpha: number): string | null {
  const needed = Math.log((arms.length - 1) / alpha)
  const best = arms.find((arm) =>
    arms.every((other) => other === arm || (better(arm, other) && logEvidence(arm, other) >= needed)),
  )
  return best?.arm ?? null
}

const better = (arm: Arm, other: Arm) => arm.successes * other.n > other.successes * arm.n
