/**
 * Trees of participants, flat: node i came by node parent[i]. One line of a tree file is one node; a node is reached
 * once, so it has one parent.
 */
export type Forest = {
  /** Nodes of all trees. */
  nodes: number
  trees: number
  /** -1 for a root. */
  parent: Int32Array
  /** Minutes on the file's own clock; never before the parent's. */
  minutes: Float64Array
  /** Every node once, each after its parent. */
  order: Int32Array
  /** Tree of the node, 0 … trees - 1. */
  tree: Int32Array
  /** Steps from the root. */
  depth: Int32Array
  /** Nodes reached directly. */
  children: Int32Array
  /** The tree's first node. */
  roots: Int32Array
  /** Differs from tree to tree and stays the same however the lines are shuffled. */
  treeHash: Uint32Array
  treeName(tree: number): string
  /** Nodes that the file puts before their parent in time. */
  backwards: { count: number; firstRow: number }
}

/** Where every node stands, found without recursion: a chain of a million nodes is a tree as well. */
export type Order = {
  order: Int32Array
  tree: Int32Array
  depth: Int32Array
  children: Int32Array
  roots: Int32Array
}

/**
 * Orders nodes by generation: first all roots, then what they reached, and so on.
 *
 * @returns `reached` < nodes when some stand in a circle
 */
export function orderOf(parent: Int32Array): Order & { reached: number } {
  const nodes = parent.length
  const children = new Int32Array(nodes)
  let trees = 0
  for (let node = 0; node < nodes; node++) {
    const above = parent[node]!
    if (above < 0) trees++
    else children[above]!++
  }
  const { first, below } = childLists(parent, children)
  const [order, tree, depth] = [new Int32Array(nodes), new Int32Array(nodes), new Int32Array(nodes)]
  const roots = new Int32Array(trees)
  let reached = 0
  for (let node = 0; node < nodes; node++) {
    if (parent[node]! >= 0) continue
    tree[node] = reached
    roots[reached] = node
    order[reached++] = node
  }
  for (let done = 0; done < reached; done++) {
    const node = order[done]!
    const to = first[node]! + children[node]!
    for (let at = first[node]!; at < to; at++) {
      const child = below[at]!
      tree[child] = tree[node]!
      depth[child] = depth[node]! + 1
      order[reached++] = child
    }
  }
  return { order, tree, depth, children, roots, reached }
}

/** The children of node i are below[first[i]] … below[first[i] + children[i] - 1]. */
function childLists(parent: Int32Array, children: Int32Array): { first: Int32Array; below: Int32Array } {
  const first = new Int32Array(parent.length)
  let sum = 0
  for (let node = 0; node < parent.length; node++) {
    first[node] = sum
    sum += children[node]!
  }
  const below = new Int32Array(sum)
  const next = first.slice()
  for (let node = 0; node < parent.length; node++) {
    const above = parent[node]!
    if (above >= 0) below[next[above]!++] = node
  }
  return { first, below }
}

/** A forest as it stood at one moment: the nodes with minutes <= `at`, and no others. */
export function seenAt(forest: Forest, at: number): Forest {
  const newIndex = new Int32Array(forest.nodes).fill(-1)
  let kept = 0
  for (let node = 0; node < forest.nodes; node++) if (forest.minutes[node]! <= at) newIndex[node] = kept++
  const parent = new Int32Array(kept)
  const minutes = new Float64Array(kept)
  for (let node = 0; node < forest.nodes; node++) {
    const index = newIndex[node]!
    if (index < 0) continue
    const above = forest.parent[node]!
    parent[index] = above < 0 ? -1 : newIndex[above]!
    minutes[index] = forest.minutes[node]!
  }
  const placed = orderOf(parent)
  // Trees keep their names: the roots stand in the same order as before.
  const trees = new Int32Array(placed.roots.length)
  let next = 0
  for (let tree = 0; tree < forest.trees; tree++)
    if (newIndex[forest.roots[tree]!]! >= 0) trees[next++] = tree
  return {
    ...placed,
    nodes: kept,
    trees: trees.length,
    parent,
    minutes,
    treeHash: new Uint32Array(trees.map((tree) => forest.treeHash[tree]!)),
    treeName: (tree) => forest.treeName(trees[tree]!),
    backwards: forest.backwards,
  }
}
