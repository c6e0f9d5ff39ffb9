/** How fast messages go out, per minute, and how that varied within the stretch that was looked at. */
export type Pace = { perMinute: number; slowest: number; fastest: number }

const minuteMs = 60_000
/** What happened before says nothing about now. */
export const paceWindowMs = 5 * minuteMs
/** Fewer than these have no pace. */
const fewest = 8
const parts = 4

/**
 * The pace of the last five minutes, or of the newest messages where more went out than were looked at.
 *
 * @param newest  instants, newest first, ms
 * @param all     false when there are older ones that were not looked at
 * @returns null when too little has gone out to say anything
 */
export function paceOf(newest: readonly number[], now: number, all: boolean): Pace | null {
  const recent = newest.filter((at) => at > now - paceWindowMs && at <= now)
  if (recent.length < fewest) return null
  const oldest = recent.at(-1)!
  const from = all || recent.length < newest.length ? Math.min(oldest, now - minuteMs) : oldest
  const span = Math.max(now - from, 1_000)
  const counts = Array.from({ length: parts }, () => 0)
  for (const at of recent) counts[Math.min(parts - 1, Math.floor(((now - at) * parts) / span))]! += 1
  const perMinute = (count: number, ms: number) => (count * minuteMs) / ms
  const rates = counts.map((count) => perMinute(count, span / parts))
  const mean = perMinute(recent.length, span)
  return {
    perMinute: mean,
    slowest: Math.max(Math.min(...rates), mean / 4),
    fastest: Math.max(...rates),
  }
}

/**
 * How long what waits will take, as a range, ms: never less than until the last of it is due.
 *
 * @param last  when the last is due, ms
 */
export function timeLeft(
  pace: Pace,
  it: { waiting: number; last: number; now: number },
): { from: number; until: number } {
  const untilDue = Math.max(0, it.last - it.now)
  const at = (rate: number) => Math.max(untilDue, (it.waiting / rate) * minuteMs)
  return { from: at(pace.fastest), until: at(pace.slowest) }
}
