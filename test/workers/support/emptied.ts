import type { Db } from '../../../src/core/ports.ts'

/** The same database with its schema and without a row: a new one would cost each test a second. */
export async function emptied(db: Db): Promise<Db> {
  const sql = `SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'd1_migrations'
    AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT LIKE '\\_cf\\_%' ESCAPE '\\'`
  const { results } = await db.prepare(sql).all<{ name: string }>()
  await db.batch([
    db.prepare('PRAGMA defer_foreign_keys = on'),
    ...results.map(({ name }) => db.prepare(`DELETE FROM "${name}"`)),
  ])
  return db
}
