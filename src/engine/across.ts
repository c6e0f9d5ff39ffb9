import type { CampaignDefinition } from '../core/campaign.ts'
import { dateAt } from '../core/schedule/clock.ts'
import { campaignsElsewhere, type Elsewhere, waitingByHour } from '../store/calendar.ts'
import { editionById, findCampaign, listCampaigns } from '../store/campaigns.ts'
import { type Institution, institutionById } from '../store/institutions.ts'
import { type AgendaEntry, campaignAgenda, type Span } from './agenda.ts'
import type { Deps } from './deps.ts'
import { senderPlace } from './timing.ts'

type Joint = NonNullable<CampaignDefinition['joint']>

/** A day of a campaign that another institution leads together with this one: no number of people, no address of a page. */
export type JointEntry = Pick<
  AgendaEntry,
  'definition' | 'kind' | 'step' | 'wave' | 'channel' | 'date' | 'from' | 'until'
> & { institution: string; key: string }

/** How many campaigns of other institutions send mail on a day; which, nobody is told. */
export type Busy = { date: string; campaigns: number }

/**
 * What the other institutions of an installation send, as far as it concerns this one. A campaign is joint when both
 * sides say so: the same name of `joint`, each naming the other. All else that was launched is only counted. No list of
 * people is compared: that somebody agreed with one institution is not the other's business (docs/scaling.md).
 */
export async function across(
  deps: Deps,
  institutionId: number,
  span: Span,
): Promise<{ joint: JointEntry[]; busy: Busy[] }> {
  const institution = (await institutionById(deps.db, institutionId))!
  const elsewhere = await campaignsElsewhere(deps.db, institutionId)
  const mine = elsewhere.some(({ joint }) => joint !== null) ? await ownJoint(deps, institutionId) : []
  const joint: JointEntry[] = []
  const busy = new Map<string, number>()
  for (const one of elsewhere) {
    if (isJoint(mine, institution.slug, one))
      joint.push(...(await jointEntries(deps, institution, one, span)))
    else if (one.launched)
      for (const date of await daysOf(deps, institution, one, span)) busy.set(date, (busy.get(date) ?? 0) + 1)
  }
  return { joint, busy: [...busy].map(([date, campaigns]) => ({ date, campaigns })) }
}

/** What this institution's own campaigns say, those that are not over. */
async function ownJoint(deps: Deps, institutionId: number): Promise<Joint[]> {
  const found: Joint[] = []
  for (const { state, runningEditionId, editionId } of await listCampaigns(deps.db, institutionId)) {
    const id = runningEditionId ?? editionId
    const edition = state === 'finished' || id === null ? undefined : await editionById(deps.db, id)
    if (edition?.definition.joint) found.push(edition.definition.joint)
  }
  return found
}

function isJoint(mine: readonly Joint[], own: string, one: Elsewhere): boolean {
  if (one.joint === null) return false
  const theirs = JSON.parse(one.joint) as Joint
  return (
    theirs.with.includes(own) &&
    mine.some(({ name, with: others }) => name === theirs.name && others.includes(one.institution))
  )
}

async function jointEntries(deps: Deps, institution: Institution, one: Elsewhere, span: Span) {
  const campaign = (await findCampaign(deps.db, one.slug))!
  const entries = await campaignAgenda(deps, { institution, campaign, span })
  return entries.map(({ definition, kind, step, wave, channel, date, from, until }) => ({
    ...{ definition, kind, step, wave, channel, date, from, until },
    institution: one.institutionName,
    key: `${one.campaignId}/${step}/${wave === 0 ? date : ''}`,
  }))
}

async function daysOf(
  deps: Deps,
  institution: Institution,
  one: Elsewhere,
  span: Span,
): Promise<Set<string>> {
  const { zone } = senderPlace(institution)
  const rows = await waitingByHour(deps.db, { campaignId: one.campaignId, ...span })
  return new Set(rows.filter(({ channel }) => channel === 'email').map(({ at }) => dateAt(at, zone)))
}
