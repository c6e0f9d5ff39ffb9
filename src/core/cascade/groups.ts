import { assumedDispersion, profileInterval } from './negative-binomial.ts'

/** People of one group: reached by the institution (`seeds`), and who joined. */
export type GroupCount = { key: string; seeds: number; joins: number }

/** `r` = joins / participants so far, with a 95 % interval; null before anybody of the group takes part. */
export type SpreadGroup = GroupCount & { r: number | null; low: number | null; high: number | null }

/**
 * Spread by group. The share of a group's participants who came by being passed on, 1 - seeds / total (Watts & Peretti, HBR
 * 2007), is the mean number each of them brought where people pass on within their group: of a variant always, since it
 * is handed down; of a language or a country mostly. Who has just come has brought nobody yet, and the last of a
 * running campaign are counted with the others: it is a figure so far, to set groups beside one another.
 */
export function spreadOfGroups(counts: readonly GroupCount[]): SpreadGroup[] {
  return counts
    .filter(({ seeds, joins }) => seeds + joins > 0)
    .map(({ key, seeds, joins }) => {
      const parents = seeds + joins
      const none = new Float64Array(0)
      const bins = [{ parents, children: joins, exposure: parents }]
      const offspring = {
        parents,
        children: joins,
        exposure: parents,
        most: 0,
        brought: none,
        participants: none,
        bins,
      }
      const { low, high } = profileInterval(offspring, assumedDispersion)!
      return { key, seeds, joins, r: joins / parents, low, high }
    })
    .sort((a, b) => b.seeds + b.joins - a.seeds - a.joins || (a.key < b.key ? -1 : 1))
}
