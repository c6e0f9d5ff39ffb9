import { zoneOf } from '../core/time.ts'
import type { Campaign } from '../store/campaigns.ts'
import { type TallyRow, talliesOf } from '../store/events.ts'
import { actsByHour } from '../store/hourly.ts'
import { institutionById } from '../store/institutions.ts'
import { type SkillRow, skillsOf } from '../store/skills.ts'
import type { Deps } from './deps.ts'
import { tally } from './tally.ts'

/** By the way a share travelled; hits that look human. */
export type ChannelLine = { channel: string; shares: number; visits: number; joins: number }
/** By the hour of the clock, 0 … 23. */
export type HourLine = { hour: number; clicks: number; visits: number; joins: number }

export type Breakdowns = { channels: ChannelLine[]; hours: HourLine[]; skills: SkillRow[]; timeZone: string }

const hourMs = 3_600_000

/**
 * A campaign by channel, by hour and by skill; `stats` has languages and countries. An hour is that of the country somebody
 * lives in where it is known, and of the institution's own clock where it is not: no link says where its reader lives.
 *
 * @param it.hours  false leaves them at nought: nobody asks
 */
export async function breakdowns(
  deps: Deps,
  campaign: Campaign,
  it: { hours: boolean } = { hours: true },
): Promise<Breakdowns> {
  await tally(deps)
  const institution = await institutionById(deps.db, campaign.institutionId)
  const timeZone = zoneOf(institution?.timeZone ?? null, institution?.country ?? null)
  const rows = it.hours ? await actsByHour(deps.db, campaign.id) : []
  const hours = Array.from({ length: 24 }, (_, hour) => ({ hour, clicks: 0, visits: 0, joins: 0 }))
  const clock = clockOf(timeZone)
  const columns = { click: 'clicks', visit: 'visits', join: 'joins' } as const
  for (const { hour, country, kind, count } of rows)
    hours[clock(hour * hourMs, country)]![columns[kind]] += count
  return {
    channels: channelsOf(await talliesOf(deps.db, campaign.id)),
    hours,
    skills: await skillsOf(deps.db, campaign.id),
    timeZone,
  }
}

/** Most used first. Of what came over no share there is no channel. */
export function channelsOf(rows: readonly TallyRow[]): ChannelLine[] {
  const of = (own: readonly TallyRow[], kind: string) =>
    own
      .filter((row) => row.kind === kind && (kind === 'join' || row.class === 'human'))
      .reduce((sum, row) => sum + row.count, 0)
  const known = rows.filter((row) => row.shareChannel !== '')
  return [...Map.groupBy(known, (row) => row.shareChannel)]
    .map(([channel, own]) => ({
      channel,
      shares: of(own, 'share'),
      visits: of(own, 'visit'),
      joins: of(own, 'join'),
    }))
    .filter(({ shares, visits, joins }) => shares + visits + joins > 0)
    .sort((a, b) => b.visits - a.visits || a.channel.localeCompare(b.channel))
}

/** Hour of the day of an instant, in the main zone of a country. Formatters are dear, and an hour is asked for again and again. */
function clockOf(own: string): (at: number, country: string) => number {
  const zones = new Map<string, (at: number) => number>()
  return (at, country) => {
    const known = zones.get(country) ?? hoursIn(country ? zoneOf(null, country) : own)
    zones.set(country, known)
    return known(at)
  }
}

function hoursIn(timeZone: string): (at: number) => number {
  const format = new Intl.DateTimeFormat('en', { timeZone, hour: 'numeric', hourCycle: 'h23' })
  const known = new Map<number, number>()
  return (at) => {
    const hour = known.get(at) ?? Number(format.format(at))
    known.set(at, hour)
    return hour
  }
}
