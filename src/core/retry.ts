const minuteMs = 60_000
/** RFC 5321 4.5.4.1 leaves the times to us: greylisting is over after minutes, a full disk after hours. */
const delaysMs = [5, 15, 30, 60, 120, 240, 480].map((minutes) => minutes * minuteMs)
const giveUpAfterMs = 48 * 60 * minuteMs
/** A campaign that was held, or a channel that rested, for days has used up the time and not the tries. */
const leastAttempts = 5

/**
 * When to try again, or `null` to give up: after two days, and some tries at least.
 *
 * @param attempts       sends so far, 1 or more
 * @param firstAttemptAt instant of the first send, ms
 * @param now            ms
 * @param retryAfterMs   what the other side asked for; never earlier than that
 * @param spread         0..1, moves the time by up to 20 % so that refused mail does not come back as one block
 */
export function retryAt(
  attempts: number,
  firstAttemptAt: number,
  now: number,
  retryAfterMs: number | undefined,
  spread: number,
): number | null {
  const planned = delaysMs[Math.min(attempts, delaysMs.length) - 1]!
  const delayMs = Math.max(retryAfterMs ?? 0, Math.round(planned * (1 + 0.2 * spread)))
  const isOver = now + delayMs - firstAttemptAt > giveUpAfterMs && attempts >= leastAttempts
  return isOver ? null : now + delayMs
}
