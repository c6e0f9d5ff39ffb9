import { type ForecastOfCounts, forecastCounts } from '../core/forecast/forecast-counts.ts'
import { type ForecastRecord, recordOf } from '../core/forecast/record.ts'
import { zoneOf } from '../core/time.ts'
import { type Campaign, runningCampaigns } from '../store/campaigns.ts'
import { forecastsOf } from '../store/forecasts.ts'
import { institutionById } from '../store/institutions.ts'
import { factOf, saveFact } from '../store/meta.ts'
import type { Deps } from './deps.ts'
import { plannedAfter, reachedBy, reachRows } from './reached.ts'
import { tally } from './tally.ts'

const minutesOfDay = 1440
const hourMs = 3_600_000
/** Days that a page looks ahead. */
export const outlookDays = [1, 3, 7, 14] as const

type Days = ({ days: number } & ForecastOfCounts)[]
/** `madeAt` in ms; `timeZone` is the institution's. */
export type Outlook = { madeAt: number; timeZone: string; days: Days; record: ForecastRecord | null }

/**
 * What `forecast` says, for several horizons, and how its earlier ones did. Simulating takes longer than a page may, so while
 * the campaign runs `refreshOutlooks` keeps one of the last hour.
 *
 * @returns null before the launch, and for a finished campaign: there is nothing to come
 */
export async function outlook(deps: Deps, campaign: Campaign): Promise<Outlook | null> {
  if (campaign.launchedAt === null || campaign.state === 'finished') return null
  const kept = await keptOutlook(deps, campaign)
  const now = deps.clock.now()
  const isFresh = kept !== null && kept.madeAt <= now && now - kept.madeAt < 2 * hourMs
  const made = isFresh ? kept : await foresee(deps, campaign)
  const institution = await institutionById(deps.db, campaign.institutionId)
  const timeZone = zoneOf(institution?.timeZone ?? null, institution?.country ?? null)
  return { ...made, timeZone, record: recordOf(await forecastsOf(deps.db, campaign.id)) }
}

/** Makes the outlook of one running campaign anew, the one that has waited longest, when it is an hour old. */
export async function refreshOutlooks(deps: Deps): Promise<void> {
  const now = deps.clock.now()
  const ages = await Promise.all(
    (await runningCampaigns(deps.db)).map(async (campaign) => {
      const kept = await keptOutlook(deps, campaign)
      return { campaign, madeAt: kept === null || kept.madeAt > now ? 0 : kept.madeAt }
    }),
  )
  const [oldest] = ages.sort((a, b) => a.madeAt - b.madeAt)
  if (!oldest || now - oldest.madeAt < hourMs) return
  const made = await foresee(deps, oldest.campaign)
  await saveFact(deps.db, keyOf(oldest.campaign), JSON.stringify(made))
}

async function foresee(deps: Deps, campaign: Campaign): Promise<{ madeAt: number; days: Days }> {
  await tally(deps)
  const now = deps.clock.now()
  const reach = await reachRows(deps, campaign)
  const [generations, planned] = [reachedBy(reach, now), plannedAfter(reach, now)]
  const days = outlookDays.map((days) => ({
    days,
    ...forecastCounts({ generations, planned, span: days * minutesOfDay }),
  }))
  return { madeAt: now, days }
}

const keyOf = ({ id }: Campaign) => `outlook:${id}`

async function keptOutlook({ db }: Deps, campaign: Campaign): Promise<{ madeAt: number; days: Days } | null> {
  const kept = await factOf(db, keyOf(campaign))
  return kept === null ? null : (JSON.parse(kept) as { madeAt: number; days: Days })
}
