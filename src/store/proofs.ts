import type { Db } from '../core/ports.ts'

/** How far an address is known: `vouched` = the operator added it somewhere, and answers for it. */
export type Standing = 'unknown' | 'unproved' | 'vouched' | 'proved'

export async function standingOf(db: Db, email: string): Promise<Standing> {
  const sql = `SELECT CASE
    WHEN EXISTS (SELECT 1 FROM sign_in_users WHERE email = ? AND bound_to IS NULL) THEN 'proved'
    WHEN EXISTS (SELECT 1 FROM officers WHERE email = ? AND invited_by IS NULL AND role NOT IN ('service', 'former'))
      THEN 'vouched'
    WHEN EXISTS (SELECT 1 FROM officers WHERE email = ? AND role NOT IN ('service', 'former')
      UNION ALL SELECT 1 FROM sign_in_users WHERE email = ?) THEN 'unproved'
    ELSE 'unknown' END AS standing`
  return (await db.prepare(sql).bind(email, email, email, email).first<{ standing: Standing }>())!.standing
}

/**
 * The mailbox is proved: password, passkeys, second factor, sessions and links from before go, in one batch, and the
 * account is bound no more. Nothing happens to an account that is not bound.
 *
 * @returns everybody the address works as
 */
export async function proveUser(
  db: Db,
  { userId, email }: { userId: string; email: string },
): Promise<{ id: number; institutionId: number }[]> {
  const isBound = 'EXISTS (SELECT 1 FROM sign_in_users WHERE id = ? AND bound_to IS NOT NULL)'
  const ofUser = (sql: string) => db.prepare(`${sql} AND ${isBound}`).bind(userId, userId)
  await db.batch([
    ofUser("DELETE FROM sign_in_accounts WHERE provider_id = 'credential' AND user_id = ?"),
    ofUser('DELETE FROM sign_in_passkeys WHERE user_id = ?'),
    ofUser('DELETE FROM sign_in_factors WHERE user_id = ?'),
    ofUser('DELETE FROM sign_in_sessions WHERE user_id = ?'),
    db.prepare(`UPDATE officers SET sign_in_nonce = NULL WHERE email = ? AND ${isBound}`).bind(email, userId),
    ofUser('UPDATE sign_in_users SET bound_to = NULL, two_factor_enabled = 0 WHERE id = ?'),
  ])
  const sql = `SELECT id, institution_id AS institutionId FROM officers
    WHERE email = ? AND role NOT IN ('service', 'former')`
  return (await db.prepare(sql).bind(email).all<{ id: number; institutionId: number }>()).results
}

/** Whether a session is still there: what was asked with it may have taken long to arrive. */
export async function isOpenSession(db: Db, id: string): Promise<boolean> {
  return (await db.prepare('SELECT 1 AS one FROM sign_in_sessions WHERE id = ?').bind(id).first()) !== null
}

const inviter = `CASE WHEN EXISTS (SELECT 1 FROM sign_in_users u WHERE u.email = o.email AND u.bound_to IS NULL)
  THEN NULL ELSE o.invited_by END`

/**
 * Who answers for an officer: the officer themselves where the operator let them in or their mailbox is proved, else
 * whoever answers for the one who invited them.
 *
 * @returns row of an officer
 */
export async function answersFor(db: Db, officerId: number): Promise<number> {
  const sql = `WITH RECURSIVE chain (id, by_whom, depth) AS (
      SELECT o.id, ${inviter}, 0 FROM officers o WHERE o.id = ?
      UNION ALL SELECT o.id, ${inviter}, depth + 1 FROM chain JOIN officers o ON o.id = chain.by_whom WHERE depth < 1000
    ) SELECT id FROM chain ORDER BY depth DESC LIMIT 1`
  return (await db.prepare(sql).bind(officerId).first<{ id: number }>())?.id ?? officerId
}
