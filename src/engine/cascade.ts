import { type CountedCascade, cascadeOfCounters } from '../core/cascade/counters.ts'
import type { Campaign } from '../store/campaigns.ts'
import { arrivalsOf } from '../store/cascade.ts'
import { talliesOf } from '../store/events.ts'
import type { Deps } from './deps.ts'
import { generationsOf } from './stats.ts'
import { tally } from './tally.ts'

const minuteMs = 60_000
const halfHour = 30

/**
 * How far a campaign spread, from counts by generation: no row says who brought whom. All are totals of the campaign, so
 * the hiding of small cells, which is for groups of people, does not apply.
 */
export async function cascade(
  deps: Deps,
  campaign: Campaign,
): Promise<{ campaign: string } & CountedCascade> {
  await tally(deps)
  const now = deps.clock.now()
  const arrivals = await arrivalsOf(deps.db, campaign.id)
  const generations = generationsOf(await talliesOf(deps.db, campaign.id)).map((one) => ({
    participants: one.participants,
    children: one.children,
    arrivals: arrivals
      .filter(({ generation }) => generation === one.generation)
      // The middle of the hour they came in.
      .map(({ at, count }) => ({ age: Math.max(0, (now - at) / minuteMs - halfHour), count })),
  }))
  return { campaign: campaign.slug, ...cascadeOfCounters(generations, campaign.state !== 'finished') }
}
