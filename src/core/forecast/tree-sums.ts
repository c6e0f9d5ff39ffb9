import type { Forest } from '../cascade/forest.ts'
import type { Kind } from '../cascade/reproduction.ts'
import { unitsOf } from './branch.ts'
import type { Grid, Laws } from './growth.ts'

/** What a forecast looks at in each tree, as it stood when it was of an age of its own. */
export type TreeSums = {
  nodes: Float64Array
  /** Nodes at three quarters, a half and a quarter of that age. */
  threeQuarters: Float64Array
  half: Float64Array
  quarter: Float64Array
  /** Nodes two steps from the root and further. */
  deep: Float64Array
  /** What is yet to come within the grid's span, by the laws. */
  mean: Float64Array
  variance: Float64Array
}

const perFold = 16

/**
 * Sums each tree up in one walk, each up to its own age.
 *
 * @param ages  minutes since the tree's root, by tree
 */
export function sumTrees(forest: Forest, ages: Float64Array, it: { grid: Grid; laws: Laws }): TreeSums {
  const { trees, nodes, tree, roots, minutes, parent, depth } = forest
  const array = () => new Float64Array(trees)
  const sums = {
    nodes: array(),
    threeQuarters: array(),
    half: array(),
    quarter: array(),
    deep: array(),
    mean: array(),
    variance: array(),
  }
  const since = minutes.map((at, node) => at - minutes[roots[tree[node]!]!]!)
  const children = new Int32Array(nodes)
  for (let node = 0; node < nodes; node++)
    if (parent[node]! >= 0 && since[node]! <= ages[tree[node]!]!) children[parent[node]!]!++
  const unit = unitByAge(it, ages)
  for (let node = 0; node < nodes; node++) {
    const own = tree[node]!
    const [time, age] = [since[node]!, ages[own]!]
    if (time > age) continue
    sums.nodes[own]!++
    if (time <= age * 0.75) sums.threeQuarters[own]!++
    if (time <= age * 0.5) sums.half[own]!++
    if (time <= age * 0.25) sums.quarter[own]!++
    if (depth[node]! > 1) sums.deep[own]!++
    const { k, mean, variance } = unit(depth[node] === 0 ? 'seed' : 'viral', age - time)
    sums.mean[own]! += (k + children[node]!) * mean
    sums.variance[own]! += (k + children[node]!) * variance
  }
  return sums
}

/** Ages within a sixteenth of an e-fold share what they still bring. */
function unitByAge({ grid, laws }: { grid: Grid; laws: Laws }, ages: Float64Array) {
  const floor = Math.max(ages.reduce((most, age) => Math.max(most, age), 0) / 4096, Number.MIN_VALUE)
  const units = unitsOf(grid, laws)
  const kept = {
    seed: new Map<number, ReturnType<typeof units.seed>>(),
    viral: new Map<number, ReturnType<typeof units.seed>>(),
  }
  return (kind: Kind, age: number) => {
    const bin = Math.round(perFold * Math.log(Math.max(age, floor) / floor))
    let unit = kept[kind].get(bin)
    if (!unit) {
      unit = units[kind](floor * Math.exp(bin / perFold))
      kept[kind].set(bin, unit)
    }
    return unit
  }
}

/** Nodes of each tree by an age of its own. */
export function nodesBy({ trees, nodes, tree, roots, minutes }: Forest, ages: Float64Array): Float64Array {
  const count = new Float64Array(trees)
  for (let node = 0; node < nodes; node++) {
    const own = tree[node]!
    if (minutes[node]! - minutes[roots[own]!]! <= ages[own]!) count[own]!++
  }
  return count
}
