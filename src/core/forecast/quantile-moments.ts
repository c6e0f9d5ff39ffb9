import type { Moments } from './branch.ts'
import { shares } from './count-quantile.ts'

/**
 * Mean and variance of a law of which only the quantiles at `shares` are known: straight between them, straight on below
 * the first as far as 1 (a tree never shrinks), and above the last falling off as an exponential law does.
 */
export function momentsOfQuantiles(quantiles: readonly number[]): Moments {
  const first = Math.max(1, 2 * quantiles[0]! - quantiles[1]!)
  const points = [first, ...quantiles]
  let [mean, square] = [0, 0]
  for (let part = 0; part < shares.length; part++) {
    const mass = shares[part]! - (part ? shares[part - 1]! : 0)
    const [from, to] = [points[part]!, points[part + 1]!]
    mean += (mass * (from + to)) / 2
    square += (mass * (from * from + from * to + to * to)) / 3
  }
  const last = quantiles.at(-1)!
  const scale = (last - quantiles.at(-2)!) / Math.log(2.5)
  mean += 0.1 * (last + scale)
  square += 0.1 * ((last + scale) ** 2 + scale ** 2)
  return { mean, variance: Math.max(0, square - mean * mean) }
}
