import type { Db, Statement } from '../core/ports.ts'

export type Person = {
  id: number
  institutionId: number
  firstName: string | null
  lastName: string | null
  languages: string
  country: string | null
  city: string | null
  timeZone: string | null
  consentEmail: string | null
  consentTrack: string | null
  /** JSON list of the lists the person has left. */
  leftLists: string
  pausedUntil: number | null
  monthlyCap: number | null
  pendingSince: number | null
  email: string | null
  hash: string | null
  /** 1 when a phone number is known. */
  hasPhone: number
}

const person = `SELECT c.id, c.institution_id AS institutionId, c.first_name AS firstName, c.last_name AS lastName, c.languages,
    c.country, c.city, c.time_zone AS timeZone, c.consent_email AS consentEmail, c.consent_track AS consentTrack,
    c.left_lists AS leftLists, c.paused_until AS pausedUntil, c.monthly_cap AS monthlyCap,
    c.pending_since AS pendingSince, a.value AS email, a.hash,
    EXISTS (SELECT 1 FROM addresses p WHERE p.contact_id = c.id AND p.channel = 'phone') AS hasPhone
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

export type OwnChoices = {
  languages: readonly string[]
  monthlyCap: number | null
  pausedUntil: number | null
}
export type OwnDetails = {
  firstName: string | null
  lastName: string | null
  city: string | null
  country: string | null
}

/** What people set about themselves. Saying again what stands there already changes nothing, not even the date. */
export function saveOwnChoices(db: Db, contactId: number, it: OwnChoices, now: number): Statement {
  const set = 'languages = ?, monthly_cap = ?, paused_until = ?'
  return saveOwn(db, contactId, set, [JSON.stringify(it.languages), it.monthlyCap, it.pausedUntil], now)
}

/** Rectification by the person (GDPR art. 16), written down as done where the address is known by its hash. */
export function rectifyStatements(
  db: Db,
  who: { contactId: number; hash: string | null },
  it: OwnDetails,
  now: number,
): Statement[] {
  const set = 'first_name = ?, last_name = ?, city = ?, country = ?'
  const values = [it.firstName, it.lastName, it.city, it.country]
  const request = db
    .prepare(
      `INSERT INTO rights_requests (institution_id, kind, hash, asked_by, at, done_at)
       SELECT institution_id, 'rectification', ?, 'person', ?, ? FROM contacts WHERE id = ? AND (${differs(set)})`,
    )
    .bind(who.hash, now, now, who.contactId, ...values)
  return [...(who.hash ? [request] : []), saveOwn(db, who.contactId, set, values, now)]
}

const differs = (set: string) => set.replaceAll(' = ?,', ' IS NOT ? OR').replace(' = ?', ' IS NOT ?')

function saveOwn(
  db: Db,
  contactId: number,
  set: string,
  values: readonly (string | number | null)[],
  now: number,
): Statement {
  return db
    .prepare(
      `UPDATE contacts SET ${set}, last_act_at = max(coalesce(last_act_at, 0), ?), updated_at = ?
       WHERE id = ? AND (${differs(set)})`,
    )
    .bind(...values, now, now, contactId, ...values)
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
