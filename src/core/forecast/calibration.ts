import { quantile } from '../cascade/quantile.ts'
import { shares } from './count-quantile.ts'
import { predicted, quantileRegression, type Rows } from './quantile-regression.ts'
import type { TreeSums } from './tree-sums.ts'

/** Trees of fewer nodes are the branching law's: their numbers are too small for a line through logarithms. */
export const leastNodes = 10
/** Fewer finished trees than this calibrate nothing. */
export const leastTrees = 40
const folds = 5

/** Quantiles (at `shares`) of what a tree will have, over what it has. */
export type Calibrated = (sums: TreeSums, tree: number) => number[]

/** What the finished trees looked like at that age, and what became of them. */
export type Lesson = { sums: TreeSums; final: Float64Array; hashes: Uint32Array }

/** How growth is put on a scale: as ln (final / now), or as the logarithm of what came on top. */
type Scale = { to(growth: number, nodes: number): number; from(value: number, nodes: number): number }

const scales: readonly Scale[] = [
  { to: (growth) => Math.log(growth), from: (value) => Math.exp(Math.max(0, value)) },
  {
    to: (growth, nodes) => Math.log(growth - 1 + 0.5 / nodes),
    from: (value, nodes) => Math.max(1, 1 + Math.exp(value) - 0.5 / nodes),
  },
]

/**
 * Learns from finished trees what becomes of one that looks like this: quantile regression on its size, on how much of it
 * came lately and on what the branching law expects. Growth on either scale is learnt, and the one kept that was nearer on
 * trees it had not seen; then the bands are moved until they hold as many of those as they say (Romano, Patterson &
 * Candès 2019).
 *
 * @returns null where there are too few trees to learn from
 */
export function calibrate({ sums, final, hashes }: Lesson): Calibrated | null {
  const trees = [...sums.nodes.keys()].filter((tree) => sums.nodes[tree]! >= leastNodes)
  if (trees.length < leastTrees) return null
  const rows = rowsOf(trees.map((tree) => featuresOf(sums, tree)))
  const folded = trees.map((tree) => hashes[tree]! % folds)
  const now = trees.map((tree) => sums.nodes[tree]!)
  const growth = trees.map((tree) => final[tree]! / sums.nodes[tree]!)
  const fits = scales.map((scale) => {
    const outcomes = Float64Array.from(growth, (one, at) => scale.to(one, now[at]!))
    const unseen = outOfFold(rows, outcomes, folded)
    const error = growth.reduce(
      (sum, one, at) => sum + Math.abs(Math.log(scale.from(unseen[at]![2]!, now[at]!) / one)),
      0,
    )
    return { scale, outcomes, unseen, error }
  })
  const { scale, outcomes, unseen } = fits.reduce((best, one) => (one.error < best.error ? one : best))
  const lines = linesOf(rows, outcomes)
  const shifts = shiftsOf(unseen, outcomes)
  const over = (values: readonly number[], nodes: number) =>
    shifted(values, shifts).map((value) => scale.from(value, nodes))
  const widths = widthsOf(
    unseen.map((values, at) => over(values, now[at]!)),
    growth,
    now,
  )
  return (of, tree) =>
    widened(over(ordered(lines, Float64Array.from(featuresOf(of, tree))), of.nodes[tree]!), widths)
}

function featuresOf(sums: TreeSums, tree: number): number[] {
  const nodes = sums.nodes[tree]!
  const part = (count: number) => count / nodes
  const lately = part(nodes - sums.half[tree]!)
  const expected = Math.log1p(sums.mean[tree]! / nodes)
  return [
    1,
    Math.log(nodes) / 2 - 2,
    part(nodes - sums.threeQuarters[tree]!),
    lately,
    part(sums.half[tree]! - sums.quarter[tree]!),
    Math.log(lately + 0.5 / nodes) / 2,
    Math.log(part(nodes - sums.threeQuarters[tree]!) + 0.5 / nodes) / 2,
    part(sums.deep[tree]!),
    expected,
    Math.log(Math.expm1(expected) + 0.1 / nodes) / 2,
  ]
}

function rowsOf(features: readonly number[][]): Rows {
  return {
    count: features.length,
    width: features[0]?.length ?? 0,
    values: Float64Array.from(features.flat()),
  }
}

const linesOf = (rows: Rows, outcomes: Float64Array) =>
  shares.map((share) => quantileRegression(rows, outcomes, share))

/** Lines of single quantiles may cross far from the middle; in order they say the same (Chernozhukov and others 2010). */
const ordered = (lines: readonly Float64Array[], features: Float64Array, from = 0) =>
  lines.map((line) => predicted(line, features, from)).sort((a, b) => a - b)

/** Every tree by lines that were learnt from the others. */
function outOfFold(rows: Rows, outcomes: Float64Array, folded: readonly number[]): number[][] {
  const { width, values } = rows
  const answers: number[][] = []
  for (let fold = 0; fold < folds; fold++) {
    const others = [...outcomes.keys()].filter((at) => folded[at] !== fold)
    const learnt = { count: others.length, width, values: new Float64Array(others.length * width) }
    others.forEach((at, row) => {
      learnt.values.set(values.subarray(at * width, (at + 1) * width), row * width)
    })
    const lines = linesOf(
      learnt,
      Float64Array.from(others, (at) => outcomes[at]!),
    )
    for (let at = 0; at < outcomes.length; at++)
      if (folded[at] === fold) answers[at] = ordered(lines, values, at * width)
  }
  return answers
}

/** How far each line has to move, in widths of the band, to have its share of unseen trees below it. */
function shiftsOf(unseen: readonly number[][], outcomes: Float64Array): number[] {
  return shares.map((share, line) => {
    const misses = unseen
      .map((values, at) => (outcomes[at]! - values[line]!) / widthOf(values))
      .sort((a, b) => a - b)
    return quantile(misses, share) ?? 0
  })
}

const widthOf = (values: readonly number[]) => values.at(-1)! - values[0]! + 1e-6

const shifted = (values: readonly number[], shifts: readonly number[]) =>
  values.map((value, line) => value + shifts[line]! * widthOf(values)).sort((a, b) => a - b)

/** How wide the bands of 80 and of 50 of a hundred are drawn, over what the lines say. */
type Widths = readonly [number, number]
const widest = 4

/**
 * Nodes are whole, and ends belong to a band: on trees that hardly grow any more a band holds more than it says. Drawn
 * together until the whole numbers of unseen trees lie in it as often as they should.
 */
function widthsOf(unseen: readonly number[][], growth: readonly number[], now: readonly number[]): Widths {
  const width = (share: number, line: 0 | 1) => {
    const holds = (factor: number) =>
      growth.filter((one, at) => {
        const band = widened(unseen[at]!, [factor, factor])
        const [low, high] = [band[line]!, band[4 - line]!].map((end) => Math.round(end * now[at]!))
        const nodes = Math.round(one * now[at]!)
        return low! <= nodes && nodes <= high!
      }).length
    let [narrow, wide] = [0, widest]
    for (let step = 0; step < 20; step++) {
      const middle = (narrow + wide) / 2
      if (holds(middle) < share * growth.length) narrow = middle
      else wide = middle
    }
    return wide
  }
  return [width(0.8, 0), width(0.5, 1)]
}

function widened(over: readonly number[], [by80, by50]: Widths): number[] {
  const middle = over[2]!
  const at = (line: number, by: number) => Math.max(1, middle + by * (over[line]! - middle))
  const [low80, high80] = [at(0, by80), at(4, by80)]
  return [low80, Math.max(low80, at(1, by50)), middle, Math.min(high80, at(3, by50)), high80]
}
