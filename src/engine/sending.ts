import { lastOutcomes } from '../core/stop-rules.ts'
import { stopLimits } from '../core/stop-settings.ts'
import { type WebhookProvider, webhookProviders } from '../core/webhook/webhook.ts'
import { type Campaign, editionById, listCampaigns } from '../store/campaigns.ts'
import { lastHookCalls, lastReturns } from '../store/sending-ways.ts'
import { stopFigures } from '../store/stop.ts'
import type { Deps } from './deps.ts'
import { type ChannelHealth, channelHealth } from './sending-channels.ts'
import { type SendingDomain, sendingDomains } from './sending-domains.ts'
import { type LaneLine, laneLines } from './sending-lanes.ts'
import { type WarmUpState, warmUpStates } from './sending-warm-up.ts'

/** A part of the mails of a campaign, and the part at which the campaign stops, percent. */
export type Rate = { count: number; of: number; limit: number }
export type CampaignRates = {
  slug: string
  delivered: number
  complaints: Rate
  bounces: Rate
  /** Of the newest 200 outcomes. */
  errors: Rate
}

export type Doors = {
  bounceDomain: string | null
  /** When mail last came back that proved to be about a letter of the institution, ms; null = not of late. */
  lastReturn: number | null
  /** Providers that may call, and when each last did. */
  hooks: { provider: WebhookProvider; lastCall: number | null }[]
}

export type Sending = {
  domains: SendingDomain[]
  warmUps: Map<string, WarmUpState>
  /** Null where no provider's pace counts. */
  lanes: LaneLine[] | null
  channels: ChannelHealth[]
  campaigns: CampaignRates[]
  doors: Doors
}

/**
 * How sending stands for an institution. Rests on tallies and on the ends of indexes: what is read does not grow with the
 * outbox or with the events.
 */
export async function sending(deps: Deps, institutionId: number): Promise<Sending> {
  const domains = await sendingDomains(deps, institutionId)
  const names = domains.map(({ domain }) => domain)
  const [warmUps, lanes, channels, campaigns, doors] = await Promise.all([
    warmUpStates(deps, names),
    laneLines(deps, institutionId),
    channelHealth(deps, institutionId),
    campaignRates(deps, institutionId),
    doorsOf(deps, institutionId),
  ])
  return { domains, warmUps, lanes, channels, campaigns, doors }
}

/** More campaigns at once than that stand on their own pages. */
const mostCampaigns = 20

/** What the stop rules look at, of each campaign under way. */
async function campaignRates(deps: Deps, institutionId: number): Promise<CampaignRates[]> {
  const under = (await listCampaigns(deps.db, institutionId)).filter(
    ({ state, runningEditionId }) => runningEditionId !== null && (state === 'running' || state === 'paused'),
  )
  return Promise.all(under.slice(0, mostCampaigns).map((campaign) => ratesOf(deps, campaign)))
}

async function ratesOf({ db }: Deps, campaign: Campaign): Promise<CampaignRates> {
  const [figures, edition] = await Promise.all([
    stopFigures(db, campaign.id),
    editionById(db, campaign.runningEditionId!),
  ])
  const { complaints, bounces, errors } = stopLimits(edition!.definition.stop)
  const { delivered, tried, bounced, recent } = figures
  return {
    slug: campaign.slug,
    delivered,
    complaints: { count: figures.complaints, of: delivered, limit: complaints.percent },
    bounces: { count: bounced, of: tried, limit: bounces.percent },
    errors: { count: recent.failed, of: Math.min(recent.outcomes, lastOutcomes), limit: errors.percent },
  }
}

async function doorsOf({ db, settings, hooks }: Deps, institutionId: number): Promise<Doors> {
  const [returns, calls] = await Promise.all([lastReturns(db, institutionId), lastHookCalls(db)])
  const at = (rows: typeof calls, source: string) => rows.find((row) => row.source === source)?.at ?? null
  return {
    bounceDomain: settings.bounceDomain ?? null,
    lastReturn: at(returns, 'mail'),
    hooks: webhookProviders
      .filter((provider) => hooks?.secrets[provider])
      .map((provider) => ({ provider, lastCall: at(calls, provider) })),
  }
}
