import type { Db } from '../core/ports.ts'

/** How often one may fail before the first pause, and the pause that doubles from there, in milliseconds. */
export type Patience = { free: number; firstMs: number; mostMs: number }

/**
 * Counts a try before it is judged, in one statement: whoever comes at once with others is counted as well.
 *
 * @returns whether it may be made; false while the door is closed
 */
export async function countTry(db: Db, key: string, now: number, it: Patience): Promise<boolean> {
  const sql = `INSERT INTO sign_in_tries (key, count, closed_until, last_at) VALUES (?, 1, 0, ?)
    ON CONFLICT (key) DO UPDATE SET count = count + 1, last_at = excluded.last_at,
      closed_until = CASE WHEN count + 1 < ? THEN 0
        ELSE excluded.last_at + min(?, ? * (1 << min(20, count + 1 - ?))) END
    WHERE closed_until <= excluded.last_at`
  const done = await db.prepare(sql).bind(key, now, it.free, it.mostMs, it.firstMs, it.free).run()
  return done.meta.changes === 1
}

/** Milliseconds until the next try, 0 when it may be made now. */
export async function closedFor(db: Db, key: string, now: number): Promise<number> {
  const sql = 'SELECT closed_until AS until FROM sign_in_tries WHERE key = ?'
  const row = await db.prepare(sql).bind(key).first<{ until: number }>()
  return Math.max(0, (row?.until ?? 0) - now)
}

/** Takes one try back: it was no failure. */
export async function forgiveTry(db: Db, key: string): Promise<void> {
  await db
    .prepare('UPDATE sign_in_tries SET count = max(0, count - 1), closed_until = 0 WHERE key = ?')
    .bind(key)
    .run()
}

export async function forgetTries(db: Db, key: string): Promise<void> {
  await db.prepare('DELETE FROM sign_in_tries WHERE key = ?').bind(key).run()
}

/** Writes down that something was used. True for the first who does. */
export async function useOnce(db: Db, key: string, now: number): Promise<boolean> {
  const sql =
    'INSERT INTO sign_in_tries (key, count, closed_until, last_at) VALUES (?, 1, 0, ?) ON CONFLICT DO NOTHING'
  return (await db.prepare(sql).bind(key, now).run()).meta.changes === 1
}
