import { z } from 'zod'
import { dateOfDay, dayMs, dayOfDate } from './clock.ts'
import { type ConfirmedMonth, islamicDate, monthStart } from './islamic.ts'
import { moroccan } from './morocco.ts'

/** A public holiday. `estimated`: hangs on the moon and is not confirmed yet; a day off either way is likely. */
export type Holiday = { date: string; name: string; estimated: boolean }

/** What an institution knows better than the library: a day that is off, or one that is not. */
export type HolidayOverride = { country: string; date: string; name: string; kind: 'holiday' | 'working' }

/** Both tables of an institution. */
export type DayTables = { overrides: readonly HolidayOverride[]; confirmed: readonly ConfirmedMonth[] }
export const noTables: DayTables = { overrides: [], confirmed: [] }

/** One holiday of the library, `days` long; `islamic` is its place in the Islamic year when the moon decides. */
export type SourceHoliday = {
  date: string
  days: number
  name: string
  islamic: { month: number; day: number } | null
}
export type HolidaySource = (
  country: string,
  year: number,
  language: string | null,
) => readonly SourceHoliday[]

const country = z.string().regex(/^[A-Z]{2}$/, 'write a country as two capital letters, for example MA')
const date = z.iso.date('write a date as 2026-10-31')

export const holidayOverrideSchema = z.strictObject({
  country,
  date,
  name: z.string().trim().min(1, 'give the day a name'),
  kind: z.enum(['holiday', 'working'], 'write holiday or working'),
})

export const confirmedMonthSchema = z.strictObject({
  country: z.union([country, z.literal('*')], 'write a country as two capital letters, or *'),
  year: z.number().int().min(1440, 'write the Islamic year, for example 1447').max(1500),
  month: z.number().int().min(1).max(12, 'write the number of the Islamic month, 9 for Ramadan'),
  starts: date,
})

/** The months as the library's rules spell them. */
const islamicMonths = [
  'Muharram',
  'Safar',
  'Rabi al-awwal',
  'Rabi al-thani',
  'Jumada al-awwal',
  'Jumada al-thani',
  'Rajab',
  'Shaban',
  'Ramadan',
  'Shawwal',
  'Dhu al-Qidah',
  'Dhu al-Hijjah',
]

let loaded: Promise<HolidaySource> | null = null

/**
 * Loads date-holidays, once. It weighs 2 MB (zone data of its own, twice) and takes a quarter of a second, so nothing
 * imports it at start; what it answers is kept per country and year.
 */
export function loadHolidays(): Promise<HolidaySource> {
  loaded ??= import('date-holidays').then(({ default: Holidays }) => sourceOf(Holidays))
  return loaded
}

function sourceOf(Holidays: typeof import('date-holidays').default): HolidaySource {
  const countries = new Map<string, InstanceType<typeof Holidays>>()
  const years = new Map<string, readonly SourceHoliday[]>()
  const instance = (code: string, language: string | null) => {
    const key = `${code}/${language}`
    const languages = language ? { languages: [language] } : {}
    if (!countries.has(key)) countries.set(key, new Holidays(code, { types: ['public'], ...languages }))
    return countries.get(key)!
  }
  return (code, year, language) => {
    const key = `${code}/${year}/${language}`
    if (!years.has(key)) years.set(key, instance(code, language).getHolidays(year).map(fromLibrary))
    return years.get(key)!
  }
}

type LibraryHoliday = { date: string; start: Date; end: Date; name: string; rule: string }

function fromLibrary({ date, start, end, name, rule }: LibraryHoliday): SourceHoliday {
  return {
    date: date.slice(0, 10),
    // Some last from one evening to another, and a day of the spring change has 23 hours.
    days: Math.max(1, Math.round((end.getTime() - start.getTime()) / dayMs)),
    name,
    islamic: islamicPlace(rule),
  }
}

/** `10 Dhu al-Hijjah` → 10th of month 12. */
function islamicPlace(rule: string): SourceHoliday['islamic'] {
  const [, day, rest = ''] = /^(\d+) (\D+)/.exec(rule) ?? []
  const month = islamicMonths.findIndex((name) => rest.startsWith(name)) + 1
  return month ? { month, day: Number(day) } : null
}

/**
 * Public holidays of a whole country in a year, in order of date; those of single regions are not among them. What an
 * institution has entered wins over everything; a confirmed month moves the feasts in it.
 *
 * @param country   two capital letters
 * @param language  of the names where the library has them, else the country's own
 */
export function holidaysOf(
  source: HolidaySource,
  country: string,
  year: number,
  { overrides, confirmed }: DayTables = noTables,
  language: string | null = null,
): Holiday[] {
  const inYear = source(country, year, language)
  // A feast at the turn of the year may move into it or out of it.
  const near = inYear.some(({ islamic }) => islamic) ? [year - 1, year + 1] : []
  const all = [...near.flatMap((other) => source(country, other, language)), ...inYear]
  const found = (country === 'MA' ? moroccan(all, year, language) : all)
    .flatMap((holiday) => daysOf(holiday, country, confirmed))
    .filter(({ date }) => date.startsWith(`${year}-`))
  const own = overrides.filter((entry) => entry.country === country && entry.date.startsWith(`${year}-`))
  const untouched = found.filter(({ date }) => !own.some((entry) => entry.date === date))
  const added = own.filter(({ kind }) => kind === 'holiday')
  return [...untouched, ...added.map(({ date, name }) => ({ date, name, estimated: false }))].sort(
    (a, b) => a.date.localeCompare(b.date) || a.name.localeCompare(b.name),
  )
}

function daysOf(holiday: SourceHoliday, country: string, confirmed: readonly ConfirmedMonth[]): Holiday[] {
  const { date: first, estimated } = firstDay(holiday, country, confirmed)
  return Array.from({ length: holiday.days }, (_, index) => ({
    date: dateOfDay(dayOfDate(first) + index),
    name: holiday.name,
    estimated,
  }))
}

function firstDay({ date, islamic }: SourceHoliday, country: string, confirmed: readonly ConfirmedMonth[]) {
  if (!islamic) return { date, estimated: false }
  // The library reckons a day off now and then; in the middle of the month the year is certain.
  const { year } = islamicDate(dateOfDay(dayOfDate(date) + 15 - islamic.day))
  const start = monthStart(country, year, islamic.month, confirmed)
  return { date: dateOfDay(dayOfDate(start.date) + islamic.day - 1), estimated: start.estimated }
}
