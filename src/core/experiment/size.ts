import { normalBelow } from '../cascade/normal.ts'
import { AppError } from '../error.ts'
import { usualAlpha } from './arm.ts'
import { alwaysValidP, logEvidenceOfDifference } from './evidence.ts'

export type SizeWanted = {
  /** Rate as it is, 0 to 1. */
  baseline: number
  /** Smallest difference worth finding, as a difference of rates: 0.01 from 0.05 is 0.06. May be negative. */
  effect: number
  /** Chance of finding it when it is there. */
  power: number
  alpha?: number
}

export type Size = {
  /** Recipients of each arm for a single look at the end. */
  perArm: number
  /** The same where anybody may look at any time, as `experiment` reckons: the chance that it has spoken by the last look. */
  perArmAnyTime: number
}

/**
 * How large two arms of one size must be.
 *
 * `perArm` is the usual formula for two proportions, two-sided, without continuity correction (Fleiss, Levin & Paik,
 * Statistical Methods for Rates and Proportions, 2003, section 4.2):
 * n = (z_α/2 sqrt(2 p q) + z_β sqrt(p1 q1 + p2 q2))² / (p1 - p2)², with p the mean of both rates.
 *
 * @throws AppError `experiment-size` for rates, effects or power out of their range
 */
export function sizeOf({ baseline, effect, power, alpha = usualAlpha }: SizeWanted): Size {
  const other = baseline + effect
  check(baseline > 0 && baseline < 1, 'the baseline is a rate between 0 and 1, such as 0.05')
  check(
    effect !== 0 && other > 0 && other < 1,
    'the effect is a difference of rates, such as 0.01; with it the rate must stay between 0 and 1',
  )
  check(power >= 0.5 && power < 1, 'the power is a chance from 0.5 to below 1, such as 0.8')
  const middle = (baseline + other) / 2
  const spread = Math.sqrt(baseline * (1 - baseline) + other * (1 - other))
  const [zAlpha, zBeta] = [normalQuantile(1 - alpha / 2), normalQuantile(power)]
  const root = zAlpha * Math.sqrt(2 * middle * (1 - middle)) + zBeta * spread
  const perArm = Math.ceil((root / effect) ** 2)
  // What is found with this chance at the last look is no farther from the mean than that.
  const enough = (n: number) => {
    const difference = Math.abs(effect) * n - zBeta * spread * Math.sqrt(n)
    if (difference <= 0) return false
    const [less, more] = [middle * n - difference / 2, middle * n + difference / 2]
    if (less < 0 || more > n) return false
    const arms = [less, more].map((successes) => ({ n, successes }))
    return alwaysValidP(logEvidenceOfDifference(arms)) <= alpha
  }
  return { perArm, perArmAnyTime: smallest(enough, perArm) }
}

function check(holds: boolean, line: string): void {
  if (!holds) throw new AppError('invalid', 'experiment-size', line)
}

/** The smallest n from which on it is enough, by doubling and halving. */
function smallest(enough: (n: number) => boolean, from: number): number {
  let below = from
  while (!enough(below * 2)) {
    below *= 2
    // A difference so small that no campaign could have as many readers as it takes.
    check(below < 1e13, 'that effect is too small to be found')
  }
  let above = below * 2
  while (above - below > 1) {
    const middle = Math.floor((below + above) / 2)
    if (enough(middle)) above = middle
    else below = middle
  }
  return above
}

/** The value below which a share of the standard normal law lies, by halving. */
function normalQuantile(share: number): number {
  let [low, high] = [-40, 40]
  for (let step = 0; step < 80; step++) {
    const middle = (low + high) / 2
    if (normalBelow(middle) < share) low = middle
    else high = middle
  }
  return (low + high) / 2
}
