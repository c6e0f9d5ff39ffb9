import type { Chain } from '../core/chain.ts'
import type { Db, Statement } from '../core/ports.ts'

/** A link of somebody's own that still counts. */
export type OwnShare = { id: number; campaignId: number; contactId: number; generation: number }

const columns = 'id, campaign_id AS campaignId, contact_id AS contactId, generation'
const live = 'contact_id IS NOT NULL AND ended_at IS NULL'

/** @returns null when it was ended, or never was */
export async function liveShare(db: Db, id: number): Promise<OwnShare | null> {
  return db.prepare(`SELECT ${columns} FROM shares WHERE id = ? AND ${live}`).bind(id).first<OwnShare>()
}

type Participant = { campaignId: number; contactId: number }

export async function shareOf(db: Db, it: Participant): Promise<OwnShare | null> {
  const sql = `SELECT ${columns} FROM shares WHERE campaign_id = ? AND contact_id = ? AND ${live}`
  return db.prepare(sql).bind(it.campaignId, it.contactId).first<OwnShare>()
}

/** Generation of somebody who takes part, or will with the next minute; null for everybody else. */
export async function generationOf(db: Db, it: Participant): Promise<number | null> {
  const sql = `SELECT generation FROM enrollments WHERE campaign_id = ? AND contact_id = ?
    UNION ALL SELECT generation FROM signups WHERE campaign_id = ? AND contact_id = ? AND state IN ('confirmed', 'enrolled')
    LIMIT 1`
  const place = [it.campaignId, it.contactId]
  const row = await db
    .prepare(sql)
    .bind(...place, ...place)
    .first<{ generation: number }>()
  return row?.generation ?? null
}

/** Whether somebody counts in the chain of a person they joined over. */
export async function countsInChain(db: Db, it: Participant): Promise<boolean> {
  const row = await db
    .prepare(`SELECT 1 AS yes FROM share_joins j JOIN shares s ON s.id = j.share_id
    WHERE j.contact_id = ? AND s.campaign_id = ?`)
    .bind(it.contactId, it.campaignId)
    .first()
  return row !== null
}

/** A link of a participant's own, which hangs below the one they agreed to count under. A second changes nothing. */
export function insertShare(db: Db, it: Participant & { generation: number; now: number }): Statement {
  return db
    .prepare(
      `INSERT INTO shares (campaign_id, contact_id, generation, parent_id, created_at)
       SELECT ?, c.id, ?, (SELECT j.share_id FROM share_joins j JOIN shares s ON s.id = j.share_id
         WHERE j.contact_id = c.id AND s.campaign_id = ? LIMIT 1), ?
       FROM contacts c WHERE c.id = ? ON CONFLICT DO NOTHING`,
    )
    .bind(it.campaignId, it.generation, it.campaignId, it.now, it.contactId)
}

/** Takes a person out of all chains, as owner and as one who joined; the rows and their counts stay. */
export function leaveStatements(db: Db, it: { contactId: number; now: number }): Statement[] {
  return [
    db
      .prepare('UPDATE shares SET contact_id = NULL, ended_at = ? WHERE contact_id = ?')
      .bind(it.now, it.contactId),
    db.prepare('UPDATE share_joins SET contact_id = NULL WHERE contact_id = ?').bind(it.contactId),
  ]
}

/**
 * Sign-ups that make an edge when they are confirmed. The row stays that of the first link even when its owner has left
 * since: the count goes on without them. Who joined before, takes part already or has a link of their own is no
 * newcomer and gets no parent: so nobody has two, and no circle can close.
 */
const joining = `FROM signups s JOIN shares h ON h.id = s.share_id AND h.campaign_id = s.campaign_id
  WHERE s.id = ? AND s.state = 'pending' AND s.joined = 0 AND h.contact_id IS NOT s.contact_id
    AND NOT EXISTS (SELECT 1 FROM enrollments e WHERE e.campaign_id = s.campaign_id AND e.contact_id = s.contact_id)
    AND NOT EXISTS (SELECT 1 FROM shares o WHERE o.campaign_id = s.campaign_id AND o.contact_id = s.contact_id)`

/** For a statement that holds only where a sign-up will make an edge. */
export const edgeOf = (signupId: number) => ({ sql: `EXISTS (SELECT 1 ${joining})`, values: [signupId] })

/**
 * A confirmed sign-up counts for the share it came over; for the chain only where the person agreed. In the batch of
 * `confirmStatements`, before it: each asks whether the sign-up still waits.
 *
 * @param isMeasured  whether the campaign measures individually at this moment
 */
export function countJoin(db: Db, it: { signupId: number; isMeasured: boolean; hour: number }): Statement[] {
  return [
    ...(it.isMeasured
      ? [
          db
            .prepare(
              `INSERT INTO share_joins (share_id, contact_id, country, at)
               SELECT h.id, s.contact_id, (SELECT country FROM contacts WHERE id = s.contact_id), ? ${joining}
               AND s.chained = 1 ON CONFLICT DO NOTHING`,
            )
            .bind(it.hour, it.signupId),
        ]
      : []),
    db.prepare(`UPDATE shares SET joined = joined + 1 WHERE id = (SELECT h.id ${joining})`).bind(it.signupId),
  ]
}

/**
 * Whether somebody stands above a share: it is their own, or hangs below one of theirs, however deep.
 *
 * @returns null = neither
 */
export async function standsAbove(
  db: Db,
  it: { shareId: number; contactId: number },
): Promise<'self' | 'loop' | null> {
  // Nearly everybody who comes has no link of their own, and nothing is climbed for them.
  const sql = `WITH RECURSIVE above (id, parent_id, contact_id) AS (
      SELECT id, parent_id, contact_id FROM shares
        WHERE id = ? AND EXISTS (SELECT 1 FROM shares WHERE contact_id = ?)
      UNION SELECT s.id, s.parent_id, s.contact_id FROM above a JOIN shares s ON s.id = a.parent_id)
    SELECT max(id = ?) AS own FROM above WHERE contact_id = ?`
  const row = await db
    .prepare(sql)
    .bind(it.shareId, it.contactId, it.shareId, it.contactId)
    .first<{ own: number | null }>()
  return row?.own == null ? null : row.own ? 'self' : 'loop'
}

/** A share and all that hang below it, however deep. */
export async function chainOf(db: Db, shareId: number): Promise<Chain> {
  const sql = `WITH RECURSIVE below (id, joined, depth) AS (
      SELECT id, joined, 1 FROM shares WHERE id = ?
      UNION ALL SELECT s.id, s.joined, b.depth + 1 FROM below b JOIN shares s ON s.parent_id = b.id)
    SELECT coalesce(sum(joined), 0) AS people, coalesce(max(CASE WHEN joined > 0 THEN depth END), 0) AS generations,
      (SELECT count(DISTINCT country) FROM share_joins WHERE share_id IN (SELECT id FROM below)) AS countries FROM below`
  return (await db.prepare(sql).bind(shareId).first<Chain>())!
}
