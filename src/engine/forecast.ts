import { z } from 'zod'
import type { Counted } from '../core/cascade/counters.ts'
import { AppError } from '../core/error.ts'
import type { Planned } from '../core/forecast/branch.ts'
import { type ForecastOfCounts, forecastCounts } from '../core/forecast/forecast-counts.ts'
import { type ForecastRecord, recordOf } from '../core/forecast/record.ts'
import type { Campaign } from '../store/campaigns.ts'
import { arrivalsOf } from '../store/cascade.ts'
import { talliesOf } from '../store/events.ts'
import {
  type ForecastRow,
  forecastsOf,
  saveForecast,
  scoreForecasts,
  seedsWaiting,
} from '../store/forecasts.ts'
import type { Deps } from './deps.ts'
import { campaignNamed } from './named.ts'
import { generationsOf } from './stats.ts'
import { tally } from './tally.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs
/** Arrivals are known to the hour: the middle of it. */
const halfHour = 30

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
  const { generations, planned } = await reachedBy(deps, campaign, now)
  const span = (horizonAt - now) / minuteMs
  const told = forecastCounts({ generations, planned, span })
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

/** Who has been reached so far, by generation and age, and who waits. A finished campaign writes to nobody more. */
async function reachedBy(
  deps: Deps,
  campaign: Campaign,
  now: number,
): Promise<{ generations: Counted[]; planned: Planned[] }> {
  const waiting = campaign.state === 'finished' ? [] : await seedsWaiting(deps.db, campaign.id)
  const rows = await talliesOf(deps.db, campaign.id)
  const arrivals = await arrivalsOf(deps.db, campaign.id)
  const sent = rows
    .filter((row) => row.kind === 'sent' && row.trigger === 'launch' && row.channel === 'email')
    .reduce((sum, row) => sum + row.count, 0)
  const unreached = waiting.reduce((sum, one) => sum + one.count, 0)
  const generations = generationsOf(rows).map(({ generation, participants, children }) => ({
    // Whose mail has not gone out is no seed yet.
    participants: generation === 0 ? Math.max(0, Math.min(sent, participants - unreached)) : participants,
    children,
    arrivals: arrivals
      .filter((one) => one.generation === generation)
      .map(({ at, count }) => ({ age: Math.max(0, (now - at) / minuteMs - halfHour), count })),
  }))
  const planned = waiting.map(({ at, count }) => ({
    inMinutes: Math.max(0, (at - now) / minuteMs + halfHour),
    count,
  }))
  return { generations, planned }
}

function pastOf({ campaignId, madeAt, horizonAt, scoredAt, ...figures }: ForecastRow): Past {
  return { at: iso(madeAt), horizon: iso(horizonAt), ...figures }
}

const iso = (at: number) => new Date(at).toISOString()
