import { countInBoth } from '../store/calendar.ts'
import { editionById, findCampaign } from '../store/campaigns.ts'
import { institutionById } from '../store/institutions.ts'
import type { JointEntry } from './across.ts'
import type { Agenda, AgendaEntry } from './agenda.ts'
import type { Deps } from './deps.ts'
import { campaignQuestion } from './funnel.ts'

/** Two campaigns that write to some of the same people on one day. */
export type Clash = { date: string; campaigns: [string, string]; people: number }
/** More mails of different steps or campaigns within the institution's days than its cap allows one person. */
export type CapWarning = { date: string; mails: number; cap: number; days: number }

/** Which days of an agenda write twice to the same people, with how many people they are by their audiences of now. */
export async function clashesOf(deps: Deps, { entries }: Pick<Agenda, 'entries'>): Promise<Clash[]> {
  const mails = entries.filter(({ channel }) => channel === 'email')
  const found: Clash[] = []
  const known = new Map<string, Promise<number>>()
  for (const [date, ofDay] of Map.groupBy(mails, (entry) => entry.date)) {
    const slugs = [...new Set(ofDay.map(({ campaign }) => campaign))].sort()
    for (const [index, one] of slugs.entries())
      for (const other of slugs.slice(index + 1)) {
        const key = `${one}/${other}`
        const asked = known.get(key) ?? overlap(deps, one, other)
        known.set(key, asked)
        const people = await asked
        if (people > 0) found.push({ date, campaigns: [one, other], people })
      }
  }
  return found
}

async function overlap(deps: Deps, one: string, other: string): Promise<number> {
  const [first, second] = await Promise.all([questionOf(deps, one), questionOf(deps, other)])
  return first && second ? countInBoth(deps.db, first, second) : 0
}

/** Without the cap: whoever it will leave out of one of the two is the one to be warned of. */
async function questionOf(deps: Deps, slug: string) {
  const campaign = (await findCampaign(deps.db, slug))!
  const id = campaign.runningEditionId ?? campaign.editionId
  const edition = id === null ? undefined : await editionById(deps.db, id)
  return edition && { ...(await campaignQuestion(deps, campaign.institutionId, edition)), cap: null }
}

/**
 * Days on which the mails of the last `capDays` days, of all campaigns, are more than one person may get: somebody in
 * all their audiences would be left out.
 *
 * @param joint  mails of other institutions in joint campaigns, which count here and not at the launch: each institution
 *               counts its own people
 */
export async function capWarnings(
  deps: Deps,
  institutionId: number,
  { entries, joint = [] }: Pick<Agenda, 'entries'> & { joint?: readonly JointEntry[] },
): Promise<CapWarning[]> {
  const { capCount: cap, capDays: days } = (await institutionById(deps.db, institutionId))!
  if (cap === null || days === null) return []
  const mails = [
    ...entries.map((one) => ({ ...one, key: mailKey(one) })),
    ...joint.map(({ key, ...one }) => ({ ...one, key: `joint/${key}` })),
  ].filter(({ channel }) => channel === 'email')
  const dates = [...new Set(mails.map(({ date }) => date))].sort()
  return dates.flatMap((date) => {
    const first = Date.parse(date) - (days - 1) * 86_400_000
    const near = mails.filter((one) => Date.parse(one.date) >= first && one.date <= date)
    const count = new Set(near.map(({ key }) => key)).size
    return count > cap ? [{ date, mails: count, cap, days }] : []
  })
}

/** One person is in one wave: waves of a step are one mail to them, each occurrence of one that recurs is another. */
const mailKey = ({ campaign, step, wave, date }: AgendaEntry) =>
  `${campaign}/${step}/${wave === 0 ? date : ''}`
