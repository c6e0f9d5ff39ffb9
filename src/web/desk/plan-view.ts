import type { StepTime } from '../../core/schedule/step-time.ts'
import { nameOfHoliday } from '../../engine/calendar.ts'
import type { Deps } from '../../engine/deps.ts'
import type { Plan } from '../../engine/plan.ts'
import type { PlannedClock, PlannedStep, PlanWarning } from '../../engine/plan-steps.ts'
import type { DeskLanguage } from '../../i18n/desk/words.ts'

export type Place = { zone: string; country: string | null }

/** Places whose clocks show the same hours; `waves` are those of the first of them. */
export type HoursView = Pick<PlannedClock, 'count' | 'variant' | 'waves' | 'why' | 'zone'> & {
  places: Place[]
}
export type StepView = {
  id: string
  channel: string
  at: StepTime | null
  hours: HoursView[]
  /** Waves that `minGap` holds back, if all goes as planned; `until` in ms. */
  held: { wave: number; until: number }[]
}
export type WarningView = Pick<PlanWarning, 'kind' | 'step' | 'date' | 'name'> & { places: Place[] }
export type PlanView = { steps: StepView[]; warnings: WarningView[] }

type Asked = {
  institutionId: number
  language: DeskLanguage
  now: number
  /** Waves that are held back at this moment. */
  holding: readonly { step: string; wave: number; until: number }[]
  launched: boolean
}

/** The plan as the desk shows it: one line for all who read the same hours, holidays by the names of the officer's language. */
export async function planView(deps: Deps, { steps, warnings }: Plan, it: Asked): Promise<PlanView> {
  return {
    steps: Object.entries(steps).map(([id, step]) => stepView(id, step, it)),
    warnings: await warningViews(deps, warnings, it),
  }
}

function stepView(id: string, { channel, at, clocks, notBefore }: PlannedStep, it: Asked): StepView {
  const real = it.holding.filter(({ step }) => step === id)
  const planned = notBefore.flatMap((until, index) =>
    until === null ? [] : [{ wave: index + 1, until: Date.parse(until) }],
  )
  // What is known to be so stands in place of what was planned; what was planned and is over has not come about.
  const ahead = planned.filter(
    ({ wave, until }) => !real.some((one) => one.wave === wave) && !(it.launched && until <= it.now),
  )
  const held = [...real.map(({ wave, until }) => ({ wave, until })), ...ahead]
  return { id, channel, at, hours: sameHours(clocks), held: held.sort((a, b) => a.wave - b.wave) }
}

const localHour = (wall: string) => wall.slice(0, 'YYYY-MM-DDTHH:MM'.length)

function sameHours(clocks: readonly PlannedClock[]): HoursView[] {
  const byCount = clocks.toSorted((a, b) => b.count - a.count)
  const groups = Map.groupBy(byCount, ({ variant, waves, why }) =>
    JSON.stringify([variant, waves.map(localHour), why]),
  )
  const lines = [...groups.values()].map((group) => ({
    ...group[0]!,
    count: group.reduce((sum, { count }) => sum + count, 0),
    places: group.map(({ zone, country }) => ({ zone, country })),
  }))
  return lines.sort((a, b) => b.count - a.count)
}

async function warningViews(deps: Deps, warnings: readonly PlanWarning[], it: Asked): Promise<WarningView[]> {
  const named = await Promise.all(
    warnings.map(async (one) => ({
      ...one,
      name: one.kind === 'dropped' ? one.name : ((await nameOfHoliday(deps, { ...it, ...one })) ?? one.name),
    })),
  )
  const groups = Map.groupBy(named, ({ kind, step, date, name }) => JSON.stringify([kind, step, date, name]))
  const all = [...groups.values()].map((group) => ({
    ...group[0]!,
    places: group.map(({ zone, country }) => ({ zone, country })),
  }))
  // Whoever waits for a feast goes out on the day after it: that needs no second line.
  const waits = (it: WarningView) =>
    all.some((one) => one.kind === 'estimatedHoliday' && one.step === it.step && one.name === it.name)
  return all.filter((one) => one.kind !== 'besideEstimate' || !waits(one))
}

/** `2026-12-10T09:00+01:00[Europe/Paris]` → ms. */
export const instantOf = (wall: string): number => Date.parse(wall.replace(/\[.*$/, ''))
