import { durationMs } from '../campaign.ts'
import { instantOf } from './clock.ts'
import { nextOccurrence, type Occurrence, occurrences } from './recurrence.ts'
import type { EveryTime, StepTime } from './step-time.ts'

/** A step as far as its time goes; without `at` it begins with the launch. */
export type TimedStep = { id: string; at?: StepTime | undefined }

/** Whose clock is meant: the zone of the reader, and that of the institution. */
export type Clocks = { recipient: string; sender: string }

export const zoneOfTime = (zone: string, { recipient, sender }: Clocks): string =>
  zone === 'recipient' ? recipient : zone === 'sender' ? sender : zone

/**
 * When a step begins (ms) for the readers of one zone, before any window, as far as it is certain beforehand.
 *
 * @returns null when it hangs on what a person does, or recurs (see `occurrencesOf`)
 */
export function stepDue(
  steps: readonly TimedStep[],
  id: string,
  { launchedAt, ...clocks }: Clocks & { launchedAt: number },
): number | null {
  const time = steps.find((step) => step.id === id)?.at
  if (!time) return launchedAt
  if ('at' in time) return Date.parse(time.at)
  if ('after' in time) {
    const before = stepDue(steps, time.after, { launchedAt, ...clocks })
    return before === null ? null : before + durationMs(time.delay)
  }
  if ('on' in time || 'every' in time) return null
  const [date = '', hour = ''] = time.local.split(' ')
  return instantOf(date, hour, zoneOfTime(time.zone, clocks))
}

/** The occurrences of a recurring step in [from, until), ms, before any window. */
export function occurrencesOf(time: EveryTime, clocks: Clocks, from: number, until: number): Occurrence[] {
  return occurrences(time, zoneOfTime(time.zone, clocks), from, until)
}

export type TimeProblem = { at: PropertyKey[]; what: string }

/** What the schema of one step cannot see: steps that are not there, circles, rules without a day. */
export function stepTimeProblems(steps: readonly TimedStep[]): TimeProblem[] {
  return steps.flatMap(({ at: time }, index) => {
    const what = time && problemOf(time, steps, steps[index]!.id)
    return what ? [{ at: ['steps', index, 'at'], what }] : []
  })
}

function problemOf(time: StepTime, steps: readonly TimedStep[], id: string): string | null {
  if ('every' in time) {
    const none = nextOccurrence(time, 'UTC', 0) === null
    return none ? `"${time.every}" names no day between from and until` : null
  }
  const before = stepBefore(time)
  if (before === null) return null
  const step = steps.find((other) => other.id === before)
  if (!step) return `there is no step "${before}"`
  if ('after' in time && step.at && 'every' in step.at)
    return `"${before}" recurs; write on: received and of: ${before} instead of after:`
  return waitsForItself(id, steps) ? `"${id}" waits for itself` : null
}

const stepBefore = (time: StepTime | undefined): string | null =>
  time && 'after' in time ? time.after : time && 'on' in time ? time.of : null

function waitsForItself(id: string, steps: readonly TimedStep[]): boolean {
  let before = stepBefore(steps.find((step) => step.id === id)?.at)
  for (let hops = 0; before !== null && hops < steps.length; hops++) {
    if (before === id) return true
    before = stepBefore(steps.find((step) => step.id === before)?.at)
  }
  return false
}
