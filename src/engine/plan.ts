import { wallClock, withinWindow, zoneOf } from '../core/time.ts'
import { type Campaign, type Edition, editionById } from '../store/campaigns.ts'
import { decidedClocks, decidedFunnel } from '../store/enrollment.ts'
import { type Clock, finalByClock } from '../store/funnel.ts'
import { newestEdition } from './approve.ts'
import type { Deps } from './deps.ts'
import { campaignQuestion, type Funnel, funnel, funnelOf } from './funnel.ts'
import { type WaveStart, waveCounts, waveStarts } from './schedule.ts'

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

/**
 * Who will get what when, on whose clock. Before the launch, as if it were launched now; after it, as it was decided
 * then, whatever has become of the people since.
 */
export async function plan(deps: Deps, campaign: Campaign): Promise<Plan> {
  const edition = await editionOf(deps, campaign)
  const { counted, clocks } = await audienceOf(deps, campaign, edition)
  const starts = waveStarts(edition.definition, campaign.launchedAt ?? deps.clock.now())
  const counts = waveCounts(starts, counted.final)
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
    byZone: byZone(edition, starts, clocks),
  }
}

async function editionOf(deps: Deps, campaign: Campaign): Promise<Edition> {
  const running =
    campaign.runningEditionId === null ? undefined : await editionById(deps.db, campaign.runningEditionId)
  return running ?? newestEdition(deps, campaign)
}

async function audienceOf(deps: Deps, campaign: Campaign, edition: Edition) {
  if (campaign.launchedAt !== null) {
    return {
      counted: funnelOf(await decidedFunnel(deps.db, campaign.id)),
      clocks: await decidedClocks(deps.db, campaign.id),
    }
  }
  const asked = await campaignQuestion(deps, campaign.institutionId, edition)
  return { counted: await funnel(deps, asked), clocks: await finalByClock(deps.db, asked) }
}

function byZone(edition: Edition, starts: readonly WaveStart[], clocks: readonly Clock[]): Plan['byZone'] {
  const zones: Plan['byZone'] = {}
  for (const { timeZone, country, count } of clocks) {
    const zone = zoneOf(timeZone, country)
    zones[zone] ??= {
      count: 0,
      waves: starts.map(({ startsAt }) =>
        wallClock(withinWindow(startsAt, zone, edition.definition.window ?? null), zone),
      ),
    }
    zones[zone].count += count
  }
  return zones
}
