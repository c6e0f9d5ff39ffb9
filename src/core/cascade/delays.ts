import { type FittedDelays, fitDelays, horizonOf, type SeenDelays } from './delay-law.ts'
import type { Forest } from './forest.ts'

/** Below this many delays no law is fitted. */
export const fewestDelays = 20
/** Below this many on either side, seeds and passed-on share one law. */
const fewestApart = 100
const binCount = 512

/** Delay laws of the two kinds of parents: those we reached, and those reached by somebody. Often one and the same. */
export type Delays = {
  seed: FittedDelays
  viral: FittedDelays
  apart: boolean
  /** Minutes that the estimates speak of; less than Infinity makes them lower bounds. */
  horizon: number
}

/**
 * ln delay of every child, the root's place left at NaN. A delay of zero, from times that are rounded, counts as half of
 * the shortest other one.
 */
export function logDelays({ nodes, parent, minutes }: Forest): Float64Array {
  const delays = new Float64Array(nodes)
  let shortest = Infinity
  for (let node = 0; node < nodes; node++) {
    const above = parent[node]!
    const delay = above < 0 ? Number.NaN : minutes[node]! - minutes[above]!
    delays[node] = delay
    if (delay > 0 && delay < shortest) shortest = delay
  }
  const zero = Math.log(shortest === Infinity ? 0.5 : shortest / 2)
  for (let node = 0; node < nodes; node++) delays[node] = delays[node] === 0 ? zero : Math.log(delays[node]!)
  return delays
}

/**
 * The delay laws of a forest seen at a moment. Seeds and passed-on have each their own only where that explains the delays
 * better than chance would (Bayesian information criterion: two more parameters).
 *
 * @param at  minutes
 * @returns null where too few delays have been seen to say anything
 */
export function delaysOf(forest: Forest, logs: Float64Array, at: number): Delays | null {
  const { seed, viral } = seenDelays(forest, logs, at)
  if (seed.count + viral.count < fewestDelays) return null
  const oldest = at - forest.minutes.reduce((first, minutes) => Math.min(first, minutes), at)
  const laws = lawsOf(seed, viral)
  const horizons = [laws.seed, laws.viral].map(({ law }) => horizonOf(law, oldest))
  return { ...laws, horizon: Math.min(...horizons) }
}

/** The laws of what was seen of either kind, whoever counted it. */
export function lawsOf(seed: SeenDelays, viral: SeenDelays): Omit<Delays, 'horizon'> {
  const both = fitDelays(together(seed, viral))
  if (Math.min(seed.count, viral.count) < fewestApart) return { seed: both, viral: both, apart: false }
  const [ownSeed, ownViral] = [fitDelays(seed), fitDelays(viral)]
  const gain = 2 * (ownSeed.logLikelihood + ownViral.logLikelihood - both.logLikelihood)
  return gain > 2 * Math.log(seed.count + viral.count)
    ? { seed: ownSeed, viral: ownViral, apart: true }
    : { seed: both, viral: both, apart: false }
}

/** Delays of seeds and of passed-on, summed up. */
export function seenDelays(
  forest: Forest,
  logs: Float64Array,
  at: number,
): Record<'seed' | 'viral', SeenDelays> {
  const { nodes, parent, minutes, depth } = forest
  let [lowest, highest] = [Infinity, -Infinity]
  const limits = new Float64Array(nodes)
  for (let node = 0; node < nodes; node++) {
    const above = parent[node]!
    if (above < 0) continue
    // A child in its parent's last minute: the limit is never below the delay.
    const limit = Math.max(Math.log(at - minutes[above]!), logs[node]!)
    limits[node] = limit
    if (limit < lowest) lowest = limit
    if (limit > highest) highest = limit
  }
  const scale = highest > lowest ? (binCount - 1) / (highest - lowest) : 0
  const sums = [new Float64Array(binCount * 2 + 3), new Float64Array(binCount * 2 + 3)] as const
  for (let node = 0; node < nodes; node++) {
    const above = parent[node]!
    if (above < 0) continue
    const own = sums[depth[above]! === 0 ? 0 : 1]
    const bin = 3 + 2 * Math.floor((limits[node]! - lowest) * scale)
    const log = logs[node]!
    own[0]!++
    own[1]! += log
    own[2]! += log * log
    own[bin]!++
    own[bin + 1]! += limits[node]!
  }
  return { seed: summed(sums[0]), viral: summed(sums[1]) }
}

function summed(sums: Float64Array): SeenDelays {
  const bins = Array.from({ length: binCount }, (_, bin) => {
    const count = sums[3 + 2 * bin]!
    return { count, limit: sums[4 + 2 * bin]! / count }
  }).filter((bin) => bin.count > 0)
  return { count: sums[0]!, sum: sums[1]!, squares: sums[2]!, bins }
}

export const together = (one: SeenDelays, other: SeenDelays): SeenDelays => ({
  count: one.count + other.count,
  sum: one.sum + other.sum,
  squares: one.squares + other.squares,
  bins: [...one.bins, ...other.bins],
})
