import type { DelayLaw } from '../cascade/delay-law.ts'
import { normalBelow } from '../cascade/normal.ts'

/** How one kind of participants brings others: how many, how unequally, and after how many minutes. */
export type KindLaw = { R: number; k: number; delays: DelayLaw }
export type Laws = { seed: KindLaw; viral: KindLaw }

const cells = 120

const [reach, perUnit] = [8, 256]
const normalTable = Float64Array.from({ length: 2 * reach * perUnit + 2 }, (_, at) =>
  normalBelow(at / perUnit - reach),
)

/** As `shareBy` of core/cascade, from a table, to 5e-7: a simulation asks for it millions of times. */
const quickShare = (law: DelayLaw, age: number): number => shareOfLog(law, Math.log(age))

function shareOfLog({ mu, sigma }: DelayLaw, logAge: number): number {
  const place = ((logAge - mu) / sigma + reach) * perUnit
  if (!(place > 0)) return 0
  if (place >= 2 * reach * perUnit) return 1
  const below = Math.floor(place)
  return normalTable[below]! + (place - below) * (normalTable[below + 1]! - normalTable[below]!)
}

/**
 * Times from 0 to `span`, close together at first, where most of a delay law lies, and for each the cells of delay before
 * it with the place in between that the rest of the time falls on. It holds whatever the laws are, so a thousand draws of
 * the laws share it.
 */
export type Grid = {
  span: number
  times: Float64Array
  /** Cell j of time i stands at i (i - 1) / 2 + j: index of the last time <= times[i] - middle of the cell, and the rest. */
  index: Int32Array
  rest: Float64Array
}

export function gridOf(span: number): Grid {
  const times = Float64Array.from({ length: cells + 1 }, (_, at) => span * (at / cells) ** 3)
  const index = new Int32Array((cells * (cells + 1)) / 2)
  const rest = new Float64Array(index.length)
  for (let at = 1, place = 0; at <= cells; at++)
    for (let cell = 0; cell < at; cell++, place++) {
      const left = times[at]! - (times[cell]! + times[cell + 1]!) / 2
      const below = Math.min(at - 1, Math.floor(cells * Math.cbrt(left / span)))
      index[place] = below
      rest[place] = Math.min(1, Math.max(0, (left - times[below]!) / (times[below + 1]! - times[below]!)))
    }
  return { span, times, index, rest }
}

/** Mean, and mean of the square, of how many there are at each time of the grid when one participant comes at time 0. */
export type Growth = { mean: Float64Array; square: Float64Array }

/**
 * One participant who was brought, with all who come of them: M(t) = 1 + R ∫ M(t - u) dF(u), the renewal equation of an
 * age-dependent branching process (Bellman & Harris 1952; Iribarren & Moro, PRE 84, 046116, 2011). Offspring is a Poisson
 * number whose rate has a gamma law, so Var = R ∫ E[Y²(t - u)] dF(u) + (R ∫ M dF)² / k.
 */
export function growthOf(grid: Grid, law: KindLaw): Growth {
  const steps = stepsOf(grid, law.delays)
  const [mean, square] = [new Float64Array(cells + 1).fill(1), new Float64Array(cells + 1).fill(1)]
  for (let at = 1; at <= cells; at++) {
    let [sum, squares, own] = [0, 0, 0]
    for (let cell = 0, place = (at * (at - 1)) / 2; cell < at; cell++, place++) {
      const [below, rest, step] = [grid.index[place]!, grid.rest[place]!, steps[cell]!]
      // What lies just below the present time is not known yet: it is solved for.
      const known = below + 1 < at ? rest : 0
      sum += step * ((1 - rest) * mean[below]! + known * mean[below + 1]!)
      squares += step * ((1 - rest) * square[below]! + known * square[below + 1]!)
      if (below + 1 === at) own += step * rest
    }
    const others = 1 - law.R * own
    mean[at] = (1 + law.R * sum) / others
    square[at] = secondMoment(mean[at]!, law, law.R * squares, others)
  }
  return { mean, square }
}

/** A seed and all who come of it, given how those who are brought grow. */
export function seedGrowthOf(grid: Grid, law: KindLaw, viral: Growth): Growth {
  const steps = stepsOf(grid, law.delays)
  const [mean, square] = [new Float64Array(cells + 1).fill(1), new Float64Array(cells + 1).fill(1)]
  for (let at = 1; at <= cells; at++) {
    let [sum, squares] = [0, 0]
    for (let cell = 0, place = (at * (at - 1)) / 2; cell < at; cell++, place++) {
      const [below, rest, step] = [grid.index[place]!, grid.rest[place]!, steps[cell]!]
      sum += step * ((1 - rest) * viral.mean[below]! + rest * viral.mean[below + 1]!)
      squares += step * ((1 - rest) * viral.square[below]! + rest * viral.square[below + 1]!)
    }
    mean[at] = 1 + law.R * sum
    square[at] = secondMoment(mean[at]!, law, law.R * squares, 1)
  }
  return { mean, square }
}

/** E[Y²] = M² + Var, where Var itself holds `1 - others` times E[Y²]. */
const secondMoment = (mean: number, { k }: KindLaw, squares: number, others: number) =>
  (mean ** 2 + squares + (mean - 1) ** 2 / k) / others

function stepsOf({ times }: Grid, delays: DelayLaw): Float64Array {
  const below = times.map((time) => quickShare(delays, time))
  return Float64Array.from({ length: cells }, (_, cell) => below[cell + 1]! - below[cell]!)
}

/** Mean or mean square at a time between those of the grid. */
export function growthAt({ span, times }: Grid, values: Float64Array, time: number): number {
  if (time <= 0 || span <= 0) return 1
  const below = Math.min(cells - 1, Math.floor(cells * Math.cbrt(time / span)))
  const rest = (time - times[below]!) / (times[below + 1]! - times[below]!)
  return values[below]! + Math.min(1, Math.max(0, rest)) * (values[below + 1]! - values[below]!)
}

/**
 * What a participant of one age still brings within the span, for each child they would bring in all: themselves, and
 * all who come of those.
 */
export type Yet = {
  /** Share of their children that have come. */
  past: number
  /** ∫ M(span - u) dF(age + u), and the same of E[Y²]. */
  mean: number
  square: number
}

/** Logarithms of an age and of the times of the grid after it: whoever asks again and again for one age keeps them. */
export const logAges = ({ times }: Grid, age: number): Float64Array =>
  times.map((time) => Math.log(age + time))

/** @returns for an age in minutes what it still brings; ages of one law are asked together */
export function yetToCome(
  grid: Grid,
  { delays }: KindLaw,
  viral: Growth,
): (age: number, logs?: Float64Array) => Yet {
  const { index, rest } = grid
  const last = (cells * (cells - 1)) / 2
  const along = (values: Float64Array) =>
    Float64Array.from({ length: cells }, (_, cell) => {
      const [below, part] = [index[last + cell]!, rest[last + cell]!]
      return (1 - part) * values[below]! + part * values[below + 1]!
    })
  const [means, squares] = [along(viral.mean), along(viral.square)]
  return (age, logs = logAges(grid, age)) => {
    const past = shareOfLog(delays, logs[0]!)
    let [before, mean, square] = [past, 0, 0]
    for (let cell = 0; cell < cells; cell++) {
      const share = shareOfLog(delays, logs[cell + 1]!)
      const step = share - before
      mean += step * means[cell]!
      square += step * squares[cell]!
      before = share
      // The rest of the law lies beyond what is told apart.
      if (share === 1) break
    }
    return { past, mean, square }
  }
}
