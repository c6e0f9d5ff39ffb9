/**
 * Why a join, or an attempt at one, looks odd. A flag blocks nothing and is of no person: it lets whoever reads a figure
 * see it without what is odd.
 *
 * - `self`  a participant came over their own link: they stay as they are
 * - `loop`  a participant came over the link of somebody below them: they stay as they are
 * - `burst`  many joins over one link in ten minutes, far beyond what is usual in that campaign
 * - `same-device`  the third join and more over one link in ten minutes by one browser of one network
 * - `replay`  a confirmation that was used came again
 * - `unknown-token`  something that this installation never sealed was handed in as a link; names no campaign
 */
export const joinFlags = ['self', 'loop', 'burst', 'same-device', 'replay', 'unknown-token'] as const
export type JoinFlag = (typeof joinFlags)[number]

/** Flags that stand with a join; the others are attempts that made none. */
export type FlagOfJoin = Extract<JoinFlag, 'burst' | 'same-device'>

const dayMs = 86_400_000
/**
 * The link of the first form that somebody sent counts for so long, whatever other links they use meanwhile (first touch
 * inside a window). A visit fixes nothing, because nobody who only looks is remembered.
 */
export const firstTouchMs = 30 * dayMs

/** Joins over one link are counted in windows of this length. */
export const paceWindowMs = 10 * 60_000

/** Joins over a link in one window that are never called a burst: a family, a class, a group that reads along. */
const burstFloor = 20
/** Below so many windows nothing is known of what is usual. */
const fewestWindows = 12
const deviations = 5
/** Makes the median absolute deviation that of a normal law's standard deviation. */
const madScale = 1.4826

/** Joins of one browser of one network over one link in a window that are not odd: a couple shares a telephone. */
export const fewestOfDevice = 2

/**
 * Above so many joins in a window a link has a burst: median + 5 deviations, by the median absolute deviation, which
 * up to half of the windows cannot move (Hampel 1974), and at least by that of a Poisson law.
 *
 * @param counts  joins of the campaign by link and window, windows without a join left out
 */
export function burstLimit(counts: readonly number[]): number {
  if (counts.length < fewestWindows) return burstFloor
  const middle = median(counts)
  const spread = madScale * median(counts.map((one) => Math.abs(one - middle)))
  return Math.max(burstFloor, Math.ceil(middle + deviations * Math.max(spread, Math.sqrt(middle))))
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  const half = sorted.length >> 1
  return sorted.length % 2 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2
}

/** As they stand in a row: `burst+same-device`. */
export const flagsText = (flags: readonly JoinFlag[]): string => flags.join('+')
