import {
  type Campaign,
  campaignById,
  contentsOf,
  type Edition,
  editionById,
  type StepRow,
  stepsOf,
} from '../store/campaigns.ts'
import type { ContentChoice } from '../store/enrollment.ts'
import { choices } from './choices.ts'
import type { Deps } from './deps.ts'

/** A running campaign with what its steps may say. */
export type Running = {
  campaign: Campaign
  edition: Edition
  offers: ReadonlyMap<string, { row: StepRow; contents: ContentChoice[] }>
}

/** Null for a campaign that was never launched. */
export async function runningOf(deps: Deps, campaignId: number): Promise<Running | null> {
  const campaign = await campaignById(deps.db, campaignId)
  const edition = campaign?.runningEditionId && (await editionById(deps.db, campaign.runningEditionId))
  if (!campaign || !edition) return null
  const contents = await contentsOf(deps.db, edition.id)
  const rows = await stepsOf(deps.db, campaignId)
  const offers = new Map(
    rows.map((row) => [row.name, { row, contents: choices(edition.definition, contents, row) }]),
  )
  return { campaign, edition, offers }
}
