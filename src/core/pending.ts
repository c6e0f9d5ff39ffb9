/** So long a hit waits before it is counted for good: what its network does meanwhile may still change its class. */
export const pendingMs = 10 * 60_000
const markEveryMs = 60_000

/** At this instant (ms) this was the newest row. An event itself says its hour and no more. */
export type Mark = readonly [at: number, id: number]

/**
 * Which rows have waited long enough: those that were there at a mark of ten minutes ago.
 *
 * @param marks   as kept since the last time, in order
 * @param newest  the newest row now
 * @returns `ripe`: every row up to this one has waited; 0 = none. `marks`: to be kept, eleven at most
 */
export function ripen(
  marks: readonly Mark[],
  now: number,
  newest: number,
): { ripe: number; marks: readonly Mark[] } {
  // A clock that ran ahead (`drain --until`) has left marks in the future: they begin to wait now.
  const known = marks.map(([at, id]): Mark => [Math.min(at, now), id])
  const ripe = Math.max(0, ...known.filter(([at]) => at <= now - pendingMs).map(([, id]) => id))
  const waiting = known.filter(([, id]) => id > ripe)
  const [lastAt, lastId] = waiting.at(-1) ?? [Number.NEGATIVE_INFINITY, ripe]
  const isDue = newest > lastId && now - lastAt >= markEveryMs
  return { ripe, marks: isDue ? [...waiting, [now, newest]] : waiting }
}
