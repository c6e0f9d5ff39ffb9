import { AppError } from '../core/error.ts'
import type { StopRule } from '../core/stop-settings.ts'
import type { Campaign } from '../store/campaigns.ts'
import { resumeDespite } from '../store/stop.ts'
import { allocateCampaign } from './allocate.ts'
import { type LifeCycleAnswer, newestEdition } from './approve.ts'
import { audit } from './audit.ts'
import type { Deps } from './deps.ts'
import { holdCampaign } from './hold.ts'
import { resumePaused } from './launch.ts'
import { stopLine, stoppedOf } from './stop.ts'
import { tell } from './webhooks-tell.ts'

/**
 * Sets a paused campaign going again. One that a rule holds goes on only for somebody who names that rule; it then
 * stops again when its figure has grown by half.
 *
 * @param despite  the rule that holds it
 * @throws AppError `stopped` when a rule holds it and was not named, `state`
 */
export async function resume(
  deps: Deps,
  it: { campaign: Campaign; officerId?: number | null; despite?: StopRule | undefined },
): Promise<LifeCycleAnswer> {
  const { campaign, despite } = it
  const stopped = campaign.state === 'paused' ? stoppedOf(campaign) : null
  if (!stopped) {
    if (despite) throw notHeld(campaign, despite)
    return resumePaused(deps, it)
  }
  if (despite !== stopped.rule) {
    const line = `${campaign.slug} was stopped by ${stopLine(stopped)}; look into it, then say resume ${campaign.slug} --despite ${stopped.rule}`
    throw new AppError('conflict', 'stopped', line)
  }
  const { rule, strength } = stopped
  await holdCampaign(deps, campaign)
  await allocateCampaign(deps, campaign)
  if (!(await resumeDespite(deps.db, { campaignId: campaign.id, rule, strength })))
    throw notHeld(campaign, rule)
  const edition = await newestEdition(deps, campaign)
  await audit(deps, {
    institutionId: campaign.institutionId,
    officerId: it.officerId ?? null,
    act: 'resume',
    subject: `campaign:${campaign.id}`,
    detail: { edition: edition.hash, despite: rule, figure: stopped.figure },
  })
  const data = { campaign: campaign.slug, edition: edition.hash }
  await tell(deps, campaign.institutionId, 'campaign.resumed', data)
  for (const channel of deps.channels.keys()) await deps.wake.ring(channel)
  return { campaign: campaign.slug, state: 'running', edition: edition.hash }
}

const notHeld = ({ slug, state }: Campaign, rule: StopRule) =>
  new AppError(
    'conflict',
    'state',
    `${slug} is ${state}, and ${rule} does not hold it; say resume without --despite`,
  )
