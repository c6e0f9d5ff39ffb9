import { logGamma } from './log-gamma.ts'
import type { Offspring } from './offspring.ts'

export type Interval = { low: number; high: number }

/**
 * Dispersion where it cannot be seen: between 0.07 (resharing on a social network) and 0.4 in all published data; 0.11
 * follows from the e-mails of Iribarren & Moro (PRL 103, 038702, 2009). Small, so that intervals are rather too wide.
 */
export const assumedDispersion = 0.1

/** Half of the 95 % point of chi-square with one degree of freedom: how far a log-likelihood may fall. */
const fall = 1.920729
const leastK = 1e-4
const mostK = 1e4

/**
 * Log-likelihood of mean R and dispersion k, without the terms that hold neither. Written with ln(1 + x), so that it goes
 * over into Poisson's smoothly as k grows.
 *
 * @param k  Infinity = Poisson
 */
export function logLikelihood(it: Offspring, R: number, k: number): number {
  let sum = it.children === 0 ? 0 : it.children * Math.log(R)
  if (k === Infinity) return sum - R * it.exposure
  sum += risingFactor(it, k)
  for (const { parents, children, exposure } of it.bins)
    sum -= (children + parents * k) * Math.log1p((R * exposure) / parents / k)
  return sum
}

/** Sum over participants of ln Γ(z + k) - ln Γ(k) - z ln k. */
function risingFactor({ brought, participants, parents }: Offspring, k: number): number {
  let sum = 0
  let from = 0
  let more = parents
  for (let at = 0; at < brought.length; at++) {
    const to = brought[at]!
    // Long stretches in one go; short ones term by term, where a difference of large logarithms would lose digits.
    if (to - from > 32) sum += more * (logGamma(k + to) - logGamma(k + from) - (to - from) * Math.log(k))
    else for (let step = from; step < to; step++) sum += more * Math.log1p(step / k)
    from = to
    more -= participants[at]!
  }
  return sum
}

/** Children for each (whole) participant: the maximum-likelihood mean whatever k is, where all exposures are alike. */
export const meanOf = ({ children, exposure }: Offspring): number | null =>
  exposure > 0 ? children / exposure : null

/**
 * Dispersion by maximum likelihood, the mean at its estimate (mean and k are orthogonal; Lloyd-Smith, PLoS ONE 2007), and
 * its profile-likelihood interval. Small k: few bring nearly all. Var = R (1 + R / k).
 *
 * @returns k null where the numbers vary no more than Poisson's would, or there are none; `high` is Infinity where the
 *   likelihood does not fall off
 */
export function dispersionOf(it: Offspring): { k: number | null; interval: Interval | null } {
  const R = meanOf(it)
  if (R === null || it.children === 0 || it.parents < 2) return { k: null, interval: null }
  const at = (logK: number) => logLikelihood(it, R, Math.exp(logK))
  const best = highest(at, Math.log(leastK), Math.log(mostK))
  const top = at(best)
  const bottom = top - fall
  const interval = {
    low: at(Math.log(leastK)) > bottom ? 0 : Math.exp(crossing(at, bottom, Math.log(leastK), best)),
    high:
      logLikelihood(it, R, Infinity) > bottom
        ? Infinity
        : Math.exp(crossing(at, bottom, Math.log(mostK * 100), best)),
  }
  if (top - logLikelihood(it, R, Infinity) < 1e-6) return { k: null, interval }
  return { k: Math.exp(best), interval }
}

/**
 * 95 % interval of the mean by profile likelihood, k where it is (the two are orthogonal). Where nobody brought anybody,
 * the mean of a Poisson law that shows nothing once in forty times.
 */
export function profileInterval(it: Offspring, k: number | null): Interval | null {
  const R = meanOf(it)
  if (R === null) return null
  if (it.children === 0) return { low: 0, high: -Math.log(0.025) / it.exposure }
  const at = (logR: number) => logLikelihood(it, Math.exp(logR), k ?? Infinity)
  const best = Math.log(R)
  const bottom = at(best) - fall
  return {
    low: Math.exp(crossing(at, bottom, best - 12, best)),
    high: Math.exp(crossing(at, bottom, best + 12, best)),
  }
}

/** Where a function with one summit has it, by golden section. */
function highest(of: (x: number) => number, from: number, to: number): number {
  const ratio = (Math.sqrt(5) - 1) / 2
  let [low, high] = [from, to]
  let [left, right] = [high - ratio * (high - low), low + ratio * (high - low)]
  let [atLeft, atRight] = [of(left), of(right)]
  while (high - low > 1e-9) {
    if (atLeft >= atRight) {
      high = right
      ;[right, atRight] = [left, atLeft]
      left = high - ratio * (high - low)
      atLeft = of(left)
    } else {
      low = left
      ;[left, atLeft] = [right, atRight]
      right = low + ratio * (high - low)
      atRight = of(right)
    }
  }
  return (low + high) / 2
}

/**
 * Where a function crosses a level between a point below it and one above, by Ridders' rule (IEEE Trans. Circuits Syst. 26,
 * 979, 1979): the bracket stays, and the digits that are right double with each round.
 */
function crossing(of: (x: number) => number, level: number, outside: number, inside: number): number {
  let [below, above] = [outside, inside]
  let [under, over] = [of(below) - level, of(above) - level]
  if (under >= 0) return outside
  let last = Number.NaN
  for (let round = 0; round < 60; round++) {
    const middle = (below + above) / 2
    const there = of(middle) - level
    const root = Math.sqrt(there * there - under * over)
    if (root === 0) return middle
    const next = middle + ((above - middle) * -there) / root
    if (Math.abs(next - last) <= 1e-12) return next
    last = next
    const value = of(next) - level
    if (there < 0) [below, under] = [middle, there]
    else [above, over] = [middle, there]
    if (value === 0) return next
    if (value < 0 && isInside(next, below, above)) [below, under] = [next, value]
    if (value > 0 && isInside(next, below, above)) [above, over] = [next, value]
  }
  return (below + above) / 2
}

const isInside = (x: number, one: number, other: number) =>
  x > Math.min(one, other) && x < Math.max(one, other)
