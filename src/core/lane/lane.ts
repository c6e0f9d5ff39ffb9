/** How fast messages may go to one provider; a row of `lanes`. All instants in ms. */
export type Lane = {
  /** Part of the usual rate that was allowed at `changedAt`; see `allowedFactor`. */
  factor: number
  pausedUntil: number | null
  /** The next free place. */
  nextAt: number
  /** Up to here those that wait have been told when to come again. */
  bookedUntil: number
  failures: number
  changedAt: number
}

export const freshLane = (now: number): Lane => ({
  factor: 1,
  pausedUntil: null,
  nextAt: 0,
  bookedUntil: 0,
  failures: 0,
  changedAt: now,
})

const minuteMs = 60_000
/** It never comes to a standstill: at 600 a minute, nine still go. */
export const leastFactor = 1 / 64
/** Additive: so much comes back for each five minutes without a deferral. From a half to the whole takes 50 minutes. */
const recoveryMs = 5 * minuteMs
const recoveryStep = 0.05
const longestPauseMs = 30 * minuteMs

/** The part of the usual rate that is allowed now, 0 < factor ≤ 1; grows with the time since the last deferral. */
export function allowedFactor(lane: Lane, now: number): number {
  const calmMs = Math.max(0, now - Math.max(lane.changedAt, lane.pausedUntil ?? 0))
  return Math.min(1, lane.factor + recoveryStep * Math.floor(calmMs / recoveryMs))
}

/**
 * The provider pushed back: half the rate, and a pause that is the longer the lower the rate. What was under way at that
 * moment and hears the same says nothing new.
 */
export function slowed(lane: Lane, now: number): Lane {
  if ((lane.pausedUntil ?? 0) > now) return lane
  const factor = Math.max(leastFactor, allowedFactor(lane, now) / 2)
  const pausedUntil = now + Math.min(longestPauseMs, Math.round(minuteMs / (2 * factor)))
  return { ...lane, factor, pausedUntil, changedAt: now }
}

export type Reservation = {
  lane: Lane
  /** When each that may go goes, in order; never before `now`. */
  places: number[]
  /** When each of the others should ask again, in order. */
  bookings: number[]
}

/**
 * Places for messages of a batch: a virtual scheduling algorithm (ITU-T I.371's GCRA) without tolerance, so that in no
 * minute more than the rate begin. Only places within `holdMs` are given out, for a process waits for them with the
 * message in its hand; the others are told when to ask again, at the end of the line. A booking is no place: should the
 * provider push back meanwhile, the line moves at the new speed.
 *
 * @param it.returning  how many were booked before: they go first
 * @param it.fresh      how many come for the first time: while there is a line they join its end
 */
export function reserve(
  lane: Lane,
  it: { perMinute: number; returning: number; fresh: number; now: number; holdMs: number },
): Reservation {
  const { now } = it
  const horizon = now + it.holdMs
  const everyMs = Math.ceil(minuteMs / (it.perMinute * allowedFactor(lane, now)))
  const start = Math.max(lane.nextAt, now, lane.pausedUntil ?? 0)
  const room = start > horizon ? 0 : Math.floor((horizon - start) / everyMs) + 1
  const mayGo = it.returning + (lane.bookedUntil > horizon ? 0 : it.fresh)
  const given = Math.min(room, mayGo)
  const left = it.returning + it.fresh - given
  const places = Array.from({ length: given }, (_, index) => start + index * everyMs)
  const nextAt = given ? start + given * everyMs : lane.nextAt
  const lineFrom = Math.max(lane.bookedUntil, horizon, start + given * everyMs)
  // They come before it is their turn and wait in the process: no place stays empty.
  const bookings = Array.from({ length: left }, (_, index) =>
    Math.max(now + 1, lineFrom + index * everyMs - Math.floor(it.holdMs / 2)),
  )
  const bookedUntil = left ? lineFrom + left * everyMs : lane.bookedUntil
  return { lane: { ...lane, nextAt, bookedUntil }, places, bookings }
}
