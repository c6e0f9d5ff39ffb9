import { dateOfDay, dayMs, dayOfDate } from './clock.ts'

/**
 * An Islamic month whose beginning an officer has confirmed: months begin when the moon is sighted, which no table
 * knows beforehand, and not everywhere on the same day.
 */
export type ConfirmedMonth = {
  /** Country code, or `*` for all that have no entry of their own. */
  country: string
  /** Islamic year, for example 1447. */
  year: number
  /** 1 Muharram … 9 Ramadan, 10 Shawwal, 12 Dhu al-Hijjah. */
  month: number
  /** First day of the month, `2026-02-19`. */
  starts: string
}

export type IslamicDate = { year: number; month: number; day: number }
export type MonthStart = { date: string; estimated: boolean }

/** Umm al-Qura is the reckoned calendar nearest to what is announced; `islamic-civil` differs by a day. */
const ummAlQura = new Intl.DateTimeFormat('en-u-ca-islamic-umalqura', {
  timeZone: 'UTC',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
})

/** Reckoned Islamic date of a day; an estimate. */
export function islamicDate(date: string): IslamicDate {
  const parts = ummAlQura.formatToParts(dayOfDate(date) * dayMs)
  const number = (type: string) => Number.parseInt(parts.find((part) => part.type === type)!.value, 10)
  return { year: number('year'), month: number('month'), day: number('day') }
}

/** Where the months are counted from, and how long one is on average, in days. */
const muharram1447 = dayOfDate('2025-06-26')
const monthDays = 29.530_588

/** First day of an Islamic month in a country: as confirmed, else as reckoned. */
export function monthStart(
  country: string | null,
  year: number,
  month: number,
  confirmed: readonly ConfirmedMonth[],
): MonthStart {
  const ofMonth = confirmed.filter((entry) => entry.year === year && entry.month === month)
  const known =
    ofMonth.find((entry) => entry.country === country) ?? ofMonth.find((entry) => entry.country === '*')
  return known
    ? { date: known.starts, estimated: false }
    : { date: reckonedStart(year, month), estimated: true }
}

function reckonedStart(year: number, month: number): string {
  const middle = Math.round(muharram1447 + ((year - 1447) * 12 + month - 1 + 0.5) * monthDays)
  const there = islamicDate(dateOfDay(middle))
  return dateOfDay(middle - there.day + 1)
}

export type Ramadan = {
  /** First day of fasting, and the day after the last one. */
  from: MonthStart
  until: MonthStart
}

const ramadan = 9
const shawwal = 10

/** Ramadan of an Islamic year. A month has 29 or 30 days, whatever is only reckoned. */
export function ramadanOf(
  country: string | null,
  year: number,
  confirmed: readonly ConfirmedMonth[],
): Ramadan {
  const from = monthStart(country, year, ramadan, confirmed)
  const until = monthStart(country, year, shawwal, confirmed)
  if (!until.estimated) return { from, until }
  const first = dayOfDate(from.date)
  const end = Math.min(Math.max(dayOfDate(until.date), first + 29), first + 30)
  return { from, until: { date: dateOfDay(end), estimated: true } }
}
