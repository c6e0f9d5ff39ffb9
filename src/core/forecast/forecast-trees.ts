import { type Forest, seenAt } from '../cascade/forest.ts'
import { AppError } from '../error.ts'
import { type Bands, bandsOf, type Moments, simulate } from './branch.ts'
import { countQuantiles } from './count-quantile.ts'
import { drawsOf } from './draws.ts'
import { cohortsOf, type Fit, fitForest, priorOf, published } from './evidence.ts'
import { gridOf } from './growth.ts'
import { type Lessons, learnFrom } from './lessons.ts'
import { momentsOfQuantiles } from './quantile-moments.ts'
import { type Rehearsal, rehearse } from './rehearsal.ts'
import { sumTrees } from './tree-sums.ts'

/** Nodes, roots included. `benchmark` is what somebody would say who only knows how past trees grew. */
export type Forecasted = { observed: number } & Bands & { benchmark: number }
export type ForecastOfTrees = Forecasted & { perTree?: ({ tree: string } & Forecasted)[] }

type Asked = { at: number; horizon: number; history: Forest | null; perTree: boolean }

/**
 * How many nodes the trees that are there at minute `at` will have at minute `horizon`; nothing after `at` is looked at.
 * docs/spread.md says how.
 *
 * @param history  finished trees to learn from, each as it stood at the same age
 * @throws AppError `tree-at` when nothing is there yet, `tree-horizon` when the horizon comes before `at`
 */
export function forecastTrees(whole: Forest, it: Asked): ForecastOfTrees {
  const { at, horizon, history } = it
  if (horizon < at)
    throw new AppError('invalid', 'tree-horizon', `the horizon, minute ${horizon}, comes before minute ${at}`)
  const seen = seenAt(whole, at)
  if (seen.nodes === 0)
    throw new AppError(
      'invalid',
      'tree-at',
      `nothing has happened by minute ${at}: there is nothing to forecast from`,
    )
  if (horizon === at) return standing(seen, it)
  const span = horizon - at
  const prior = history ? priorOf(history) : published
  const fit = fitForest(seen, at, prior)
  const rehearsal = rehearse({ seen, at, prior, history })
  const lessons = history ? learnFrom(history, { seen, at, span }) : untaught(seen)
  if (!rehearsal.historyHolds) lessons.quantiles.fill(null)
  return forecastWith(seen, { ...it, span, fit, lessons, rehearsal })
}

const untaught = ({ trees }: Forest): Lessons => ({
  quantiles: Array<null>(trees).fill(null),
  growth: new Float64Array(trees).fill(1),
})

type Means = Asked & { span: number; fit: Fit; lessons: Lessons; rehearsal: Rehearsal }

function forecastWith(seen: Forest, { at, span, fit, lessons, rehearsal, perTree }: Means): ForecastOfTrees {
  const { quantiles, growth } = lessons
  const nodes = nodesOf(seen)
  const learnt = nodes.reduce((sum, count, tree) => sum + (quantiles[tree] ? count : 0), 0)
  // One law for the whole is surer than many for its parts, unless the parts are most of it.
  const apart = learnt > seen.nodes / 2
  const cohorts = cohortsOf(seen, at, apart ? (tree) => quantiles[tree] === null : null)
  const { coming, spread } = simulate({ fit, cohorts, span, excess: rehearsal.sharedExcess })
  if (apart) addLearnt(coming, nodes, quantiles)
  const benchmark = Math.round(growth.reduce((sum, one, tree) => sum + one * nodes[tree]!, 0))
  const total = { observed: seen.nodes, ...bandsOf(seen.nodes, coming), benchmark }
  if (!perTree) return total
  const ages = Float64Array.from(seen.roots, (root) => at - seen.minutes[root]!)
  const sums = sumTrees(seen, ages, { grid: gridOf(span), laws: fit.laws })
  const endOf = (tree: number): number[] => {
    const now = nodes[tree]!
    const learnt = quantiles[tree]
    if (learnt) return learnt.map((over) => Math.max(now, Math.round(now * over)))
    const mean = sums.mean[tree]!
    return countQuantiles(mean, sums.variance[tree]! + (spread ** 2 + rehearsal.treeExcess) * mean ** 2).map(
      (more) => now + more,
    )
  }
  return {
    ...total,
    perTree: Array.from({ length: seen.trees }, (_, tree) => {
      const observed = nodes[tree]!
      const [low80, low50, forecast, high50, high80] = endOf(tree) as [number, number, number, number, number]
      const naive = Math.round(growth[tree]! * observed)
      return { tree: seen.treeName(tree), observed, forecast, low50, high50, low80, high80, benchmark: naive }
    }),
  }
}

/** What trees that were learnt about will bring, added to each draw. */
function addLearnt(coming: Float64Array, nodes: Int32Array, quantiles: Lessons['quantiles']): void {
  const total: Moments = { mean: 0, variance: 0 }
  quantiles.forEach((learnt, tree) => {
    if (!learnt) return
    const { mean, variance } = momentsOfQuantiles(learnt)
    total.mean += nodes[tree]! * (mean - 1)
    total.variance += nodes[tree]! ** 2 * variance
  })
  if (total.mean <= 0) return
  const draws = drawsOf(2)
  for (let draw = 0; draw < coming.length; draw++) coming[draw]! += draws.gamma(total.mean, total.variance)
}

function nodesOf({ trees, tree }: Forest): Int32Array {
  const nodes = new Int32Array(trees)
  for (const own of tree) nodes[own]!++
  return nodes
}

/** No time in which anything could come. */
function standing(seen: Forest, { perTree }: Asked): ForecastOfTrees {
  const of = (observed: number): Forecasted => ({
    observed,
    forecast: observed,
    low50: observed,
    high50: observed,
    low80: observed,
    high80: observed,
    benchmark: observed,
  })
  const nodes = nodesOf(seen)
  if (!perTree) return of(seen.nodes)
  return {
    ...of(seen.nodes),
    perTree: Array.from(nodes, (count, tree) => ({ tree: seen.treeName(tree), ...of(count) })),
  }
}
