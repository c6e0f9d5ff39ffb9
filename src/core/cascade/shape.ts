import type { Forest } from './forest.ts'
import { quantile } from './quantile.ts'

/** Where the nodes stand; when they came does not matter here. */
type Placed = Pick<Forest, 'nodes' | 'trees' | 'parent' | 'order' | 'tree' | 'depth' | 'roots'>

/** Each tree's measures, by tree. */
export type Shapes = {
  nodes: Int32Array
  depth: Int32Array
  /** Most nodes in one generation. */
  maxBreadth: Int32Array
  /** Mean distance between two nodes; NaN for a tree of one node. */
  structuralVirality: Float64Array
}

/**
 * Size, depth, breadth and structural virality of every tree, in one walk from the leaves up.
 *
 * Structural virality is the mean distance over all pairs of nodes, the Wiener index W divided by n (n - 1) / 2 (Goel,
 * Anderson, Hofman, Watts, Management Science 2016). An edge lies on the way between s (n - s) pairs, where s nodes hang
 * below it, so W is the sum of that over all edges. A star of n has 2 (n - 1) / n, a path (n + 1) / 3.
 */
export function shapesOf(forest: Placed): Shapes {
  const { trees, order, parent, tree, depth } = forest
  const below = new Int32Array(forest.nodes).fill(1)
  for (let at = order.length - 1; at >= 0; at--) {
    const node = order[at]!
    const above = parent[node]!
    if (above >= 0) below[above]! += below[node]!
  }
  const nodes = forest.roots.map((root) => below[root]!)
  const deepest = new Int32Array(trees)
  const wiener = new Float64Array(trees)
  for (let at = 0; at < order.length; at++) {
    const node = order[at]!
    const own = tree[node]!
    // Each generation stands after the one before it.
    deepest[own] = depth[node]!
    wiener[own]! += below[node]! * (nodes[own]! - below[node]!)
  }
  const structuralVirality = wiener.map((sum, own) => {
    const n = nodes[own]!
    return n < 2 ? Number.NaN : (2 * sum) / n / (n - 1)
  })
  return { nodes, depth: deepest, maxBreadth: breadths(forest), structuralVirality }
}

/** Nodes stand generation by generation, so a tree's count of the present one is enough. */
function breadths({ trees, order, tree, depth }: Placed): Int32Array {
  const most = new Int32Array(trees)
  const generation = new Int32Array(trees)
  const count = new Int32Array(trees)
  for (let at = 0; at < order.length; at++) {
    const node = order[at]!
    const own = tree[node]!
    if (depth[node] !== generation[own]) {
      generation[own] = depth[node]!
      count[own] = 0
    }
    count[own]!++
    if (count[own]! > most[own]!) most[own] = count[own]!
  }
  return most
}

/** Over the trees that have a pair of nodes; null where none has. */
export function viralityOf({ structuralVirality }: Shapes): { median: number | null; max: number | null } {
  const sorted = structuralVirality.slice().sort()
  // NaN stands last.
  const first = sorted.findIndex(Number.isNaN)
  const known = first < 0 ? sorted : sorted.subarray(0, first)
  return { median: quantile(known, 0.5), max: quantile(known, 1) }
}
