/** Fewer children than this say nothing of a mean. */
const fewestChildren = 10
/** With less of the delays behind us, the estimate is mostly the delay law's guess. */
const leastCompleteness = 0.3
/** The interval may reach half of the estimate to either side, on average. */
const widest = 0.5

/**
 * Whether a reproduction number is better not said yet. About 7,000 participants are needed for R = 0.25 to one tenth,
 * from Var = R (1 + R / k) / n; half is what makes the difference between fading and holding out visible.
 */
export function tooEarly(it: {
  estimate: number | null
  low: number | null
  high: number | null
  children: number
  completeness: number | null
}): boolean {
  if (it.estimate === null || it.low === null || it.high === null || it.completeness === null) return true
  if (it.children < fewestChildren || it.completeness < leastCompleteness) return true
  return (it.high - it.low) / 2 > widest * it.estimate
}
