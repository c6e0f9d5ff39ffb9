import type { Db } from '../core/ports.ts'

export type ReviewAct = 'submitted' | 'returned' | 'approved'
export type ReviewNote = {
  act: ReviewAct
  /** Hash of the edition it was said of, hex. */
  edition: string
  approvalHash: string
  comment: string
  officer: string
  /** Who let them in, while they have not proved their mailbox (docs/decisions/0019); null = nobody answers for them. */
  invitedBy: string | null
  createdAt: number
}

export type NewNote = {
  campaignId: number
  editionId: number
  act: ReviewAct
  approvalHash: string
  comment: string
  officerId: number
  createdAt: number
}

/** More is no talk any more; the page shows the newest. */
const mostNotes = 200

/** What was said about the editions of a campaign, oldest first. */
export async function reviewNotes(db: Db, campaignId: number): Promise<ReviewNote[]> {
  const sql = `SELECT n.act, e.hash AS edition, n.approval_hash AS approvalHash, n.comment, o.email AS officer,
      n.created_at AS createdAt,
      CASE WHEN EXISTS (SELECT 1 FROM sign_in_users AS u WHERE u.email = o.email AND u.bound_to IS NULL)
        THEN NULL ELSE (SELECT i.email FROM officers AS i WHERE i.id = o.invited_by) END AS invitedBy
    FROM review_notes AS n JOIN editions AS e ON e.id = n.edition_id JOIN officers AS o ON o.id = n.officer_id
    WHERE n.campaign_id = ? ORDER BY n.id DESC LIMIT ${mostNotes}`
  return (await db.prepare(sql).bind(campaignId).all<ReviewNote>()).results.reverse()
}

/**
 * Writes down what somebody said, if the campaign is still as they saw it: never launched, with this edition the newest
 * and, for what is returned, nobody's yes to it.
 *
 * @returns false when something has changed meanwhile
 */
export async function insertNote(db: Db, it: NewNote): Promise<boolean> {
  const sql = `INSERT INTO review_notes (campaign_id, edition_id, act, approval_hash, comment, officer_id, created_at)
    SELECT c.id, c.edition_id, ?, ?, ?, ?, ? FROM campaigns AS c
    WHERE c.id = ? AND c.edition_id = ? AND c.state = 'draft'
      AND (? = 'approved' OR NOT EXISTS (SELECT 1 FROM approvals WHERE edition_id = c.edition_id AND approval_hash = ?))`
  const { meta } = await db
    .prepare(sql)
    .bind(
      it.act,
      it.approvalHash,
      it.comment,
      it.officerId,
      it.createdAt,
      it.campaignId,
      it.editionId,
      it.act,
      it.approvalHash,
    )
    .run()
  return meta.changes === 1
}

export type LastNote = Pick<ReviewNote, 'act' | 'approvalHash'> & { campaignId: number }

/** The newest note of each campaign of an institution that was never launched. */
export async function lastNotes(db: Db, institutionId: number): Promise<LastNote[]> {
  const sql = `SELECT n.campaign_id AS campaignId, n.act, n.approval_hash AS approvalHash
    FROM campaigns AS c JOIN review_notes AS n ON n.id =
      (SELECT max(id) FROM review_notes WHERE campaign_id = c.id)
    WHERE c.institution_id = ? AND c.kind = 'campaign' AND c.state = 'draft' ORDER BY n.id`
  return (await db.prepare(sql).bind(institutionId).all<LastNote>()).results
}
