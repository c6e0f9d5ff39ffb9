/** A channel's own row of `lanes`: failures in a row, and until when it rests. */
export type Breaker = { failures: number; pausedUntil: number | null }

/** So many failures in a row are no accident. */
export const failuresToOpen = 10
const firstRestMs = 30_000
const longestRestMs = 5 * 60_000

export type BreakerState = 'closed' | 'open' | 'half-open'

/** Open: nothing is sent. Half open: one message goes ahead, and what becomes of it decides. */
export function breakerState({ failures, pausedUntil }: Breaker, now: number): BreakerState {
  if (failures < failuresToOpen) return 'closed'
  return (pausedUntil ?? 0) > now ? 'open' : 'half-open'
}

/**
 * After attempts in order, true = the way out was there, whatever the answer. One that was is enough to close it; while
 * it is open, failures of what was still under way add nothing.
 */
export function breakerAfter<B extends Breaker>(breaker: B, attempts: readonly boolean[], now: number): B {
  const after = { ...breaker }
  for (const worked of attempts) {
    if (worked) Object.assign(after, { failures: 0, pausedUntil: null })
    else if (breakerState(after, now) !== 'open') {
      after.failures++
      if (after.failures >= failuresToOpen) after.pausedUntil = now + restMs(after.failures)
    }
  }
  return after
}

const restMs = (failures: number) => Math.min(longestRestMs, firstRestMs * 2 ** (failures - failuresToOpen))
