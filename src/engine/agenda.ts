import type { CampaignDefinition } from '../core/campaign.ts'
import { dateAt } from '../core/schedule/clock.ts'
import { waitingByHour } from '../store/calendar.ts'
import { type Campaign, contentsOf, type Edition, editionById, listCampaigns } from '../store/campaigns.ts'
import { decidedClocks } from '../store/enrollment.ts'
import { type Institution, institutionById } from '../store/institutions.ts'
import type { Deps } from './deps.ts'
import { type Plan, plan } from './plan.ts'
import { senderPlace } from './timing.ts'

/** What goes out of one step and wave on one day. */
export type AgendaEntry = {
  campaign: string
  definition: CampaignDefinition
  /** `queued`: it stands in the outbox; `planned`: as the plan has it, were it launched now. */
  kind: 'queued' | 'planned'
  step: string
  /** 0 where there are no waves. */
  wave: number
  channel: string
  /** Languages that are ready to be sent. */
  languages: string[]
  count: number
  /** On the calendar of the house. */
  date: string
  /** First and last instant of that day, ms; of what waits by the hour. */
  from: number
  until: number
}

export type Agenda = {
  zone: string
  entries: AgendaEntry[]
  /** Countries people of those campaigns live in, most people first; the house's own is among them. */
  countries: string[]
}

export type Span = { from: number; until: number }

/**
 * What all campaigns of an institution will send between two instants: of launched ones what waits in the outbox and
 * what will recur, of the others what their plan says.
 *
 * @param span  ms, until is outside
 * @param counts  false leaves out what an audience would have to be counted for: campaigns that are not launched
 */
export async function agenda(deps: Deps, institutionId: number, span: Span, counts = true): Promise<Agenda> {
  const institution = (await institutionById(deps.db, institutionId))!
  const { zone, country } = senderPlace(institution)
  const people = new Map<string, number>()
  const entries: AgendaEntry[] = []
  for (const campaign of await listCampaigns(deps.db, institutionId)) {
    if (campaign.kind !== 'campaign' || campaign.state === 'finished') continue
    if (!counts && campaign.launchedAt === null) continue
    const edition = await editionOf(deps, campaign)
    if (!edition) continue
    const planned = await plan(deps, campaign)
    for (const [code, count] of await countriesOf(deps, campaign, planned))
      people.set(code, (people.get(code) ?? 0) + count)
    entries.push(...(await entriesOf(deps, { institution, campaign, edition, planned, span })))
  }
  const ranked = [...people].sort((a, b) => b[1] - a[1]).map(([code]) => code)
  const countries = country ? [country, ...ranked.filter((code) => code !== country)] : ranked
  return { zone, entries: entries.sort((a, b) => a.from - b.from), countries }
}

async function editionOf(deps: Deps, campaign: Campaign): Promise<Edition | undefined> {
  const id = campaign.runningEditionId ?? campaign.editionId
  return id === null ? undefined : editionById(deps.db, id)
}

async function countriesOf(deps: Deps, campaign: Campaign, planned: Plan): Promise<[string, number][]> {
  if (campaign.launchedAt === null) return Object.entries(planned.funnel.byCountry)
  const clocks = await decidedClocks(deps.db, campaign.id)
  return clocks.flatMap(({ country, count }): [string, number][] => (country ? [[country, count]] : []))
}

type Of = { institution: Institution; campaign: Campaign; edition: Edition; planned: Plan; span: Span }

/** What one campaign sends in a span, on the days of `institution`, whoever it belongs to; nothing once it is over. */
export async function campaignAgenda(
  deps: Deps,
  it: { institution: Institution; campaign: Campaign; span: Span },
): Promise<AgendaEntry[]> {
  const edition = it.campaign.state === 'finished' ? undefined : await editionOf(deps, it.campaign)
  return edition ? entriesOf(deps, { ...it, edition, planned: await plan(deps, it.campaign) }) : []
}

async function entriesOf(deps: Deps, it: Of): Promise<AgendaEntry[]> {
  const { campaign, edition, span } = it
  const { zone } = senderPlace(it.institution)
  const contents = await contentsOf(deps.db, edition.id)
  const languagesOf = (step: string) => [
    ...new Set(contents.filter((one) => one.step === step).map(({ language }) => language)),
  ]
  const launched = campaign.launchedAt !== null
  const dues = launched
    ? [...(await queued(deps, campaign, span)), ...planDues(it.planned, 'recurring')]
    : planDues(it.planned, 'all')
  const inside = dues.filter(({ at }) => at >= span.from && at < span.until)
  const days = Map.groupBy(inside, (due) =>
    JSON.stringify([due.kind, due.step, due.wave, dateAt(due.at, zone)]),
  )
  return [...days.values()].map((group) => ({
    campaign: campaign.slug,
    definition: edition.definition,
    kind: group[0]!.kind,
    step: group[0]!.step,
    wave: group[0]!.wave,
    channel: group[0]!.channel,
    languages: languagesOf(group[0]!.step),
    count: group.reduce((sum, { count }) => sum + count, 0),
    date: dateAt(group[0]!.at, zone),
    from: Math.min(...group.map(({ at }) => at)),
    until: Math.max(...group.map(({ at }) => at)),
  }))
}

type Due = Pick<AgendaEntry, 'kind' | 'step' | 'wave' | 'channel' | 'count'> & { at: number }

async function queued(deps: Deps, campaign: Campaign, span: Span): Promise<Due[]> {
  const rows = await waitingByHour(deps.db, { campaignId: campaign.id, ...span })
  return rows.map(({ step, wave, channel, count, at }) => ({
    kind: 'queued' as const,
    step,
    wave,
    channel,
    count,
    at,
  }))
}

/** `2026-12-10T09:00+01:00[Europe/Paris]` → ms. */
const instantOfWall = (wall: string) => Date.parse(wall.replace(/\[.*$/, ''))

/** The plan, one row for each clock and wave that is not dropped. */
export function planDues({ steps, waves }: Plan, which: 'all' | 'recurring'): Due[] {
  return Object.entries(steps).flatMap(([step, { channel, at, clocks }]) => {
    const recurs = at !== null && 'every' in at
    if (which === 'recurring' && !recurs) return []
    const split = recurs || channel !== 'email' ? null : sharesOf(waves, clocks)
    return clocks.flatMap((clock, place) =>
      clock.waves.flatMap((wall, index): Due[] => {
        const dropped = ['expired', 'late', 'closed'].includes(clock.why[index] ?? '')
        const count = split ? split[index]![place]! : clock.count
        if (dropped || count === 0) return []
        const wave = split ? index + 1 : 0
        return [{ kind: 'planned', step, wave, channel, count, at: instantOfWall(wall) }]
      }),
    )
  })
}

/** How many of each wave live by each clock: in proportion, so that each wave adds up to what the plan says of it. */
function sharesOf(waves: Plan['waves'], clocks: readonly { count: number }[]): number[][] {
  const total = clocks.reduce((sum, { count }) => sum + count, 0) || 1
  return waves.map(({ count }) => {
    let [seen, given] = [0, 0]
    return clocks.map((clock) => {
      seen += clock.count
      const share = Math.round((seen * count) / total) - given
      given += share
      return share
    })
  })
}
