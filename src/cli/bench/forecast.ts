import { forecastTrees } from '../../core/forecast/forecast-trees.ts'
import { type Context, text, whole } from '../verb.ts'
import { type Passing, simulatedCampaign } from './forecast-campaigns.ts'

const day = 1440
const week = 7 * day
const seeds = 2000

/** Errors are shares of what came of it; bands, how many of a hundred outcomes they held, as shares. */
type Scored = {
  campaigns: number
  medianError: number
  meanError: number
  benchmarkError: number
  within50: number
  within80: number
}

/**
 * Forecasts seven days of simulated campaigns that were stopped after a day, beside the naive answer: usual e-mails, and
 * campaigns of which a few bring nearly all. `figure` and `baseline` are median errors, of the forecast and of the benchmark.
 */
export async function benchForecast(context: Context) {
  const rows = whole('--rows', text(context, 'rows') ?? '200', 1)
  const seed = whole('--seed', text(context, 'seed') ?? '3000', 0)
  const email = scored(rows, seed, { law: 'email', seeds, until: week })
  const heavyTails = scored(rows, seed, { law: 'heavy', k: 0.1, seeds, until: week })
  return {
    figure: email.medianError,
    baseline: email.benchmarkError,
    ratio: email.medianError / email.benchmarkError,
    rssBytes: process.resourceUsage().maxRSS * 1024,
    email,
    heavyTails,
  }
}

function scored(rows: number, seed: number, passing: Passing): Scored {
  const all = Array.from({ length: rows }, (_, row) => {
    const whole = simulatedCampaign(seed + row, passing)
    const told = forecastTrees(whole, { at: day, horizon: week, history: null, perTree: false })
    return { ...told, actual: whole.nodes }
  })
  const errors = (of: 'forecast' | 'benchmark') =>
    all.map((one) => Math.abs(one[of] / one.actual - 1)).sort((a, b) => a - b)
  const held = (low: 'low50' | 'low80', high: 'high50' | 'high80') =>
    all.filter((one) => one[low] <= one.actual && one.actual <= one[high]).length / rows
  const [own, naive] = [errors('forecast'), errors('benchmark')]
  return {
    campaigns: rows,
    medianError: own[rows >> 1]!,
    meanError: own.reduce((sum, one) => sum + one, 0) / rows,
    benchmarkError: naive[rows >> 1]!,
    within50: held('low50', 'high50'),
    within80: held('low80', 'high80'),
  }
}
