import { type Forest, orderOf } from '../../../src/core/cascade/forest.ts'
import { seeded } from '../../../src/core/chance.ts'

/** A forest from its edges; nodes of one tree need not stand together. */
export function forestOf(parents: ArrayLike<number>, minutes: ArrayLike<number> = parents): Forest {
  const parent = Int32Array.from(parents)
  const { reached, ...placed } = orderOf(parent)
  if (reached < parent.length) throw new Error('nodes in a circle')
  return {
    ...placed,
    nodes: parent.length,
    trees: placed.roots.length,
    parent,
    minutes: minutes === parents ? new Float64Array(parent.length) : Float64Array.from(minutes),
    treeHash: Uint32Array.from(placed.roots, (root) => Math.imul(root + 1, 0x9e3779b1) >>> 0),
    treeName: (tree) => `t${tree}`,
    backwards: { count: 0, firstRow: 0 },
  }
}

export type Draws = {
  uniform(): number
  normal(): number
  poisson(mean: number): number
  /** Mean 1. */
  gamma(shape: number): number
  negativeBinomial(mean: number, k: number): number
}

export function drawsOf(seed: number): Draws {
  const uniform = seeded(seed)
  const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform())
  const poisson = (mean: number) => {
    const limit = Math.exp(-mean)
    let count = 0
    for (let product = uniform(); product > limit; product *= uniform()) count++
    return count
  }
  /** Marsaglia & Tsang 2000; shapes below 1 by their boost. */
  const gamma = (shape: number): number => {
    if (shape < 1) return ((gamma(shape + 1) * (shape + 1)) / shape) * uniform() ** (1 / shape)
    const d = shape - 1 / 3
    for (;;) {
      const x = normal()
      const v = (1 + x / Math.sqrt(9 * d)) ** 3
      if (v > 0 && Math.log(uniform()) < (x * x) / 2 + d - d * v + d * Math.log(v)) return (d * v) / shape
    }
  }
  const negativeBinomial = (mean: number, k: number) => {
    const rate = mean * gamma(k)
    // Large rates in parts: e to the minus rate must not vanish.
    let count = 0
    for (let left = rate; left > 0; left -= 50) count += poisson(Math.min(50, left))
    return count
  }
  return { uniform, normal, poisson, gamma, negativeBinomial }
}

/** A branching process: seeds at minute 0, each participant's children after lognormal delays. */
export function branching(it: {
  draws: Draws
  seeds: number
  seedOffspring: () => number
  offspring: () => number
  /** ln minutes; 0 minutes for all where it is left out. */
  delays?: { mu: number; sigma: number }
  until?: number
}): Forest {
  const { draws, delays, until = Infinity } = it
  const parents: number[] = Array(it.seeds).fill(-1)
  const minutes: number[] = Array(it.seeds).fill(0)
  for (let node = 0; node < parents.length; node++) {
    const count = node < it.seeds ? it.seedOffspring() : it.offspring()
    for (let child = 0; child < count; child++) {
      const delay = delays ? Math.exp(delays.mu + delays.sigma * draws.normal()) : 0
      if (minutes[node]! + delay > until) continue
      parents.push(node)
      minutes.push(minutes[node]! + delay)
    }
  }
  return forestOf(parents, minutes)
}

/** Campaigns like those of Iribarren & Moro (PRL 103, 038702, 2009): seeds pass on to 2.51 on average; of those reached, 8.79 % pass on, to 2.96. */
export function emailCampaign(seed: number, seeds: number, until?: number): Forest {
  const draws = drawsOf(seed)
  return branching({
    draws,
    seeds,
    seedOffspring: () => draws.negativeBinomial(2.51, 0.8),
    offspring: () => (draws.uniform() < 0.0879 ? 1 + draws.poisson(1.96) : 0),
    delays: { mu: 5.547, sigma: Math.sqrt(4.519) },
    ...(until === undefined ? {} : { until }),
  })
}
