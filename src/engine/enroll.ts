import type { Statement } from '../core/ports.ts'
import { campaignsWithJoins, enrollJoined } from '../store/enrollment.ts'
import { queueAfterJoin } from '../store/timed.ts'
import type { Deps } from './deps.ts'
import { type Running, runningOf } from './running.ts'
import { enrollTimed, followers } from './timed.ts'

/**
 * Confirmed sign-ups of campaigns under way become participants one generation further, and steps that recur or follow
 * what people did reach those they are for. (The launch enrols the audience itself, because state and participants must
 * change together.)
 */
export async function enroll(deps: Deps): Promise<void> {
  for (const campaignId of await campaignsWithJoins(deps.db)) {
    const running = await runningOf(deps, campaignId)
    if (running) await deps.db.batch(joined(deps, running))
  }
  await enrollTimed(deps)
}

function joined(deps: Deps, { campaign, edition, offers }: Running): Statement[] {
  const now = deps.clock.now()
  const welcome = [...offers.values()].filter(({ row }) => row.trigger === 'join')
  const following = followers(edition.definition).filter(({ on }) => on === 'joined')
  return [
    ...following.map(({ step, afterMs }) =>
      queueAfterJoin(deps.db, {
        campaignId: campaign.id,
        offers: offers.get(step.id)!.contents,
        afterMs,
        now,
      }),
    ),
    ...enrollJoined(deps.db, {
      campaignId: campaign.id,
      choices: welcome.flatMap(({ contents }) => contents),
      now,
    }),
  ]
}
