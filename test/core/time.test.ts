import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { isZone, mainZone, wallClock, withinWindow, zoneOf } from '../../src/core/time.ts'

// Heavy ones take seconds on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

const day = { from: '08:00', until: '20:00' }
const at = (text: string) => Date.parse(text)
const next = (instant: string, zone: string, window: { from: string; until: string } | null) =>
  wallClock(withinWindow(at(instant), zone, window), zone)

describe('window', () => {
  it.each([
    ['inside', '2026-11-23T09:00Z', 'Europe/Paris', day, '2026-11-23T10:00+01:00[Europe/Paris]'],
    ['at its first minute', '2026-11-23T07:00Z', 'Europe/Paris', day, '2026-11-23T08:00+01:00[Europe/Paris]'],
    ['before it', '2026-11-23T05:00Z', 'Europe/Paris', day, '2026-11-23T08:00+01:00[Europe/Paris]'],
    ['at its end', '2026-11-23T19:00Z', 'Europe/Paris', day, '2026-11-24T08:00+01:00[Europe/Paris]'],
    ['after it', '2026-11-23T22:30Z', 'Europe/Paris', day, '2026-11-24T08:00+01:00[Europe/Paris]'],
    ['another day there', '2026-11-23T23:30Z', 'Asia/Tokyo', day, '2026-11-24T08:30+09:00[Asia/Tokyo]'],
    [
      'over midnight, inside',
      '2026-11-23T23:00Z',
      'UTC',
      { from: '21:00', until: '02:00' },
      '2026-11-23T23:00+00:00[UTC]',
    ],
    [
      'a whole day',
      '2026-11-23T23:00Z',
      'UTC',
      { from: '08:00', until: '08:00' },
      '2026-11-23T23:00+00:00[UTC]',
    ],
    [
      'over midnight, outside',
      '2026-11-23T12:00Z',
      'UTC',
      { from: '21:00', until: '02:00' },
      '2026-11-23T21:00+00:00[UTC]',
    ],
  ])('%s', (_, instant, zone, window, expected) => {
    expect(next(instant, zone, window)).toBe(expected)
  })

  it('may be absent', () => {
    expect(withinWindow(123_456, 'Europe/Paris', null)).toBe(123_456)
  })
})

describe('clock changes', () => {
  const night = { from: '02:30', until: '04:00' }

  it('opens as soon as the clock is past the start, though it never shows it', () => {
    // 29 March 2026: 02:00 becomes 03:00 in Paris.
    expect(next('2026-03-29T00:10Z', 'Europe/Paris', night)).toBe('2026-03-29T03:00+02:00[Europe/Paris]')
  })

  it('takes the first pass of the doubled hour', () => {
    // 25 October 2026: 03:00 becomes 02:00 in Paris.
    expect(next('2026-10-24T23:00Z', 'Europe/Paris', night)).toBe('2026-10-25T02:30+02:00[Europe/Paris]')
  })

  it('never goes back to the first pass from the second', () => {
    expect(next('2026-10-25T01:10Z', 'Europe/Paris', night)).toBe('2026-10-25T02:30+01:00[Europe/Paris]')
  })

  it('keeps the hour of the wall over a change', () => {
    expect(next('2026-03-28T20:00Z', 'Europe/Brussels', day)).toBe('2026-03-29T08:00+02:00[Europe/Brussels]')
    expect(next('2026-10-24T20:00Z', 'Europe/Brussels', day)).toBe('2026-10-25T08:00+01:00[Europe/Brussels]')
  })

  it('knows that Morocco left its summer hour in September 2026', () => {
    expect(next('2026-09-10T05:00Z', 'Africa/Casablanca', day)).toBe(
      '2026-09-10T08:00+01:00[Africa/Casablanca]',
    )
    expect(next('2026-11-23T05:00Z', 'Africa/Casablanca', day)).toBe(
      '2026-11-23T08:00+00:00[Africa/Casablanca]',
    )
    expect(next('2027-07-01T05:00Z', 'Africa/Casablanca', day)).toBe(
      '2027-07-01T08:00+00:00[Africa/Casablanca]',
    )
  })
})

it('always answers an instant inside the window, soon, and stays there', () => {
  const zone = fc.constantFrom(
    'Europe/Paris',
    'Africa/Casablanca',
    'America/Toronto',
    'Asia/Tokyo',
    'Australia/Sydney',
    'UTC',
  )
  const hour = fc.nat(23).map((hour) => `${String(hour).padStart(2, '0')}:00`)
  const instant = fc.integer({ min: at('2025-01-01T00:00Z'), max: at('2028-01-01T00:00Z') })
  fc.assert(
    fc.property(instant, zone, hour, hour, (now, where, from, until) => {
      fc.pre(from !== until)
      const found = withinWindow(now, where, { from, until })
      expect(found).toBeGreaterThanOrEqual(now)
      expect(found - now).toBeLessThanOrEqual(25 * 3_600_000)
      expect(withinWindow(found, where, { from, until })).toBe(found)
    }),
  )
})

it("takes the person's zone, else the country's, else UTC", () => {
  expect(zoneOf('Atlantic/Canary', 'ES')).toBe('Atlantic/Canary')
  expect(zoneOf('Atlantis/Capital', 'ES')).toBe('Europe/Madrid')
  expect(zoneOf(null, 'NL')).toBe('Europe/Amsterdam')
  expect(zoneOf(null, 'AQ')).toBe('UTC')
  expect(zoneOf(null, null)).toBe('UTC')
  expect([mainZone('MA'), mainZone(null)]).toEqual(['Africa/Casablanca', null])
  expect([isZone('Europe/Paris'), isZone('Europe/Nowhere'), isZone('')]).toEqual([true, false, false])
})
