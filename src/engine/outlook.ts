import { type ForecastOfCounts, forecastCounts } from '../core/forecast/forecast-counts.ts'
import { type ForecastRecord, recordOf } from '../core/forecast/record.ts'
import type { Campaign } from '../store/campaigns.ts'
import { forecastsOf } from '../store/forecasts.ts'
import type { Deps } from './deps.ts'
import { plannedAfter, reachedBy, reachRows } from './reached.ts'
import { tally } from './tally.ts'

const minutesOfDay = 1440
/** Days that a page looks ahead. */
export const outlookDays = [1, 3, 7, 14] as const

export type Outlook = { days: ({ days: number } & ForecastOfCounts)[]; record: ForecastRecord | null }

/**
 * What `forecast` says, for several horizons, and how its earlier ones did; nothing is kept, so that a page may ask.
 *
 * @returns null before the launch, and for a finished campaign: there is nothing to come
 */
export async function outlook(deps: Deps, campaign: Campaign): Promise<Outlook | null> {
  if (campaign.launchedAt === null || campaign.state === 'finished') return null
  await tally(deps)
  const now = deps.clock.now()
  const reach = await reachRows(deps, campaign)
  const [generations, planned] = [reachedBy(reach, now), plannedAfter(reach, now)]
  const days = outlookDays.map((days) => ({
    days,
    ...forecastCounts({ generations, planned, span: days * minutesOfDay }),
  }))
  return { days, record: recordOf(await forecastsOf(deps.db, campaign.id)) }
}
