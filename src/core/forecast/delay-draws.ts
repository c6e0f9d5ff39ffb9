import { type DelayLaw, type FittedDelays, lawOf, logPosterior, naturalOf } from '../cascade/delay-law.ts'
import type { Draws } from './draws.ts'

/** Proposals reach further than the normal law around the fit, so that the slow side of the posterior is met. */
const reach = 1.4
const perDraw = 2

/**
 * Delay laws as likely as what was seen makes them: sampling by importance (Rubin 1988) from the normal law around the
 * fit. That law alone is even, while delays cut off early say more surely that they are not shorter than that they are
 * not longer; forecasts from it are too low and too sure.
 */
export function drawnDelays(fit: FittedDelays, count: number, draws: Draws): DelayLaw[] {
  const proposals = Array.from({ length: count * perDraw }, () => proposed(fit, draws))
  const most = proposals.reduce((best, { weight }) => Math.max(best, weight), -Infinity)
  if (!Number.isFinite(most)) return Array<DelayLaw>(count).fill(fit.law)
  const weights = proposals.map(({ weight }) => Math.exp(weight - most))
  const step = weights.reduce((sum, one) => sum + one, 0) / count
  const laws: DelayLaw[] = []
  // Systematic resampling: one draw at each step along the weights laid end to end.
  let [at, end] = [0, weights[0]!]
  for (let place = step * draws.uniform(); laws.length < count; place += step) {
    while (end < place && at < weights.length - 1) end += weights[++at]!
    laws.push(proposals[at]!.law)
  }
  return laws
}

/** `weight` is a logarithm; -Infinity where it is no law. */
function proposed(fit: FittedDelays, draws: Draws): { law: DelayLaw; weight: number } {
  const [xx, xy, yy] = fit.inverse
  const first = Math.sqrt(Math.max(0, xx))
  const along = first > 0 ? xy / first : 0
  const rest = Math.sqrt(Math.max(0, yy - along * along))
  const [x, y] = [draws.normal(), draws.normal()]
  const natural = naturalOf(fit.law)
  const next = [natural[0] + reach * first * x, natural[1] + reach * (along * x + rest * y)] as const
  // A law three times as wide in variance was never seen: it comes of having seen nearly nothing.
  if (!(next[1] < natural[1] / 3)) return { law: fit.law, weight: -Infinity }
  const law = lawOf(next)
  return { law, weight: logPosterior(fit.seen, law) + (x * x + y * y) / 2 }
}
