import type { Db } from '../core/ports.ts'
import type { DayTables, HolidayOverride } from '../core/schedule/holidays.ts'
import type { ConfirmedMonth } from '../core/schedule/islamic.ts'

/** What an institution knows of its readers' days: holidays added and taken away, months confirmed. */
export async function dayTablesOf(db: Db, institutionId: number): Promise<DayTables> {
  const days =
    'SELECT country, date, name, kind FROM holidays WHERE institution_id = ? ORDER BY country, date'
  const months = `SELECT country, year, month, starts FROM islamic_months WHERE institution_id = ?
    ORDER BY year, month, country`
  const overrides = await db.prepare(days).bind(institutionId).all<HolidayOverride>()
  const confirmed = await db.prepare(months).bind(institutionId).all<ConfirmedMonth>()
  return { overrides: overrides.results, confirmed: confirmed.results }
}

export async function saveHoliday(
  db: Db,
  it: HolidayOverride & { institutionId: number; now: number },
): Promise<void> {
  await db
    .prepare(
      `INSERT INTO holidays (institution_id, country, date, name, kind, created_at) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET name = excluded.name, kind = excluded.kind`,
    )
    .bind(it.institutionId, it.country, it.date, it.name, it.kind, it.now)
    .run()
}

/** False when there was none. */
export async function deleteHoliday(
  db: Db,
  it: { institutionId: number; country: string; date: string },
): Promise<boolean> {
  const sql = 'DELETE FROM holidays WHERE institution_id = ? AND country = ? AND date = ?'
  return (await db.prepare(sql).bind(it.institutionId, it.country, it.date).run()).meta.changes > 0
}

export async function saveMonth(
  db: Db,
  it: ConfirmedMonth & { institutionId: number; now: number },
): Promise<void> {
  await db
    .prepare(
      `INSERT INTO islamic_months (institution_id, country, year, month, starts, created_at) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET starts = excluded.starts`,
    )
    .bind(it.institutionId, it.country, it.year, it.month, it.starts, it.now)
    .run()
}

/** False when there was none. */
export async function deleteMonth(
  db: Db,
  it: { institutionId: number; country: string; year: number; month: number },
): Promise<boolean> {
  const sql = 'DELETE FROM islamic_months WHERE institution_id = ? AND country = ? AND year = ? AND month = ?'
  return (await db.prepare(sql).bind(it.institutionId, it.country, it.year, it.month).run()).meta.changes > 0
}
