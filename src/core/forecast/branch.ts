import { type DelayLaw, lawOf, naturalOf, shareBy } from '../cascade/delay-law.ts'
import { quantilesOf } from '../cascade/quantile.ts'
import type { Kind } from '../cascade/reproduction.ts'
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
): Moments {
  const viral = growthOf(grid, laws.viral)
  const total = { mean: 0, variance: 0 }
  for (const kind of kinds) {
    const yet = yetToCome(grid, laws[kind], viral)
    for (const { age, count, children } of cohorts[kind]) {
      const one = unitOf(laws[kind], yet(age))
      total.mean += (count * one.k + children) * one.mean
      total.variance += (count * one.k + children) * one.variance
    }
  }
  if (planned.length) addPlanned(total, grid, seedGrowthOf(grid, laws.seed, viral), planned)
  return total
}

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
  const draws = drawsOf(seed)
  const { excess = 0, drawCount = usualDraws } = it
  const means = new Float64Array(drawCount)
  const coming = new Float64Array(drawCount)
  for (let draw = 0; draw < drawCount; draw++) {
    const laws = drawnLaws(it.fit, it.cohorts, draws)
    const { mean, variance } = momentsOf(grid, laws, it.cohorts, it.planned)
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

/** Delay laws from the normal law around their fit; R follows from them, with a spread of its own. */
function drawnLaws({ laws, delays, apart, evidence }: Fit, cohorts: Cohorts, draws: Draws): Laws {
  const seed = drawnDelays(delays.seed, draws)
  const drawn = { seed, viral: apart ? drawnDelays(delays.viral, draws) : seed }
  const of = (kind: Kind): KindLaw => {
    const { R, k } = laws[kind]
    const { children, priorExposure } = evidence[kind]
    const exposure = (law: DelayLaw) =>
      cohorts[kind].reduce((sum, { age, count }) => sum + count * shareBy(law, age), priorExposure)
    const exposed = exposure(laws[kind].delays)
    // Var(R) / R² = (1 + R / k) / (R n): docs/spread.md.
    const deviation =
      children > 0 && exposed > 0
        ? Math.sqrt(1 / children + 1 / (k * countOf(cohorts[kind]) + k * priorExposure))
        : 0
    const moved = (R * exposed) / Math.max(exposure(drawn[kind]), exposed / 20)
    const noise = Math.exp(Math.min(2, deviation) * draws.normal())
    return { R: kind === 'viral' ? Math.min(mostR, moved * noise) : moved * noise, k, delays: drawn[kind] }
  }
  return { seed: of('seed'), viral: of('viral') }
}

const countOf = (cohorts: Cohorts[Kind]) => cohorts.reduce((sum, { count }) => sum + count, 0)

function drawnDelays({ law, inverse }: Fit['delays'][Kind], draws: Draws): DelayLaw {
  const [xx, xy, yy] = inverse
  const first = Math.sqrt(Math.max(0, xx))
  const along = first > 0 ? xy / first : 0
  const rest = Math.sqrt(Math.max(0, yy - along * along))
  const [x, y] = [draws.normal(), draws.normal()]
  const natural = naturalOf(law)
  // Where little is known the normal law reaches past what a law can be: such a draw is taken back halfway.
  for (let by = 1; by > 1e-3; by /= 2) {
    const next = [natural[0] + by * first * x, natural[1] + by * (along * x + rest * y)] as const
    if (next[1] < natural[1] / 3) return lawOf(next)
  }
  return law
}

/** Quantiles of observed + coming, as whole nodes. */
export function bandsOf(observed: number, coming: Float64Array): Bands {
  const at = quantilesOf(coming.slice(), [0.1, 0.25, 0.5, 0.75, 0.9]).map(
    (value) => observed + Math.round(value!),
  )
  return { forecast: at[2]!, low50: at[1]!, high50: at[3]!, low80: at[0]!, high80: at[4]! }
}
