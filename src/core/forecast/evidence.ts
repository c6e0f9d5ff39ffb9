import {
  emailDelays,
  exposureAt,
  type FittedDelays,
  fitDelays,
  type SeenDelays,
  shareBy,
} from '../cascade/delay-law.ts'
import { lawsOf, logDelays, seenDelays, together } from '../cascade/delays.ts'
import type { Forest } from '../cascade/forest.ts'
import { assumedDispersion, dispersionOf } from '../cascade/negative-binomial.ts'
import { countOffspring } from '../cascade/offspring.ts'
import type { Kind } from '../cascade/reproduction.ts'
import type { KindLaw, Laws } from './growth.ts'

/** Participants of one kind and about one age, in minutes, and how many they have brought so far, together. */
export type Cohort = { age: number; count: number; children: number }
export type Cohorts = Record<Kind, Cohort[]>

/** What is known of offspring and delays before anything is seen here: from trees that are over, or published. */
export type Prior = Record<Kind, { children: number; exposure: number; k: number | null; delays: SeenDelays }>

/** Laws as fitted, with what a draw of them needs. */
export type Fit = {
  laws: Laws
  delays: Record<Kind, FittedDelays>
  /** Seeds and passed-on have each a delay law of their own. */
  apart: boolean
  /** Children so far with those of the prior, and the prior's part of their exposure. */
  evidence: Record<Kind, { children: number; priorExposure: number }>
}

/**
 * A history speaks for so many children and delays at most: another campaign is another campaign, and what is seen of this
 * one overrules it soon.
 */
const priorWeight = 25
/** R of passed-on may be drawn up to here; more never lasted (docs/spread.md). */
export const mostR = 3
/** Fewer children than this do not show how unequal their parents are. */
const fewestForDispersion = 30
/** With fewer delays of their own, trees do not contradict anybody. */
const fewestToContradict = 100
/** 95 % point of chi-square with two degrees of freedom: a likelihood ratio beyond it contradicts. */
const contradiction = 5.991
const beyond = 1e3

/** Published e-mails: seeds bring 2.5, passed-on 0.26 (Iribarren & Moro 2009); worth so little that data decide. */
export const published: Prior = {
  seed: { children: 0.5, exposure: 0.2, k: null, delays: noDelays() },
  viral: { children: 1.3, exposure: 5, k: null, delays: noDelays() },
}

/** The same with the delays of published e-mails, for campaigns of which no delay can be seen. */
export const publishedEmail: Prior = {
  seed: { ...published.seed, delays: emailDelaysSeen() },
  viral: { ...published.viral, delays: noDelays() },
}

function emailDelaysSeen(): SeenDelays {
  const { mu, sigma } = emailDelays
  const count = priorWeight
  const bins = [{ count, limit: beyond }]
  return { count, sum: count * mu, squares: count * (mu * mu + sigma * sigma), bins }
}

function noDelays(): SeenDelays {
  return { count: 0, sum: 0, squares: 0, bins: [] }
}

/** A forest of finished trees as a prior. */
export function priorOf(history: Forest): Prior {
  const whole = summedDelays(history)
  const of = (kind: Kind) => {
    const { children, parents, k } = offspringOf(history, kind, () => 1)
    const weight = Math.min(1, priorWeight / Math.max(1, children))
    const delays = whole[kind]
    return {
      children: children * weight,
      exposure: parents * weight,
      k,
      delays: scaled(delays, Math.min(1, priorWeight / Math.max(1, delays.count))),
    }
  }
  return { seed: of('seed'), viral: of('viral') }
}

/** The laws of finished trees, taken at their word. */
export function lawsAtRest(history: Forest): Laws {
  const delays = summedDelays(history)
  const fitted = lawsOf(delays.seed, delays.viral)
  const of = (kind: Kind): KindLaw => {
    const { children, parents, k } = offspringOf(history, kind, () => 1)
    return { R: parents ? children / parents : 0, k: k ?? assumedDispersion, delays: fitted[kind].law }
  }
  return { seed: of('seed'), viral: of('viral') }
}

/** Nothing is cut off any more: every delay could have been as long as it liked. */
function summedDelays(history: Forest): Record<Kind, SeenDelays> {
  const end = history.minutes.reduce((last, minutes) => Math.max(last, minutes), 0)
  const { seed, viral } = seenDelays(history, logDelays(history), end + 1)
  const free = (it: SeenDelays): SeenDelays => ({
    ...it,
    bins: it.count ? [{ count: it.count, limit: beyond }] : [],
  })
  return { seed: free(seed), viral: free(viral) }
}

const scaled = (it: SeenDelays, by: number): SeenDelays => ({
  count: it.count * by,
  sum: it.sum * by,
  squares: it.squares * by,
  bins: it.bins.map(({ count, limit }) => ({ count: count * by, limit })),
})

const isOf = (kind: Kind, depth: number) => (depth === 0) === (kind === 'seed')

function offspringOf(forest: Forest, kind: Kind, share: (node: number) => number) {
  const counter = countOffspring()
  for (let node = 0; node < forest.nodes; node++)
    if (isOf(kind, forest.depth[node]!)) counter.add(forest.children[node]!, share(node))
  const offspring = counter.result()
  const enough = offspring.children >= fewestForDispersion && offspring.parents > 1
  // No more uneven than chance: Poisson, whose k is infinite.
  return { ...offspring, k: enough ? (dispersionOf(offspring).k ?? 1e4) : null }
}

/**
 * Fits offspring and delays of a forest as it stands at a moment, corrected for age and for delays that could not be seen
 * yet (core/cascade), and drawn towards the prior while there is little to see.
 *
 * @param seen  nothing in it is later than `at` (seenAt)
 */
export function fitForest(seen: Forest, at: number, given: Prior): Fit {
  const own = seenDelays(seen, logDelays(seen), at)
  const prior = agreeing(given, own)
  const delays = lawsOf(together(own.seed, prior.seed.delays), together(own.viral, prior.viral.delays))
  const of = (kind: Kind) => {
    const { law } = delays[kind]
    const counted = offspringOf(seen, kind, (node) => exposureAt(law, at - seen.minutes[node]!, Infinity))
    return lawOfCounts(counted, law, prior[kind])
  }
  return fitOf(delays, { seed: of('seed'), viral: of('viral') })
}

/** A prior whose delays these trees contradict is of another kind of trees, and says nothing. */
function agreeing(prior: Prior, own: Record<Kind, SeenDelays>): Prior {
  const delays = together(own.seed, own.viral)
  const told = together(prior.seed.delays, prior.viral.delays)
  if (delays.count < fewestToContradict || told.count === 0) return prior
  const [alone, without, both] = [delays, told, together(delays, told)].map(
    (one) => fitDelays(one).logLikelihood,
  )
  return 2 * (alone! + without! - both!) > contradiction ? published : prior
}

type Counts = { children: number; exposure: number; k: number | null }

/** The fit of counts whose delays cannot be seen. */
export function fitCounts(counts: Record<Kind, Cohort[]>, prior: Prior): Fit {
  const delays = lawsOf(prior.seed.delays, prior.viral.delays)
  const of = (kind: Kind) => {
    const { law } = delays[kind]
    const sum = (value: (one: Cohort) => number) => counts[kind].reduce((all, one) => all + value(one), 0)
    const exposure = sum(({ age, count }) => count * shareBy(law, age))
    return lawOfCounts({ children: sum((one) => one.children), exposure, k: null }, law, prior[kind])
  }
  return fitOf(delays, { seed: of('seed'), viral: of('viral') })
}

function lawOfCounts({ children, exposure, k }: Counts, delays: KindLaw['delays'], prior: Prior[Kind]) {
  const all = children + prior.children
  const R = all > 0 ? all / (exposure + prior.exposure) : 0
  return {
    law: { R: Math.min(R, 1e4), k: k ?? prior.k ?? assumedDispersion, delays },
    evidence: { children: all, priorExposure: prior.exposure },
  }
}

function fitOf(delays: ReturnType<typeof lawsOf>, of: Record<Kind, ReturnType<typeof lawOfCounts>>): Fit {
  const viral = { ...of.viral.law, R: Math.min(of.viral.law.R, mostR) }
  return {
    laws: { seed: of.seed.law, viral },
    delays: { seed: delays.seed, viral: delays.viral },
    apart: delays.apart,
    evidence: { seed: of.seed.evidence, viral: of.viral.evidence },
  }
}

/**
 * Participants by about equal age (an eighth of an e-fold), of the trees that are asked for.
 *
 * @param only  by tree; null = all
 */
export function cohortsOf(
  seen: Forest,
  at: number,
  only: ((tree: number) => boolean) | null = null,
): Cohorts {
  const oldest = seen.minutes.reduce((most, minutes) => Math.max(most, at - minutes), 0)
  const floor = Math.max(oldest / 4096, Number.MIN_VALUE)
  const bins = { seed: new Map<number, Cohort>(), viral: new Map<number, Cohort>() }
  for (let node = 0; node < seen.nodes; node++) {
    if (only && !only(seen.tree[node]!)) continue
    const age = at - seen.minutes[node]!
    const own = bins[seen.depth[node] === 0 ? 'seed' : 'viral']
    const bin = Math.round(8 * Math.log(Math.max(age, floor) / floor))
    let cohort = own.get(bin)
    if (!cohort) {
      cohort = { age: 0, count: 0, children: 0 }
      own.set(bin, cohort)
    }
    cohort.age += age
    cohort.count++
    cohort.children += seen.children[node]!
  }
  const means = (of: Map<number, Cohort>) =>
    [...of.values()].map((one) => ({ ...one, age: one.age / one.count }))
  return { seed: means(bins.seed), viral: means(bins.viral) }
}
