import { logNormalBelow, normalBelow, normalHazardBelow } from './normal.ts'

/** Minutes from a parent to a child: lognormal, `mu` and `sigma` of ln minutes. */
export type DelayLaw = { mu: number; sigma: number }

/**
 * Delays of e-mails passed on in eleven countries, median 4.3 hours (Iribarren & Moro, PRL 103, 038702, 2009).
 */
export const emailDelays: DelayLaw = { mu: 5.547, sigma: Math.sqrt(4.519) }

/** Share of a participant's children that have come when the participant is `age` minutes old. */
export const shareBy = ({ mu, sigma }: DelayLaw, age: number): number =>
  age > 0 ? normalBelow((Math.log(age) - mu) / sigma) : 0

/** With less of the law than this behind the oldest participants, what is still to come is a guess and no estimate. */
const leastSeen = 0.3

/**
 * The longest delay that an estimate speaks of: all there are, or, while the oldest participants have not had time for
 * three tenths of them, only those that could be seen so far. The estimate is a lower bound then.
 *
 * @param oldest  age of the first participants
 */
export const horizonOf = (law: DelayLaw, oldest: number): number =>
  shareBy(law, oldest) < leastSeen ? oldest : Infinity

/** Share of the children within the horizon that have come by `age`. */
export const exposureAt = (law: DelayLaw, age: number, horizon: number): number =>
  horizon === Infinity ? shareBy(law, age) : Math.min(1, shareBy(law, age) / shareBy(law, horizon))

/**
 * Delays that were seen, each with the longest that could have been seen: the parent's age. Summed up, so that a
 * likelihood takes as many steps as there are `bins`.
 */
export type SeenDelays = {
  count: number
  /** Sums of ln delay and of its square. */
  sum: number
  squares: number
  /** Delays by about equal ln age of the parent; `limit` is its mean. */
  bins: readonly { count: number; limit: number }[]
}

/** A fit, with what a change of the data would do to it. */
export type FittedDelays = {
  law: DelayLaw
  logLikelihood: number
  /** Inverse of the information of the natural parameters mu / sigma² and -1 / 2 sigma²: xx, xy, yy. */
  inverse: readonly [number, number, number]
  seen: SeenDelays
}

/**
 * The prior is worth this many delays of `emailDelays`: nothing beside real data, enough that two delays fit something
 * finite.
 */
const priorDelays = 2

/**
 * Maximum likelihood of delays cut off at the parent's age, sum of log [f(d) / F(a)]: who looks early
 * has only seen the quick ones, and without the correction would take all for quick.
 *
 * Newton's method in the natural parameters, in which this likelihood is concave.
 */
export function fitDelays(seen: SeenDelays): FittedDelays {
  let natural = naturalOf(emailDelays)
  let value = penalised(seen, natural)
  let inverse: [number, number, number] = [0, 0, 0]
  for (let turn = 0; turn < 100; turn++) {
    const { gradient, information } = slopes(seen, natural)
    inverse = inverted(information)
    const step = [
      inverse[0] * gradient[0] + inverse[1] * gradient[1],
      inverse[1] * gradient[0] + inverse[2] * gradient[1],
    ] as const
    let size = 1
    let next = natural
    let reached = -Infinity
    for (; size > 1e-8 && !(reached >= value); size /= 2) {
      next = [natural[0] + size * step[0], natural[1] + size * step[1]]
      reached = next[1] < 0 ? penalised(seen, next) : -Infinity
    }
    if (!(reached >= value)) break
    const gained = reached - value
    natural = next
    value = reached
    if (gained < 1e-10) break
  }
  return { law: lawOf(natural), logLikelihood: value, inverse, seen }
}

/** How likely a law is after what was seen, but for a constant: flat in mu and ln sigma before, in natural parameters. */
export const logPosterior = (seen: SeenDelays, law: DelayLaw): number =>
  penalised(seen, naturalOf(law)) + 4 * Math.log(law.sigma)

export type Natural = readonly [number, number]

export const naturalOf = ({ mu, sigma }: DelayLaw): Natural => [mu / sigma ** 2, -1 / (2 * sigma ** 2)]

export function lawOf([first, second]: Natural): DelayLaw {
  const variance = -1 / (2 * second)
  return { mu: first * variance, sigma: Math.sqrt(variance) }
}

/** Mean of x = ln delay and of x² below a limit: what a delay is held against in its score. */
export function meansBelow({ mu, sigma }: DelayLaw, limit: number): readonly [number, number] {
  const hazard = normalHazardBelow((limit - mu) / sigma)
  const first = -hazard
  const second = 1 - ((limit - mu) / sigma) * hazard
  return [mu + sigma * first, mu * mu + 2 * mu * sigma * first + sigma * sigma * second]
}

function penalised(seen: SeenDelays, natural: Natural): number {
  const { mu, sigma } = lawOf(natural)
  const prior = emailDelays
  const whole = (mu * mu) / (2 * sigma * sigma) + Math.log(sigma)
  let value = natural[0] * seen.sum + natural[1] * seen.squares - seen.count * whole
  for (const { count, limit } of seen.bins) value -= count * logNormalBelow((limit - mu) / sigma)
  const square = prior.mu ** 2 + prior.sigma ** 2
  return value + priorDelays * (natural[0] * prior.mu + natural[1] * square - whole)
}

/** Gradient, and the information as xx, xy, yy: sums of the covariance of (x, x²) below each limit. */
function slopes(seen: SeenDelays, natural: Natural) {
  const law = lawOf(natural)
  const prior = emailDelays
  const gradient: [number, number] = [
    seen.sum + priorDelays * (prior.mu - law.mu),
    seen.squares + priorDelays * (prior.mu ** 2 + prior.sigma ** 2 - law.mu ** 2 - law.sigma ** 2),
  ]
  const information: [number, number, number] = [0, 0, 0]
  const add = (count: number, limit: number) => {
    const covariance = covarianceBelow(law, limit)
    for (let at = 0; at < 3; at++) information[at]! += count * covariance[at]!
  }
  add(priorDelays, Infinity)
  for (const { count, limit } of seen.bins) {
    const means = meansBelow(law, limit)
    gradient[0] -= count * means[0]
    gradient[1] -= count * means[1]
    add(count, limit)
  }
  return { gradient, information }
}

/** Moments of the normal law below a limit, by the recurrence e(k) = (k - 1) e(k - 2) - β^(k - 1) φ(β) / Φ(β). */
function covarianceBelow({ mu, sigma }: DelayLaw, limit: number): readonly [number, number, number] {
  const beta = (limit - mu) / sigma
  const hazard = beta > 40 ? 0 : normalHazardBelow(beta)
  const power = (exponent: number) => (hazard === 0 ? 0 : beta ** exponent * hazard)
  const one = -hazard
  const two = 1 - power(1)
  const three = 2 * one - power(2)
  const four = 3 * two - power(3)
  const xx = sigma ** 2 * (two - one * one)
  const cross = sigma ** 3 * (three - one * two)
  const squares = sigma ** 4 * (four - two * two)
  return [xx, 2 * mu * xx + cross, 4 * mu * mu * xx + 4 * mu * cross + squares]
}

function inverted([xx, xy, yy]: readonly [number, number, number]): [number, number, number] {
  const determinant = xx * yy - xy * xy
  return [yy / determinant, -xy / determinant, xx / determinant]
}
