/** Density of the standard normal law. */
export const normalDensity = (x: number) => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)

/**
 * The standard normal law's distribution function: the series of Marsaglia (Journal of Statistical Software 11(4), 2004)
 * in the middle, Mills' ratio outside, so that the tails keep their digits.
 */
export function normalBelow(x: number): number {
  if (x < -4) return normalDensity(x) * millsRatio(-x)
  if (x > 4) return 1 - normalDensity(x) * millsRatio(x)
  let term = x
  let sum = x
  for (let odd = 3; Math.abs(term) > 1e-17 * Math.abs(sum); odd += 2) {
    term *= (x * x) / odd
    sum += term
  }
  return 0.5 + sum * normalDensity(x)
}

/** Density over distribution function, which stays finite where both vanish. */
export const normalHazardBelow = (x: number) =>
  x < -4 ? 1 / millsRatio(-x) : normalDensity(x) / normalBelow(x)

/** ln of the distribution function. */
export const logNormalBelow = (x: number) =>
  x < -4 ? (-x * x) / 2 - Math.log(2 * Math.PI) / 2 + Math.log(millsRatio(-x)) : Math.log(normalBelow(x))

/** (1 - Φ(x)) / φ(x) for x >= 4: Laplace's continued fraction (Abramowitz & Stegun 26.2.14), from its end. */
function millsRatio(x: number): number {
  let fraction = x
  for (let level = 40; level > 0; level--) fraction = x + level / fraction
  return 1 / fraction
}
