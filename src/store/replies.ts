import type { Db } from '../core/ports.ts'

/** Whom a message went to, while that person is there. */
export type Answered = {
  messageId: number
  institutionId: number
  campaignId: number
  contactId: number
  /** Of the address as it is now; null when there is none. */
  hash: string | null
}

export async function answered(db: Db, messageIds: readonly number[]): Promise<Answered[]> {
  const sql = `SELECT m.id AS messageId, c.institution_id AS institutionId, m.campaign_id AS campaignId,
      m.contact_id AS contactId, a.hash
    FROM messages m JOIN contacts c ON c.id = m.contact_id AND c.kind = 'person'
    LEFT JOIN addresses a ON a.contact_id = c.id AND a.channel = 'email'
    WHERE m.channel = 'email' AND m.id IN (SELECT value FROM json_each(?))`
  return (await db.prepare(sql).bind(JSON.stringify(messageIds)).all<Answered>()).results
}

export type NewReply = Omit<Answered, 'messageId' | 'hash'> & {
  /** SHA-256, hex. */
  digest: string
  sender: string
  subject: string
  body: string
  at: number
}

/** @returns false when it is there already, or the person is not there any more */
export async function insertReply(db: Db, it: NewReply): Promise<boolean> {
  const sql = `INSERT INTO replies (institution_id, campaign_id, contact_id, digest, sender, subject, body, at)
    SELECT ?, ?, id, ?, ?, ?, ?, ? FROM contacts WHERE id = ? ON CONFLICT DO NOTHING`
  const values = [it.institutionId, it.campaignId, it.digest, it.sender, it.subject, it.body, it.at] as const
  const { meta } = await db
    .prepare(sql)
    .bind(...values, it.contactId)
    .run()
  return meta.changes === 1
}

export type Reply = {
  id: number
  campaign: string
  sender: string
  subject: string
  body: string
  at: number
  /** Null while it waits for somebody. */
  doneAt: number | null
}

/**
 * What people wrote back: what waits first, the newest first.
 *
 * @param it.campaignId  absent = all campaigns of the institution
 */
export async function repliesOf(
  db: Db,
  it: { institutionId: number; campaignId?: number | undefined; limit: number },
): Promise<Reply[]> {
  const campaignId = it.campaignId ?? null
  const sql = `SELECT r.id, c.slug AS campaign, r.sender, r.subject, r.body, r.at, r.done_at AS doneAt
    FROM replies r JOIN campaigns c ON c.id = r.campaign_id
    WHERE r.institution_id = ? AND (? IS NULL OR r.campaign_id = ?)
    ORDER BY r.done_at IS NOT NULL, r.at DESC, r.id DESC LIMIT ?`
  const values = [it.institutionId, campaignId, campaignId, it.limit] as const
  const { results } = await db
    .prepare(sql)
    .bind(...values)
    .all<Reply>()
  return results
}

export type ReplyCounts = { all: number; waiting: number }

export async function countReplies(db: Db, campaignId: number): Promise<ReplyCounts> {
  const sql =
    'SELECT count(*) AS "all", count(*) - count(done_at) AS waiting FROM replies WHERE campaign_id = ?'
  return (await db.prepare(sql).bind(campaignId).first<ReplyCounts>())!
}

/**
 * Ticks a reply off, or takes the tick away.
 *
 * @returns false when it stands so already; null when the campaign has no such reply
 */
export async function tickReply(
  db: Db,
  it: { id: number; campaignId: number; doneAt: number | null },
): Promise<boolean | null> {
  const place = 'id = ? AND campaign_id = ?'
  const sql = `UPDATE replies SET done_at = ? WHERE ${place} AND (done_at IS NULL) <> ?`
  const stands = it.doneAt === null ? 1 : 0
  const { meta } = await db.prepare(sql).bind(it.doneAt, it.id, it.campaignId, stands).run()
  if (meta.changes) return true
  const there = await db.prepare(`SELECT 1 FROM replies WHERE ${place}`).bind(it.id, it.campaignId).first()
  return there ? false : null
}
