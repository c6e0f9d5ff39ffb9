import { beforeAll, describe, expect, it } from 'vitest'
import { calendarOf } from '../../../src/core/schedule/calendar.ts'
import {
  confirmedMonthSchema,
  type HolidaySource,
  holidayOverrideSchema,
  holidaysOf,
  loadHolidays,
} from '../../../src/core/schedule/holidays.ts'
import {
  type ConfirmedMonth,
  islamicDate,
  monthStart,
  ramadanOf,
} from '../../../src/core/schedule/islamic.ts'

let source: HolidaySource
beforeAll(async () => {
  source = await loadHolidays()
})

const dates = (country: string, year: number) => holidaysOf(source, country, year).map(({ date }) => date)

describe('Morocco', () => {
  it('has all the days of its law in 2026', () => {
    const all = holidaysOf(source, 'MA', 2026)
    const days = (estimated: boolean) =>
      all.filter((holiday) => holiday.estimated === estimated).map(({ date }) => date.slice(5))
    const fixed = [
      '01-01',
      '01-11',
      '01-14',
      '05-01',
      '07-30',
      '08-14',
      '08-20',
      '08-21',
      '10-31',
      '11-06',
      '11-18',
    ]
    expect(days(false)).toEqual(fixed)
    expect(days(true)).toEqual(['03-20', '03-21', '05-27', '05-28', '06-16', '08-25', '08-26'])
    expect(new Set(all.map(({ date }) => date)).size).toBe(18)
  })

  it('kept two of them later than others', () => {
    expect([2023, 2024].map((year) => dates('MA', year).includes(`${year}-01-14`))).toEqual([false, true])
    expect([2025, 2026].map((year) => dates('MA', year).includes(`${year}-10-31`))).toEqual([false, true])
  })

  it('names them in the language asked for', () => {
    const named = (language: string) =>
      holidaysOf(source, 'MA', 2026, undefined, language).find(({ date }) => date === '2026-10-31')!.name
    expect([named('fr'), named('ar'), named('en')]).toEqual(["Fête de l'unité", 'عيد الوحدة', 'Unity Day'])
  })
})

it.each([
  ['FR', '2026-07-14'],
  ['IT', '2026-06-02'],
  ['DE', '2026-10-03'],
  ['NL', '2026-04-27'],
  ['BE', '2026-07-21'],
  ['SE', '2026-06-06'],
  ['PT', '2026-06-10'],
  ['ES', '2026-10-12'],
])('knows the national day of %s, and Christmas, but not its eve as a whole', (country, day) => {
  expect(dates(country, 2026)).toEqual(expect.arrayContaining([day, '2026-12-25', '2026-01-01']))
  expect(holidaysOf(source, country, 2026).some(({ estimated }) => estimated)).toBe(false)
})

it('has nothing for a country that is not there', () => {
  expect(dates('ZZ', 2026)).toEqual([])
})

describe('the tables of an institution', () => {
  const confirmed: ConfirmedMonth[] = [
    { country: 'MA', year: 1446, month: 10, starts: '2025-03-31' },
    { country: '*', year: 1446, month: 12, starts: '2025-05-29' },
  ]

  it('move feasts to where they were announced, and make them certain', () => {
    const all = holidaysOf(source, 'MA', 2025, { overrides: [], confirmed })
    const certain = all.filter(({ estimated }) => !estimated).map(({ date }) => date)
    expect(certain).toEqual(expect.arrayContaining(['2025-03-31', '2025-04-01', '2025-06-07', '2025-06-08']))
    expect(all.map(({ date }) => date)).not.toContain('2025-03-30')
    expect(all.filter(({ estimated }) => estimated).map(({ date }) => date)).toEqual([
      '2025-06-26',
      '2025-09-04',
      '2025-09-05',
    ])
  })

  it('add a day off and take one away', () => {
    const overrides = [
      { country: 'FR', date: '2026-05-15', name: 'Pont', kind: 'holiday' as const },
      { country: 'FR', date: '2026-05-25', name: 'Solidarité', kind: 'working' as const },
      { country: 'BE', date: '2026-05-16', name: 'Elsewhere', kind: 'holiday' as const },
    ]
    const all = holidaysOf(source, 'FR', 2026, { overrides, confirmed: [] })
    expect(all).toContainEqual({ date: '2026-05-15', name: 'Pont', estimated: false })
    expect(all.map(({ date }) => date)).not.toContain('2026-05-25')
    expect(all.map(({ date }) => date)).not.toContain('2026-05-16')
  })

  it('are checked as they are written', () => {
    const line = (schema: typeof holidayOverrideSchema | typeof confirmedMonthSchema, value: object) =>
      schema
        .safeParse(value)
        .error?.issues.map(({ message }) => message)
        .join('; ')
    const day = { country: 'MA', date: '2026-10-31', name: 'Unity Day', kind: 'holiday' }
    expect(line(holidayOverrideSchema, day)).toBeUndefined()
    expect(line(holidayOverrideSchema, { ...day, country: 'Morocco' })).toMatch(/two capital letters/)
    expect(line(holidayOverrideSchema, { ...day, date: '2026-02-30' })).toMatch(/2026-10-31/)
    expect(line(holidayOverrideSchema, { ...day, kind: 'off' })).toMatch(/holiday or working/)
    const month = { country: '*', year: 1447, month: 9, starts: '2026-02-19' }
    expect(line(confirmedMonthSchema, month)).toBeUndefined()
    expect(line(confirmedMonthSchema, { ...month, year: 2026 })).toBeDefined()
  })
})

describe('the Islamic calendar', () => {
  it('reckons as Umm al-Qura does', () => {
    expect(islamicDate('2026-02-18')).toEqual({ year: 1447, month: 9, day: 1 })
    expect(monthStart('MA', 1448, 9, [])).toEqual({ date: '2027-02-08', estimated: true })
  })

  it('has every month begin on its first day', () => {
    for (let month = 0; month < 12 * 20; month++) {
      const [year, number] = [1446 + Math.floor(month / 12), (month % 12) + 1]
      expect(islamicDate(monthStart(null, year, number, []).date)).toEqual({ year, month: number, day: 1 })
    }
  })

  it('lets Ramadan last 29 or 30 days, whichever end is confirmed', () => {
    const late = [{ country: 'MA', year: 1447, month: 9, starts: '2026-02-19' }]
    expect(ramadanOf('MA', 1447, late)).toEqual({
      from: { date: '2026-02-19', estimated: false },
      until: { date: '2026-03-20', estimated: true },
    })
    expect(ramadanOf('FR', 1447, late).from).toEqual({ date: '2026-02-18', estimated: true })
    const later = [{ country: '*', year: 1447, month: 9, starts: '2026-02-20' }]
    expect(ramadanOf('FR', 1447, later).until.date).toBe('2026-03-21')
  })

  it('is certain of a day whose neighbours are confirmed', () => {
    const confirmed = [{ country: '*', year: 1447, month: 9, starts: '2026-02-19' }]
    const calendar = calendarOf(source, { overrides: [], confirmed })
    expect(calendar.ramadan('FR', '2026-02-18')).toEqual({ fasting: false, unsure: false })
    expect(calendar.ramadan('FR', '2026-02-19')).toEqual({ fasting: true, unsure: false })
    expect(calendar.ramadan('FR', '2026-03-20')).toEqual({ fasting: false, unsure: true })
  })
})
