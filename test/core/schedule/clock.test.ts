import fc from 'fast-check'
import moment from 'moment-timezone'
import { describe, expect, it, vi } from 'vitest'
import { dateAt, dayOfDate, instantOf, stretchAt, weekdayOfDay } from '../../../src/core/schedule/clock.ts'
import { changesOf, expectedInstant, shown, zoneAndInstant, zones } from './oracle.ts'

vi.setConfig({ testTimeout: 120_000 })

const minuteMs = 60_000

describe('zone data', () => {
  it.each(zones)('agree with independent ones on every change of clocks in %s', (zone) => {
    for (const at of changesOf(zone).flatMap((change) => [change, change - 1, change + 1])) {
      expect([at, stretchAt(at, zone).offset]).toEqual([at, moment.tz(at, zone).utcOffset() * minuteMs])
    }
  })

  it('agree with them on every zone that has not changed its law since the runtime was built', () => {
    const changed = /^(America\/(Havana|Inuvik|Rainy_River|Winnipeg)|Canada\/Central|Cuba)$/
    const all = moment.tz.names().filter((name) => !changed.test(name))
    const wrong = all.filter((zone) => {
      const known = moment.tz.zone(zone)!
      const moments = changesOf(zone).flatMap((change) => [change - 1, change])
      return [...moments, Date.parse('2025-01-15'), Date.parse('2028-12-31T23:59Z')].some(
        (at) => stretchAt(at, zone).offset !== -known.utcOffset(at) * minuteMs,
      )
    })
    expect(all.length).toBeGreaterThan(500)
    expect(wrong).toEqual([])
  })
})

describe('a time on the wall', () => {
  it('comes back from its instant, and is the earlier of two', () => {
    fc.assert(
      fc.property(zoneAndInstant, ([zone, near]) => {
        const [date = '', hour = ''] = shown(near, zone).split(' ')
        const at = instantOf(date, hour, zone)
        expect(shown(at, zone)).toBe(`${date} ${hour}`)
        expect(at).toBeLessThanOrEqual(near)
        expect(at).toBe(expectedInstant(date, hour, zone))
        expect(dateAt(at, zone)).toBe(date)
      }),
      { numRuns: 1500 },
    )
  })

  it('has one instant of its own day even when the clock never shows it', () => {
    fc.assert(
      fc.property(zoneAndInstant, fc.integer({ min: 0, max: 90 }), ([zone, near], later) => {
        // Counting on by the numbers of the clock lands in the gaps.
        const wall = moment.utc(`${shown(near, zone)}Z`).add(later, 'minutes')
        const [date = '', hour = ''] = wall.format('YYYY-MM-DD HH:mm').split(' ')
        const at = instantOf(date, hour, zone)
        expect(at).toBe(expectedInstant(date, hour, zone))
        expect(shown(at, zone).slice(0, 10)).toBe(date)
      }),
      { numRuns: 1500 },
    )
  })

  it.each([
    ['skipped in Paris', '2026-03-29', '02:30', 'Europe/Paris', '2026-03-29T00:30Z'],
    ['skipped in Lisbon', '2026-03-29', '01:15', 'Europe/Lisbon', '2026-03-29T00:15Z'],
    ['after the gap', '2026-03-29', '03:00', 'Europe/Paris', '2026-03-29T01:00Z'],
    ['twice in Paris', '2026-10-25', '02:30', 'Europe/Paris', '2026-10-25T00:30Z'],
    ['twice in Morocco, the last time', '2026-09-20', '01:30', 'Africa/Casablanca', '2026-09-20T00:30Z'],
    ['half an hour skipped', '2026-10-04', '02:15', 'Australia/Lord_Howe', '2026-10-03T15:15Z'],
    ['half an hour twice', '2026-04-05', '01:45', 'Australia/Lord_Howe', '2026-04-04T14:45Z'],
    ['no midnight in Cairo', '2026-04-24', '00:30', 'Africa/Cairo', '2026-04-23T22:00Z'],
    ['a leap day', '2028-02-29', '09:00', 'Asia/Kathmandu', '2028-02-29T03:15Z'],
    ['the last minute of a year', '2026-12-31', '23:59', 'America/Phoenix', '2027-01-01T06:59Z'],
  ])('%s', (_, date, hour, zone, expected) => {
    expect(new Date(instantOf(date, hour, zone)).toISOString()).toBe(new Date(expected).toISOString())
  })

  it('follows Morocco through Ramadan and out of its summer hour', () => {
    const offsets = ['2025-02-20', '2025-03-10', '2025-06-01', '2026-02-10', '2026-03-01', '2026-06-01']
    const later = ['2026-09-19', '2026-09-21', '2027-02-20', '2027-07-01']
    const hours = [...offsets, ...later].map((date) => {
      return 12 - new Date(instantOf(date, '12:00', 'Africa/Casablanca')).getUTCHours()
    })
    expect(hours).toEqual([1, 0, 1, 1, 0, 1, 1, 0, 0, 0])
  })
})

it('knows weekdays', () => {
  expect(
    ['2026-11-23', '2026-11-29', '1969-12-31', '2028-02-29'].map((it) => weekdayOfDay(dayOfDate(it))),
  ).toEqual([1, 7, 3, 2])
})
