export type Outcome = {
  actual: number
  forecast: number
  low50: number
  high50: number
  low80: number
  high80: number
  benchmark: number
}

/** Median of |forecast / actual - 1|, beside the benchmark's, and the shares that the bands held. */
export function scored(all: readonly Outcome[]) {
  const median = (of: (one: Outcome) => number) =>
    all.map((one) => Math.abs(of(one) / one.actual - 1)).sort((a, b) => a - b)[all.length >> 1]!
  const held = (low: 'low50' | 'low80', high: 'high50' | 'high80') =>
    all.filter((one) => one[low] <= one.actual && one.actual <= one[high]).length / all.length
  return {
    error: median((one) => one.forecast),
    benchmark: median((one) => one.benchmark),
    within50: held('low50', 'high50'),
    within80: held('low80', 'high80'),
  }
}
