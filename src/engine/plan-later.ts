import { type CampaignDefinition, durationMs, type Step } from '../core/campaign.ts'
import { nextOccurrence } from '../core/schedule/recurrence.ts'
import { zoneOfTime } from '../core/schedule/step-start.ts'
import type { Institution } from '../store/institutions.ts'
import type { Deps } from './deps.ts'
import { knownSteps, type ReaderClock, type StepDue, settleFor } from './step-dues.ts'
import { type Place, placeOf, senderPlace } from './timing.ts'

/** How many days of a step that recurs are shown. */
const shownOccurrences = 3

type Of = { institution: Institution; definition: CampaignDefinition }

/**
 * The next few occurrences of each step that recurs, as the clock will put them into the outbox; `wave` counts them.
 *
 * @param from  ms, what is over by then is not among them
 */
export async function recurringDues(
  deps: Deps,
  { institution, definition }: Of,
  { clocks, from }: { clocks: readonly ReaderClock[]; from: number },
): Promise<StepDue[]> {
  const sender = senderPlace(institution)
  const found: StepDue[] = []
  for (const step of definition.steps) {
    const occurrences = occurrencesFrom(step, sender.zone, from)
    if (!occurrences) continue
    const settle = await settleFor(deps, { institution, definition, step, now: from })
    const post = step.channel !== 'email'
    for (const clock of post ? [{ timeZone: sender.zone, country: sender.country }] : clocks) {
      const place: Place = post ? sender : placeOf(clock)
      const dues = occurrences(place.zone).map((at) => settle(at, place))
      found.push(
        ...dues.map((due, index) => ({ step: step.id, wave: index + 1, variant: null, ...clock, ...due })),
      )
    }
  }
  return found
}

/** Null for a step that does not recur; else the instants it is meant for, by the clock of a zone. */
function occurrencesFrom(
  { at: time }: Step,
  sender: string,
  from: number,
): ((recipient: string) => number[]) | null {
  if (!time || !('every' in time)) return null
  return (recipient) => {
    const where = zoneOfTime(time.zone, { recipient, sender })
    const found: number[] = []
    for (let at = from; found.length < shownOccurrences; at = found.at(-1)! + 1) {
      const next = nextOccurrence(time, where, at)
      if (!next) break
      found.push(next.at)
    }
    return found
  }
}

/**
 * How long `minGap` holds the waves of each mail, if everything goes as planned: by step, for each wave the instant
 * (ms) before which it does not go out, null where it holds nobody. Empty without `minGap`.
 */
export async function plannedHolds(
  deps: Deps,
  { institution, definition }: Of,
  dues: readonly StepDue[],
): Promise<ReadonlyMap<string, (number | null)[]>> {
  const gapMs = durationMs(definition.minGap ?? '0m')
  const holds = new Map<string, (number | null)[]>()
  const mails = gapMs > 0 ? knownSteps(definition).filter(({ channel }) => channel === 'email') : []
  for (const step of mails) {
    const settle = await settleFor(deps, { institution, definition, step, now: 0 })
    const again = (due: StepDue, at: number) => settle(at, placeOf(due), at).dueAt
    const own = dues.filter((due) => due.step === step.id)
    holds.set(step.id, holdsOf([...Map.groupBy(own, ({ wave }) => wave).values()], gapMs, again))
  }
  return holds
}

/** @param again  when somebody who was held until an instant gets it, ms */
function holdsOf(
  waves: readonly (readonly StepDue[])[],
  gapMs: number,
  again: (due: StepDue, at: number) => number,
): (number | null)[] {
  let ended: number | null = null
  return waves.map((wave) => {
    const notBefore: number = ended === null ? 0 : ended + gapMs
    const going = wave.filter(({ decision }) => decision.do !== 'drop')
    const held = going.some(({ dueAt }) => dueAt < notBefore)
    ended = going.reduce<number | null>(
      (last, due) => Math.max(last ?? 0, due.dueAt < notBefore ? again(due, notBefore) : due.dueAt),
      null,
    )
    return held ? notBefore : null
  })
}
