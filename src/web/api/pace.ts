/** Calls that a key may make in a row, and how many come back a second. */
const burst = 120
const perSecond = 10

/**
 * A bucket of calls for each key, in the memory of this process: two processes allow twice as much. A limit in the
 * database would cost every call a write.
 *
 * @returns seconds to wait, 0 when the call may go on
 */
export function pacer() {
  const buckets = new Map<number, { left: number; at: number }>()
  return (key: number, now: number): number => {
    const { left, at } = buckets.get(key) ?? { left: burst, at: now }
    const filled = Math.min(burst, left + (Math.max(0, now - at) / 1000) * perSecond)
    const may = filled >= 1
    buckets.set(key, { left: may ? filled - 1 : filled, at: now })
    return may ? 0 : Math.ceil((1 - filled) / perSecond)
  }
}
