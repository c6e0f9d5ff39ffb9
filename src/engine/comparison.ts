import type { R } from '../core/cascade/measure.ts'
import { type Campaign, editionById, listCampaigns } from '../store/campaigns.ts'
import { cascade } from './cascade.ts'
import type { Deps } from './deps.ts'
import { tallied } from './stats.ts'

/** A launched campaign beside the others: counts, from which whoever shows them makes rates. */
export type ComparedCampaign = {
  campaign: Campaign
  name: Readonly<Record<string, string>>
  fallback: string | null
  sent: number
  clicks: number
  joins: number
  unsubscribes: number
  complaints: number
  /** Of everybody together, as `cascade` says it. */
  r: R
  gain: number | null
}

/** Every campaign of an institution that has been launched, newest first. Changes nothing. */
export async function comparison(deps: Deps, institutionId: number): Promise<ComparedCampaign[]> {
  const launched = (await listCampaigns(deps.db, institutionId)).filter((one) => one.launchedAt !== null)
  return Promise.all(launched.map((campaign) => compared(deps, campaign)))
}

async function compared(deps: Deps, campaign: Campaign): Promise<ComparedCampaign> {
  const edition = campaign.editionId === null ? undefined : await editionById(deps.db, campaign.editionId)
  const { sent, clicks, joins, unsubscribes, complaints } = await tallied(deps, campaign)
  const { rAll, gain } = await cascade(deps, campaign)
  return {
    campaign,
    name: edition?.definition.name ?? {},
    fallback: edition?.definition.fallback ?? null,
    ...{ sent, clicks: clicks.human, joins, unsubscribes, complaints },
    r: rAll,
    gain,
  }
}
