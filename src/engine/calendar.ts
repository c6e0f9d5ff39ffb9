import type { Db } from '../core/ports.ts'
import { type Calendar, calendarOf } from '../core/schedule/calendar.ts'
import { holidaysOf, loadHolidays } from '../core/schedule/holidays.ts'
import { dayTablesOf } from '../store/holidays.ts'
import type { Deps } from './deps.ts'

type Kept = { since: number; calendar: Promise<Calendar> }

/** Another process may have written a holiday: nothing is believed for longer than this. */
const believeMs = 60_000

/** By database and institution. What the library says of a country and a year is kept by `loadHolidays` for ever. */
const kept = new WeakMap<Db, Map<number, Kept>>()

/** The days of all countries as an institution sees them now. Loads date-holidays the first time anybody asks. */
export function calendarFor({ db }: Pick<Deps, 'db'>, institutionId: number): Promise<Calendar> {
  const ofDb = kept.get(db) ?? new Map<number, Kept>()
  kept.set(db, ofDb)
  const known = ofDb.get(institutionId)
  if (known && Date.now() - known.since < believeMs) return known.calendar
  const calendar = readCalendar(db, institutionId)
  ofDb.set(institutionId, { since: Date.now(), calendar })
  // A database that was busy once is asked again.
  calendar.catch(() => ofDb.delete(institutionId))
  return calendar
}

/** For whoever has just changed a day. */
export function dropCalendar({ db }: Pick<Deps, 'db'>, institutionId: number): void {
  kept.get(db)?.delete(institutionId)
}

async function readCalendar(db: Db, institutionId: number): Promise<Calendar> {
  const [source, tables] = await Promise.all([loadHolidays(), dayTablesOf(db, institutionId)])
  return calendarOf(source, tables)
}

/** A holiday's name in a language, where the library knows it there; null where the day is none. */
export async function nameOfHoliday(
  { db }: Pick<Deps, 'db'>,
  it: { institutionId: number; country: string | null; date: string; language: string },
): Promise<string | null> {
  if (!it.country) return null
  const [source, tables] = await Promise.all([loadHolidays(), dayTablesOf(db, it.institutionId)])
  const days = holidaysOf(source, it.country, Number(it.date.slice(0, 4)), tables, it.language)
  return days.find(({ date }) => date === it.date)?.name ?? null
}
