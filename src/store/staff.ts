import type { Db } from '../core/ports.ts'

export type StaffMember = {
  id: number
  email: string
  role: string
  createdAt: number
  /** Sessions that are open now, at whatever institution. */
  sessions: number
  seenAt: number | null
  /** 1 when the person has signed in at least once, anywhere. */
  known: number
}
type Alive = { idleSince: number; wholeSince: number }

/** Everybody who works at an institution, by address. */
export async function staffOf(db: Db, institutionId: number, it: Alive): Promise<StaffMember[]> {
  const sql = `SELECT o.id, o.email, o.role, o.created_at AS createdAt, count(s.id) AS sessions,
    max(s.seen_at) AS seenAt, u.id IS NOT NULL AS known
    FROM officers o LEFT JOIN sign_in_users u ON u.email = o.email
    LEFT JOIN sign_in_sessions s ON s.user_id = u.id AND s.seen_at > ? AND s.started_at > ?
    WHERE o.institution_id = ? AND o.role NOT IN ('service', 'former') GROUP BY o.id ORDER BY o.email`
  return (await db.prepare(sql).bind(it.idleSince, it.wholeSince, institutionId).all<StaffMember>()).results
}

const notLastAdmin = `(role <> 'admin' OR EXISTS (SELECT 1 FROM officers other
  WHERE other.institution_id = officers.institution_id AND other.role = 'admin' AND other.id <> officers.id))`

/**
 * Gives somebody another role and ends their sessions, in one batch: what they may do from then on begins with a sign-in.
 *
 * @returns false when there is nobody such, or it is the last admin
 */
export async function changeRoleOf(
  db: Db,
  it: { institutionId: number; id: number; role: string },
): Promise<boolean> {
  const sql = `UPDATE officers SET role = ? WHERE id = ? AND institution_id = ?
    AND role NOT IN ('service', 'former') AND (? = 'admin' OR ${notLastAdmin})`
  const end = `DELETE FROM sign_in_sessions WHERE user_id IN (SELECT u.id FROM sign_in_users u
    JOIN officers o ON o.email = u.email WHERE o.id = ? AND o.institution_id = ? AND o.role = ?)`
  const [moved] = await db.batch([
    db.prepare(sql).bind(it.role, it.id, it.institutionId, it.role),
    db.prepare(end).bind(it.id, it.institutionId, it.role),
  ])
  return moved!.meta.changes === 1
}

export async function endSessionsOf(db: Db, email: string): Promise<number> {
  const sql = 'DELETE FROM sign_in_sessions WHERE user_id IN (SELECT id FROM sign_in_users WHERE email = ?)'
  return (await db.prepare(sql).bind(email).run()).meta.changes
}

/** Rows that name an officer as whoever wrote, decided or let somebody in. */
const authored = [
  ['editions', 'author_id'],
  ['approvals', 'officer_id'],
  ['review_notes', 'officer_id'],
  ['api_keys', 'officer_id'],
  ['draft_files', 'officer_id'],
  ['layout_versions', 'officer_id'],
  ['layouts', 'published_by'],
  ['report_links', 'officer_id'],
  ['webhook_endpoints', 'officer_id'],
  ['imports', 'officer_id'],
  ['audit', 'officer_id'],
]
  .map(([table, column]) => `EXISTS (SELECT 1 FROM ${table} WHERE ${column} = officers.id)`)
  .concat('EXISTS (SELECT 1 FROM officers AS guest WHERE guest.invited_by = officers.id)')
  .join(' OR ')

/**
 * Takes somebody's place at an institution away, in one batch: the row goes when nothing was written under it, and
 * stays as `former` otherwise. Their keys close, their sessions here end, and what they signed in with goes when
 * they work nowhere else.
 *
 * @returns what became of the row; null when there is nobody such, or it is the last admin
 */
export async function removeStaff(
  db: Db,
  it: { institutionId: number; id: number; email: string; now: number },
): Promise<'deleted' | 'disabled' | null> {
  const place = "id = ? AND institution_id = ? AND role NOT IN ('service', 'former')"
  const isFormer = "EXISTS (SELECT 1 FROM officers WHERE id = ? AND role = 'former')"
  const [gone, left] = await db.batch([
    db
      .prepare(`DELETE FROM officers WHERE ${place} AND ${notLastAdmin} AND NOT (${authored})`)
      .bind(it.id, it.institutionId),
    db
      .prepare(`UPDATE officers SET role = 'former', sign_in_nonce = NULL WHERE ${place} AND ${notLastAdmin}`)
      .bind(it.id, it.institutionId),
    db
      .prepare(
        `UPDATE api_keys SET revoked_at = ? WHERE officer_id = ? AND revoked_at IS NULL AND ${isFormer}`,
      )
      .bind(it.now, it.id, it.id),
    db.prepare(`DELETE FROM sign_in_sessions WHERE officer_id = ? AND ${isFormer}`).bind(it.id, it.id),
    db
      .prepare(
        `DELETE FROM sign_in_users WHERE email = ? AND NOT EXISTS
          (SELECT 1 FROM officers WHERE email = ? AND role NOT IN ('service', 'former'))`,
      )
      .bind(it.email, it.email),
  ])
  if (gone!.meta.changes) return 'deleted'
  return left!.meta.changes ? 'disabled' : null
}
