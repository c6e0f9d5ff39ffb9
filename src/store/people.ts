import type { Db, Statement } from '../core/ports.ts'

export type Person = {
  id: number
  institutionId: number
  firstName: string | null
  lastName: string | null
  languages: string
  country: string | null
  city: string | null
  consentEmail: string | null
  pendingSince: number | null
  email: string | null
  hash: string | null
}

const person = `SELECT c.id, c.institution_id AS institutionId, c.first_name AS firstName, c.last_name AS lastName, c.languages,
    c.country, c.city, c.consent_email AS consentEmail, c.pending_since AS pendingSince, a.value AS email, a.hash
  FROM contacts c LEFT JOIN addresses a ON a.contact_id = c.id AND a.channel = 'email'`

export async function personById(db: Db, id: number): Promise<Person | null> {
  return db.prepare(`${person} WHERE c.id = ? AND c.kind = 'person'`).bind(id).first<Person>()
}

export async function personByEmail(db: Db, institutionId: number, email: string): Promise<Person | null> {
  const place =
    "WHERE c.id = (SELECT contact_id FROM addresses WHERE institution_id = ? AND channel = 'email' AND value = ?)"
  return db.prepare(`${person} ${place}`).bind(institutionId, email).first<Person>()
}

/** The account a channel's posts go to; made on first use. */
export async function ensureAccount(
  db: Db,
  it: { institutionId: number; channel: string; value: string; hash: string; now: number },
): Promise<number> {
  const find = `SELECT contact_id AS id FROM addresses WHERE institution_id = ? AND channel = ? AND value = ?`
  const known = await db.prepare(find).bind(it.institutionId, it.channel, it.value).first<{ id: number }>()
  if (known) return known.id
  await db.batch([
    db
      .prepare(
        "INSERT INTO contacts (institution_id, kind, created_at, updated_at) VALUES (?, 'account', ?, ?)",
      )
      .bind(it.institutionId, it.now, it.now),
    db
      .prepare(
        'INSERT INTO addresses (institution_id, contact_id, channel, value, hash) VALUES (?, last_insert_rowid(), ?, ?, ?)',
      )
      .bind(it.institutionId, it.channel, it.value, it.hash),
  ])
  return (await db.prepare(find).bind(it.institutionId, it.channel, it.value).first<{ id: number }>())!.id
}

export type NewConsent = {
  contactId: number
  purpose: string
  act: 'given' | 'withdrawn'
  at: number
  source: string
  wording: string | null
  language: string | null
  recordedBy: string
  createdAt: number
}

/** Appends to the ledger and renews the contact's cached answer. */
export function consentStatements(db: Db, it: NewConsent): Statement[] {
  const row = db
    .prepare(
      `INSERT INTO consents (contact_id, purpose, act, at, source, wording, language, recorded_by, created_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .bind(
      it.contactId,
      it.purpose,
      it.act,
      it.at,
      it.source,
      it.wording,
      it.language,
      it.recordedBy,
      it.createdAt,
    )
  if (it.purpose !== 'receive:email') return [row]
  const cache = db
    .prepare('UPDATE contacts SET consent_email = ?, updated_at = ? WHERE id = ?')
    .bind(it.act, it.createdAt, it.contactId)
  return [row, cache]
}

export function suppress(
  db: Db,
  it: { institutionId: number; hash: string; reason: string; now: number },
): Statement {
  return db
    .prepare(
      'INSERT INTO suppressions (institution_id, hash, reason, created_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
    )
    .bind(it.institutionId, it.hash, it.reason, it.now)
}

/**
 * Takes back the consent to receive e-mail: ledger, suppression list, count and cache, in one batch. Each statement but
 * the last asks whether the answer still stands, and the last one ends that: a second run changes nothing.
 */
export function unsubscribeStatements(
  db: Db,
  it: {
    contactId: number
    institutionId: number
    hash: string
    campaignId: number
    language: string
    generation: number
    variant: string
    country: string | null
    now: number
    hour: number
  },
): Statement[] {
  const stands = "EXISTS (SELECT 1 FROM contacts WHERE id = ? AND consent_email IS NOT 'withdrawn')"
  return [
    db
      .prepare(
        `INSERT INTO events (campaign_id, kind, at, generation, language, country, variant)
         SELECT ?, 'unsubscribe', ?, ?, ?, ?, ? WHERE ${stands}`,
      )
      .bind(it.campaignId, it.hour, it.generation, it.language, it.country, it.variant, it.contactId),
    db
      .prepare(
        `INSERT INTO consents (contact_id, purpose, act, at, source, language, recorded_by, created_at)
         SELECT ?, 'receive:email', 'withdrawn', ?, '/u/', ?, 'person', ? WHERE ${stands}`,
      )
      .bind(it.contactId, it.now, it.language, it.now, it.contactId),
    suppress(db, { institutionId: it.institutionId, hash: it.hash, reason: 'unsubscribed', now: it.now }),
    db
      .prepare(
        "UPDATE contacts SET consent_email = 'withdrawn', updated_at = ? WHERE id = ? AND consent_email IS NOT 'withdrawn'",
      )
      .bind(it.now, it.contactId),
  ]
}

export function setLanguages(
  db: Db,
  contactId: number,
  languages: readonly string[],
  now: number,
): Statement {
  return db
    .prepare('UPDATE contacts SET languages = ?, updated_at = ? WHERE id = ?')
    .bind(JSON.stringify(languages), now, contactId)
}

/** What a contact was told in a campaign: the content of the first mail, for language and step. */
export async function lastMessageOf(
  db: Db,
  campaignId: number,
  contactId: number,
): Promise<{ stepId: number; generation: number; language: string; variant: string } | null> {
  const sql = `SELECT m.step_id AS stepId, m.generation, o.language, o.variant FROM messages m
    JOIN contents o ON o.id = m.content_id WHERE m.contact_id = ? AND m.campaign_id = ? ORDER BY m.id DESC LIMIT 1`
  return db.prepare(sql).bind(contactId, campaignId).first()
}

/** The outbox row of a content to a contact, if there is one. */
export async function messageFor(
  db: Db,
  it: { contactId: number; contentId: number },
): Promise<{
  id: number
  generation: number
  signupId: number | null
  firstAttemptAt: number | null
} | null> {
  const sql = `SELECT id, generation, signup_id AS signupId, first_attempt_at AS firstAttemptAt FROM messages
    WHERE contact_id = ? AND content_id = ? ORDER BY id DESC LIMIT 1`
  return db.prepare(sql).bind(it.contactId, it.contentId).first()
}
