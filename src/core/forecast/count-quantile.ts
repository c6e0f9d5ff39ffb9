/** z below which these shares of the normal law lie. */
const points = [-1.2815515655446004, -0.6744897501960817, 0, 0.6744897501960817, 1.2815515655446004]

/** The five shares of a forecast: the ends of the bands of 80 and of 50 of a hundred, and the middle. */
export const shares = [0.1, 0.25, 0.5, 0.75, 0.9] as const
/** Above this a count is as good as continuous. */
const manyCounts = 200

/**
 * The smallest counts below or at which these `shares` of a negative binomial law of this mean and variance lie; a
 * Poisson law's where the variance is not larger than the mean.
 */
export function countQuantiles(mean: number, variance: number): number[] {
  if (!(mean > 0)) return shares.map(() => 0)
  if (mean > manyCounts) return points.map((z) => Math.max(0, Math.round(gammaPoint(mean, variance, z))))
  const k = variance > mean * (1 + 1e-9) ? (mean * mean) / (variance - mean) : Infinity
  // Chance of none, then the recurrence p(n + 1) = p(n) (k + n) / (n + 1) * mean / (mean + k).
  let chance = k === Infinity ? Math.exp(-mean) : Math.exp(-k * Math.log1p(mean / k))
  let below = chance
  let count = 0
  return shares.map((share) => {
    for (; below < share - 1e-12 && count < manyCounts * 1000; count++) {
      chance *= k === Infinity ? mean / (count + 1) : ((k + count) / (count + 1)) * (mean / (mean + k))
      below += chance
    }
    return count
  })
}

/** Quantile of a gamma law by the cube root (Wilson & Hilferty 1931), for shapes that are not small. */
function gammaPoint(mean: number, variance: number, z: number): number {
  const ninth = variance / (9 * mean * mean)
  if (!(ninth > 0)) return mean
  return ninth < 0.4
    ? mean * (1 - ninth + z * Math.sqrt(ninth)) ** 3
    : mean * Math.exp(z * Math.sqrt(Math.log1p(9 * ninth)) - Math.log1p(9 * ninth) / 2)
}
