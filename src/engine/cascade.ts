import { type Counted, type CountedCascade, cascadeOfCounters } from '../core/cascade/counters.ts'
import type { JoinFlag } from '../core/join-flags.ts'
import type { Campaign } from '../store/campaigns.ts'
import { type Arrival, arrivalsOf } from '../store/cascade.ts'
import { type TallyRow, talliesOf } from '../store/events.ts'
import { guessesOf } from '../store/flags.ts'
import type { Deps } from './deps.ts'
import { flaggedOf, generationsOf } from './stats.ts'
import { tally } from './tally.ts'

const minuteMs = 60_000
const halfHour = 30

export type CampaignCascade = { campaign: string } & CountedCascade & {
    /** Odd joins and attempts by reason, as in `stats`. */
    flagged: Record<JoinFlag, number>
    /** The same figures without the joins that have a flag; attempts that made no join are in neither. */
    withoutFlagged: Pick<CountedCascade, 'nodes' | 'rSeed' | 'rViral' | 'gain' | 'generations'>
  }

/**
 * How far a campaign spread, from counts by generation: no row says who brought whom. All are totals of the campaign, so
 * the hiding of small cells, which is for groups of people, does not apply.
 */
export async function cascade(deps: Deps, campaign: Campaign): Promise<CampaignCascade> {
  await tally(deps)
  const rows = await talliesOf(deps.db, campaign.id)
  const arrivals = await arrivalsOf(deps.db, campaign.id)
  const grows = campaign.state !== 'finished'
  const figures = (counted: readonly TallyRow[], came: readonly Arrival[]) =>
    cascadeOfCounters(countedBy(counted, came, deps.clock.now()), grows)
  const { nodes, rSeed, rViral, gain, generations } = figures(
    rows.filter((row) => row.kind !== 'join' || row.class !== 'flagged'),
    arrivals.filter((one) => !one.isFlagged),
  )
  return {
    campaign: campaign.slug,
    ...figures(rows, arrivals),
    flagged: flaggedOf(rows, await guessesOf(deps.db)),
    withoutFlagged: { nodes, rSeed, rViral, gain, generations },
  }
}

function countedBy(rows: readonly TallyRow[], arrivals: readonly Arrival[], now: number): Counted[] {
  return generationsOf(rows).map((one) => ({
    participants: one.participants,
    children: one.children,
    arrivals: arrivals
      .filter(({ generation }) => generation === one.generation)
      // The middle of the hour they came in.
      .map(({ at, count }) => ({ age: Math.max(0, (now - at) / minuteMs - halfHour), count })),
  }))
}
