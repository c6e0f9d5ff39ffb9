import { quantile } from '../cascade/quantile.ts'

/** How past forecasts did: median of |forecast / actual - 1|, beside the benchmark's, and how many the bands held. */
export type ForecastRecord = {
  scored: number
  medianError: number
  benchmarkError: number
  within50: number
  within80: number
}

type Scored = {
  forecast: number
  low50: number
  high50: number
  low80: number
  high80: number
  benchmark: number
  actual: number | null
}

/** @returns null while none has been scored */
export function recordOf(forecasts: readonly Scored[]): ForecastRecord | null {
  const scored = forecasts.filter(
    (one): one is Scored & { actual: number } => one.actual !== null && one.actual > 0,
  )
  if (scored.length === 0) return null
  const median = (of: (one: Scored & { actual: number }) => number) =>
    quantile(
      scored.map((one) => Math.abs(of(one) / one.actual - 1)).sort((a, b) => a - b),
      0.5,
    )!
  const held = (low: 'low50' | 'low80', high: 'high50' | 'high80') =>
    scored.filter((one) => one[low] <= one.actual && one.actual <= one[high]).length
  return {
    scored: scored.length,
    medianError: median((one) => one.forecast),
    benchmarkError: median((one) => one.benchmark),
    within50: held('low50', 'high50'),
    within80: held('low80', 'high80'),
  }
}
