import type { Db } from '../core/ports.ts'

export type Migration = { name: string; sql: string }

/**
 * Brings the database to the current schema: each migration is one batch, so it is there whole or not at all.
 * The table is the one wrangler keeps for D1, so both runtimes agree on what has been applied.
 *
 * @returns names of the migrations applied now
 */
export async function migrate(db: Db, migrations: readonly Migration[]): Promise<string[]> {
  await db
    .prepare(
      `CREATE TABLE IF NOT EXISTS d1_migrations
       (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE, applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL)`,
    )
    .run()
  const { results } = await db.prepare('SELECT name FROM d1_migrations').all<{ name: string }>()
  const done = new Set(results.map((row) => row.name))
  const fresh = migrations.filter((migration) => !done.has(migration.name))
  for (const { name, sql } of fresh) {
    const statements = sql.split('--> statement-breakpoint').map((text) => db.prepare(text.trim()))
    await db.batch([...statements, db.prepare('INSERT INTO d1_migrations (name) VALUES (?)').bind(name)])
  }
  return fresh.map((migration) => migration.name)
}
