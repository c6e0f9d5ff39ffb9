import fc from 'fast-check'
import moment from 'moment-timezone'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { type Calendar, calendarOf } from '../../../src/core/schedule/calendar.ts'
import { holidaysOf, loadHolidays, noTables } from '../../../src/core/schedule/holidays.ts'
import { nextOpening } from '../../../src/core/schedule/opening.ts'
import { always, type Rules, rulesFor, weekdays } from '../../../src/core/schedule/window.ts'
import { hour, ownZoneData, shown, zoneAndInstant } from './oracle.ts'

vi.setConfig({ testTimeout: 120_000 })

let calendar: Calendar
let daysOff: Record<string, Set<string>>
const countries = ['MA', 'FR', 'DE'] as const

beforeAll(async () => {
  const source = await loadHolidays()
  ownZoneData()
  calendar = calendarOf(source, noTables)
  const years = [2024, 2025, 2026, 2027, 2028, 2029, 2030]
  daysOff = Object.fromEntries(
    countries.map((country) => [
      country,
      new Set(years.flatMap((year) => holidaysOf(source, country, year)).map(({ date }) => date)),
    ]),
  )
})

const anyWindow = fc.record({
  from: hour,
  until: hour,
  days: fc.uniqueArray(fc.constantFrom(...weekdays), { minLength: 1 }),
  holidays: fc.constantFrom('open' as const, 'closed' as const),
})
type AnyWindow = typeof anyWindow extends fc.Arbitrary<infer T> ? T : never
const anyCase = fc.tuple(zoneAndInstant, fc.constantFrom(...countries), anyWindow)

const rulesOf = (campaign: AnyWindow): Rules => rulesFor('email', { campaign }, calendar)

/** Said once more, with another library and other words. */
function isOpen(at: number, zone: string, country: string, window: AnyWindow): boolean {
  const clock = moment.tz(at, zone)
  const time = clock.format('HH:mm')
  const { from, until, days, holidays } = window
  const inHours =
    from === until || (from < until ? from <= time && time < until : from <= time || time < until)
  const off = holidays === 'closed' && daysOff[country]!.has(clock.format('YYYY-MM-DD'))
  return inHours && days.includes(weekdays[clock.isoWeekday() - 1]!) && !off
}

describe('next opening', () => {
  it('lies in an open window, is never earlier, and stays where it is', () => {
    fc.assert(
      fc.property(anyCase, ([[zone, at], country, window]) => {
        const found = nextOpening(at, zone, country, rulesOf(window))!
        expect(found.at).toBeGreaterThanOrEqual(at)
        expect(isOpen(found.at, zone, country, window)).toBe(true)
        expect(nextOpening(found.at, zone, country, rulesOf(window))).toMatchObject({
          at: found.at,
          moved: null,
        })
        expect(found.moved === null).toBe(found.at === at)
      }),
      { numRuns: 1000 },
    )
  })

  it('leaves out no quarter of an hour that was open before', () => {
    const quarterMs = 15 * 60_000
    fc.assert(
      fc.property(anyCase, ([[zone, minute], country, window]) => {
        const at = Math.floor(minute / quarterMs) * quarterMs
        const found = nextOpening(at, zone, country, rulesOf(window))!
        for (let quarter = at; quarter < found.at; quarter += quarterMs)
          expect([shown(quarter, zone), isOpen(quarter, zone, country, window)]).toEqual([
            shown(quarter, zone),
            false,
          ])
      }),
      { numRuns: 200 },
    )
  })

  it('keeps the order in time', () => {
    fc.assert(
      fc.property(anyCase, fc.nat(10_000), ([[zone, at], country, window], minutes) => {
        const later = nextOpening(at + minutes * 60_000, zone, country, rulesOf(window))!
        expect(later.at).toBeGreaterThanOrEqual(nextOpening(at, zone, country, rulesOf(window))!.at)
      }),
      { numRuns: 500 },
    )
  })
})

type Example = [
  what: string,
  at: string,
  channel: string,
  country: string,
  expected: string,
  moved: string | null,
]
const zoneOfCountry: Record<string, string> = { FR: 'Europe/Paris', MA: 'Africa/Casablanca' }

it.each<Example>([
  ['in time', '2026-11-23T10:00+01:00', 'email', 'FR', '2026-11-23 10:00', null],
  ['early', '2026-11-23T06:00+01:00', 'email', 'FR', '2026-11-23 08:00', 'hours'],
  ['at the end', '2026-11-23T20:00+01:00', 'email', 'FR', '2026-11-24 08:00', 'hours'],
  ['a Sunday mail', '2026-11-22T10:00+01:00', 'email', 'FR', '2026-11-22 10:00', null],
  ['a Sunday SMS', '2026-11-22T10:00+01:00', 'sms', 'FR', '2026-11-23 09:00', 'weekday'],
  ['Saturday evening', '2026-11-21T21:00+01:00', 'whatsapp', 'FR', '2026-11-23 09:00', 'weekday'],
  ['14 July', '2026-07-14T10:00+02:00', 'email', 'FR', '2026-07-15 08:00', 'holiday'],
  ['Christmas on a Friday', '2026-12-24T21:00+01:00', 'sms', 'FR', '2026-12-26 09:00', 'holiday'],
  ['the turn of the year', '2026-12-31T21:00+01:00', 'email', 'FR', '2027-01-02 08:00', 'holiday'],
  ['the Green March', '2026-11-06T10:00Z', 'email', 'MA', '2026-11-07 08:00', 'holiday'],
  ['the same day in France', '2026-11-06T10:00Z', 'email', 'FR', '2026-11-06 11:00', null],
  ['the first Unity Day, a Saturday', '2026-10-31T10:00Z', 'sms', 'MA', '2026-11-02 09:00', 'holiday'],
  ['before the gap of spring', '2026-03-28T21:00+01:00', 'email', 'FR', '2026-03-29 08:00', 'hours'],
  ['before the long night of autumn', '2026-10-24T21:00+02:00', 'email', 'FR', '2026-10-25 08:00', 'hours'],
  ['a post, whenever', '2026-07-14T03:00+02:00', 'x', 'FR', '2026-07-14 03:00', null],
])('%s', (_, at, channel, country, expected, moved) => {
  const zone = zoneOfCountry[country]!
  const found = nextOpening(Date.parse(at), zone, country, rulesFor(channel, {}, calendar))!
  expect([shown(found.at, zone), found.moved]).toEqual([expected, moved])
})

describe('Ramadan', () => {
  const evening = { from: '20:30', until: '23:00' }
  const rules = () => rulesFor('email', { ramadan: evening }, calendar)
  const next = (at: string) => nextOpening(Date.parse(at), 'Europe/Brussels', 'BE', rules())!

  it('is written to in the evening, from its first day to its last', () => {
    expect(next('2026-02-17T10:00+01:00')).toMatchObject({ moved: null })
    const first = next('2026-02-18T10:00+01:00')
    expect([shown(first.at, 'Europe/Brussels'), first.moved]).toEqual(['2026-02-18 20:30', 'ramadan'])
    const last = next('2026-03-19T23:00+01:00')
    expect([shown(last.at, 'Europe/Brussels'), last.moved]).toEqual(['2026-03-20 08:00', 'hours'])
    expect(shown(next('2027-02-08T09:00+01:00').at, 'Europe/Brussels')).toBe('2027-02-08 20:30')
  })

  it('warns where its first and last day are only reckoned', () => {
    const warned = [
      '2026-02-16',
      '2026-02-17',
      '2026-02-18',
      '2026-02-19',
      '2026-03-18',
      '2026-03-19',
      '2026-03-20',
    ]
    const kinds = warned.map((date) =>
      next(`${date}T21:00+01:00`)
        .warnings.map(({ kind }) => kind)
        .join(),
    )
    const unsure = 'ramadanUnsure'
    // At 21:00 of 16 February the day is over, so the reader hears on the 17th.
    expect(kinds).toEqual([unsure, unsure, unsure, '', '', unsure, ''])
  })

  it('leaves telephones to their own hours', () => {
    expect(rulesFor('sms', { ramadan: evening }, calendar).ramadan).toBeNull()
  })

  it('follows the clock of Morocco, which stood an hour back in it until 2026', () => {
    const morocco = nextOpening(Date.parse('2026-03-10T12:00Z'), 'Africa/Casablanca', 'MA', rules())!
    expect(new Date(morocco.at).toISOString()).toBe('2026-03-10T20:30:00.000Z')
    const summer = nextOpening(Date.parse('2026-06-10T03:00Z'), 'Africa/Casablanca', 'MA', rules())!
    expect(new Date(summer.at).toISOString()).toBe('2026-06-10T07:00:00.000Z')
  })
})

describe('a feast that is only reckoned', () => {
  const next = (at: string, rules = rulesFor('email', {}, calendar)) =>
    nextOpening(Date.parse(at), 'Africa/Casablanca', 'MA', rules)!

  it('is waited for, with a warning; so is a day beside it written on', () => {
    const waited = next('2026-05-27T09:00Z')
    expect(shown(waited.at, 'Africa/Casablanca')).toBe('2026-05-29 08:00')
    expect(waited.warnings.map(({ kind, date }) => [kind, date])).toEqual([
      ['estimatedHoliday', '2026-05-27'],
      ['estimatedHoliday', '2026-05-28'],
      ['besideEstimate', '2026-05-28'],
    ])
    expect(next('2026-05-26T09:00Z').warnings.map(({ kind, date }) => [kind, date])).toEqual([
      ['besideEstimate', '2026-05-27'],
    ])
    expect(next('2026-05-30T09:00Z').warnings).toEqual([])
  })

  it('is nothing to those who write on holidays', () => {
    const open = rulesFor('email', { campaign: { holidays: 'open' } }, calendar)
    expect(next('2026-05-27T09:00Z', open)).toEqual({
      at: Date.parse('2026-05-27T09:00Z'),
      moved: null,
      warnings: [],
    })
  })
})

it('says so when no day is open', () => {
  const never: Rules = { ...always(calendar), weekdays: [] }
  expect(nextOpening(0, 'UTC', null, never)).toBeNull()
})
