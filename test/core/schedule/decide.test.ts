import fc from 'fast-check'
import { expect, it, vi } from 'vitest'
import { plainCalendar } from '../../../src/core/schedule/calendar.ts'
import { type Due, decide } from '../../../src/core/schedule/decide.ts'
import { always, rulesFor } from '../../../src/core/schedule/window.ts'
import { hour, shown, zoneAndInstant } from './oracle.ts'

vi.setConfig({ testTimeout: 60_000 })

const hourMs = 3_600_000
const sms = rulesFor('sms', {}, plainCalendar)
const base: Due = {
  due: Date.parse('2026-11-20T18:00+01:00'),
  zone: 'Europe/Paris',
  country: 'FR',
  expires: null,
  lateAfterMs: null,
}
const told = (due: Partial<Due>, now: string) => {
  const decision = decide({ ...base, ...due }, Date.parse(now), sms)
  if (decision.do === 'wait') return `wait until ${shown(decision.at, base.zone)} (${decision.moved})`
  return decision.do === 'drop' ? `drop: ${decision.why}` : 'send'
}
const expires = Date.parse('2026-11-23T09:00+01:00')

it.each([
  ['before its hour', {}, '2026-11-20T12:00+01:00', 'wait until 2026-11-20 18:00 (null)'],
  ['at its hour', {}, '2026-11-20T18:00+01:00', 'send'],
  ['in its window', {}, '2026-11-20T19:59+01:00', 'send'],
  ['after it', {}, '2026-11-20T20:00+01:00', 'wait until 2026-11-21 09:00 (hours)'],
  ['over a Sunday', {}, '2026-11-21T20:00+01:00', 'wait until 2026-11-23 09:00 (weekday)'],
  [
    'meant for a Sunday',
    { due: Date.parse('2026-11-22T10:00+01:00') },
    '2026-11-20T10:00+01:00',
    'wait until 2026-11-23 09:00 (weekday)',
  ],
  [
    'when the next window is too late for its content',
    { expires },
    '2026-11-21T20:00+01:00',
    'drop: expired',
  ],
  [
    'one that keeps a minute longer',
    { expires: expires + 60_000 },
    '2026-11-21T20:00+01:00',
    'wait until 2026-11-23 09:00 (weekday)',
  ],
  ['one that expires before it is due', { expires: base.due }, '2026-11-20T12:00+01:00', 'drop: expired'],
  [
    'late, but welcome',
    { lateAfterMs: 15 * hourMs },
    '2026-11-20T20:00+01:00',
    'wait until 2026-11-21 09:00 (hours)',
  ],
  ['too late to be welcome', { lateAfterMs: 14 * hourMs }, '2026-11-20T20:00+01:00', 'drop: late'],
  ['after a week of a stopped machine', { lateAfterMs: 48 * hourMs }, '2026-11-27T12:00+01:00', 'drop: late'],
  [
    'in the window it was moved to by plan, which is not late',
    { due: Date.parse('2026-11-21T21:00+01:00'), lateAfterMs: hourMs },
    '2026-11-23T09:30+01:00',
    'send',
  ],
])('%s', (_, due, now, expected) => {
  expect(told(due, now)).toBe(expected)
})

it('drops what may never go out', () => {
  expect(decide(base, base.due, { ...always(plainCalendar), weekdays: [] })).toEqual({
    do: 'drop',
    why: 'closed',
  })
})

it('brings each message to an end: asked again when it said, it sends', () => {
  const policy = fc.option(fc.nat(72).map((hours) => hours * hourMs))
  fc.assert(
    fc.property(
      zoneAndInstant,
      fc.nat(5000),
      hour,
      hour,
      policy,
      policy,
      (where, minutes, from, until, late, keeps) => {
        const [zone, due] = where
        const now = due + (minutes - 2500) * 60_000
        const asked = {
          due,
          zone,
          country: null,
          lateAfterMs: late,
          expires: keeps === null ? null : due + keeps,
        }
        const rules = rulesFor('email', { campaign: { from, until } }, plainCalendar)
        const first = decide(asked, now, rules)
        if (first.do === 'send') expect(now).toBeGreaterThanOrEqual(due)
        if (first.do === 'wait') {
          expect(first.at).toBeGreaterThan(now)
          expect(first.at).toBeGreaterThanOrEqual(due)
          expect(decide(asked, first.at, rules).do).toBe('send')
        }
        if (first.do === 'drop') expect(decide(asked, now + hourMs, rules).do).toBe('drop')
        else if (asked.expires !== null)
          expect(first.do === 'wait' ? first.at : now).toBeLessThan(asked.expires)
      },
    ),
    { numRuns: 500 },
  )
})
