import type { SuppressionReason } from '../core/codes.ts'
import type { Db } from '../core/ports.ts'

export type Suppression = { hash: string; reason: SuppressionReason; createdAt: number }

const columns = 'hash, reason, created_at AS createdAt'

export async function suppressionOf(
  db: Db,
  it: { institutionId: number; hash: string },
): Promise<Suppression | null> {
  const sql = `SELECT ${columns} FROM suppressions WHERE institution_id = ? AND hash = ?`
  return db.prepare(sql).bind(it.institutionId, it.hash).first<Suppression>()
}

/**
 * Puts hashes on the list, in one statement. Who is there already stays as they are.
 *
 * @returns how many were not there before
 */
export async function addSuppressions(
  db: Db,
  institutionId: number,
  rows: readonly Suppression[],
): Promise<number> {
  const sql = `INSERT INTO suppressions (institution_id, hash, reason, created_at)
    SELECT ?, value ->> 'hash', value ->> 'reason', value ->> 'createdAt' FROM json_each(?) WHERE true
    ON CONFLICT DO NOTHING`
  return (await db.prepare(sql).bind(institutionId, JSON.stringify(rows)).run()).meta.changes
}

/** The stronger word of an officer takes the place of one that a sign-up or a list could lift or bring. */
export async function strengthenSuppression(db: Db, institutionId: number, row: Suppression): Promise<void> {
  const sql = `UPDATE suppressions SET reason = ?, created_at = ?
    WHERE institution_id = ? AND hash = ? AND reason IN ('unsubscribed', 'list')`
  await db.prepare(sql).bind(row.reason, row.createdAt, institutionId, row.hash).run()
}

/** @returns false when somebody was faster, or the reason is another by now */
export async function removeSuppression(
  db: Db,
  it: { institutionId: number; hash: string; reason: SuppressionReason },
): Promise<boolean> {
  const sql = 'DELETE FROM suppressions WHERE institution_id = ? AND hash = ? AND reason = ?'
  return (await db.prepare(sql).bind(it.institutionId, it.hash, it.reason).run()).meta.changes === 1
}

/** By hash, after one: pages of a list that may be long. */
export async function suppressionsAfter(
  db: Db,
  it: { institutionId: number; after: string; limit: number },
): Promise<Suppression[]> {
  const sql = `SELECT ${columns} FROM suppressions WHERE institution_id = ? AND hash > ? ORDER BY hash LIMIT ?`
  return (await db.prepare(sql).bind(it.institutionId, it.after, it.limit).all<Suppression>()).results
}

/** How many addresses stand on the list for which reason, the most first. */
export async function suppressionCounts(
  db: Db,
  institutionId: number,
): Promise<{ reason: SuppressionReason; count: number }[]> {
  const sql = `SELECT reason, count(*) AS count FROM suppressions WHERE institution_id = ?
    GROUP BY reason ORDER BY count DESC, reason`
  return (await db.prepare(sql).bind(institutionId).all<{ reason: SuppressionReason; count: number }>())
    .results
}
