import { type Finding, judge, lapsed, stopping } from '../core/stop-rules.ts'
import { type StopRule, stopLimits } from '../core/stop-settings.ts'
import { type Campaign, type Edition, editionById, runningCampaigns } from '../store/campaigns.ts'
import { despiteOf, endDespite, firstWarning, stopCampaign, stopFigures } from '../store/stop.ts'
import { audit } from './audit.ts'
import type { Deps } from './deps.ts'
import { tell } from './webhooks-tell.ts'

/** Why a campaign holds, as it is kept: the finding, and when. */
export type Stopped = Finding & { at: number }

export const stoppedOf = (campaign: Pick<Campaign, 'stopped'>): Stopped | null =>
  campaign.stopped === null ? null : (JSON.parse(campaign.stopped) as Stopped)

/**
 * Looks at every campaign under way and holds the ones whose figures say that going on would do harm. Rests on tallies
 * and a few hundred events, so it may happen each minute.
 */
export async function watchCampaigns(deps: Deps): Promise<void> {
  for (const campaign of await runningCampaigns(deps.db)) await watch(deps, campaign)
}

/** What the rules have to say about a campaign now, warnings included. Nothing before the launch. */
export async function findingsOf(deps: Deps, campaign: Campaign): Promise<Finding[]> {
  const edition = await runningEdition(deps, campaign)
  if (!edition) return []
  const { stop, experiment } = edition.definition
  return judge(await stopFigures(deps.db, campaign.id, experiment?.slots !== undefined), stopLimits(stop))
}

const runningEdition = async (deps: Deps, { runningEditionId }: Campaign): Promise<Edition | undefined> =>
  runningEditionId === null ? undefined : editionById(deps.db, runningEditionId)

async function watch(deps: Deps, campaign: Campaign): Promise<void> {
  const findings = await findingsOf(deps, campaign)
  const despite = await despiteOf(deps.db, campaign.id)
  const over = lapsed(findings, despite)
  if (over.length) await endDespite(deps.db, campaign.id, over)
  const finding = stopping(findings, despite)
  if (finding) await stop(deps, campaign, finding)
  for (const one of findings.filter((finding) => !finding.stops))
    if (await firstWarning(deps.db, campaign.id, one.rule))
      deps.log('campaign-warning', { campaign: campaign.slug, ...facts(one) })
}

async function stop(deps: Deps, campaign: Campaign, finding: Finding): Promise<void> {
  const stopped: Stopped = { ...finding, at: deps.clock.now() }
  if (!(await stopCampaign(deps.db, { campaignId: campaign.id, stopped: JSON.stringify(stopped) }))) return
  await audit(deps, {
    institutionId: campaign.institutionId,
    officerId: null,
    act: 'stop',
    subject: `campaign:${campaign.id}`,
    detail: facts(finding),
  })
  const data = { campaign: campaign.slug, ...facts(finding) }
  await tell(deps, campaign.institutionId, 'campaign.stopped', data)
  deps.log('campaign-stopped', data)
}

const facts = ({ rule, figure, limit, count, of }: Finding) => ({ rule, figure, limit, count, of })

/** `complaints: 12 of 3000 (0.4 %), the limit is 0.3 %`. */
export function stopLine({ rule, figure, limit, count, of }: Finding): string {
  const [seen, most] =
    rule === 'sampleRatio'
      ? [`p = ${figure.toPrecision(2)}`, `p = ${limit}`]
      : [`${figure.toFixed(2)} %`, `${limit} %`]
  return `${rule satisfies StopRule}: ${count} of ${of} (${seen}), the limit is ${most}`
}
