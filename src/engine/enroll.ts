import { campaignById, contentsOf, editionById, stepsOf } from '../store/campaigns.ts'
import { campaignsWithJoins, enrollJoined } from '../store/enrollment.ts'
import type { Deps } from './deps.ts'
import { choices } from './launch.ts'

/**
 * Confirmed sign-ups of campaigns under way become participants one generation further. (The launch enrols the
 * audience itself, because state and participants must change together.)
 */
export async function enroll(deps: Deps): Promise<void> {
  for (const campaignId of await campaignsWithJoins(deps.db)) {
    const campaign = (await campaignById(deps.db, campaignId))!
    const edition =
      campaign.runningEditionId === null ? undefined : await editionById(deps.db, campaign.runningEditionId)
    if (!edition) continue
    const contents = await contentsOf(deps.db, edition.id)
    const steps = (await stepsOf(deps.db, campaignId)).filter((step) => step.trigger === 'join')
    const offered = steps.flatMap((step) => choices(contents, step))
    await deps.db.batch(enrollJoined(deps.db, { campaignId, choices: offered, now: deps.clock.now() }))
  }
}
