import { Temporal } from 'temporal-polyfill'

export const dayMs = 86_400_000
export const minuteMs = 60_000

/** A stretch of time in which a zone keeps one offset: `from` included, `until` excluded, all in ms. */
type Stretch = { from: number; until: number; offset: number }

/** Two or three stretches a year per zone; asking Temporal each time costs more than all the rest of a schedule. */
const known = new Map<string, Stretch[]>()

/** @throws RangeError for a zone that does not exist */
export function stretchAt(at: number, zone: string): Stretch {
  const list = known.get(zone) ?? []
  const found = list.find(({ from, until }) => from <= at && at < until)
  if (found) return found
  const stretch = lookUp(at, zone)
  known.set(zone, [...list, stretch])
  return stretch
}

function lookUp(at: number, zone: string): Stretch {
  const here = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone)
  const next = here.getTimeZoneTransition('next')
  // "Previous" means strictly before: a millisecond later, the change at this very instant counts.
  const last = here.add({ milliseconds: 1 }).getTimeZoneTransition('previous')
  return {
    from: last ? last.epochMilliseconds : Number.NEGATIVE_INFINITY,
    until: next ? next.epochMilliseconds : Number.POSITIVE_INFINITY,
    offset: here.offsetNanoseconds / 1_000_000,
  }
}

/** Number of the day on the calendar of the zone, counted from 1 January 1970. */
export function dayAt(at: number, zone: string): number {
  return Math.floor((at + stretchAt(at, zone).offset) / dayMs)
}

/** `2026-11-23` of a number of a day. */
export const dateOfDay = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10)

export const dayOfDate = (date: string): number => Date.parse(`${date}T00:00:00Z`) / dayMs

/** 1 = Monday … 7 = Sunday; day 0 was a Thursday. */
export const weekdayOfDay = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1

/** `2026-11-23` on the calendar of the zone. */
export const dateAt = (at: number, zone: string): string => dateOfDay(dayAt(at, zone))

/**
 * The instant (ms) at which the clock in `zone` shows this date and hour. One that occurs twice: the first. One that
 * is skipped: as early as the clock before the change would have it, so 02:30 on the night of the change is 01:30;
 * never on the day before, though, else a daily message would go out twice on that day.
 *
 * @param date  `2026-11-23`
 * @param hour  `09:00`
 */
export function instantOf(date: string, hour: string, zone: string): number {
  const plain = Temporal.PlainDateTime.from(`${date}T${hour}`)
  const at = plain.toZonedDateTime(zone, { disambiguation: 'earlier' }).epochMilliseconds
  if (dateAt(at, zone) >= date) return at
  return plain.toPlainDate().toZonedDateTime(zone).epochMilliseconds
}
