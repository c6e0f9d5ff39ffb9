import { logGamma } from './log-gamma.ts'

/**
 * What a branching process with negative binomial offspring (mean R, dispersion k) comes to: formulas of Harris, Lloyd-Smith
 * et al. (Nature 2005), Blumberg & Lloyd-Smith (PLoS Computational Biology 2013).
 */

/** ln of the chance that one seed's tree ends with `size` nodes, itself counted. */
export function treeSizeLogLikelihood(size: number, R: number, k: number): number {
  const joins = size - 1
  const ways = logGamma(k * size + joins) - logGamma(k * size) - logGamma(size + 1)
  return ways + joins * Math.log(R / k) - (k * size + joins) * Math.log1p(R / k)
}

/**
 * Chance that what some independent seeds begin never ends. Zero while R <= 1: every campaign published so far.
 *
 * @param k  Infinity = Poisson
 */
export function takeOffProbability(R: number, k: number, seeds = 1): number {
  if (R <= 1) return 0
  const generating = (s: number) => (k === Infinity ? Math.exp(-R * (1 - s)) : (1 + (R / k) * (1 - s)) ** -k)
  // The smallest root of s = g(s), from below: g rises, so the sequence does.
  let extinct = 0
  for (let turn = 0; turn < 100_000; turn++) {
    const next = generating(extinct)
    if (next - extinct < 1e-15) break
    extinct = next
  }
  return 1 - extinct ** seeds
}

/**
 * Smallest share of participants that brings this share of all children, by the law and not by those seen (Endo et al.,
 * Wellcome Open Research 2020): the first ones to leave out are those who bring nobody, then one, and so on.
 */
export function shareBringing(share: number, R: number, k: number): number {
  let left = (1 - share) * R
  let participants = 0
  let probability = (1 + R / k) ** -k
  for (let brought = 0; brought < 1_000_000; brought++) {
    const mass = probability * brought
    if (mass >= left && brought > 0) return 1 - participants - left / brought
    left -= mass
    participants += probability
    probability *= ((k + brought) / (brought + 1)) * (R / (R + k))
  }
  return 0
}

/** What seeds come to in the end: seeds (1 + r / (1 - R)), R < 1: a branching process of two types. */
export const finalSize = (it: { seeds: number; rSeed: number; rViral: number }): number =>
  it.rViral < 1 ? it.seeds * (1 + it.rSeed / (1 - it.rViral)) : Infinity

/** Big-seed marketing (Watts & Peretti, HBR May 2007): R = 1 - seeds / total, gain = total / seeds = 1 / (1 - R). */
export const bigSeed = (seeds: number, total: number) => ({ r: 1 - seeds / total, gain: total / seeds })

/**
 * Users after some cycles in each of which every new one brings K (Skok): users (K^(cycles + 1) - 1) / (K - 1). A cycle is the
 * time from somebody's coming to that of those they bring.
 */
export const usersAfter = ({ users, K, cycles }: { users: number; K: number; cycles: number }): number =>
  K === 1 ? users * (cycles + 1) : (users * (K ** (cycles + 1) - 1)) / (K - 1)
