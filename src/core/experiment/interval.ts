import { logGamma } from '../cascade/log-gamma.ts'
import type { Interval } from './arm.ts'

/**
 * Interval of a rate that holds at all moments at once: with a chance of 1 - alpha the truth is in it at every n, however
 * often somebody looks and whenever they stop. It is made of the rates p with (n + 1) × C(n, s) p^s (1 - p)^(n - s) > alpha
 * (Robbins, "Statistical methods related to the law of the iterated logarithm", Annals of Mathematical Statistics 41,
 * 1970): the mixture of all alternatives, each alike, held against p. Exact at every n, no tuning.
 *
 * @param n          trials, whole, 0 or more
 * @param successes  whole, 0 to n
 */
export function alwaysInterval(n: number, successes: number, alpha: number): Interval {
  if (n === 0) return { low: 0, high: 1 }
  const failures = n - successes
  const constant = Math.log(n + 1) + logGamma(n + 1) - logGamma(successes + 1) - logGamma(failures + 1)
  const bound = Math.log(alpha) - constant
  const isInside = (p: number) => times(successes, Math.log(p)) + times(failures, Math.log1p(-p)) > bound
  const rate = successes / n
  return {
    low: successes === 0 ? 0 : edge(isInside, rate, 0),
    high: failures === 0 ? 1 : edge(isInside, rate, 1),
  }
}

/**
 * Interval of a rate for one look at a size that was fixed before (Wilson 1927): with a chance of 95 % the truth is in it,
 * if nobody would have stopped earlier or gone on.
 */
export function fixedInterval(n: number, successes: number): Interval {
  if (n === 0) return { low: 0, high: 1 }
  const z = 1.959963984540054
  const rate = successes / n
  const scale = 1 + (z * z) / n
  const middle = (rate + (z * z) / (2 * n)) / scale
  const half = (z * Math.sqrt((rate * (1 - rate)) / n + (z * z) / (4 * n * n))) / scale
  return {
    low: successes === 0 ? 0 : middle - half,
    high: successes === n ? 1 : middle + half,
  }
}

const times = (count: number, log: number) => (count === 0 ? 0 : count * log)

/** Where the inside ends on the way from a rate inside to the end of the scale, by halving. */
function edge(isInside: (p: number) => boolean, from: number, to: number): number {
  let [inside, outside] = [from, to]
  while (Math.abs(outside - inside) > 1e-12 * Math.max(inside, outside)) {
    const middle = (inside + outside) / 2
    if (middle === inside || middle === outside) break
    if (isInside(middle)) inside = middle
    else outside = middle
  }
  return (inside + outside) / 2
}
