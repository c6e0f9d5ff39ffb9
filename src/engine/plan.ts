import { wallClock, withinWindow, zoneOf } from '../core/time.ts'
import type { Campaign } from '../store/campaigns.ts'
import { wavesOf } from '../store/enrollment.ts'
import { finalByClock } from '../store/funnel.ts'
import { newestEdition } from './approve.ts'
import type { Deps } from './deps.ts'
import { campaignQuestion, type Funnel, funnel } from './funnel.ts'
import { waveCounts, waveStarts } from './schedule.ts'

export type PlannedWave = { wave: number; share: number; count: number; startsAt: string }
export type Plan = {
  campaign: string
  state: string
  edition: string
  funnel: Funnel
  waves: PlannedWave[]
  /** Zone → readers there, and for each wave the time on their own clock at which it reaches them. */
  byZone: Record<string, { count: number; waves: string[] }>
}

/** Who will get what when, on whose clock. Before the launch, as if it were launched now; after it, as it was. */
export async function plan(deps: Deps, campaign: Campaign): Promise<Plan> {
  const edition = await newestEdition(deps, campaign)
  const asked = await campaignQuestion(deps, campaign.institutionId, edition)
  const counted = await funnel(deps, asked)
  const launchedAt = campaign.launchedAt ?? deps.clock.now()
  const starts = waveStarts(edition.definition, launchedAt)
  const enrolled = campaign.launchedAt === null ? null : await wavesOf(deps.db, campaign.id)
  const counts = enrolled
    ? starts.map(({ wave }) => enrolled.find((row) => row.wave === wave)?.count ?? 0)
    : waveCounts(starts, counted.final)
  const byZone: Plan['byZone'] = {}
  for (const { timeZone, country, count } of await finalByClock(deps.db, asked)) {
    const zone = zoneOf(timeZone, country)
    byZone[zone] ??= {
      count: 0,
      waves: starts.map(({ startsAt }) =>
        wallClock(withinWindow(startsAt, zone, edition.definition.window ?? null), zone),
      ),
    }
    byZone[zone].count += count
  }
  return {
    campaign: campaign.slug,
    state: campaign.state,
    edition: edition.hash,
    funnel: counted,
    waves: starts.map(({ wave, share, startsAt }, index) => ({
      wave,
      share,
      count: counts[index]!,
      startsAt: new Date(startsAt).toISOString(),
    })),
    byZone,
  }
}
