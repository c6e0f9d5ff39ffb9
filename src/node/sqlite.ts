import Database from 'better-sqlite3'
import type { Db, Statement, Value } from '../core/ports.ts'

type Prepared = Database.Statement<Value[], unknown>
type Bound = Statement & { execute(): { results: unknown[]; meta: { changes: number; last_row_id: number } } }

/**
 * A SQLite file behind D1's shape. Statements are prepared once and kept; a batch is one transaction.
 *
 * @param file  path, or `:memory:`
 */
export function openSqlite(file: string): Db & { close(): void; raw: Database.Database } {
  const raw = new Database(file)
  raw.pragma('journal_mode = WAL')
  // A commit that was answered survives a power cut: an outbox that forgets is worth nothing.
  raw.pragma('synchronous = FULL')
  raw.pragma('foreign_keys = ON')
  raw.pragma('busy_timeout = 10000')
  // What is deleted is overwritten: whoever reads the file byte by byte must not find an erased person.
  raw.pragma('secure_delete = ON')
  const cache = new Map<string, Prepared>()
  const prepared = (sql: string): Prepared => {
    const known = cache.get(sql)
    if (known) return known
    const fresh = raw.prepare<Value[], unknown>(sql)
    if (cache.size >= 500) cache.clear()
    cache.set(sql, fresh)
    return fresh
  }
  const transact = raw.transaction((statements: Bound[]) =>
    statements.map((statement) => statement.execute()),
  )
  return {
    raw,
    prepare: (sql) => bound(() => prepared(sql), []),
    batch: async (statements) => transact.immediate(statements as Bound[]),
    // Pages as they were before stand in the log until it is emptied.
    scrub: async () => (raw.pragma('wal_checkpoint(TRUNCATE)') as [{ busy: number }])[0].busy === 0,
    close: () => raw.close(),
  }
}

function bound(prepared: () => Prepared, values: Value[]): Bound {
  const execute: Bound['execute'] = () => {
    const statement = prepared()
    if (statement.reader)
      return { results: statement.raw(false).all(...values), meta: { changes: 0, last_row_id: 0 } }
    const { changes, lastInsertRowid } = statement.run(...values)
    return { results: [], meta: { changes, last_row_id: Number(lastInsertRowid) } }
  }
  return {
    execute,
    bind: (...next) => bound(prepared, next),
    all: async <T>() => execute() as { results: T[] },
    first: async <T>() =>
      (prepared()
        .raw(false)
        .get(...values) as T | undefined) ?? null,
    run: async () => execute(),
    raw: async <T>() =>
      prepared()
        .raw(true)
        .all(...values) as T[],
  }
}
