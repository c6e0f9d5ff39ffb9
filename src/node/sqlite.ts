import Database from 'better-sqlite3'
import type { Db, Statement, Value } from '../core/ports.ts'

type Prepared = Database.Statement<Value[], unknown>
type Result = { results: unknown[]; meta: { changes: number; last_row_id: number } }

/**
 * A SQLite file behind D1's shape. Statements are prepared once and kept; a batch is one transaction.
 *
 * @param file     path, or `:memory:`
 * @param cacheMb  pages of the file kept in memory
 */
export function openSqlite(file: string, cacheMb = 16): Db & { close(): void; raw: Database.Database } {
  const raw = new Database(file)
  raw.pragma('journal_mode = WAL')
  // Kibibytes where it is negative.
  raw.pragma(`cache_size = -${cacheMb * 1024}`)
  // A commit that was answered survives a power cut: an outbox that forgets is worth nothing.
  raw.pragma('synchronous = FULL')
  raw.pragma('foreign_keys = ON')
  raw.pragma('busy_timeout = 10000')
  // What is deleted is overwritten: whoever reads the file byte by byte must not find an erased person.
  raw.pragma('secure_delete = ON')
  const commits = groupCommits(raw)
  const prepare = keeping(raw)
  return {
    raw,
    prepare: (sql) => new Bound({ sql, prepare, add: commits.add }, []),
    batch: (statements) => commits.add(statements as Bound[]),
    // Pages as they were before stand in the log until it is emptied.
    scrub: async () => (raw.pragma('wal_checkpoint(TRUNCATE)') as [{ busy: number }])[0].busy === 0,
    close: () => {
      commits.flush()
      raw.close()
    },
  }
}

const mostKept = 500

/** Prepares each text once, and once more for those who want lists instead of records. */
function keeping(raw: Database.Database) {
  const kept = { records: new Map<string, Prepared>(), lists: new Map<string, Prepared>() }
  return (sql: string, shape: keyof typeof kept): Prepared => {
    const known = kept[shape].get(sql)
    if (known) return known
    const fresh = raw.prepare<Value[], unknown>(sql)
    if (shape === 'lists') fresh.raw(true)
    if (kept[shape].size >= mostKept) kept[shape].clear()
    kept[shape].set(sql, fresh)
    return fresh
  }
}

type Source = {
  sql: string
  prepare: ReturnType<typeof keeping>
  add(batch: Bound[]): Promise<Result[]>
}

/** A class, because one is made for every statement that runs: methods that are made anew each time cost more than the query. */
class Bound implements Statement {
  private readonly source: Source
  private readonly values: Value[]

  constructor(source: Source, values: Value[]) {
    this.source = source
    this.values = values
  }

  bind(...values: Value[]): Statement {
    return new Bound(this.source, values)
  }

  execute(): Result {
    const statement = this.prepared('records')
    if (statement.reader)
      return { results: statement.all(...this.values), meta: { changes: 0, last_row_id: 0 } }
    const { changes, lastInsertRowid } = statement.run(...this.values)
    return { results: [], meta: { changes, last_row_id: Number(lastInsertRowid) } }
  }

  async all<T>() {
    return this.execute() as { results: T[] }
  }

  async first<T>() {
    return (this.prepared('records').get(...this.values) as T | undefined) ?? null
  }

  async run() {
    return this.prepared('records').reader ? this.execute() : (await this.source.add([this]))[0]!
  }

  async raw<T>() {
    return this.prepared('lists').all(...this.values) as T[]
  }

  private prepared(shape: 'records' | 'lists'): Prepared {
    return this.source.prepare(this.source.sql, shape)
  }
}

type Results = Result[]
type Waiting = { batch: Bound[]; done: (results: Results) => void; failed: (error: unknown) => void }

/**
 * Batches that come in during one turn of the event loop share one commit: the disk is waited for once, and each is on
 * it before its caller hears of it. Each is whole or not at all by itself; one that fails takes no other with it.
 */
function groupCommits(raw: Database.Database) {
  let waiting: Waiting[] = []
  const all = (batch: Bound[]): Results => batch.map((statement) => statement.execute())
  const alone = raw.transaction(all)
  const attempt = (batch: Bound[]): { results: Results } | { error: unknown } => {
    try {
      // One statement is whole by itself; several need a savepoint, which `alone` is inside of a transaction.
      return { results: batch.length === 1 ? all(batch) : alone(batch) }
    } catch (error) {
      // A full disk takes the whole transaction back.
      if (!raw.inTransaction) throw error
      return { error }
    }
  }
  const together = raw.transaction((group: Waiting[]) => group.map(({ batch }) => attempt(batch)))
  const flush = () => {
    const group = waiting
    waiting = []
    if (group.length === 0) return
    try {
      const [first] = group
      const ends =
        group.length === 1 ? [{ results: alone.immediate(first!.batch) }] : together.immediate(group)
      for (const [at, end] of ends.entries()) {
        if ('results' in end) group[at]!.done(end.results)
        else group[at]!.failed(end.error)
      }
    } catch (error) {
      for (const one of group) one.failed(error)
    }
  }
  const add = (batch: Bound[]) =>
    new Promise<Results>((done, failed) => {
      if (waiting.push({ batch, done, failed }) === 1) setImmediate(flush)
    })
  return { add, flush }
}
