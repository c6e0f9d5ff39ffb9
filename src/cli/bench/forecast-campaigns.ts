import { emailDelays } from '../../core/cascade/delay-law.ts'
import { type Forest, orderOf } from '../../core/cascade/forest.ts'
import { seeded } from '../../core/chance.ts'

/** How a simulated campaign passes on. */
export type Passing = { seeds: number; until: number } & ({ law: 'email' } | { law: 'heavy'; k: number })

/**
 * A campaign as a branching process with lognormal delays, cut off at minute `until`: e-mails of Iribarren & Moro 2009 (seeds
 * pass on to 2.51, 8.79 % of those reached to 2.96), or the same means with few who bring nearly all (dispersion k).
 */
export function simulatedCampaign(seed: number, it: Passing): Forest {
  const draws = drawsOf(seed)
  const [parents, minutes] = [Array<number>(it.seeds).fill(-1), Array<number>(it.seeds).fill(0)]
  for (let node = 0; node < parents.length; node++) {
    const isSeed = node < it.seeds
    const count = it.law === 'email' ? email(draws, isSeed) : draws.uneven(isSeed ? 2.51 : 0.26, it.k)
    for (let child = 0; child < count; child++) {
      const at = minutes[node]! + Math.exp(emailDelays.mu + emailDelays.sigma * draws.normal())
      if (at > it.until) continue
      parents.push(node)
      minutes.push(at)
    }
  }
  const parent = Int32Array.from(parents)
  const { reached: _, ...placed } = orderOf(parent)
  return {
    ...placed,
    nodes: parent.length,
    trees: placed.roots.length,
    parent,
    minutes: Float64Array.from(minutes),
    treeHash: Uint32Array.from(placed.roots, (root) => Math.imul(root + 1, 0x9e3779b1) >>> 0),
    treeName: (tree) => String(tree),
    backwards: { count: 0, firstRow: 0 },
  }
}

type Numbers = ReturnType<typeof drawsOf>

const email = (draws: Numbers, isSeed: boolean) =>
  isSeed ? draws.uneven(2.51, 0.8) : draws.uniform() < 0.0879 ? 1 + draws.poisson(1.96) : 0

function drawsOf(seed: number) {
  const uniform = seeded(seed)
  const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform())
  const poisson = (mean: number) => {
    let count = 0
    for (let left = mean; left > 0; left -= 50) {
      const limit = Math.exp(-Math.min(50, left))
      for (let product = uniform(); product > limit; product *= uniform()) count++
    }
    return count
  }
  /** Mean 1 (Marsaglia & Tsang 2000; shapes below 1 by their boost). */
  const gamma = (shape: number): number => {
    if (shape < 1) return ((gamma(shape + 1) * (shape + 1)) / shape) * uniform() ** (1 / shape)
    const d = shape - 1 / 3
    for (;;) {
      const x = normal()
      const v = (1 + x / Math.sqrt(9 * d)) ** 3
      if (v > 0 && Math.log(1 - uniform()) < (x * x) / 2 + d - d * v + d * Math.log(v)) return (d * v) / shape
    }
  }
  return { uniform, normal, poisson, uneven: (mean: number, k: number) => poisson(mean * gamma(k)) }
}
