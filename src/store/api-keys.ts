import type { Db } from '../core/ports.ts'

export type ApiKey = {
  id: number
  institutionId: number
  officerId: number
  name: string
  prefix: string
  /** JSON list of core/api-scope. */
  scopes: string
  createdAt: number
  expiresAt: number | null
  usedAt: number | null
  revokedAt: number | null
}
export type NewApiKey = Omit<ApiKey, 'id' | 'usedAt' | 'revokedAt'> & { hash: string }

const select = `SELECT id, institution_id AS institutionId, officer_id AS officerId, name, prefix, scopes,
  created_at AS createdAt, expires_at AS expiresAt, used_at AS usedAt, revoked_at AS revokedAt FROM api_keys`

/** @returns its row number */
export async function insertApiKey(db: Db, it: NewApiKey): Promise<number> {
  const sql = `INSERT INTO api_keys (institution_id, officer_id, name, hash, prefix, scopes, created_at, expires_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`
  const values = [it.institutionId, it.officerId, it.name, it.hash, it.prefix, it.scopes, it.createdAt]
  const row = await db
    .prepare(sql)
    .bind(...values, it.expiresAt)
    .first<{ id: number }>()
  return row!.id
}

/** The key with this hash, revoked and expired ones too. */
export async function apiKeyByHash(db: Db, hash: string): Promise<ApiKey | null> {
  return db.prepare(`${select} WHERE hash = ?`).bind(hash).first<ApiKey>()
}

export async function apiKeysOf(db: Db, institutionId: number): Promise<ApiKey[]> {
  const sql = `${select} WHERE institution_id = ? ORDER BY id`
  return (await db.prepare(sql).bind(institutionId).all<ApiKey>()).results
}

/** @returns the key that was revoked now; null when there is none with this prefix, or it was revoked before */
export async function revokeApiKey(
  db: Db,
  it: { institutionId: number; prefix: string; now: number },
): Promise<{ id: number } | null> {
  const sql = `UPDATE api_keys SET revoked_at = ? WHERE institution_id = ? AND prefix = ? AND revoked_at IS NULL
    RETURNING id`
  return db.prepare(sql).bind(it.now, it.institutionId, it.prefix).first<{ id: number }>()
}

/** @returns whether the call is not further ahead than `aheadMs`; then it is counted */
export async function paceApiKey(
  db: Db,
  it: { id: number; now: number; eachMs: number; aheadMs: number },
): Promise<boolean> {
  // What lies further ahead than a key can get was written before the clock was set back.
  const paidUntil = '(CASE WHEN paced_at > ? + 2 * ? THEN ? ELSE max(paced_at, ?) END) + ?'
  const sql = `UPDATE api_keys SET paced_at = ${paidUntil} WHERE id = ? AND ${paidUntil} <= ? + ?`
  const { now, aheadMs, eachMs, id } = it
  const paid = [now, aheadMs, now, now, eachMs]
  const done = await db
    .prepare(sql)
    .bind(...paid, id, ...paid, now, aheadMs)
    .run()
  return done.meta.changes === 1
}

export async function pacedUntil(db: Db, id: number): Promise<number> {
  const sql = 'SELECT paced_at AS at FROM api_keys WHERE id = ?'
  return (await db.prepare(sql).bind(id).first<{ at: number }>())?.at ?? 0
}

/** Notes the day of a call, once a day. */
export async function noteApiKeyUsed(db: Db, id: number, day: number): Promise<void> {
  const sql = 'UPDATE api_keys SET used_at = ? WHERE id = ? AND (used_at IS NULL OR used_at < ?)'
  await db.prepare(sql).bind(day, id, day).run()
}
