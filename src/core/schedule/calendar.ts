import { dateOfDay, dayOfDate } from './clock.ts'
import { type DayTables, type Holiday, type HolidaySource, holidaysOf } from './holidays.ts'
import { islamicDate, type Ramadan, ramadanOf } from './islamic.ts'

/** What is special about the days of a country, asked day by day. */
export type Calendar = {
  /** The public holiday on this day, if it is one. */
  holiday(country: string | null, date: string): Holiday | null
  /** A holiday by the moon on the day before or after, not confirmed yet: this day may turn out to be it. */
  besideEstimate(country: string | null, date: string): Holiday | null
  ramadan(country: string | null, date: string): RamadanDay
}

/** `unsure`: the day before or after a beginning or an end that is only reckoned. */
export type RamadanDay = { fasting: boolean; unsure: boolean }

/**
 * The days as one institution sees them. Keeps what it has worked out, so make one per run and reuse it; make a new
 * one when its tables change.
 */
export function calendarOf(source: HolidaySource, tables: DayTables): Calendar {
  const years = new Map<string, ReadonlyMap<string, Holiday>>()
  const months = new Map<string, Ramadan>()
  const holiday = (country: string | null, date: string): Holiday | null => {
    if (!country) return null
    const year = date.slice(0, 4)
    const key = `${country}/${year}`
    const days =
      years.get(key) ??
      new Map(holidaysOf(source, country, Number(year), tables).map((found) => [found.date, found]))
    years.set(key, days)
    return days.get(date) ?? null
  }
  const besideEstimate = (country: string | null, date: string): Holiday | null => {
    const day = dayOfDate(date)
    const beside = [day - 1, day + 1].map((near) => holiday(country, dateOfDay(near)))
    return beside.find((found) => found?.estimated) ?? null
  }
  const ramadan = (country: string | null, date: string): RamadanDay => {
    const { year } = islamicDate(date)
    const key = `${country}/${year}`
    const month = months.get(key) ?? ramadanOf(country, year, tables.confirmed)
    months.set(key, month)
    return dayIn(month, date)
  }
  return { holiday, besideEstimate, ramadan }
}

function dayIn({ from, until }: Ramadan, date: string): RamadanDay {
  const unsure = [from, until].some(
    (edge) => edge.estimated && (date === edge.date || dayOfDate(date) + 1 === dayOfDate(edge.date)),
  )
  return { fasting: from.date <= date && date < until.date, unsure }
}

/** Nothing is special: for those who send on any day. */
export const plainCalendar: Calendar = {
  holiday: () => null,
  besideEstimate: () => null,
  ramadan: () => ({ fasting: false, unsure: false }),
}
