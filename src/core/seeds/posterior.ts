import { assumedDispersion } from '../cascade/negative-binomial.ts'

/** Readers of one country and language in past campaigns: how many took part, and how many who joined live there. */
export type Counted = { participants: number; children: number }

export type GroupPosterior = Counted & {
  /** How many others one of them brings, expected: between what was seen of the group and the mean of all. */
  mean: number
  /** How much of it is the group's own evidence: 0 = nothing, 1 = all. */
  weight: number
}

/** Published e-mails, worth two participants: nothing beside a campaign, but never a division by zero. */
const published = { mean: 0.26, participants: 2 }

/**
 * Expected reproduction by group, drawn towards the institution's own mean as far as the group's numbers leave it open: the
 * gamma-Poisson model, in which the posterior mean is a weighted one (Bühlmann 1967). How far groups differ in truth is
 * told by how much more they vary than numbers of dispersion 0.1 would by chance.
 */
export function groupPosteriors<T extends Counted>(
  groups: readonly T[],
): {
  mean: number
  groups: (T & GroupPosterior)[]
} {
  const sum = (of: (one: T) => number) => groups.reduce((total, one) => total + of(one), 0)
  const participants = sum((one) => one.participants)
  const mean =
    (sum((one) => one.children) + published.mean * published.participants) /
    (participants + published.participants)
  const noise = mean * (1 + mean / assumedDispersion)
  const excess = sum(({ participants: n, children }) => (n ? n * (children / n - mean) ** 2 - noise : 0))
  const between = participants > 0 ? Math.max(0, excess / participants) : 0
  return {
    mean,
    groups: groups.map((one) => {
      const weight = one.participants && between ? between / (between + noise / one.participants) : 0
      const own = one.participants ? one.children / one.participants : mean
      return { ...one, mean: mean + weight * (own - mean), weight }
    }),
  }
}

/**
 * Expected children of one person in their next campaign: E[ν | z in m campaigns] = (k + z) / (k / R + m), of a Poisson
 * number whose rate has a gamma law of mean R and shape k.
 *
 * @param it.campaigns  in which the person agreed to have counted who came over their link
 */
export function personPosterior(it: {
  groupMean: number
  children: number
  campaigns: number
  k?: number
}): number {
  const { groupMean, children, campaigns, k = assumedDispersion } = it
  return groupMean > 0 ? (k + children) / (k / groupMean + campaigns) : 0
}
