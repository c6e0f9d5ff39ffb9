import type { Db, Statement } from '../core/ports.ts'
import { suppress } from './people.ts'
import { dealtWave } from './wave-tallies.ts'

/** What a person said last about each purpose they ever said anything about: the ledger, not its caches. */
export async function answersOf(db: Db, contactId: number): Promise<Map<string, 'given' | 'withdrawn'>> {
  const sql = 'SELECT purpose, act FROM consents WHERE contact_id = ? ORDER BY at, id'
  const { results } = await db
    .prepare(sql)
    .bind(contactId)
    .all<{ purpose: string; act: 'given' | 'withdrawn' }>()
  return new Map(results.map(({ purpose, act }) => [purpose, act]))
}

export type NewConsent = {
  contactId: number
  /** receive:email, receive:sms, receive:whatsapp, track:individual, list:ID, object:notice. */
  purpose: string
  act: 'given' | 'withdrawn'
  /** Instant of the person's act, ms. */
  at: number
  source: string
  wording: string | null
  language: string | null
  recordedBy: string
  createdAt: number
}

/** A condition of a batch: nothing is written where it does not hold (any more). */
export type Guard = { sql: string; values: readonly (string | number)[] }

/**
 * Appends to the ledger and renews the caches that stand with the person, for one batch. Saying again what was said
 * last writes nothing; so does speaking for somebody who has been erased meanwhile.
 */
export function consentStatements(db: Db, it: NewConsent, guard?: Guard): Statement[] {
  const { contactId, purpose, act, at, createdAt } = it
  const allowed = guard ? ` AND ${guard.sql}` : ''
  const { set, stale } = cacheOf(purpose, act)
  const question = [contactId, contactId, purpose, act] as const
  const guarded = guard?.values ?? []
  // Before the row: afterwards nobody could tell whether the answer is news.
  const person = `UPDATE contacts SET ${set.sql} last_act_at = max(coalesce(last_act_at, 0), ?), updated_at = ?
    WHERE id = ? AND (${lastAct} IS NOT ? OR ${stale.sql})${allowed}`
  const row = `INSERT INTO consents (contact_id, purpose, act, at, source, wording, language, recorded_by, created_at)
    SELECT id, ?, ?, ?, ?, ?, ?, ?, ? FROM contacts WHERE id = ? AND ${lastAct} IS NOT ?${allowed}`
  const said = [purpose, act, at, it.source, it.wording, it.language, it.recordedBy, createdAt] as const
  return [
    db.prepare(person).bind(...set.values, at, createdAt, ...question, ...stale.values, ...guarded),
    db.prepare(row).bind(...said, ...question, ...guarded),
  ]
}

/** What a person said last about a purpose; bound to a contact and a purpose. */
export const lastAct =
  '(SELECT act FROM consents WHERE contact_id = ? AND purpose = ? ORDER BY at DESC, id DESC LIMIT 1)'

const columns: Readonly<Record<string, string>> = {
  'receive:email': 'consent_email',
  'track:individual': 'consent_track',
}

/** Where a purpose's answer is cached, and when that cache lags behind. */
function cacheOf(purpose: string, act: string): { set: Guard; stale: Guard } {
  const column = columns[purpose]
  if (column) {
    const stale = { sql: `${column} IS NOT ?`, values: [act] }
    return { set: { sql: `${column} = ?,`, values: [act] }, stale }
  }
  if (!purpose.startsWith('list:')) {
    return { set: { sql: '', values: [] }, stale: { sql: 'false', values: [] } }
  }
  const list = purpose.slice('list:'.length)
  const left = 'EXISTS (SELECT 1 FROM json_each(contacts.left_lists) WHERE value = ?)'
  const others = 'SELECT value FROM json_each(contacts.left_lists) WHERE value <> ?'
  // Where the list stands, so that two acts at the same moment do not overwrite one another.
  if (act === 'given') {
    const set = { sql: `left_lists = (SELECT json_group_array(value) FROM (${others})),`, values: [list] }
    return { set, stale: { sql: left, values: [list] } }
  }
  const all = `SELECT json_group_array(value) FROM (${others} UNION ALL SELECT ?)`
  return {
    set: { sql: `left_lists = (${all}),`, values: [list, list] },
    stale: { sql: `NOT ${left}`, values: [list] },
  }
}

/**
 * The person's own unsubscription ends with a fresh act of theirs, and so does a dead mailbox from which they act; what
 * others know of the address stays.
 */
export function liftUnsubscribed(db: Db, contactId: number, guard?: Guard): Statement {
  return db
    .prepare(
      `DELETE FROM suppressions WHERE reason IN ('unsubscribed', 'objected', 'unknown_user') AND (institution_id, hash) IN
         (SELECT institution_id, hash FROM addresses WHERE contact_id = ? AND channel = 'email')
       ${guard ? `AND ${guard.sql}` : ''}`,
    )
    .bind(contactId, ...(guard?.values ?? []))
}

/** Under what an unsubscription is counted: the campaign and the mail that the person was reading. */
export type Counted = {
  campaignId: number
  generation: number
  language: string
  variant: string
  country: string | null
}

/** An act of the person themselves on a page of ours, `/u/` or `/p/`. */
export type OwnAct = {
  contactId: number
  source: string
  wording: string | null
  /** In which the page was read. */
  language: string
  now: number
}
export type Addressed = { institutionId: number; hash: string }

/**
 * Takes back the consent to receive e-mail: count, suppression list, ledger and cache, in one batch. The count asks
 * whether the answer still stands, and what follows ends that: a second run changes nothing.
 */
export function unsubscribeStatements(
  db: Db,
  it: OwnAct & Addressed & { counted: Counted; hour: number },
): Statement[] {
  const { campaignId, generation, language, variant, country } = it.counted
  return [
    db
      .prepare(
        `INSERT INTO events (campaign_id, kind, at, generation, language, country, variant, wave)
         SELECT ?, 'unsubscribe', ?, ?, ?, ?, ?, ${dealtWave('?', 'contacts.id')} FROM contacts WHERE id = ? AND consent_email IS NOT 'withdrawn'`,
      )
      .bind(campaignId, it.hour, generation, language, country, variant, campaignId, it.contactId),
    suppress(db, { institutionId: it.institutionId, hash: it.hash, reason: 'unsubscribed', now: it.now }),
    ...ownStatements(db, it, 'receive:email', 'withdrawn'),
  ]
}

/**
 * Objects to official notices (GDPR art. 21): notices ask the ledger, campaigns go on by the consent they have. The
 * request is written down as done.
 */
export function objectStatements(db: Db, it: OwnAct & Addressed): Statement[] {
  return [
    db
      .prepare(
        `INSERT INTO rights_requests (institution_id, kind, hash, asked_by, at, done_at)
         SELECT ?, 'objection', ?, 'person', ?, ? WHERE ${lastAct} IS NOT 'given'`,
      )
      .bind(it.institutionId, it.hash, it.now, it.now, it.contactId, 'object:notice'),
    ...ownStatements(db, it, 'object:notice', 'given'),
  ]
}

/** Whether a person has objected to notices. */
export const objectsToNotices = (contact: string): string =>
  `EXISTS (SELECT 1 FROM consents k WHERE k.contact_id = ${contact} AND k.purpose = 'object:notice' AND k.act = 'given')`

export function ownStatements(
  db: Db,
  it: OwnAct,
  purpose: string,
  act: 'given' | 'withdrawn',
  guard?: Guard,
): Statement[] {
  const { contactId, source, wording, language, now } = it
  const said = { contactId, purpose, act, at: now, source, wording, language }
  return consentStatements(db, { ...said, recordedBy: 'person', createdAt: now }, guard)
}
