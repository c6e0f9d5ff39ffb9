import fc from 'fast-check'
import moment from 'moment-timezone'
import { describe, expect, it, vi } from 'vitest'
import { nextOccurrence, occurrences, ruleFault } from '../../../src/core/schedule/recurrence.ts'
import { anyZone, expectedInstant, hour, shown, zoneAndInstant } from './oracle.ts'

vi.setConfig({ testTimeout: 120_000 })

type Day = moment.Moment
/** A rule, and the same said of a day: does it belong, counted from the first day? */
type Rule = [every: string, holds: (day: Day, first: Day) => boolean]

const names = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']
const rules: fc.Arbitrary<Rule> = fc.oneof(
  fc.integer({ min: 1, max: 9 }).map((n): Rule => {
    return [`RRULE:FREQ=DAILY;INTERVAL=${n}`, (day, first) => day.diff(first, 'days') % n === 0]
  }),
  fc.uniqueArray(fc.constantFrom(...names), { minLength: 1 }).map((days): Rule => {
    return [`FREQ=WEEKLY;BYDAY=${days.join(',')}`, (day) => days.includes(names[day.isoWeekday() - 1]!)]
  }),
  fc.integer({ min: 1, max: 31 }).map((n): Rule => {
    return [`RRULE:FREQ=MONTHLY;BYMONTHDAY=${n}`, (day) => day.date() === n]
  }),
  fc.constantFrom<Rule>(
    ['RRULE:FREQ=MONTHLY;BYMONTHDAY=-1', (day) => day.date() === day.daysInMonth()],
    ['RRULE:FREQ=MONTHLY;BYDAY=-1FR', (day) => day.isoWeekday() === 5 && day.date() > day.daysInMonth() - 7],
    ['RRULE:FREQ=MONTHLY;BYDAY=1MO', (day) => day.isoWeekday() === 1 && day.date() <= 7],
    ['RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29', (day) => day.format('MM-DD') === '02-29'],
    ['RRULE:FREQ=YEARLY;BYMONTH=7;BYMONTHDAY=30', (day) => day.format('MM-DD') === '07-30'],
  ),
)
const anyDay = fc
  .integer({ min: 0, max: 3 * 365 })
  .map((n) => moment.utc('2025-01-01').add(n, 'days').format('YYYY-MM-DD'))

function stepped([, holds]: Rule, first: string, last: string): string[] {
  const start = moment.utc(first)
  const count = moment.utc(last).diff(start, 'days') + 1
  return Array.from({ length: Math.max(0, count) }, (_, n) => start.clone().add(n, 'days'))
    .filter((day) => holds(day, start))
    .map((day) => day.format('YYYY-MM-DD'))
}

it('is what counting the days of the calendar gives, at the hour of the wall', () => {
  fc.assert(
    fc.property(rules, anyDay, fc.nat(500), hour, anyZone, (rule, first, days, local, zone) => {
      const last = moment.utc(first).add(days, 'days').format('YYYY-MM-DD')
      const recurrence = { every: rule[0], from: first, until: last, local }
      const all = occurrences(recurrence, zone, Date.parse('2024-12-01'), Date.parse('2030-01-01'))
      const expected = stepped(rule, first, last)
      expect(all.map(({ key }) => key)).toEqual(expected)
      expect(all.map(({ at }) => at)).toEqual(expected.map((date) => expectedInstant(date, local, zone)))
    }),
    { numRuns: 150 },
  )
})

it('never has two on one local day', () => {
  fc.assert(
    fc.property(anyZone, hour, fc.constantFrom(2025, 2026, 2027, 2028), (zone, local, year) => {
      const daily = { every: 'RRULE:FREQ=DAILY', from: `${year}-01-01`, until: `${year}-12-31`, local }
      const all = occurrences(daily, zone, Date.parse('2024-12-01'), Date.parse('2030-01-01'))
      const days = all.map(({ at }) => shown(at, zone).slice(0, 10))
      expect(days).toEqual(all.map(({ key }) => key))
      expect(new Set(days).size).toBe(year === 2028 ? 366 : 365)
    }),
    { numRuns: 60 },
  )
})

it('says the same asked bit by bit, or for the next one', () => {
  fc.assert(
    fc.property(rules, anyDay, zoneAndInstant, hour, (rule, first, [zone, cut], local) => {
      const recurrence = { every: rule[0], from: first, local }
      const [start, end] = [cut - 40 * 86_400_000, cut + 40 * 86_400_000]
      const whole = occurrences(recurrence, zone, start, end)
      const after = occurrences(recurrence, zone, cut, end)
      expect([...occurrences(recurrence, zone, start, cut), ...after]).toEqual(whole)
      if (after[0]) expect(nextOccurrence(recurrence, zone, cut)).toEqual(after[0])
    }),
    { numRuns: 200 },
  )
})

describe('examples', () => {
  const iso = (at: number) => new Date(at).toISOString()
  const year = [Date.parse('2026-01-01'), Date.parse('2027-01-01')] as const

  it('keeps the hour of the wall over both changes, once on each day', () => {
    const daily = { every: 'RRULE:FREQ=DAILY', from: '2026-03-28', until: '2026-03-30', local: '02:30' }
    expect(occurrences(daily, 'Europe/Paris', ...year).map(({ at }) => iso(at))).toEqual([
      '2026-03-28T01:30:00.000Z',
      '2026-03-29T00:30:00.000Z',
      '2026-03-30T00:30:00.000Z',
    ])
    const autumn = { ...daily, from: '2026-10-24', until: '2026-10-26' }
    expect(occurrences(autumn, 'Europe/Paris', ...year).map(({ at }) => iso(at))).toEqual([
      '2026-10-24T00:30:00.000Z',
      '2026-10-25T00:30:00.000Z',
      '2026-10-26T01:30:00.000Z',
    ])
  })

  it('ends with its count, or its last day', () => {
    const counted = { every: 'RRULE:FREQ=MONTHLY;BYMONTHDAY=1;COUNT=2', from: '2026-01-15', local: '09:00' }
    expect(occurrences(counted, 'UTC', ...year).map(({ key }) => key)).toEqual(['2026-02-01', '2026-03-01'])
    expect(nextOccurrence(counted, 'UTC', Date.parse('2026-03-01T09:00Z'))?.key).toBe('2026-03-01')
    expect(nextOccurrence(counted, 'UTC', Date.parse('2026-03-01T09:01Z'))).toBeNull()
    expect(nextOccurrence({ ...counted, until: '2026-02-15' }, 'UTC', Date.parse('2026-02-02'))).toBeNull()
  })

  it('gives a day that never comes no occurrence', () => {
    const never = { every: 'RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', from: '2026-01-01', local: '09:00' }
    expect(nextOccurrence(never, 'UTC', 0)).toBeNull()
  })
})

it.each([
  ['RRULE:FREQ=MONTHLY;BYMONTHDAY=1', null],
  ['FREQ=WEEKLY;BYDAY=MO,WE;INTERVAL=2;WKST=MO', null],
  ['RRULE:FREQ=MONTHLY;BYDAY=-1FR', null],
  ['RRULE:FREQ=HOURLY', /FREQ=HOURLY.*DAILY, WEEKLY, MONTHLY or YEARLY/],
  ['RRULE:FREQ=DAILY;BYHOUR=9', /leave BYHOUR out.*local/],
  ['RRULE:FREQ=DAILY;UNTIL=20261231', /leave UNTIL out.*until/],
  ['RRULE:FREQ=MONTHLY;BYMONTHDAY=32', /BYMONTHDAY=32.*1 to 31/],
  ['RRULE:FREQ=WEEKLY;BYDAY=XX', /BYDAY=XX.*MO,TU/],
  ['RRULE:FREQ=DAILY;INTERVAL=0', /INTERVAL=0/],
  ['RRULE:FREQ=DAILY;COLOUR=blue', /no part of a rule/],
  ['RRULE:FREQ=DAILY;FREQ=WEEKLY', /FREQ is there twice/],
  ['RRULE:BYDAY=MO', /needs FREQ/],
  ['every monday', /no part of a rule/],
])('reads %s', (rule, fault) => {
  if (fault) expect(ruleFault(rule)).toMatch(fault)
  else expect(ruleFault(rule)).toBeNull()
})
