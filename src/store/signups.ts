import type { Db, Statement } from '../core/ports.ts'

export type Signup = {
  id: number
  campaignId: number
  contactId: number
  generation: number
  shareChannel: string
  language: string
  state: 'pending' | 'confirmed' | 'enrolled' | 'expired'
  expiresAt: number
}

const columns = `id, campaign_id AS campaignId, contact_id AS contactId, generation, share_channel AS shareChannel,
  language, state, expires_at AS expiresAt`

export async function signupById(db: Db, id: number): Promise<Signup | null> {
  return db.prepare(`SELECT ${columns} FROM signups WHERE id = ?`).bind(id).first<Signup>()
}

export async function signupOf(db: Db, campaignId: number, contactId: number): Promise<Signup | null> {
  const sql = `SELECT ${columns} FROM signups WHERE campaign_id = ? AND contact_id = ?`
  return db.prepare(sql).bind(campaignId, contactId).first<Signup>()
}

/** A contact that nobody has confirmed yet: in no audience until then. */
export async function insertPending(
  db: Db,
  it: {
    institutionId: number
    email: string
    hash: string
    firstName: string | null
    country: string | null
    languages: readonly string[]
    now: number
  },
): Promise<void> {
  await db.batch([
    db
      .prepare(
        `INSERT INTO contacts (institution_id, first_name, country, languages, pending_since, created_at, updated_at)
         VALUES (?, ?, ?, ?, ?, ?, ?)`,
      )
      .bind(it.institutionId, it.firstName, it.country, JSON.stringify(it.languages), it.now, it.now, it.now),
    db
      .prepare(
        `INSERT INTO addresses (institution_id, contact_id, channel, value, hash) VALUES (?, last_insert_rowid(), 'email', ?, ?)`,
      )
      .bind(it.institutionId, it.email, it.hash),
  ])
}

/** The first share a person came over stays the one that counts; a later sign-up only renews its term. */
export function saveSignup(
  db: Db,
  it: {
    campaignId: number
    contactId: number
    generation: number
    shareChannel: string
    language: string
    expiresAt: number
    now: number
  },
): Statement {
  return db
    .prepare(
      `INSERT INTO signups (campaign_id, contact_id, generation, share_channel, language, expires_at, created_at)
       VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (campaign_id, contact_id) DO UPDATE SET expires_at = excluded.expires_at, language = excluded.language,
         state = CASE state WHEN 'expired' THEN 'pending' ELSE state END`,
    )
    .bind(it.campaignId, it.contactId, it.generation, it.shareChannel, it.language, it.expiresAt, it.now)
}

/** The confirmation mail: at most one per sign-up and day, whoever presses the button how often. */
export function queueConfirmation(
  db: Db,
  it: { campaignId: number; contactId: number; stepId: number; contentId: number; day: string; now: number },
): Statement {
  return db
    .prepare(
      `INSERT INTO messages (campaign_id, step_id, contact_id, occurrence, channel, content_id, generation, signup_id, due_at, created_at)
       SELECT campaign_id, ?, contact_id, ?, 'email', ?, generation, id, ?, ? FROM signups
       WHERE campaign_id = ? AND contact_id = ? AND state = 'pending' ON CONFLICT DO NOTHING`,
    )
    .bind(it.stepId, it.day, it.contentId, it.now, it.now, it.campaignId, it.contactId)
}

/**
 * Consent, admission, the count of the join and the sign-up's new state, in one batch. Each statement asks whether the
 * sign-up still waits, and the last one ends that: a second run changes nothing. Who takes part already does not join.
 */
export function confirmStatements(
  db: Db,
  it: { signup: Signup; wording: string; source: string; now: number; hour: number },
): Statement[] {
  const { id, contactId, language } = it.signup
  const waits = "EXISTS (SELECT 1 FROM signups WHERE id = ? AND state = 'pending')"
  return [
    db
      .prepare(
        `INSERT INTO events (campaign_id, kind, at, generation, language, country, share_channel)
         SELECT s.campaign_id, 'join', ?, s.generation, s.language, c.country, s.share_channel
         FROM signups s JOIN contacts c ON c.id = s.contact_id WHERE s.id = ? AND s.state = 'pending'
           AND NOT EXISTS (SELECT 1 FROM enrollments e WHERE e.campaign_id = s.campaign_id AND e.contact_id = s.contact_id)`,
      )
      .bind(it.hour, id),
    db
      .prepare(
        `INSERT INTO consents (contact_id, purpose, act, at, source, wording, language, recorded_by, created_at)
         SELECT ?, 'receive:email', 'given', ?, ?, ?, ?, 'person', ? WHERE ${waits}`,
      )
      .bind(contactId, it.now, it.source, it.wording, language, it.now, id),
    db
      .prepare(
        `DELETE FROM suppressions WHERE reason = 'unsubscribed' AND ${waits} AND (institution_id, hash) IN
           (SELECT institution_id, hash FROM addresses WHERE contact_id = ? AND channel = 'email')`,
      )
      .bind(id, contactId),
    db
      .prepare(
        `UPDATE contacts SET consent_email = 'given', pending_since = NULL, updated_at = ? WHERE id = ? AND ${waits}`,
      )
      .bind(it.now, contactId, id),
    db.prepare("UPDATE signups SET state = 'confirmed' WHERE id = ? AND state = 'pending'").bind(id),
  ]
}

/** Terms that ran out; and people who never confirmed, forgotten for good after `forgetBefore`. */
export function expireStatements(db: Db, now: number, forgetBefore: number): Statement[] {
  return [
    db.prepare("UPDATE signups SET state = 'expired' WHERE state = 'pending' AND expires_at <= ?").bind(now),
    db
      .prepare('DELETE FROM contacts WHERE pending_since IS NOT NULL AND pending_since <= ?')
      .bind(forgetBefore),
  ]
}
