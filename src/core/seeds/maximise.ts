import { logGamma } from '../cascade/log-gamma.ts'
import { seeded } from '../chance.ts'
import type { Graph } from './edges.ts'
import { cover, reverseSets } from './reverse-sets.ts'

export type Maximised = {
  nodes: number
  edges: number
  /** By what each adds, the first most; `reached` = nodes reached on average with those before it and itself. */
  seeds: { node: string; reached: number }[]
  /** Nodes reached on average by all of them, in sets drawn anew: those they were chosen by flatter them. */
  spread: number
  sets: number
  /** Whether so many sets were drawn as the guarantee asks. */
  guaranteed: boolean
}

/** Members of all sets together: more would take more than about half a gigabyte. */
const usualMost = 60_000_000

/**
 * The k nodes that reach most others under the independent cascade model, each edge passing on once with its chance:
 * IMM (Tang, Shi & Xiao, SIGMOD 2015; with the fresh sets of Chen 2018, so that the proof holds). With a chance of at least
 * 1 - 1 / n they reach (1 - 1/e - epsilon) of what the best k would.
 *
 * @param it.epsilon  0.1 to 0.5 is usual; sets grow with 1 / epsilon²
 */
export function maximise(
  graph: Graph,
  it: { k: number; epsilon?: number; seed?: number; mostMembers?: number },
): Maximised {
  const { epsilon = 0.2, seed = 1, mostMembers = usualMost } = it
  const n = graph.nodes
  const k = Math.min(it.k, n)
  if (n === 0 || k < 1)
    return { nodes: n, edges: graph.edges, seeds: [], spread: 0, sets: 0, guaranteed: true }
  const wanted = setsWanted(graph, { k, epsilon, seed, mostMembers })
  const drawn = reverseSets(graph, seeded(seed + 1))
  drawn.grow(wanted, mostMembers)
  const { chosen } = cover(graph, drawn.sets, k)
  const reached = reachedInNew(graph, chosen, { count: Math.min(drawn.sets.count, 200_000), seed: seed + 2 })
  return {
    nodes: n,
    edges: graph.edges,
    seeds: chosen.map((node, at) => ({ node: graph.names[node]!, reached: reached[at]! })),
    spread: reached.at(-1)!,
    sets: drawn.sets.count,
    guaranteed: drawn.sets.count >= wanted,
  }
}

type Asked = { k: number; epsilon: number; seed: number; mostMembers: number }

/** How many sets it takes: a lower bound of the best spread is found by halving, theirs is Algorithm 2. */
function setsWanted(graph: Graph, { k, epsilon, seed, mostMembers }: Asked): number {
  const n = Math.max(2, graph.nodes)
  // Fails with a chance of 1 / n in either phase together: l is raised by ln 2 / ln n.
  const l = 1 + Math.log(2) / Math.log(n)
  const choices = logGamma(graph.nodes + 1) - logGamma(k + 1) - logGamma(graph.nodes - k + 1)
  const wide = Math.SQRT2 * epsilon
  const log2 = Math.max(1, Math.log2(n))
  const lambda = ((2 + (2 / 3) * wide) * (choices + l * Math.log(n) + Math.log(log2)) * n) / (wide * wide)
  const drawn = reverseSets(graph, seeded(seed))
  let least = k
  for (let turn = 1; turn < log2; turn++) {
    const guess = n / 2 ** turn
    drawn.grow(Math.ceil(lambda / guess), mostMembers)
    const { covered } = cover(graph, drawn.sets, k)
    const spread = (graph.nodes * covered.at(-1)!) / drawn.sets.count
    if (spread >= (1 + wide) * guess) {
      least = Math.max(least, spread / (1 + wide))
      break
    }
    if (drawn.sets.count < lambda / guess) break
  }
  const share = 1 - 1 / Math.E
  const alpha = Math.sqrt(l * Math.log(n) + Math.LN2)
  const beta = Math.sqrt(share * (choices + l * Math.log(n) + Math.LN2))
  return Math.ceil((2 * n * (share * alpha + beta) ** 2) / (epsilon * epsilon * least))
}

function reachedInNew(
  graph: Graph,
  chosen: readonly number[],
  it: { count: number; seed: number },
): number[] {
  const rank = new Int32Array(graph.nodes).fill(-1)
  chosen.forEach((node, at) => {
    rank[node] = at
  })
  const { sets, grow } = reverseSets(graph, seeded(it.seed))
  grow(it.count, usualMost)
  const first = new Int32Array(chosen.length)
  for (let set = 0; set < sets.count; set++) {
    let least = chosen.length
    for (let at = sets.starts[set]!; at < sets.starts[set + 1]!; at++) {
      const own = rank[sets.members[at]!]!
      if (own >= 0 && own < least) least = own
    }
    if (least < chosen.length) first[least]!++
  }
  let total = 0
  return Array.from(first, (count) => {
    total += count
    return (graph.nodes * total) / sets.count
  })
}
