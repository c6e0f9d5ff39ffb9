import { AppError } from '../error.ts'
import { shareBringing } from './branching.ts'
import { logDelays } from './delays.ts'
import { type Forest, seenAt } from './forest.ts'
import type { Interval } from './negative-binomial.ts'
import { shareOfTop } from './offspring.ts'
import { quantilesOf } from './quantile.ts'
import { type Reproduction, reproductionOf } from './reproduction.ts'
import { type Shapes, shapesOf, viralityOf } from './shape.ts'
import { tooEarly } from './too-early.ts'

/** Children of one participant on average, with a 95 % interval. All null where nobody could bring anybody yet. */
export type R = {
  estimate: number | null
  low: number | null
  high: number | null
  dispersion: number | null
  /** Share of what these participants will bring that has had the time to come; 1 at rest. */
  completeness: number | null
  /** Too little has been seen for the estimate to be repeated to anybody. */
  tooEarly: boolean
}

export type TreeMeasures = {
  tree: string
  nodes: number
  depth: number
  maxBreadth: number
  /** Null for one node. */
  structuralVirality: number | null
}

/** How messages spread: the shape of the trees, and the law by which people bring people. */
export type Cascade = {
  trees: number
  nodes: number
  /** Generations after the seeds, in the deepest tree. */
  depth: number
  /** Over the trees of two nodes at least. */
  structuralVirality: { median: number | null; max: number | null }
  rSeed: R
  rViral: R
  /** k of the passed-on; of the seeds where nobody who was brought brought anybody; null = no more varied than Poisson. */
  dispersion: number | null
  dispersionInterval: Interval | null
  /** Minutes between parent and child, of those seen. */
  generationMinutes: { median: number | null; p90: number | null }
  /** As it will be when the slow ones have come: the lognormal law fitted to the passed-on. Null at rest, and while too
   * little has been seen. */
  delayLaw: { median: number; p90: number } | null
  /** Nodes for each seed. */
  gain: number
  /** Share of all passed-on joins that the most active 5 % of those passed on brought; of seeds as for dispersion. */
  topShare: number | null
  /** By the fitted law, the smallest share of participants that brings 80 % of all who are brought. */
  shareBringing80: number | null
  /** Nodes that the file puts before their parent; they count from the parent's minute on. */
  backwards: number
  perTree?: TreeMeasures[]
}

/**
 * Measures a forest; docs/spread.md says what each figure means.
 *
 * @param at       minutes: only nodes up to then are seen, and the trees still grow; null = they have come to rest
 * @param perTree  lists every tree's measures as well
 * @throws AppError `tree-at` when nothing is seen by then
 */
export function measure(whole: Forest, it: { at: number | null; perTree: boolean }): Cascade {
  const forest = it.at === null ? whole : seenAt(whole, it.at)
  if (forest.nodes === 0) throw nothingYet(whole, it.at!)
  const shapes = shapesOf(forest)
  let kept: Float64Array | null = null
  const logs = () => {
    kept ??= logDelays(forest)
    return kept
  }
  const { seed, viral, delays } = reproductionOf(forest, it.at, logs)
  const unknown = it.at !== null && (delays === null || delays.horizon < Infinity)
  const passedOn = viral.offspring.children > 0 ? viral : seed
  return {
    trees: forest.trees,
    nodes: forest.nodes,
    depth: shapes.depth.reduce((most, depth) => Math.max(most, depth), 0),
    structuralVirality: viralityOf(shapes),
    rSeed: shown(seed, unknown),
    rViral: shown(viral, unknown),
    dispersion: passedOn.dispersion,
    dispersionInterval: passedOn.dispersionInterval,
    generationMinutes: generationMinutes(forest),
    delayLaw: delays && !unknown ? lawQuantiles(delays.viral.law) : null,
    gain: forest.nodes / forest.trees,
    topShare: shareOfTop(passedOn.offspring, 0.05),
    shareBringing80: bringing80(passedOn),
    backwards: forest.backwards.count,
    ...(it.perTree ? { perTree: treeMeasures(forest, shapes) } : {}),
  }
}

const nothingYet = (whole: Forest, at: number) =>
  new AppError(
    'invalid',
    'tree-at',
    `nothing has happened by minute ${at}: the first node is of minute ${whole.minutes.reduce((a, b) => Math.min(a, b))}`,
  )

const bringing80 = ({ estimate, dispersion }: Reproduction) =>
  estimate && dispersion ? shareBringing(0.8, estimate, dispersion) : null

/** @param unknown  the trees still grow, and what delays are still to come cannot be told: a lower bound */
function shown(
  { estimate, low, high, dispersion, completeness, offspring }: Reproduction,
  unknown: boolean,
): R {
  const seen = { estimate, low, high, children: offspring.children, completeness }
  return { estimate, low, high, dispersion, completeness, tooEarly: unknown || tooEarly(seen) }
}

function generationMinutes({ nodes, trees, parent, minutes }: Forest): Cascade['generationMinutes'] {
  const delays = new Float64Array(nodes - trees)
  let count = 0
  for (let node = 0; node < nodes; node++)
    if (parent[node]! >= 0) delays[count++] = minutes[node]! - minutes[parent[node]!]!
  const [median, p90] = quantilesOf(delays, [0.5, 0.9])
  return { median: median ?? null, p90: p90 ?? null }
}

/** 1.2816 standard deviations above the middle of a normal law lie nine tenths of it. */
const lawQuantiles = ({ mu, sigma }: { mu: number; sigma: number }) => ({
  median: Math.exp(mu),
  p90: Math.exp(mu + 1.2815515655446004 * sigma),
})

function treeMeasures(forest: Forest, shapes: Shapes): TreeMeasures[] {
  return Array.from({ length: forest.trees }, (_, tree) => {
    const virality = shapes.structuralVirality[tree]!
    return {
      tree: forest.treeName(tree),
      nodes: shapes.nodes[tree]!,
      depth: shapes.depth[tree]!,
      maxBreadth: shapes.maxBreadth[tree]!,
      structuralVirality: Number.isNaN(virality) ? null : virality,
    }
  })
}
