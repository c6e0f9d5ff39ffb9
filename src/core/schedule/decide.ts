import { type Moved, nextOpening, type Opening, type Warning } from './opening.ts'
import type { Rules } from './window.ts'

export type Due = {
  /** When it was meant to go out, ms, before any window. */
  due: number
  zone: string
  country: string | null
  /** The content is worth nothing from here on, ms; null = it keeps. */
  expires: number | null
  /** How long after its planned hour it is still welcome, ms; null = however long it takes. */
  lateAfterMs: number | null
}

export type Decision =
  | { do: 'send'; warnings: Warning[] }
  | { do: 'wait'; at: number; moved: Moved | null; warnings: Warning[] }
  | { do: 'drop'; why: 'expired' | 'late' | 'closed' }

/**
 * What to do with a message at `now`. One that misses its window waits for the next; it is dropped as soon as it is
 * certain that it would go out after its content has expired, or too late to be welcome. `closed`: its rules leave no
 * day open for more than a year.
 */
export function decide(due: Due, now: number, rules: Rules): Decision {
  return decideFrom(due, now, (at) => nextOpening(at, due.zone, due.country, rules))
}

/** The same for whoever keeps the openings it has looked up. */
export function decideFrom(
  { due, expires, lateAfterMs }: Pick<Due, 'due' | 'expires' | 'lateAfterMs'>,
  now: number,
  openingAt: (at: number) => Opening | null,
): Decision {
  const planned = openingAt(due)
  // Until then it waits for the opening it was planned for: another that is sooner may be at another hour.
  const opening = planned && now <= planned.at ? planned : openingAt(now)
  if (!planned || !opening) return { do: 'drop', why: 'closed' }
  const at = Math.max(now, opening.at)
  if (expires !== null && at >= expires) return { do: 'drop', why: 'expired' }
  if (lateAfterMs !== null && at > planned.at + lateAfterMs) return { do: 'drop', why: 'late' }
  return at === now
    ? { do: 'send', warnings: opening.warnings }
    : { do: 'wait', at, moved: opening.moved, warnings: opening.warnings }
}
