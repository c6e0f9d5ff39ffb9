import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  allowedFactor,
  freshLane,
  type Lane,
  leastFactor,
  reserve,
  slowed,
} from '../../../src/core/lane/lane.ts'

const minuteMs = 60_000
const start = Date.UTC(2026, 10, 24, 9)

type Act = { afterMs: number; fresh: number; returning: number; deferred: boolean }

/** What two processes do with one lane, in any order: claims of some messages, time, and now and then a deferral. */
const steps = fc.array(
  fc.record({
    afterMs: fc.integer({ min: 0, max: 40_000 }),
    fresh: fc.integer({ min: 0, max: 60 }),
    returning: fc.integer({ min: 0, max: 20 }),
    deferred: fc.integer({ min: 0, max: 9 }).map((chance) => chance === 0),
  }),
  { maxLength: 60 },
)
const rate = fc.integer({ min: 1, max: 1500 })
const hold = fc.constantFrom(0, 1000, 5000)

function drive(perMinute: number, holdMs: number, acts: readonly Act[]) {
  let [lane, now] = [freshLane(start), start]
  const places: number[] = []
  const lanes: { lane: Lane; now: number }[] = []
  for (const { afterMs, fresh, returning, deferred } of acts) {
    now += afterMs
    if (deferred) lane = slowed(lane, now)
    const got = reserve(lane, { perMinute, fresh, returning, now, holdMs })
    expect(got.places.length + got.bookings.length).toBe(fresh + returning)
    expect(got.places.every((at) => at >= now && at <= now + holdMs)).toBe(true)
    expect(got.bookings.every((at) => at > now)).toBe(true)
    places.push(...got.places)
    lane = got.lane
    lanes.push({ lane, now })
  }
  return { places, lanes }
}

describe('places of a lane', () => {
  it('are never more than the rate in any minute, whoever asks and in whatever order', () => {
    fc.assert(
      fc.property(rate, hold, steps, (perMinute, holdMs, acts) => {
        const { places } = drive(perMinute, holdMs, acts)
        for (const [index, at] of places.entries()) {
          expect(index === 0 || at > places[index - 1]!).toBe(true)
          const within = places.filter((other) => other >= at && other < at + minuteMs)
          expect(within.length).toBeLessThanOrEqual(perMinute)
        }
      }),
    )
  })

  it('begin again at once after a rest, without making up for it', () => {
    const { lane } = reserve(freshLane(start), {
      perMinute: 60,
      fresh: 5,
      returning: 0,
      now: start,
      holdMs: 5000,
    })
    const later = start + 10 * minuteMs
    const got = reserve(lane, { perMinute: 60, fresh: 9, returning: 0, now: later, holdMs: 2000 })
    expect(got.places).toEqual([later, later + 1000, later + 2000])
  })

  it('go to those that were told to come again before those that come for the first time', () => {
    const ask = { perMinute: 60, now: start, holdMs: 2000 }
    const first = reserve(freshLane(start), { ...ask, fresh: 100, returning: 0 })
    expect(first.places).toHaveLength(3)
    const newcomers = reserve(first.lane, { ...ask, fresh: 10, returning: 0, now: start + 5000 })
    expect(newcomers.places).toEqual([])
    expect(Math.min(...newcomers.bookings)).toBeGreaterThan(Math.max(...first.bookings))
    const returning = reserve(newcomers.lane, { ...ask, fresh: 0, returning: 3, now: start + 5000 })
    expect(returning.places).toHaveLength(3)
  })

  it('are asked for early enough that none stays empty', () => {
    const got = reserve(freshLane(start), {
      perMinute: 60,
      fresh: 20,
      returning: 0,
      now: start,
      holdMs: 5000,
    })
    // The next free place is at 6 s; who asks from 3.5 s on is there in time.
    expect(got.places).toHaveLength(6)
    expect(got.bookings[0]).toBe(start + 3500)
  })
})

describe('the part of the rate that is allowed', () => {
  it('stays above 0 and at most 1', () => {
    fc.assert(
      fc.property(rate, hold, steps, (perMinute, holdMs, acts) => {
        for (const { lane, now } of drive(perMinute, holdMs, acts).lanes) {
          const factor = allowedFactor(lane, now)
          expect(factor).toBeGreaterThanOrEqual(leastFactor)
          expect(factor).toBeLessThanOrEqual(1)
        }
      }),
    )
  })

  it('only grows while nobody defers, back to the whole', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.array(fc.nat(600_000)), (deferrals, waits) => {
        let [lane, now] = [freshLane(start), start]
        for (let index = 0; index < deferrals; index++) {
          lane = slowed(lane, now)
          now = lane.pausedUntil!
        }
        let factor = allowedFactor(lane, now)
        for (const wait of waits) {
          now += wait
          expect(allowedFactor(lane, now)).toBeGreaterThanOrEqual(factor)
          factor = allowedFactor(lane, now)
        }
        expect(allowedFactor(lane, now + 100 * minuteMs)).toBe(1)
      }),
    )
  })

  it('is halved once for one deferral, however many messages hear of it', () => {
    const once = slowed(freshLane(start), start)
    expect(once).toMatchObject({ factor: 0.5, pausedUntil: start + minuteMs })
    expect(slowed(once, start + 5000)).toBe(once)
    expect(slowed(once, once.pausedUntil!)).toMatchObject({ factor: 0.25 })
  })

  it('lets nobody go while the lane is paused', () => {
    const lane = slowed(freshLane(start), start)
    const got = reserve(lane, { perMinute: 600, fresh: 4, returning: 4, now: start + 1, holdMs: 5000 })
    expect(got.places).toEqual([])
    expect(got.bookings[0]).toBeGreaterThanOrEqual(lane.pausedUntil! - 2500)
  })
})
