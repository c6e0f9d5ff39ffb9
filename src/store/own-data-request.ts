import type { Db, Statement } from '../core/ports.ts'

/**
 * The letter with the link to one's own data and the record of the wish, once a day. The record comes first: afterwards
 * nobody could tell whether the letter is new. Whoever was erased meanwhile has no row, and gets neither.
 */
export function ownDataStatements(
  db: Db,
  it: {
    campaignId: number
    contactId: number
    stepId: number
    contentId: number
    hash: string
    /** 2026-11-24, UTC. */
    day: string
    now: number
  },
): Statement[] {
  return [
    db
      .prepare(
        `INSERT INTO rights_requests (institution_id, kind, hash, asked_by, at, done_at)
         SELECT institution_id, 'access', ?, 'person', ?, ? FROM contacts WHERE id = ? AND NOT EXISTS
           (SELECT 1 FROM messages WHERE step_id = ? AND contact_id = ? AND occurrence = ?)`,
      )
      .bind(it.hash, it.now, it.now, it.contactId, it.stepId, it.contactId, it.day),
    db
      .prepare(
        `INSERT INTO messages (campaign_id, step_id, contact_id, occurrence, channel, content_id, due_at, created_at)
         SELECT ?, ?, id, ?, 'email', ?, ?, ? FROM contacts WHERE id = ? ON CONFLICT DO NOTHING`,
      )
      .bind(it.campaignId, it.stepId, it.day, it.contentId, it.now, it.now, it.contactId),
  ]
}

/** A wish that staff carried out at once. */
export function requestStatement(
  db: Db,
  it: {
    institutionId: number
    kind: 'access' | 'rectification' | 'objection'
    hash: string
    askedBy: string
    now: number
  },
): Statement {
  return db
    .prepare(
      'INSERT INTO rights_requests (institution_id, kind, hash, asked_by, at, done_at) VALUES (?, ?, ?, ?, ?, ?)',
    )
    .bind(it.institutionId, it.kind, it.hash, it.askedBy, it.now, it.now)
}
