import { type Blocks, blocksOf, bootstrapInterval, type Slope } from './bootstrap.ts'
import { type DelayLaw, exposureAt, type FittedDelays, lawOf, meansBelow, naturalOf } from './delay-law.ts'
import { type Delays, delaysOf } from './delays.ts'
import type { Forest } from './forest.ts'
import {
  assumedDispersion,
  dispersionOf,
  type Interval,
  meanOf,
  profileInterval,
} from './negative-binomial.ts'
import { countOffspring, type Offspring } from './offspring.ts'

/** Whom the institution reached, and who was reached by somebody: two laws, never one (docs/spread.md). */
export type Kind = 'seed' | 'viral'

export type Reproduction = {
  offspring: Offspring
  estimate: number | null
  low: number | null
  high: number | null
  /** Null where numbers vary no more than Poisson's, or there are none. */
  dispersion: number | null
  dispersionInterval: Interval | null
  /** Share of their children that participants of this age have brought, on average; 1 at rest. */
  completeness: number | null
}

/** Below this many trees, or children, bootstrap sees too few different draws: the likelihood's profile stands in. */
const fewestTrees = 30
const fewestChildren = 10
/** Fewer participants than this do not show how unequal they are. */
const fewestParents = 5

/**
 * Reproduction numbers of seeds and of passed-on.
 *
 * At rest R = children / parents (Harris). Seen at a moment, R = sum of children / sum of F(age): participants who have
 * just come have not had their time, and the plain ratio reads 0.19 where the truth is 0.26.
 *
 * @param at    minutes; null = the trees have come to rest
 * @param logs  of core/cascade/delays, asked for only when `at` is given
 */
export function reproductionOf(forest: Forest, at: number | null, logs: () => Float64Array) {
  const delays = at === null ? null : delaysOf(forest, logs(), at)
  const blocks = blocksOf(forest.treeHash)
  const exposures = delays && at !== null ? exposuresOf(forest, delays, at) : null
  const of = (kind: Kind): Reproduction => {
    const sums = { blocks, forest, kind, exposures }
    const scored = delays && at !== null ? { ...delays, at, fitted: delays[kind], logs: logs() } : null
    return estimated(sums, scored)
  }
  return { seed: of('seed'), viral: of('viral'), delays }
}

type Summing = {
  blocks: ReturnType<typeof blocksOf>
  forest: Forest
  kind: Kind
  /** F(age) by node; null at rest. */
  exposures: Float64Array | null
}
type Scoring = { at: number; fitted: FittedDelays; apart: boolean; horizon: number; logs: Float64Array }

const isOf = (kind: Kind, depth: number) => (depth === 0) === (kind === 'seed')

function exposuresOf(forest: Forest, delays: Delays, at: number): Float64Array {
  return forest.minutes.map((minutes, node) =>
    exposureAt(
      delays[isOf('seed', forest.depth[node]!) ? 'seed' : 'viral'].law,
      at - minutes,
      delays.horizon,
    ),
  )
}

function estimated(it: Summing, scored: Scoring | null): Reproduction {
  const { offspring, blocks, trees } = summed(it)
  const estimate = meanOf(offspring)
  const { k, interval: dispersionInterval } = dispersionOf(offspring)
  const known = { offspring, estimate, dispersion: k, dispersionInterval }
  const completeness = offspring.parents ? offspring.exposure / offspring.parents : null
  const slope = scored && slopeOf(it, scored)
  const interval =
    trees >= fewestTrees && offspring.children >= fewestChildren
      ? bootstrapInterval(scored ? withScores(blocks, it, scored) : blocks, slope)
      : widened(
          profileInterval(offspring, offspring.parents < fewestParents ? assumedDispersion : k),
          estimate,
          slope,
          offspring,
        )
  return { ...known, low: interval?.low ?? null, high: interval?.high ?? null, completeness }
}

function summed({ blocks, forest, kind, exposures }: Summing) {
  const counter = countOffspring()
  const [children, exposure] = [new Float64Array(blocks.count), new Float64Array(blocks.count)]
  for (let node = 0; node < forest.nodes; node++) {
    if (!isOf(kind, forest.depth[node]!)) continue
    const share = exposures ? exposures[node]! : 1
    counter.add(forest.children[node]!, share)
    const block = blocks.of[forest.tree[node]!]!
    children[block]! += forest.children[node]!
    exposure[block]! += share
  }
  const none = new Float64Array(0)
  const sums: Blocks = { count: blocks.count, children, exposure, scoreX: none, scoreY: none }
  return { offspring: counter.result(), blocks: sums, trees: exposure.filter((sum) => sum > 0).length }
}

/** By small steps of the natural parameters: how the exposures' sum follows the delay law. */
function slopeOf({ forest, kind }: Summing, { at, fitted, horizon }: Scoring): Slope {
  const natural = naturalOf(fitted.law)
  const ages = agesOf(forest, kind, at)
  const along = (which: 0 | 1) => {
    const size = Math.abs(natural[which]) * 1e-4 + 1e-7
    const moved = (by: number) =>
      sumOfShares(ages, lawOf([natural[0] + (which ? 0 : by), natural[1] + (which ? by : 0)]), horizon)
    return (moved(size) - moved(-size)) / (2 * size)
  }
  return { fitted, x: along(0), y: along(1) }
}

/** Ages in bins of about equal ln: a share changes little within one. */
function agesOf(forest: Forest, kind: Kind, at: number): { age: number; count: number }[] {
  const bins = new Map<number, { age: number; count: number }>()
  for (let node = 0; node < forest.nodes; node++) {
    const age = at - forest.minutes[node]!
    if (age <= 0 || !isOf(kind, forest.depth[node]!)) continue
    const place = Math.round(Math.log(age) * 64)
    const bin = bins.get(place)
    if (bin) bin.count++
    else bins.set(place, { age: Math.exp(place / 64), count: 1 })
  }
  return [...bins.values()]
}

const sumOfShares = (ages: readonly { age: number; count: number }[], law: DelayLaw, horizon: number) =>
  ages.reduce((sum, { age, count }) => sum + count * exposureAt(law, age, horizon), 0)

/** Each delay's part in the fit: what it is beyond what was expected of it below its limit. */
function withScores(blocks: Blocks, it: Summing, scored: Scoring): Blocks {
  const { forest, kind } = it
  const [scoreX, scoreY] = [new Float64Array(blocks.count), new Float64Array(blocks.count)]
  for (let node = 0; node < forest.nodes; node++) {
    const above = forest.parent[node]!
    if (above < 0 || (scored.apart && !isOf(kind, forest.depth[above]!))) continue
    const log = scored.logs[node]!
    const means = meansBelow(scored.fitted.law, Math.max(Math.log(scored.at - forest.minutes[above]!), log))
    const block = it.blocks.of[forest.tree[node]!]!
    scoreX[block]! += log - means[0]
    scoreY[block]! += log * log - means[1]
  }
  return { ...blocks, scoreX, scoreY }
}

/** The profile holds the delay law for known; what is uncertain in it is added, on the scale of ln R. */
function widened(
  interval: Interval | null,
  estimate: number | null,
  slope: Slope | null,
  { exposure }: Offspring,
): Interval | null {
  if (!interval || !slope || !estimate || exposure <= 0) return interval
  const [xx, xy, yy] = slope.fitted.inverse
  const variance = (slope.x ** 2 * xx + 2 * slope.x * slope.y * xy + slope.y ** 2 * yy) / exposure ** 2
  const more = 1.96 ** 2 * variance
  const half = (end: number) => Math.sqrt(Math.log(end / estimate) ** 2 + more)
  return {
    low: interval.low === 0 ? 0 : estimate * Math.exp(-half(interval.low)),
    high: estimate * Math.exp(half(interval.high)),
  }
}
