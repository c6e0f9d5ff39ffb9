import type { Db } from '../core/ports.ts'

/** A call that was made under an Idempotency-Key. `status` is null while it is under way. */
export type KeptCall = { requestHash: string; status: number | null; answer: string | null }

/** The answer may be asked for again for so long. */
export const keptMs = 86_400_000
/** A call that has not ended by then died with its process: it may be made again. */
const abandonedMs = 10 * 60_000

/** @returns true for the one caller who may go on now */
export async function beginCall(
  db: Db,
  it: { hash: string; requestHash: string; now: number },
): Promise<boolean> {
  const sql = `INSERT INTO api_calls (hash, request_hash, at) VALUES (?, ?, ?)
    ON CONFLICT (hash) DO UPDATE SET request_hash = excluded.request_hash, status = NULL, answer = NULL, at = excluded.at
    WHERE api_calls.at <= ? OR (api_calls.status IS NULL AND api_calls.at <= ?
      AND api_calls.request_hash = excluded.request_hash)`
  const ends = [it.now - keptMs, it.now - abandonedMs]
  const { meta } = await db
    .prepare(sql)
    .bind(it.hash, it.requestHash, it.now, ...ends)
    .run()
  return meta.changes === 1
}

export async function keptCall(db: Db, hash: string): Promise<KeptCall | null> {
  const sql = 'SELECT request_hash AS requestHash, status, answer FROM api_calls WHERE hash = ?'
  return db.prepare(sql).bind(hash).first<KeptCall>()
}

/** `at` is when the call began: one that was given up and made again is not ended by the first. */
export async function endCall(
  db: Db,
  it: { hash: string; at: number; status: number; answer: string },
): Promise<void> {
  const sql = 'UPDATE api_calls SET status = ?, answer = ? WHERE hash = ? AND at = ? AND status IS NULL'
  await db.prepare(sql).bind(it.status, it.answer, it.hash, it.at).run()
}

/** It broke: whoever asks again gets another try. */
export async function dropCall(db: Db, it: { hash: string; at: number }): Promise<void> {
  const sql = 'DELETE FROM api_calls WHERE hash = ? AND at = ? AND status IS NULL'
  await db.prepare(sql).bind(it.hash, it.at).run()
}

export async function forgetCalls(db: Db, now: number): Promise<void> {
  await db
    .prepare('DELETE FROM api_calls WHERE at <= ?')
    .bind(now - keptMs)
    .run()
}
