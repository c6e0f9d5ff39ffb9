import { bigSeed } from './branching.ts'
import { emailDelays, shareBy } from './delay-law.ts'
import type { R } from './measure.ts'
import { assumedDispersion, meanOf, profileInterval } from './negative-binomial.ts'
import type { Offspring } from './offspring.ts'
import { tooEarly } from './too-early.ts'

/** A generation as counters know it. */
export type Counted = {
  participants: number
  children: number
  /** When they came, as far as it is still known: how many are how many minutes old. The others have had their time. */
  arrivals: readonly { age: number; count: number }[]
}

export type CountedGeneration = {
  generation: number
  participants: number
  children: number
  r: number | null
  low: number | null
  high: number | null
}

/** The spread of a campaign from counters by generation alone; where an edge would be needed, null. */
export type CountedCascade = {
  trees: number
  nodes: number
  depth: number
  structuralVirality: { median: null; max: null }
  rSeed: R
  rViral: R
  /** Of everybody together, seeds or not: the one figure of a page. */
  rAll: R
  dispersion: null
  assumedDispersion: number
  generationMinutes: { median: null; p90: null }
  gain: number | null
  generations: CountedGeneration[]
}

/**
 * Reproduction from counters: r of generation g = joins of generation g + 1 / participants of generation g; of the seeds,
 * and of all passed-on together. Who has just come has not brought everybody yet: each participant
 * counts by the share F(age) of their time that is behind them, F from published e-mails, because without edges no
 * delay can be seen.
 *
 * @param generations  0 = reached by the institution
 * @param grows        false when nobody can join any more: all have had their time
 */
export function cascadeOfCounters(generations: readonly Counted[], grows: boolean): CountedCascade {
  const all = generations.map((one) => offspringOf(one, grows))
  const seeds = generations[0]?.participants ?? 0
  const nodes = generations.reduce((sum, one) => sum + one.participants, 0)
  return {
    trees: seeds,
    nodes,
    depth: Math.max(
      0,
      generations.findLastIndex((one) => one.participants > 0),
    ),
    structuralVirality: { median: null, max: null },
    rSeed: reproduction(merged(all.slice(0, 1))),
    rViral: reproduction(merged(all.slice(1))),
    rAll: reproduction(merged(all)),
    dispersion: null,
    assumedDispersion,
    generationMinutes: { median: null, p90: null },
    gain: seeds > 0 ? bigSeed(seeds, nodes).gain : null,
    generations: generations.map(({ participants, children }, generation) => {
      const { estimate, low, high } = reproduction(all[generation]!)
      return { generation, participants, children, r: estimate, low, high }
    }),
  }
}

function offspringOf({ participants, children, arrivals }: Counted, grows: boolean): Offspring {
  const known = arrivals.reduce((sum, one) => sum + one.count, 0)
  // A reader may get two mails of one campaign: never more arrivals than participants.
  const scale = known > participants ? participants / known : 1
  const young = grows
    ? arrivals.map(({ age, count }) => ({ parents: count * scale, share: shareBy(emailDelays, age) }))
    : []
  const old = participants - young.reduce((sum, one) => sum + one.parents, 0)
  const groups = [...young, { parents: old, share: 1 }].filter((one) => one.parents > 0)
  const exposure = groups.reduce((sum, one) => sum + one.parents * one.share, 0)
  // Whose children they are is not known: each group gets its expected part.
  const bins = groups.map(({ parents, share }) => ({
    parents,
    exposure: parents * share,
    children: exposure > 0 ? (children * parents * share) / exposure : 0,
  }))
  const none = new Float64Array(0)
  return { parents: participants, children, exposure, most: 0, brought: none, participants: none, bins }
}

function merged(all: readonly Offspring[]): Offspring {
  const sum = (of: (one: Offspring) => number) => all.reduce((total, one) => total + of(one), 0)
  const none = new Float64Array(0)
  return {
    parents: sum((one) => one.parents),
    children: sum((one) => one.children),
    exposure: sum((one) => one.exposure),
    most: 0,
    brought: none,
    participants: none,
    bins: all.flatMap((one) => one.bins),
  }
}

function reproduction(offspring: Offspring): R {
  const estimate = meanOf(offspring)
  const interval = profileInterval(offspring, assumedDispersion)
  const { low, high } = interval ?? { low: null, high: null }
  const completeness = offspring.parents > 0 ? offspring.exposure / offspring.parents : null
  const early = tooEarly({ estimate, low, high, children: offspring.children, completeness })
  return { estimate, low, high, dispersion: null, completeness, tooEarly: early }
}
