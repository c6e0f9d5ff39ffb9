import { rateOf } from './arm.ts'
import { sizeOf } from './size.ts'

/**
 * What may be said: `winner`; `none` = no clear winner though a large difference would probably have shown; `early` = not
 * even that.
 */
export type Verdict = 'winner' | 'none' | 'early'

/** A difference that would be hard to miss: the rate of all, halved. */
const large = 0.5

/** @param arms  how many had each arm, and how many answered */
export function verdictOf(arms: readonly { n: number; successes: number }[], winner: string | null): Verdict {
  if (winner !== null) return 'winner'
  const n = arms.reduce((sum, arm) => sum + arm.n, 0)
  const rate = rateOf({ n, successes: arms.reduce((sum, arm) => sum + arm.successes, 0) })
  if (rate === null || rate <= 0 || rate >= 1) return 'early'
  const { perArm } = sizeOf({ baseline: rate, effect: -large * rate, power: 0.8 })
  return arms.every((arm) => arm.n >= perArm) ? 'none' : 'early'
}
