/**
 * The value below which a share of them lies, between two by straight line (type 7 of Hyndman & Fan 1996, what R and
 * NumPy do unless told otherwise).
 *
 * @param sorted  ascending
 * @returns null of nothing
 */
export function quantile(sorted: ArrayLike<number>, share: number): number | null {
  if (sorted.length === 0) return null
  const place = (sorted.length - 1) * share
  const below = Math.floor(place)
  const low = sorted[below]!
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!
  return low + (place - below) * (high - low)
}
