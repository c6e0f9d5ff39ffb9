import type { Db, Statement } from '../core/ports.ts'

/** A small fact of the installation. */
export async function factOf(db: Db, key: string): Promise<string | null> {
  const row = await db.prepare('SELECT value FROM meta WHERE key = ?').bind(key).first<{ value: string }>()
  return row?.value ?? null
}

export async function saveFact(db: Db, key: string, value: string): Promise<void> {
  await factStatement(db, key, value).run()
}

/** The same in a batch: the fact stands exactly when what it speaks of has been done. */
export function factStatement(db: Db, key: string, value: string): Statement {
  const sql = 'INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value'
  return db.prepare(sql).bind(key, value)
}
