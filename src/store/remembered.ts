import type { Db, Statement, Value } from '../core/ports.ts'

/** Some writes begin with WITH, and some answer with rows. */
const readsOnly = (sql: string) =>
  /^\s*(SELECT|WITH)\b/i.test(sql) && !/\b(INSERT|UPDATE|DELETE)\b/i.test(sql)

const longest = 1_000
const isLong = (answer: unknown) => {
  const rows = Array.isArray(answer) ? answer : ((answer as { results?: unknown[] } | null)?.results ?? [])
  return rows.length > longest
}

const ofPages = new WeakSet<Db>()

/** Whether a database is one of `remembered`: what need be done once for a page is done once. */
export const isRemembered = (db: Db): boolean => ofPages.has(db)

/**
 * The same database for the length of one page that only reads: what was asked with the same values is asked once. A page
 * that looks at many things of one house would else ask for the house with each of them, and D1 answers a thousand
 * questions to an invocation. Whatever writes forgets all that was remembered.
 */
export function remembered(db: Db): Db {
  const answers = new Map<string, Promise<unknown>>()
  /** A batch wants the statements as the database made them. */
  const real = new WeakMap<Statement, Statement>()
  const once = async <T>(key: string, ask: () => Promise<T>): Promise<T> => {
    const before = answers.get(key) as Promise<T> | undefined
    const known = before ?? ask()
    answers.set(key, known)
    const answer = await known
    // To copy so many rows takes as long as to ask for them again.
    if (!before && isLong(answer)) {
      answers.delete(key)
      return answer
    }
    // Each has rows of their own: somebody may change theirs.
    return structuredClone(answer)
  }
  const wrap = (statement: Statement, sql: string, values: Value[]): Statement => {
    const key = (how: string) => JSON.stringify([how, sql, values])
    const isReading = readsOnly(sql) && !values.some((one) => one instanceof Uint8Array)
    const asked = <T>(how: string, ask: () => Promise<T>): Promise<T> => {
      if (isReading) return once(key(how), ask)
      answers.clear()
      return ask()
    }
    const wrapped: Statement = {
      bind: (...bound) => wrap(statement.bind(...bound), sql, bound),
      all: <T>() => asked('all', async () => ({ results: (await statement.all<T>()).results })),
      first: <T>() => asked('first', () => statement.first<T>()),
      raw: <T>() => asked('raw', () => statement.raw<T>()),
      run: () => {
        answers.clear()
        return statement.run()
      },
    }
    real.set(wrapped, statement)
    return wrapped
  }
  const own: Db = {
    ...db,
    prepare: (sql) => wrap(db.prepare(sql), sql, []),
    batch: (statements) => {
      answers.clear()
      return db.batch(statements.map((one) => real.get(one) ?? one))
    },
  }
  ofPages.add(own)
  return own
}
