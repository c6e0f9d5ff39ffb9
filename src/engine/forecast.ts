import { z } from 'zod'
import { AppError } from '../core/error.ts'
import { type ForecastOfCounts, forecastCounts } from '../core/forecast/forecast-counts.ts'
import { type ForecastRecord, recordOf } from '../core/forecast/record.ts'
import type { Campaign } from '../store/campaigns.ts'
import { type ForecastRow, forecastsOf, saveForecast, scoreForecasts } from '../store/forecasts.ts'
import type { Deps } from './deps.ts'
import { campaignNamed } from './named.ts'
import { plannedAfter, reachedBy, reachRows } from './reached.ts'
import { tally } from './tally.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

export const forecastInput = z.strictObject({
  campaign: z.string(),
  days: z.int().min(1, 'write a whole number of days from 1').max(365, 'a year is the furthest').default(7),
})

export type CampaignForecast = { campaign: string; at: string; horizon: string } & ForecastOfCounts & {
    /** Seeds that wait for their wave and are counted in. */
    planned: number
    past: Past[]
    record: ForecastRecord | null
  }
export type Past = Pick<
  ForecastRow,
  'observed' | 'forecast' | 'low50' | 'high50' | 'low80' | 'high80' | 'benchmark' | 'actual'
> & { at: string; horizon: string }

/**
 * How many a campaign will have reached some days from now, and how earlier forecasts of it did. What it says is kept, to
 * be scored when the day has come.
 *
 * @throws AppError `not-launched`
 */
export async function forecast(
  deps: Deps,
  it: { campaign: Campaign; days: number },
): Promise<CampaignForecast> {
  const { campaign, days } = it
  if (campaign.launchedAt === null)
    throw new AppError(
      'conflict',
      'not-launched',
      `${campaign.slug} has not been launched: there is nothing to forecast from`,
    )
  await tally(deps)
  const now = deps.clock.now()
  await scoreForecasts(deps.db, now)
  const madeAt = Math.floor(now / hourMs) * hourMs
  const horizonAt = Math.ceil((now + days * dayMs) / hourMs) * hourMs
  const reach = await reachRows(deps, campaign)
  const planned = plannedAfter(reach, now)
  const span = (horizonAt - now) / minuteMs
  const told = forecastCounts({ generations: reachedBy(reach, now), planned, span })
  const past = await forecastsOf(deps.db, campaign.id)
  if (told.tooEarly === null) {
    const { tooEarly, ...figures } = told
    await saveForecast(deps.db, { campaignId: campaign.id, madeAt, horizonAt, ...figures })
  }
  return {
    campaign: campaign.slug,
    at: iso(now),
    horizon: iso(horizonAt),
    ...told,
    planned: planned.reduce((sum, one) => sum + (one.inMinutes <= span ? one.count : 0), 0),
    past: past.map(pastOf),
    record: recordOf(past),
  }
}

export const forecastNamed = async (deps: Deps, it: z.output<typeof forecastInput>) =>
  forecast(deps, { campaign: await campaignNamed(deps, it.campaign), days: it.days })

function pastOf({ campaignId, madeAt, horizonAt, scoredAt, ...figures }: ForecastRow): Past {
  return { at: iso(madeAt), horizon: iso(horizonAt), ...figures }
}

const iso = (at: number) => new Date(at).toISOString()
