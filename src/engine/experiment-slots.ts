import type { CampaignDefinition } from '../core/campaign.ts'
import { hourGroups } from '../core/experiment/slots.ts'
import { dayMs } from '../core/schedule/clock.ts'
import type { Campaign } from '../store/campaigns.ts'
import type { TallyRow } from '../store/events.ts'
import { lastMailOf } from '../store/slot-mails.ts'
import type { Deps } from './deps.ts'

/**
 * Variants with hours of their own are not answered at one time: at noon the morning's readers have answered, the
 * evening's have no mail yet. They can be compared a day after the last mail of them went out, ms; null where there are no
 * such hours.
 */
export async function comparableFrom(
  deps: Deps,
  campaign: Campaign,
  definition: CampaignDefinition | null,
): Promise<number | null> {
  const step = definition?.steps.find((one) =>
    hourGroups(definition, one).some((variant) => variant !== null),
  )
  if (!step) return null
  const last = await lastMailOf(deps.db, { campaignId: campaign.id, step: step.id })
  return last === null ? null : last + dayMs
}

/** Mails of the launch with an outcome: what was delivered of a variant is held against them, not against all to come. */
export const triedOf = (rows: readonly TallyRow[], variant: string): number =>
  rows
    .filter(
      (row) =>
        row.variant === variant &&
        row.generation === 0 &&
        row.channel === 'email' &&
        row.trigger === 'launch' &&
        (row.kind === 'sent' || row.kind === 'refused'),
    )
    .reduce((sum, { count }) => sum + count, 0)
