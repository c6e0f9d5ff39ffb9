import type { TestDb } from './database.ts'

/** Every row of every table: two equal dumps mean that nothing was written in between. */
export function dump(db: TestDb, but: readonly string[] = []): Record<string, unknown[]> {
  const tables = db.raw
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
    .all() as { name: string }[]
  const names = tables.map(({ name }) => name).filter((name) => !but.includes(name))
  return Object.fromEntries(names.map((name) => [name, db.raw.prepare(`SELECT * FROM ${name}`).all()]))
}
