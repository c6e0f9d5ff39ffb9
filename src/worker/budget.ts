import type { Db } from '../core/ports.ts'

/** D1 answers 1000 queries in one invocation and refuses the next; a batch under way still needs its share. */
const queries = 700
/** Well before a consumer's time is up. */
const workMs = 5 * 60_000

/**
 * How much one invocation may do. A refused query in the midst of sending would leave mail that was sent without a
 * note of it, so work stops early and of itself, and the bell rings for the rest.
 */
export function budget(db: Db): { db: Db; spent: AbortSignal } {
  const over = new AbortController()
  let asked = 0
  return {
    db: {
      prepare: (sql) => {
        if (++asked === queries) over.abort()
        return db.prepare(sql)
      },
      batch: (statements) => db.batch(statements),
    },
    spent: AbortSignal.any([over.signal, AbortSignal.timeout(workMs)]),
  }
}
