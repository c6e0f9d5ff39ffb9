import { lastOutcomes } from '../core/stop-rules.ts'
import type { Deps } from './deps.ts'
import { watchCampaigns } from './stop.ts'
import { tally } from './tally.ts'

/** Part of the last outcomes that were refusals for good: from here on the stop rules do not wait for the minute. */
const manyRefused = 0.1

/**
 * A quick server refuses ten thousand mails before the next minute's look at the campaigns. Whoever sends keeps count, and
 * has them looked at as soon as it is worth it.
 *
 * @returns to be told of outcomes as they are written down
 */
export function stormWatch(deps: Deps): (outcomes: number, refused: number) => Promise<void> {
  let [seen, bad] = [0, 0]
  return async (outcomes, refused) => {
    seen += outcomes
    bad += refused
    if (seen < lastOutcomes) return
    const isStorm = bad >= manyRefused * seen
    seen = 0
    bad = 0
    if (!isStorm) return
    await tally(deps)
    await watchCampaigns(deps)
  }
}
