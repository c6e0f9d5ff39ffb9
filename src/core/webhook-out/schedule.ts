const [second, minute, hour] = [1000, 60_000, 3_600_000]

/** Waits between attempts, ms: the schedule that the Standard Webhooks specification recommends. */
export const retryWaits = [
  5 * second,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  20 * hour,
  24 * hour,
] as const

/** The first and one after each wait. */
export const mostAttempts = retryWaits.length + 1

/** Up to a tenth longer, so that what failed together does not come back together. */
const jitter = 0.1

/**
 * @param attempts  made so far, 1 or more
 * @param chance    0 ≤ chance < 1
 * @returns ms until the next attempt; null after the last
 */
export function nextWait(attempts: number, chance: number): number | null {
  const wait = retryWaits[attempts - 1]
  return wait === undefined ? null : Math.round(wait * (1 + jitter * chance))
}
