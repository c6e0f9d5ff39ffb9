import { type Forest, seenAt } from '../cascade/forest.ts'
import { simulate } from './branch.ts'
import { leastNodes } from './calibration.ts'
import { countQuantiles } from './count-quantile.ts'
import { cohortsOf, fitForest, type Prior } from './evidence.ts'
import { gridOf } from './growth.ts'
import { learnFrom } from './lessons.ts'
import { nodesBy, sumTrees } from './tree-sums.ts'

/** What a forecast of what is known already, from half the time until now, taught. */
export type Rehearsal = {
  /** Whether finished trees teach something about these. */
  historyHolds: boolean
  /** Variance, over the mean squared, by which trees differ from the branching law; and by which all of them do. */
  treeExcess: number
  sharedExcess: number
}

/** Fewer nodes than this that came since say nothing of how wrong the law was. */
const leastComing = 20

/** 95 % point of chi-square with one degree of freedom: a law that errs by less did as it said. */
const beyondChance = 3.841

const untried: Rehearsal = { historyHolds: true, treeExcess: 0, sharedExcess: 0 }

/**
 * Rehearses. Where a history of another law errs, the branching law, fitted to the trees themselves, forecasts alone; where
 * that law errs by more than it said it might, its bands become as much wider.
 */
export function rehearse(it: { seen: Forest; at: number; prior: Prior; history: Forest | null }): Rehearsal {
  const { seen, at, prior, history } = it
  const first = seen.minutes.reduce((least, minutes) => Math.min(least, minutes), at)
  const half = at - (at - first) / 2
  const span = at - half
  if (!(span > 0)) return untried
  const before = seenAt(seen, half)
  const fit = fitForest(before, half, prior)
  const ages = Float64Array.from(before.roots, (root) => half - before.minutes[root]!)
  const sums = sumTrees(before, ages, { grid: gridOf(span), laws: fit.laws })
  const sizes = sizesNow(seen, half)
  const came = sizes.map((size, tree) => size - sums.nodes[tree]!)
  const cohorts = cohortsOf(before, half)
  const { spread } = simulate({ fit, cohorts, span, drawCount: 100 })
  return {
    historyHolds: !history || holds(history, { before, half, span, sums, sizes }),
    ...excessOf(came, sums, spread),
  }
}

/** Sizes now of the trees that were there at half time: seenAt keeps them in order. */
function sizesNow(seen: Forest, half: number): number[] {
  const sizes = nodesBy(seen, new Float64Array(seen.trees).fill(Infinity))
  return [...sizes].filter((_, tree) => seen.minutes[seen.roots[tree]!]! <= half)
}

type Before = {
  before: Forest
  half: number
  span: number
  sums: ReturnType<typeof sumTrees>
  sizes: number[]
}

/** The fewer trees there are to compare by, the more what was learnt may err by without being given up. */
function holds(history: Forest, { before, half, span, sums, sizes }: Before): boolean {
  const { quantiles } = learnFrom(history, { seen: before, at: half, span })
  let [trees, learnt, branching] = [0, 0, 0]
  for (let tree = 0; tree < before.trees; tree++) {
    const now = sums.nodes[tree]!
    const own = quantiles[tree]
    if (now < leastNodes || !own) continue
    trees++
    learnt += Math.abs(Math.log((now * own[2]!) / sizes[tree]!))
    branching += Math.abs(Math.log((now + middle(sums, tree)) / sizes[tree]!))
  }
  return trees === 0 || learnt <= branching * (1 + 1 / Math.sqrt(trees))
}

const middle = ({ mean, variance }: ReturnType<typeof sumTrees>, tree: number) =>
  countQuantiles(mean[tree]!, variance[tree]!)[2]!

/** Moment estimates: what is left of the squared errors when the law's own variance is taken off. */
function excessOf(came: readonly number[], { mean, variance }: ReturnType<typeof sumTrees>, spread: number) {
  const total = came.reduce((sum, one) => sum + one, 0)
  const expected = mean.reduce((sum, one) => sum + one, 0)
  if (total < leastComing || expected <= 0) return { treeExcess: 0, sharedExcess: 0 }
  const own = variance.reduce((sum, one) => sum + one, 0)
  const allowed = spread ** 2 + own / expected ** 2
  const error = Math.log(total / expected) ** 2
  const sharedExcess = error > beyondChance * allowed ? error - allowed : 0
  const scale = total / expected
  let [squares, means] = [0, 0]
  came.forEach((one, tree) => {
    squares += (one - scale * mean[tree]!) ** 2 - scale * variance[tree]!
    means += (scale * mean[tree]!) ** 2
  })
  return { treeExcess: Math.max(0, squares / means), sharedExcess }
}
