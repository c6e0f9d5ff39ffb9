import { type Arm, type Interval, rateOf, usualAlpha } from './arm.ts'
import { alwaysInterval } from './interval.ts'

/** Rate of those treated less that of those held out; null while one of them is nobody. */
export type Effect = { difference: number | null } & Interval & {
    /** False while the interval holds 0: no clear winner. */
    isClear: boolean
  }

type Counts = Pick<Arm, 'n' | 'successes'>

/**
 * What a treatment adds, with an interval that holds at every look there will be: each rate's own interval at half of
 * alpha (Robbins 1970), and the farthest they can be apart (Bonferroni). It is wider than one of the difference would be,
 * and needs nothing of how large the two are: people held out are few.
 */
export function effectOf(treated: Counts, heldOut: Counts, alpha = usualAlpha): Effect {
  const [with_, without] = [treated, heldOut].map(({ n, successes }) =>
    alwaysInterval(n, successes, alpha / 2),
  ) as [Interval, Interval]
  const [low, high] = [with_.low - without.high, with_.high - without.low]
  const rates = [rateOf(treated), rateOf(heldOut)]
  const difference = rates[0] == null || rates[1] == null ? null : rates[0] - rates[1]
  return { difference, low, high, isClear: low > 0 || high < 0 }
}
