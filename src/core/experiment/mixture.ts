/** Variances that the mixture is tuned to: from a handful of people to millions. Fixed beforehand, as they must be. */
const tunedTo = [10, 100, 1000, 1e4, 1e5, 1e6]

/**
 * How far a sum of martingale differences may ever stray: with a chance of 1 - alpha it stays within this at all moments
 * at once. The mixture of normal laws of several widths, Σ (ρ / (V + ρ))^½ exp(S² / (2 (V + ρ))) = 1 / alpha solved for S
 * (Robbins 1970; Howard, Ramdas, McAuliffe & Sekhon, "Time-uniform, nonparametric, nonasymptotic confidence sequences",
 * Annals of Statistics 49, 2021, section 3). With an estimated variance it holds as the sum grows (Waudby-Smith, Arbour,
 * Sinha, Kennedy & Ramdas, "Time-uniform central limit theory and asymptotic confidence sequences", Annals of
 * Statistics 52, 2024), and martingale differences need not be alike.
 *
 * @param variance  of the sum so far, 0 or more
 */
export function mixtureBound(variance: number, alpha: number): number {
  const needed = -Math.log(alpha)
  let [low, high] = [0, Math.sqrt(2 * (variance + tunedTo.at(-1)!) * (needed + 20))]
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2
    if (logMixture(middle, variance) < needed) low = middle
    else high = middle
  }
  return high
}

function logMixture(sum: number, variance: number): number {
  const logs = tunedTo.map(
    (rho) => 0.5 * Math.log(rho / (variance + rho)) + sum ** 2 / (2 * (variance + rho)),
  )
  const most = Math.max(...logs)
  return most + Math.log(logs.reduce((all, log) => all + Math.exp(log - most), 0) / logs.length)
}
