import type { CampaignDefinition, Step } from '../core/campaign.ts'
import { slotVariants } from '../core/experiment/slots.ts'
import type { Moved } from '../core/schedule/opening.ts'
import type { StepTime } from '../core/schedule/step-time.ts'
import { wallClock } from '../core/time.ts'
import { dealtVariants } from '../core/variants.ts'
import type { Clock } from '../store/funnel.ts'
import type { StepDue } from './step-dues.ts'
import { placeOf } from './timing.ts'

export type PlannedStep = {
  channel: string
  /** As the campaign writes it; null = with the launch. */
  at: StepTime | null
  /** Per clock, of what is known beforehand; empty for what follows what a person does. Times on that very clock. */
  clocks: PlannedClock[]
  /** Per wave the instant before which `minGap` holds it, if all goes as planned; null where it holds nobody. */
  notBefore: (string | null)[]
}

export type PlannedClock = {
  zone: string
  country: string | null
  /** Readers there, all waves together; 1 for a post. Of a variant with hours of its own about its share of them. */
  count: number
  /** Whose hours these are, where variants have hours of their own; absent = of everybody else. */
  variant?: string
  /** When each wave gets it; of a step that recurs its next few occurrences. */
  waves: string[]
  /** Per wave why it waits for that, or `expired`, `late`, `closed`: it will be dropped; null = nothing of the kind. */
  why: (Moved | 'expired' | 'late' | 'closed' | null)[]
}

export type PlanWarning = {
  kind: 'estimatedHoliday' | 'besideEstimate' | 'ramadanUnsure' | 'dropped'
  step: string
  zone: string
  country: string | null
  /** Of a feast that is only reckoned; of a dropped wave the day it was meant for. */
  date: string
  /** The feast, or why it is dropped; empty for Ramadan. */
  name: string
  /** Waves it is about; of a step that recurs its next occurrences, counted from 1. */
  waves: number[]
}

type Known = {
  dues: readonly StepDue[]
  clocks: readonly Clock[]
  holds: ReadonlyMap<string, readonly (number | null)[]>
}

/** Which part of the readers goes by the hours of a variant, or of none. */
function shareOf(definition: CampaignDefinition, step: Step, variant: string | null): number {
  const slots = slotVariants(definition, step).length
  if (!slots) return 1
  const dealt = dealtVariants(definition).length
  return variant === null ? 1 - slots / dealt : 1 / dealt
}

/** By step. */
export function plannedSteps(definition: CampaignDefinition, known: Known): Record<string, PlannedStep> {
  const ofLaunch = definition.steps.filter((step) => step.trigger === 'launch')
  return Object.fromEntries(
    ofLaunch.map((step) => [
      step.id,
      {
        channel: step.channel,
        at: step.at ?? null,
        clocks: clocksOf(definition, step, known),
        notBefore: (known.holds.get(step.id) ?? []).map((at) =>
          at === null ? null : new Date(at).toISOString(),
        ),
      },
    ]),
  )
}

function clocksOf(definition: CampaignDefinition, step: Step, known: Known): PlannedClock[] {
  const counts = countsOf(known.clocks)
  const share = (variant: string | null) => shareOf(definition, step, variant)
  const own = known.dues.filter((due) => due.step === step.id)
  const byClock = Map.groupBy(own, (due) => `${due.variant ?? ''}/${placeKey(due)}`)
  return [...byClock.values()].map((waves) => {
    const [{ variant }, { zone, country }] = [waves[0]!, placeOf(waves[0]!)]
    const here = counts.get(placeKey(waves[0]!)) ?? 0
    // Two ways to write one zone fall due at the same instants.
    const once = waves.filter((due, index) => waves.findIndex(({ wave }) => wave === due.wave) === index)
    return {
      zone,
      country,
      count: step.channel === 'email' ? Math.round(here * share(variant)) : 1,
      ...(variant === null ? {} : { variant }),
      waves: once.map(({ dueAt }) => wallClock(dueAt, zone)),
      why: once.map(whyOf),
    }
  })
}

function whyOf({ decision }: StepDue): PlannedClock['why'][number] {
  if (decision.do === 'drop') return decision.why
  return decision.do === 'wait' ? decision.moved : null
}

function countsOf(clocks: readonly Clock[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const clock of clocks) counts.set(placeKey(clock), (counts.get(placeKey(clock)) ?? 0) + clock.count)
  return counts
}

function placeKey(clock: { timeZone: string | null; country: string | null }): string {
  const { zone, country } = placeOf(clock)
  return `${zone}/${country}`
}

/** One line for each step, place and feast, with the waves it is about. */
export function warningsOf(dues: readonly StepDue[]): PlanWarning[] {
  const found = new Map<string, PlanWarning>()
  for (const due of dues) {
    const place = placeOf(due)
    for (const warning of warningsAt(due, place.zone)) {
      const key = JSON.stringify([due.step, place, warning])
      const line = found.get(key) ?? { ...warning, step: due.step, ...place, waves: [] }
      if (!line.waves.includes(due.wave)) line.waves.push(due.wave)
      found.set(key, line)
    }
  }
  return [...found.values()]
}

function warningsAt(
  { decision, plannedAt }: StepDue,
  zone: string,
): Pick<PlanWarning, 'kind' | 'date' | 'name'>[] {
  if (decision.do !== 'drop') return decision.warnings
  return [{ kind: 'dropped', date: wallClock(plannedAt, zone).slice(0, 10), name: decision.why }]
}
