import type { Outgoing, Receipt } from './channel.ts'

/**
 * The five things the engine needs from the world. Each has two real adapters, no more ports than that:
 *
 * | port    | Node                         | Cloudflare Workers      |
 * |---------|------------------------------|-------------------------|
 * | Db      | better-sqlite3               | D1                      |
 * | Wake    | in-process                   | Queue "DOORBELL"        |
 * | Channel | mailbox, SMTP, X …           | the same                |
 * | Clock   | system; manual in demo/tests | system                  |
 * | Resolver (preflight/resolver.ts) | name servers | DNS over HTTPS    |
 */
export type Value = string | number | null | Uint8Array

/** A prepared statement with D1's shape, the smaller of the two worlds. At most 100 bound values. */
export type Statement = {
  bind(...values: Value[]): Statement
  all<T = Record<string, unknown>>(): Promise<{ results: T[] }>
  first<T = Record<string, unknown>>(): Promise<T | null>
  run(): Promise<{ meta: { changes: number; last_row_id: number } }>
  raw<T = unknown[]>(): Promise<T[]>
}

/**
 * The database. There are no interactive transactions: `batch` commits all statements or none, and a guard in each
 * WHERE takes the place of a lock (D1 offers nothing else, so SQLite gets nothing else either).
 */
export type Db = {
  prepare(sql: string): Statement
  batch(
    statements: Statement[],
  ): Promise<{ results: unknown[]; meta: { changes: number; last_row_id: number } }[]>
  /**
   * Leaves nothing of deleted rows on the disk. Absent where the disk is somebody else's (D1).
   *
   * @returns false when another process read at that moment: the log keeps their bytes until the next time
   */
  scrub?(): Promise<boolean>
}

/** Says "look at channel X now". Losing a ring is harmless: the tick of each minute looks as well. */
export type Wake = { ring(channel: string): Promise<void> }

/** Milliseconds since 1970-01-01T00:00Z. */
export type Clock = { now(): number }

/**
 * A way out. `send` never throws for a failed sending: failing is a receipt.
 * `onUnknown` says what an answer that got lost means: mail may be sent again under the same Message-ID, a public
 * post is never repeated on a guess.
 */
export type Channel = {
  readonly name: string
  readonly onUnknown: 'resend' | 'ask'
  /** How many messages may be under way at once. */
  readonly concurrency: number
  /** The message is about to be sent: what takes time and no connection, such as a signature, may begin. */
  prepare?(message: Outgoing): void
  /** How many connections it holds, and how many it may hold from now on: other processes have some of them. */
  readonly connections?: { open(): number; limit(most: number): void }
  /** @param next  the message that whoever sends will hand in next, once this one is written down; a hint, no promise */
  send(message: Outgoing, signal: AbortSignal, next?: Outgoing): Promise<Receipt>
  close?(): Promise<void>
}
