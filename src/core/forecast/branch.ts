import { type DelayLaw, shareBy } from '../cascade/delay-law.ts'
import { quantilesOf } from '../cascade/quantile.ts'
import type { Kind } from '../cascade/reproduction.ts'
import { drawnDelays } from './delay-draws.ts'
import { type Draws, drawsOf } from './draws.ts'
import { type Cohorts, type Fit, mostR } from './evidence.ts'
import {
  type Grid,
  type Growth,
  gridOf,
  growthAt,
  growthOf,
  type KindLaw,
  type Laws,
  logAges,
  seedGrowthOf,
  yetToCome,
} from './growth.ts'

export type Moments = { mean: number; variance: number }

/** Seeds that the institution will reach itself: how many, in how many minutes from now. */
export type Planned = { inMinutes: number; count: number }

/** Middle and bands of a forecast. */
export type Bands = { forecast: number; low50: number; high50: number; low80: number; high80: number }

const usualDraws = 400
const kinds = ['seed', 'viral'] as const

/**
 * What is yet to come of everybody, by laws that are known. A participant's own rate has a gamma law; having brought z so
 * far, its mean is (k + z) / (k / R + F(a)): who has brought many will bring more.
 */
export function momentsOf(
  grid: Grid,
  laws: Laws,
  cohorts: Cohorts,
  planned: readonly Planned[] = [],
  logs: Logs = logsOf(grid, cohorts),
): Moments {
  const viral = growthOf(grid, laws.viral)
  const total = { mean: 0, variance: 0 }
  for (const kind of kinds) {
    const yet = yetToCome(grid, laws[kind], viral)
    cohorts[kind].forEach(({ age, count, children }, at) => {
      const one = unitOf(laws[kind], yet(age, logs[kind][at]))
      total.mean += (count * one.k + children) * one.mean
      total.variance += (count * one.k + children) * one.variance
    })
  }
  if (planned.length) addPlanned(total, grid, seedGrowthOf(grid, laws.seed, viral), planned)
  return total
}

/** `logAges` of each cohort: the same for every draw. */
type Logs = Record<Kind, Float64Array[]>
const logsOf = (grid: Grid, cohorts: Cohorts): Logs => ({
  seed: cohorts.seed.map(({ age }) => logAges(grid, age)),
  viral: cohorts.viral.map(({ age }) => logAges(grid, age)),
})

/** Mean and variance of what one participant brings, for each unit of k + z. */
function unitOf({ R, k }: KindLaw, { past, mean, square }: ReturnType<ReturnType<typeof yetToCome>>) {
  if (R <= 0) return { k, mean: 0, variance: 0 }
  const rate = k / R + past
  return { k, mean: mean / rate, variance: square / rate + (mean / rate) ** 2 }
}

function addPlanned(total: Moments, grid: Grid, seed: Growth, planned: readonly Planned[]): void {
  for (const { inMinutes, count } of planned) {
    const left = grid.span - inMinutes
    if (left < 0) continue
    const mean = growthAt(grid, seed.mean, left)
    total.mean += count * mean
    total.variance += count * Math.max(0, growthAt(grid, seed.square, left) - mean ** 2)
  }
}

/** The same for one participant at a time: `unit` of its kind and age, times k + z. */
export function unitsOf(grid: Grid, laws: Laws): Record<Kind, (age: number) => ReturnType<typeof unitOf>> {
  const viral = growthOf(grid, laws.viral)
  const of = (kind: Kind) => {
    const yet = yetToCome(grid, laws[kind], viral)
    return (age: number) => unitOf(laws[kind], yet(age))
  }
  return { seed: of('seed'), viral: of('viral') }
}

/**
 * What is yet to come in all, simulated: the laws are drawn as far as they are unknown, what comes by them from a gamma
 * law of its mean and variance.
 *
 * @param it.excess  variance, over the mean squared, by which the law has been wrong before
 * @returns draws in no order, and how much the mean itself is unknown (standard deviation over mean)
 */
export function simulate(
  it: {
    fit: Fit
    cohorts: Cohorts
    span: number
    planned?: readonly Planned[]
    excess?: number
    drawCount?: number
  },
  seed = 1,
): { coming: Float64Array; spread: number } {
  const grid = gridOf(it.span)
  const logs = logsOf(grid, it.cohorts)
  const draws = drawsOf(seed)
  const { excess = 0, drawCount = usualDraws } = it
  const means = new Float64Array(drawCount)
  const coming = new Float64Array(drawCount)
  const { delays, apart } = it.fit
  const seedDelays = drawnDelays(delays.seed, drawCount, draws)
  const viralDelays = apart ? drawnDelays(delays.viral, drawCount, draws) : seedDelays
  for (let draw = 0; draw < drawCount; draw++) {
    const drawn = { seed: seedDelays[draw]!, viral: viralDelays[draw]! }
    const laws = drawnLaws(it.fit, it.cohorts, drawn, draws)
    const { mean, variance } = momentsOf(grid, laws, it.cohorts, it.planned, logs)
    means[draw] = excess > 0 ? mean * Math.exp(Math.sqrt(excess) * draws.normal()) : mean
    coming[draw] = draws.gamma(means[draw]!, variance)
  }
  return { coming, spread: relativeSpread(means) }
}

/** Half the distance between the 16th and the 84th of a hundred: a few wild draws do not decide. */
function relativeSpread(means: Float64Array): number {
  const [low, middle, high] = quantilesOf(means.slice(), [0.16, 0.5, 0.84]) as [number, number, number]
  return middle > 0 ? (high - low) / 2 / middle : 0
}

/** R follows from the delays that were drawn, with a spread of its own. */
function drawnLaws(
  { laws, evidence }: Fit,
  cohorts: Cohorts,
  drawn: Record<Kind, DelayLaw>,
  draws: Draws,
): Laws {
  const of = (kind: Kind): KindLaw => {
    const { R, k } = laws[kind]
    const { priorExposure } = evidence[kind]
    const exposure = (law: DelayLaw) =>
      cohorts[kind].reduce((sum, { age, count }) => sum + count * shareBy(law, age), priorExposure)
    const exposed = exposure(laws[kind].delays)
    const deviation = Math.sqrt(varianceOf(cohorts[kind], laws[kind], evidence[kind]))
    const moved = (R * exposed) / Math.max(exposure(drawn[kind]), exposed / 20)
    const noise = Math.exp(Math.min(2, deviation) * draws.normal())
    return { R: kind === 'viral' ? Math.min(mostR, moved * noise) : moved * noise, k, delays: drawn[kind] }
  }
  return { seed: of('seed'), viral: of('viral') }
}

/**
 * Var(R) / R² of R = sum z / sum F, with z of variance R F + (R F)² / k: 1 / children + sum F² / (sum F)² / k. Of participants
 * of equal age the latter is 1 / k n; where most have just come, the few older ones carry the estimate, and it is more.
 */
function varianceOf(
  cohorts: Cohorts[Kind],
  { k, delays }: KindLaw,
  it: { children: number; priorExposure: number },
): number {
  let [sum, squares] = [it.priorExposure, it.priorExposure]
  for (const { age, count } of cohorts) {
    const share = shareBy(delays, age)
    sum += count * share
    squares += count * share * share
  }
  return it.children > 0 && sum > 0 ? 1 / it.children + squares / (sum * sum) / k : 0
}

/** Quantiles of observed + coming, as whole nodes. */
export function bandsOf(observed: number, coming: Float64Array): Bands {
  const at = quantilesOf(coming.slice(), [0.1, 0.25, 0.5, 0.75, 0.9]).map(
    (value) => observed + Math.round(value!),
  )
  return { forecast: at[2]!, low50: at[1]!, high50: at[3]!, low80: at[0]!, high80: at[4]! }
}
