import { dateOfDay, dayAt, instantOf, stretchAt, weekdayOfDay } from './clock.ts'
import { isIn, nextOpen, type Span } from './hours.ts'
import type { Rules } from './window.ts'

/** Why a message does not go out at the hour it was meant for. */
export type Moved = 'hours' | 'weekday' | 'holiday' | 'ramadan'

/** Something that hangs on the moon and is not confirmed yet. */
export type Warning = {
  /** It waited for a holiday that may be another day; it goes out on a day that may be one; Ramadan may not be yet. */
  kind: 'estimatedHoliday' | 'besideEstimate' | 'ramadanUnsure'
  /** The holiday's day; for Ramadan the day of the message. */
  date: string
  /** Of the holiday; empty for Ramadan. */
  name: string
}

export type Opening = { at: number; moved: Moved | null; warnings: Warning[] }

/** The gravest reason is the one told: who waits over a Sunday and a holiday waits for the holiday. */
const byGravity: readonly Moved[] = ['holiday', 'weekday', 'ramadan', 'hours']

/**
 * The first instant (ms) at or after `at` at which a reader in `zone`, living in `country`, may be written to.
 *
 * @returns null when no day for more than a year is open
 */
export function nextOpening(at: number, zone: string, country: string | null, rules: Rules): Opening | null {
  const first = dayAt(at, zone)
  const from = rules.keepsHour ? atSameHour(at, { zone, country, rules }) : at
  const found = nextOpen(from, zone, (day) => openOn(day, country, rules).spans)
  if (found === null) return null
  const last = dayAt(found, zone)
  const reasons = new Set(
    found === at
      ? []
      : daysBetween(first, last).map((day) => closedBy(day, { at, zone, country, rules, last })),
  )
  return {
    at: found,
    moved: byGravity.find((reason) => reasons.has(reason)) ?? null,
    warnings: warningsOf(first, last, country, rules),
  }
}

/** The longest chain of closed days that is looked through, days. */
const farthest = 400

/** What the clock shows at `at`, on the first day from then on that is open. */
function atSameHour(at: number, { zone, country, rules }: Pick<Way, 'zone' | 'country' | 'rules'>): number {
  const first = dayAt(at, zone)
  let day = first
  while (day < first + farthest && openOn(day, country, rules).closed) day++
  if (day === first) return at
  const hour = new Date(at + stretchAt(at, zone).offset).toISOString().slice(11, 16)
  return instantOf(dateOfDay(day), hour, zone)
}

type Day = { spans: readonly Span[]; closed: 'holiday' | 'weekday' | null; ramadan: boolean }

function openOn(day: number, country: string | null, rules: Rules): Day {
  const closed = { spans: [], ramadan: false }
  const date = dateOfDay(day)
  if (rules.holidays === 'closed' && rules.calendar.holiday(country, date))
    return { ...closed, closed: 'holiday' }
  if (!rules.weekdays.includes(weekdayOfDay(day))) return { ...closed, closed: 'weekday' }
  if (rules.ramadan && rules.calendar.ramadan(country, date).fasting)
    return { spans: rules.ramadan, closed: null, ramadan: true }
  return { spans: rules.hours, closed: null, ramadan: false }
}

type Way = { at: number; zone: string; country: string | null; rules: Rules; last: number }

function closedBy(day: number, { at, zone, country, rules, last }: Way): Moved | null {
  const { closed, ramadan } = openOn(day, country, rules)
  if (closed) return closed
  if (day === dayAt(at, zone)) return ramadan && isIn(rules.hours, at, zone) ? 'ramadan' : 'hours'
  return day === last ? null : 'hours'
}

const daysBetween = (first: number, last: number): number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index)

function warningsOf(first: number, last: number, country: string | null, rules: Rules): Warning[] {
  const date = dateOfDay(last)
  const warnings: Warning[] = []
  if (rules.holidays === 'closed') {
    for (const day of daysBetween(first, last - 1)) {
      const skipped = rules.calendar.holiday(country, dateOfDay(day))
      if (skipped?.estimated)
        warnings.push({ kind: 'estimatedHoliday', date: skipped.date, name: skipped.name })
    }
    const beside = rules.calendar.besideEstimate(country, date)
    if (beside) warnings.push({ kind: 'besideEstimate', date: beside.date, name: beside.name })
  }
  if (rules.ramadan && rules.calendar.ramadan(country, date).unsure)
    warnings.push({ kind: 'ramadanUnsure', date, name: '' })
  return warnings
}
