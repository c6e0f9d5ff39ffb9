import { type Counted, type CountedCascade, cascadeOfCounters } from '../core/cascade/counters.ts'
import type { JoinFlag } from '../core/join-flags.ts'
import type { Campaign } from '../store/campaigns.ts'
import { arrivalsOf } from '../store/cascade.ts'
import { talliesOf } from '../store/events.ts'
import { guessesOf } from '../store/flags.ts'
import type { Deps } from './deps.ts'
import { flaggedOf } from './stats.ts'

export type Flagged = {
  /** Odd joins and attempts by reason, as in `stats`. */
  flagged: Record<JoinFlag, number>
  /** The same figures without the joins that have a flag; attempts that made no join are in neither. */
  withoutFlagged: Pick<CountedCascade, 'nodes' | 'rSeed' | 'rViral' | 'gain' | 'generations'>
}

const minuteMs = 60_000
/** The middle of the hour they came in. */
const halfHour = 30

/**
 * What stands beside the figures of a cascade: how many joins and attempts look odd, and what is left without them.
 *
 * @param reached  generations with all joins
 * @param now      ms
 */
export async function besideFlagged(
  deps: Deps,
  campaign: Campaign,
  reached: readonly Counted[],
  now: number,
): Promise<Flagged> {
  const rows = await talliesOf(deps.db, campaign.id)
  const arrivals = (await arrivalsOf(deps.db, campaign.id)).filter((one) => !one.isFlagged)
  const odd = (generation: number) =>
    rows
      .filter((row) => row.kind === 'join' && row.class === 'flagged' && row.generation === generation)
      .reduce((sum, row) => sum + row.count, 0)
  const left = reached.map((one, generation) => ({
    participants: one.participants - odd(generation),
    children: one.children - odd(generation + 1),
    arrivals: arrivals
      .filter((arrival) => arrival.generation === generation)
      .map(({ at, count }) => ({ age: Math.max(0, (now - at) / minuteMs - halfHour), count })),
  }))
  const { nodes, rSeed, rViral, gain, generations } = cascadeOfCounters(left, campaign.state !== 'finished')
  const flagged = flaggedOf(rows, await guessesOf(deps.db))
  return { flagged, withoutFlagged: { nodes, rSeed, rViral, gain, generations } }
}
