import type { Db, Statement } from '../core/ports.ts'
import { lastAct, liftUnsubscribed, ownStatements } from './consents.ts'

export type Signup = {
  id: number
  campaignId: number
  contactId: number
  generation: number
  shareChannel: string
  /** 1 = agreed to count in the chain of the share they came over. */
  chained: number
  language: string
  state: 'pending' | 'confirmed' | 'enrolled' | 'expired'
  expiresAt: number
}

const columns = `id, campaign_id AS campaignId, contact_id AS contactId, generation, share_channel AS shareChannel,
  chained, language, state, expires_at AS expiresAt`

export async function signupById(db: Db, id: number): Promise<Signup | null> {
  return db.prepare(`SELECT ${columns} FROM signups WHERE id = ?`).bind(id).first<Signup>()
}

export async function signupOf(db: Db, campaignId: number, contactId: number): Promise<Signup | null> {
  const sql = `SELECT ${columns} FROM signups WHERE campaign_id = ? AND contact_id = ?`
  return db.prepare(sql).bind(campaignId, contactId).first<Signup>()
}

/** A contact that nobody has confirmed yet: in no audience until then. Whoever has the address already keeps it. */
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
  // A button pressed twice arrives twice at once.
  const free =
    "NOT EXISTS (SELECT 1 FROM addresses WHERE institution_id = ? AND channel = 'email' AND value = ?)"
  const address = [it.institutionId, it.email] as const
  await db.batch([
    db
      .prepare(
        `INSERT INTO contacts (institution_id, first_name, country, languages, pending_since, created_at, updated_at)
         SELECT ?, ?, ?, ?, ?, ?, ? WHERE ${free}`,
      )
      .bind(
        it.institutionId,
        it.firstName,
        it.country,
        JSON.stringify(it.languages),
        it.now,
        it.now,
        it.now,
        ...address,
      ),
    db
      .prepare(
        `INSERT INTO addresses (institution_id, contact_id, channel, value, hash)
         SELECT ?, last_insert_rowid(), 'email', ?, ? WHERE ${free}`,
      )
      .bind(it.institutionId, it.email, it.hash, ...address),
  ])
}

/**
 * The first share a person came over stays the one that counts; a later sign-up only renews its term. Who has taken
 * part and has left since may come back: their sign-up waits for a confirmation again.
 */
export function saveSignup(
  db: Db,
  it: {
    campaignId: number
    contactId: number
    generation: number
    shareChannel: string
    shareId: number | null
    chained: boolean
    language: string
    expiresAt: number
    now: number
  },
): Statement {
  return db
    .prepare(
      `INSERT INTO signups (campaign_id, contact_id, generation, share_channel, share_id, chained, language, expires_at, created_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (campaign_id, contact_id) DO UPDATE
         SET expires_at = excluded.expires_at, language = excluded.language, state = 'pending',
           share_id = CASE state WHEN 'expired' THEN excluded.share_id ELSE share_id END,
           chained = CASE WHEN state = 'expired' OR share_id = excluded.share_id THEN excluded.chained ELSE chained END
         WHERE state IN ('pending', 'expired') OR EXISTS
           (SELECT 1 FROM contacts c WHERE c.id = signups.contact_id AND c.consent_email IS NOT 'given')`,
    )
    .bind(
      it.campaignId,
      it.contactId,
      it.generation,
      it.shareChannel,
      it.shareId,
      it.chained ? 1 : 0,
      it.language,
      it.expiresAt,
      it.now,
    )
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
 * sign-up still waits, and the last one ends that: a second run changes nothing. Who takes part already does not join;
 * who agreed already has nothing added to the ledger; who had left this list takes it again.
 */
export function confirmStatements(
  db: Db,
  it: { signup: Signup; list: string; wording: string; source: string; now: number; hour: number },
): Statement[] {
  const { id, contactId, language } = it.signup
  const act = { contactId, source: it.source, wording: it.wording, language, now: it.now }
  const waits = { sql: "EXISTS (SELECT 1 FROM signups WHERE id = ? AND state = 'pending')", values: [id] }
  const list = `list:${it.list}`
  const left = { sql: `${waits.sql} AND ${lastAct} = 'withdrawn'`, values: [id, contactId, list] }
  return [
    db
      .prepare(
        `INSERT INTO events (campaign_id, kind, at, generation, language, country, share_channel)
         SELECT s.campaign_id, 'join', ?, s.generation, s.language, c.country, s.share_channel
         FROM signups s JOIN contacts c ON c.id = s.contact_id WHERE s.id = ? AND s.state = 'pending'
           AND NOT EXISTS (SELECT 1 FROM enrollments e WHERE e.campaign_id = s.campaign_id AND e.contact_id = s.contact_id)`,
      )
      .bind(it.hour, id),
    liftUnsubscribed(db, contactId, waits),
    ...ownStatements(db, act, 'receive:email', 'given', waits),
    ...ownStatements(db, act, list, 'given', left),
    db
      .prepare(
        `UPDATE contacts SET pending_since = NULL, last_act_at = max(coalesce(last_act_at, 0), ?), updated_at = ?
         WHERE id = ? AND ${waits.sql}`,
      )
      .bind(it.now, it.now, contactId, id),
    db
      .prepare("UPDATE signups SET state = 'confirmed', share_id = NULL WHERE id = ? AND state = 'pending'")
      .bind(id),
  ]
}

/** Terms that ran out; and people who never confirmed, forgotten for good after `forgetBefore`. */
export function expireStatements(db: Db, now: number, forgetBefore: number): Statement[] {
  return [
    db
      .prepare(
        "UPDATE signups SET state = 'expired', share_id = NULL WHERE state = 'pending' AND expires_at <= ?",
      )
      .bind(now),
    db
      .prepare('DELETE FROM contacts WHERE pending_since IS NOT NULL AND pending_since <= ?')
      .bind(forgetBefore),
  ]
}
