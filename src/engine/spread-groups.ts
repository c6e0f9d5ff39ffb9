import { type SpreadGroup, spreadOfGroups } from '../core/cascade/groups.ts'
import { ownsMost } from '../store/audience.ts'
import type { Campaign } from '../store/campaigns.ts'
import { participantsIn } from '../store/enrollment.ts'
import type { TallyRow } from '../store/events.ts'
import { listSegments } from '../store/institutions.ts'
import type { Deps } from './deps.ts'
import { audienceScope } from './funnel.ts'

/** A way by which joins came; of what came over no share link, '' . `share` of all joins. */
export type JoinChannel = { key: string; joins: number; share: number }

export type SpreadGroups = {
  language: SpreadGroup[]
  country: SpreadGroup[]
  variant: SpreadGroup[]
  channel: JoinChannel[]
}

/** Spread by language, country, variant and channel, from tallies alone. Everything must have been tallied. */
export function groupsOf(rows: readonly TallyRow[]): SpreadGroups {
  const variants = rows.filter(({ variant }) => variant !== '')
  return {
    language: by(rows, (row) => row.language),
    country: by(rows, (row) => row.country),
    variant: by(variants, (row) => row.variant),
    channel: channelsOf(rows),
  }
}

function by(rows: readonly TallyRow[], key: (row: TallyRow) => string): SpreadGroup[] {
  return spreadOfGroups(
    [...Map.groupBy(rows, key)].map(([name, own]) => {
      const audience = sum(own.filter(({ kind }) => kind === 'audience'))
      const sent = own.filter(
        (row) => row.kind === 'sent' && row.trigger === 'launch' && row.channel === 'email',
      )
      // Whose wave is still to come cannot have brought anybody; whoever had two mails is one.
      return { key: name, seeds: Math.min(audience, sum(sent)), joins: sum(own.filter(isJoin)) }
    }),
  )
}

function channelsOf(rows: readonly TallyRow[]): JoinChannel[] {
  const joins = rows.filter(isJoin)
  const all = sum(joins)
  return [...Map.groupBy(joins, (row) => row.shareChannel)]
    .map(([key, own]) => ({ key, joins: sum(own), share: sum(own) / all }))
    .sort((a, b) => b.joins - a.joins || (a.key < b.key ? -1 : 1))
}

const isJoin = ({ kind }: TallyRow) => kind === 'join'
const sum = (rows: readonly TallyRow[]) => rows.reduce((total, { count }) => total + count, 0)

/** By saved segment: participants who belong to it now. Somebody may be in several; each asks the rows of all of them. */
export async function segmentGroups(deps: Deps, campaign: Campaign): Promise<SpreadGroup[]> {
  const { institutionId } = campaign
  const scope = await audienceScope(deps, institutionId)
  const most = await ownsMost(deps.db, institutionId)
  const counts = []
  for (const { slug } of await listSegments(deps.db, institutionId)) {
    const question = { ...scope, institutionId, most, audience: { segment: slug } }
    counts.push({ key: slug, ...(await participantsIn(deps.db, { campaignId: campaign.id, question })) })
  }
  return spreadOfGroups(counts)
}
