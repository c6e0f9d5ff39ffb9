import { wallClock } from '../core/time.ts'
import { type Campaign, type Edition, editionById } from '../store/campaigns.ts'
import { decidedClocks, decidedFunnel } from '../store/enrollment.ts'
import { type Clock, clocksOf, countFunnelByClock } from '../store/funnel.ts'
import { countHeldOut } from '../store/hold-outs.ts'
import { institutionById } from '../store/institutions.ts'
import { newestEdition } from './approve.ts'
import type { Deps } from './deps.ts'
import { campaignQuestion, type Funnel, funnelOf } from './funnel.ts'
import { plannedHolds, recurringDues } from './plan-later.ts'
import { type PlannedStep, type PlanWarning, plannedSteps, warningsOf } from './plan-steps.ts'
import { type WaveStart, waveCounts, waveStarts } from './schedule.ts'
import { duesOf, type StepDue } from './step-dues.ts'
import { placeOf } from './timing.ts'

export type PlannedWave = { wave: number; share: number; count: number; startsAt: string }
export type Plan = {
  campaign: string
  state: string
  edition: string
  /** `heldOut`: people of `matched` who get no message, so that its effect can be told. */
  funnel: Funnel & { heldOut: number }
  waves: PlannedWave[]
  /** Zone → readers there, and for each wave the time on their own clock at which the first mail reaches them. */
  byZone: Record<string, { count: number; waves: string[] }>
  /** Each step of the launch: whom it reaches when, by zone and country of residence. */
  steps: Record<string, PlannedStep>
  /** What hangs on the moon, and what would never go out. */
  warnings: PlanWarning[]
}

/**
 * Who will get what when, on whose clock. Before the launch, as if it were launched now; after it, as it was decided
 * then, whatever has become of the people since, by the windows and holidays of now.
 */
export async function plan(deps: Deps, campaign: Campaign): Promise<Plan> {
  const edition = await editionOf(deps, campaign)
  const { counted, clocks, heldOut } = await audienceOf(deps, campaign, edition)
  const institution = (await institutionById(deps.db, campaign.institutionId))!
  const launchedAt = campaign.launchedAt ?? deps.clock.now()
  const starts = waveStarts(edition.definition, launchedAt)
  const dues = await duesOf(deps, institution, edition.definition, { launchedAt, clocks })
  const of = { institution, definition: edition.definition }
  const from = Math.max(launchedAt, deps.clock.now())
  const all = [...dues, ...(await recurringDues(deps, of, { clocks, from }))]
  const holds = await plannedHolds(deps, of, dues)
  return {
    campaign: campaign.slug,
    state: campaign.state,
    edition: edition.hash,
    funnel: { ...counted, heldOut },
    waves: plannedWaves(starts, counted.final),
    byZone: byZone(edition, starts, clocks, dues),
    steps: plannedSteps(edition.definition, { dues: all, clocks, holds }),
    warnings: warningsOf(all),
  }
}

function plannedWaves(starts: readonly WaveStart[], final: number): PlannedWave[] {
  const counts = waveCounts(starts, final)
  return starts.map(({ wave, share, startsAt }, index) => ({
    wave,
    share,
    count: counts[index]!,
    startsAt: new Date(startsAt).toISOString(),
  }))
}

async function editionOf(deps: Deps, campaign: Campaign): Promise<Edition> {
  const running =
    campaign.runningEditionId === null ? undefined : await editionById(deps.db, campaign.runningEditionId)
  return running ?? newestEdition(deps, campaign)
}

async function audienceOf(deps: Deps, campaign: Campaign, edition: Edition) {
  if (campaign.launchedAt !== null) {
    const counted = funnelOf(await decidedFunnel(deps.db, campaign.id))
    const heldOut = await countHeldOut(deps.db, campaign.id)
    return {
      counted: { ...counted, matched: counted.matched + heldOut },
      clocks: await decidedClocks(deps.db, campaign.id),
      heldOut,
    }
  }
  const asked = await campaignQuestion(deps, campaign.institutionId, edition)
  const rows = await countFunnelByClock(deps.db, asked)
  const counted = funnelOf(rows)
  // Who it will be is drawn at the launch; the counts by language and country still hold them.
  const heldOut = Math.round(counted.final * (edition.definition.experiment?.holdOut ?? 0))
  return {
    counted: { ...counted, final: counted.final - heldOut },
    clocks: clocksOf(rows),
    heldOut,
  }
}

/** In a zone where people of several countries live, the times are those of the country most of them live in. */
function byZone(
  { definition }: Edition,
  starts: readonly WaveStart[],
  clocks: readonly Clock[],
  dues: readonly StepDue[],
): Plan['byZone'] {
  const first = definition.steps.find((step) => dues.some((due) => due.step === step.id && isMail(step)))
  const times = Map.groupBy(
    dues.filter((due) => due.step === first?.id),
    clockKey,
  )
  const zones: Plan['byZone'] = {}
  for (const clock of [...clocks].sort((a, b) => b.count - a.count)) {
    const { zone } = placeOf(clock)
    // Where variants have hours of their own, the first of them.
    const waves = Map.groupBy(times.get(clockKey(clock)) ?? [], ({ wave }) => wave)
    const reached = [...waves.values()].map((dues) => Math.min(...dues.map(({ dueAt }) => dueAt)))
    zones[zone] ??= {
      count: 0,
      waves: (reached.length ? reached : starts.map(({ startsAt }) => startsAt)).map((at) =>
        wallClock(at, zone),
      ),
    }
    zones[zone].count += clock.count
  }
  return zones
}

const isMail = ({ channel }: { channel: string }) => channel === 'email'
const clockKey = ({ timeZone, country }: { timeZone: string | null; country: string | null }) =>
  `${timeZone}/${country}`
