import { dayAt, dayMs, minuteMs, stretchAt } from './clock.ts'

/** Part of a day in minutes of its clock: `from` included, `until` excluded. */
export type Span = { from: number; until: number }

/** Hours of the day, `from` included, `until` excluded; over midnight when `until` is not later than `from`. */
export type Hours = { from: string; until: string }

const minutes = (hour: string): number => Number(hour.slice(0, 2)) * 60 + Number(hour.slice(3, 5))
const wholeDay: Span = { from: 0, until: 24 * 60 }

/**
 * Hours as parts of one calendar day, in order. Those over midnight make two: what lies after midnight is judged by
 * its own day, so nothing goes out at 00:30 of a closed day because the evening before was open.
 */
export function spansOf({ from, until }: Hours): Span[] {
  const [start, end] = [minutes(from), minutes(until)]
  if (start < end) return [{ from: start, until: end }]
  if (start === end) return [wholeDay]
  return [
    { from: 0, until: end },
    { from: start, until: wholeDay.until },
  ].filter((span) => span.from < span.until)
}

export const anyHour: readonly Span[] = [wholeDay]

/** What is in both. */
export function overlap(one: readonly Span[], other: readonly Span[]): Span[] {
  return one
    .flatMap((a) => other.map((b) => ({ from: Math.max(a.from, b.from), until: Math.min(a.until, b.until) })))
    .filter((span) => span.from < span.until)
    .sort((a, b) => a.from - b.from)
}

/** The longest chain of closed days that is looked through, days. */
const farthest = 400

/**
 * The first instant (ms) at or after `at` at which the clock in `zone` stands in an open span of its day, or null when
 * there is none for more than a year. The clock decides, not the time passed: an hour that is skipped is not waited
 * for, and one that comes twice is open both times.
 *
 * @param spansOn  open spans of a day (number from `dayAt`), in order
 */
export function nextOpen(at: number, zone: string, spansOn: (day: number) => readonly Span[]): number | null {
  const first = dayAt(at, zone)
  for (let day = first; day <= first + farthest; day++) {
    const found = firstOn(day, spansOn(day), at, zone)
    if (found !== null) return found
  }
  return null
}

function firstOn(day: number, spans: readonly Span[], at: number, zone: string): number | null {
  if (!spans.length) return null
  const midnight = day * dayMs
  // No zone is a whole day off UTC, so the local day lies in these three.
  let stretch = stretchAt(midnight - dayMs, zone)
  for (;;) {
    for (const span of spans) {
      const from = Math.max(at, stretch.from, midnight + span.from * minuteMs - stretch.offset)
      const until = Math.min(stretch.until, midnight + span.until * minuteMs - stretch.offset)
      if (from < until) return from
    }
    if (stretch.until >= midnight + 2 * dayMs) return null
    stretch = stretchAt(stretch.until, zone)
  }
}

/** Whether the clock in `zone` stands in one of the spans. */
export function isIn(spans: readonly Span[], at: number, zone: string): boolean {
  const local = at + stretchAt(at, zone).offset
  const minute = (local - Math.floor(local / dayMs) * dayMs) / minuteMs
  return spans.some((span) => span.from <= minute && minute < span.until)
}
