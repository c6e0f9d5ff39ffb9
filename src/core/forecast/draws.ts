import { seeded } from '../chance.ts'

/** Random numbers that are the same each time, for simulation. */
export type Draws = {
  uniform(): number
  normal(): number
  /** Gamma law of this mean and variance; the mean itself where there is no variance. */
  gamma(mean: number, variance: number): number
}

export function drawsOf(seed: number): Draws {
  const uniform = seeded(seed)
  // Box & Muller 1958.
  const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform())

  /** Mean = shape (Marsaglia & Tsang 2000); shapes below 1 by their boost. */
  function standardGamma(shape: number): number {
    if (shape < 1) return standardGamma(shape + 1) * uniform() ** (1 / shape)
    const d = shape - 1 / 3
    for (;;) {
      const x = normal()
      const v = (1 + x / Math.sqrt(9 * d)) ** 3
      if (v > 0 && Math.log(1 - uniform()) < (x * x) / 2 + d - d * v + d * Math.log(v)) return d * v
    }
  }

  const gamma = (mean: number, variance: number) =>
    mean > 0 && variance > 0 ? (standardGamma((mean * mean) / variance) * variance) / mean : mean

  return { uniform, normal, gamma }
}
