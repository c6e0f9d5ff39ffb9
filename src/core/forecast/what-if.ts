import { emailDelays } from '../cascade/delay-law.ts'
import { assumedDispersion } from '../cascade/negative-binomial.ts'
import { quantilesOf } from '../cascade/quantile.ts'
import { drawsOf } from './draws.ts'
import { mostR } from './evidence.ts'
import { gridOf, growthAt, growthOf, type KindLaw } from './growth.ts'

/** A campaign as one imagines it. */
export type WhatIf = {
  seedsPerDay: number
  /** Days on which seeds are written to. */
  days: number
  /** Share of the participants who pass it on. */
  shareRate: number
  /** Participants that one who passes it on brings; may exceed 1. */
  conversion: number
  /** Hours in which half of those who come have come. */
  delayHours: number
}

export type Day = {
  day: number
  /** Written to by the end of the day. */
  seeds: number
  reach: number
  low50: number
  high50: number
  low80: number
  high80: number
}

export type Reach = { r: number; seeds: number; reach: number; gain: number; perDay: Day[] }

const minutesOfDay = 1440
/** Days after the last seeds that the plan still looks at. */
const after = 7
const drawCount = 400
/**
 * How wrong people are before a launch: standard deviation of ln R and of ln delay. Published campaigns lie between 0.04 and
 * 0.85 (docs/spread.md), so half as much again, or less, is little to allow for.
 */
const unsureR = 0.5
const unsureDelay = 0.5

/**
 * Reach by day, before anything is known: R = share rate * conversion for seeds and passed-on alike, delays as varied as
 * those of e-mails, and the wide bands of a guess.
 */
export function whatIf(it: WhatIf, seed = 1): Reach {
  const days = it.days + after
  const grid = gridOf(days * minutesOfDay)
  const draws = drawsOf(seed)
  const r = it.shareRate * it.conversion
  const sigma = emailDelays.sigma
  const mu = Math.log(it.delayHours * 60)
  const reached = Array.from({ length: days }, () => new Float64Array(drawCount))
  const lawOf = (byR: number, byDelay: number): KindLaw => ({
    R: Math.min(mostR, r * Math.exp(unsureR * byR)),
    k: assumedDispersion,
    delays: { mu: mu + unsureDelay * byDelay, sigma },
  })
  for (let draw = 0; draw < drawCount; draw++) {
    const growth = growthOf(grid, lawOf(draws.normal(), draws.normal()))
    // One campaign is lucky or not on all its days alike.
    const luck = draws.normal()
    for (let day = 0; day < days; day++) {
      let [mean, variance] = [0, 0]
      for (let sent = 0; sent <= Math.min(day, it.days - 1); sent++) {
        // Seeds of a day are written to in its middle.
        const time = (day + 0.5 - sent) * minutesOfDay
        const one = growthAt(grid, growth.mean, time)
        mean += it.seedsPerDay * one
        variance += it.seedsPerDay * Math.max(0, growthAt(grid, growth.square, time) - one * one)
      }
      const seeds = seedsBy(it, day)
      reached[day]![draw] = Math.max(seeds, mean + luck * Math.sqrt(variance))
    }
  }
  const perDay = reached.map((values, day) => dayOf(values, day, seedsBy(it, day)))
  const { seeds, reach } = perDay.at(-1)!
  return { r, seeds, reach, gain: reach / seeds, perDay }
}

const seedsBy = (it: WhatIf, day: number) => it.seedsPerDay * Math.min(day + 1, it.days)

function dayOf(values: Float64Array, day: number, seeds: number): Day {
  const ends = quantilesOf(values, [0.1, 0.25, 0.5, 0.75, 0.9]).map((end) => Math.round(end!))
  const [low80, low50, reach, high50, high80] = ends as [number, number, number, number, number]
  return { day: day + 1, seeds, reach, low50, high50, low80, high80 }
}
