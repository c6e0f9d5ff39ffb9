import type { Graph } from './edges.ts'

/** Sets laid end to end: set i stands at `starts[i]` to `starts[i + 1]` of `members`. */
export type ReverseSets = { count: number; starts: number[]; members: Int32Array }

/**
 * Random reverse-reachable sets (Borgs and others 2014): who would have reached a node drawn at random, each edge having
 * held with its chance. The share of sets that somebody is in is the share of the graph they reach on average.
 */
export function reverseSets(graph: Graph, uniform: () => number) {
  const sets: ReverseSets = { count: 0, starts: [0], members: new Int32Array(1024) }
  const seen = new Int32Array(graph.nodes).fill(-1)
  let used = 0
  const add = (node: number) => {
    if (used === sets.members.length) {
      const wider = new Int32Array(used * 2)
      wider.set(sets.members)
      sets.members = wider
    }
    sets.members[used++] = node
    seen[node] = sets.count
  }
  const drawOne = () => {
    let place = used
    add(Math.min(graph.nodes - 1, Math.floor(uniform() * graph.nodes)))
    for (; place < used; place++) {
      const node = sets.members[place]!
      for (let edge = graph.starts[node]!; edge < graph.starts[node + 1]!; edge++) {
        const before = graph.from[edge]!
        if (seen[before] !== sets.count && uniform() < graph.chance[edge]!) add(before)
      }
    }
    sets.starts.push(used)
    sets.count++
  }
  return {
    sets,
    /** Draws until there are so many, or so many members are kept in all. */
    grow(count: number, mostMembers: number): void {
      while (sets.count < count && used < mostMembers) drawOne()
    },
  }
}

/**
 * Greedy maximum coverage: each time the node that is in most sets not yet covered. Ties go to the lower number.
 *
 * @returns chosen nodes in order, and how many sets they cover after each
 */
export function cover(graph: Graph, sets: ReverseSets, k: number): { chosen: number[]; covered: number[] } {
  const { holders, places } = holdersOf(graph, sets)
  const gain = new Int32Array(graph.nodes)
  for (let node = 0; node < graph.nodes; node++) gain[node] = places[node + 1]! - places[node]!
  const isCovered = new Uint8Array(sets.count)
  const [chosen, covered]: [number[], number[]] = [[], []]
  let total = 0
  const isChosen = new Uint8Array(graph.nodes)
  while (chosen.length < Math.min(k, graph.nodes)) {
    let best = -1
    for (let node = 0; node < graph.nodes; node++)
      if (!isChosen[node] && (best < 0 || gain[node]! > gain[best]!)) best = node
    isChosen[best] = 1
    total += gain[best]!
    for (let place = places[best]!; place < places[best + 1]!; place++) {
      const set = holders[place]!
      if (isCovered[set]) continue
      isCovered[set] = 1
      for (let at = sets.starts[set]!; at < sets.starts[set + 1]!; at++) gain[sets.members[at]!]!--
    }
    chosen.push(best)
    covered.push(total)
  }
  return { chosen, covered }
}

/** The sets that each node is in. */
function holdersOf(graph: Graph, sets: ReverseSets) {
  const used = sets.starts[sets.count]!
  const places = new Int32Array(graph.nodes + 1)
  for (let at = 0; at < used; at++) places[sets.members[at]! + 1]!++
  for (let node = 0; node < graph.nodes; node++) places[node + 1]! += places[node]!
  const next = places.slice()
  const holders = new Int32Array(used)
  for (let set = 0; set < sets.count; set++)
    for (let at = sets.starts[set]!; at < sets.starts[set + 1]!; at++)
      holders[next[sets.members[at]!]!++] = set
  return { holders, places }
}
