import type { Db } from '../core/ports.ts'

export type Session = {
  id: string
  userId: string
  officerId: number | null
  email: string
  way: string | null
  userAgent: string | null
  startedAt: number
  seenAt: number
  hasFactor: number
  /** The institution that the account works at alone, until its mailbox is proved; null = proved. */
  boundTo: number | null
}

const columns = `s.id, s.user_id AS userId, s.officer_id AS officerId, u.email, s.way, s.user_agent AS userAgent,
  s.started_at AS startedAt, s.seen_at AS seenAt, COALESCE(u.two_factor_enabled, 0) AS hasFactor, u.bound_to AS boundTo`
const joined = 'sign_in_sessions s JOIN sign_in_users u ON u.id = s.user_id'

export type Span = { now: number; idleMs: number; wholeMs: number }
const alive = 's.seen_at > ? AND s.started_at > ?'
const bounds = ({ now, idleMs, wholeMs }: Span) => [now - idleMs, now - wholeMs] as const

/** The session behind a token, unless it has rested or lasted too long. */
export function sessionByToken(db: Db, token: string, span: Span): Promise<Session | null> {
  const sql = `SELECT ${columns} FROM ${joined} WHERE s.token = ? AND ${alive}`
  return db
    .prepare(sql)
    .bind(token, ...bounds(span))
    .first<Session>()
}

/** All sessions of a person that are still open, the newest first. */
export async function sessionsOf(db: Db, userId: string, span: Span): Promise<Session[]> {
  const sql = `SELECT ${columns} FROM ${joined} WHERE s.user_id = ? AND ${alive} ORDER BY s.started_at DESC, s.id`
  return (
    await db
      .prepare(sql)
      .bind(userId, ...bounds(span))
      .all<Session>()
  ).results
}

export async function touchSession(db: Db, id: string, now: number): Promise<void> {
  await db
    .prepare('UPDATE sign_in_sessions SET seen_at = ? WHERE id = ? AND seen_at < ?')
    .bind(now, id, now)
    .run()
}

/** Speaks for another officer from now on, if that is the same person and no service. @returns whether it does */
export async function chooseOfficer(db: Db, sessionId: string, officerId: number): Promise<boolean> {
  const sql = `UPDATE sign_in_sessions SET officer_id = ? WHERE id = ? AND EXISTS (
    SELECT 1 FROM officers o JOIN sign_in_users u ON u.email = o.email
    WHERE o.id = ? AND o.role NOT IN ('service', 'former') AND u.id = sign_in_sessions.user_id
      AND (u.bound_to IS NULL OR u.bound_to = o.institution_id))`
  const done = await db.prepare(sql).bind(officerId, sessionId, officerId).run()
  return done.meta.changes === 1
}

export async function nameWay(db: Db, token: string, way: string): Promise<void> {
  await db.prepare('UPDATE sign_in_sessions SET way = ? WHERE token = ?').bind(way, token).run()
}

/** Ends one session of a person. @returns false when there is none such */
export async function endSession(db: Db, userId: string, id: string): Promise<boolean> {
  const done = await db
    .prepare('DELETE FROM sign_in_sessions WHERE user_id = ? AND id = ?')
    .bind(userId, id)
    .run()
  return done.meta.changes === 1
}

/** Ends every session of a person but one. */
export async function endOtherSessions(db: Db, userId: string, but: string): Promise<void> {
  await db.prepare('DELETE FROM sign_in_sessions WHERE user_id = ? AND id <> ?').bind(userId, but).run()
}

export async function endSessionByToken(db: Db, token: string): Promise<void> {
  await db.prepare('DELETE FROM sign_in_sessions WHERE token = ?').bind(token).run()
}

/** How a person can sign in. */
export async function waysOf(db: Db, userId: string): Promise<{ password: boolean; oidc: boolean }> {
  const sql = 'SELECT provider_id AS provider FROM sign_in_accounts WHERE user_id = ?'
  const { results } = await db.prepare(sql).bind(userId).all<{ provider: string }>()
  const has = (name: string) => results.some(({ provider }) => provider === name)
  return { password: has('credential'), oidc: has('oidc') }
}

export type Passkey = { id: string; name: string | null; createdAt: number }

export async function passkeysOf(db: Db, userId: string): Promise<Passkey[]> {
  const sql =
    'SELECT id, name, created_at AS createdAt FROM sign_in_passkeys WHERE user_id = ? ORDER BY created_at, id'
  return (await db.prepare(sql).bind(userId).all<Passkey>()).results
}

export async function dropPasskey(db: Db, userId: string, id: string): Promise<void> {
  await db.prepare('DELETE FROM sign_in_passkeys WHERE user_id = ? AND id = ?').bind(userId, id).run()
}

/** Takes the second factor off, with every session but one. */
export async function dropFactor(db: Db, userId: string, but: string): Promise<void> {
  await db.batch([
    db.prepare('DELETE FROM sign_in_factors WHERE user_id = ?').bind(userId),
    db.prepare('UPDATE sign_in_users SET two_factor_enabled = 0 WHERE id = ?').bind(userId),
    db.prepare('DELETE FROM sign_in_sessions WHERE user_id = ? AND id <> ?').bind(userId, but),
  ])
}

/** What is over: sessions, halves that waited for the other, failed tries a day old. */
export async function sweepSignIn(db: Db, { now, idleMs, wholeMs }: Span): Promise<void> {
  const ended = 'DELETE FROM sign_in_sessions WHERE seen_at <= ? OR started_at <= ?'
  await db.batch([
    db.prepare(ended).bind(now - idleMs, now - wholeMs),
    db.prepare('DELETE FROM sign_in_verifications WHERE expires_at <= ?').bind(now),
    db.prepare('DELETE FROM sign_in_tries WHERE last_at <= ?').bind(now - 24 * 3_600_000),
  ])
}
