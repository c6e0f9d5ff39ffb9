/**
 * Time in audiences, all of it in UTC. A day is 24 hours, a week seven of them. A month is a month of the calendar: six
 * months before 31 August is 28 (or 29) February, the last day there is. A year is twelve months.
 */
const dayMs = 86_400_000
const period = /^([1-9]\d{0,3})\s?([dwmy])$/

export type Period = { count: number; unit: 'd' | 'w' | 'm' | 'y' }

/** `90d`, `12w`, `6m`, `2y`, up to 999 years; null for anything else. */
export function readPeriod(text: string): Period | null {
  const [, count, unit] = period.exec(text) ?? []
  if (!count || !unit || (unit === 'y' && count.length > 3)) return null
  return { count: Number(count), unit: unit as Period['unit'] }
}

/** The instant that lies a period before another one, ms. @param text as `readPeriod` takes it */
export function ago(now: number, text: string): number {
  const { count, unit } = readPeriod(text)!
  if (unit === 'd') return now - count * dayMs
  if (unit === 'w') return now - count * 7 * dayMs
  const from = new Date(now)
  const months = from.getUTCFullYear() * 12 + from.getUTCMonth() - (unit === 'y' ? count * 12 : count)
  const lastDay = new Date(Date.UTC(Math.floor(months / 12), (((months % 12) + 12) % 12) + 1, 0))
  lastDay.setUTCDate(Math.min(from.getUTCDate(), lastDay.getUTCDate()))
  return lastDay.getTime() + (now % dayMs)
}

/** Whether a text is a date of the calendar, 2026-02-28, of the years 1000 to 2999. */
export function isDate(text: string): boolean {
  if (!/^[12]\d{3}-\d{2}-\d{2}$/.test(text)) return false
  const at = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(at) && dayOf(at) === text
}

/** The day of an instant, 2026-11-23. */
export const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10)

export type TimeOperator = 'before' | 'after' | 'within' | 'olderThan'
/** From `least` on, up to but without `below`; null = no bound. */
export type Range<Bound> = { least: Bound | null; below: Bound | null }

/**
 * The instants a comparison admits, ms. `before` a date ends where that day begins, `after` begins when it is over;
 * `within` a period reaches up to now.
 */
export function instantRange(op: TimeOperator, value: string, now: number): Range<number> {
  if (op === 'before') return { least: null, below: Date.parse(`${value}T00:00:00Z`) }
  if (op === 'after') return { least: Date.parse(`${value}T00:00:00Z`) + dayMs, below: null }
  const since = ago(now, value)
  return op === 'within' ? { least: since, below: now + 1 } : { least: null, below: since }
}

/** The same for dates without an hour: a date is within a period from the day on which that begins up to today. */
export function dayRange(op: TimeOperator, value: string, now: number): Range<string> {
  if (op === 'before') return { least: null, below: value }
  if (op === 'after') return { least: dayOf(Date.parse(`${value}T00:00:00Z`) + dayMs), below: null }
  const since = dayOf(ago(now, value))
  return op === 'within' ? { least: since, below: dayOf(now + dayMs) } : { least: null, below: since }
}
