import type { Db, Statement } from '../core/ports.ts'
import { copiesOf } from './own-data.ts'

/** Rows that went, by table; for `messages`, `shares` and `share_joins` those that stay as counts and lead to nobody. */
export type Erased = Record<(typeof erasedTables)[number], number>
export const erasedTables = [
  'contacts',
  'addresses',
  'consents',
  'enrollments',
  'hold_outs',
  'signups',
  'pseudonyms',
  'traces',
  'import_changes',
  'shares',
  'share_joins',
  'returns',
  'replies',
  'messages',
  'mailbox',
] as const

export type Erasure = {
  institutionId: number
  /** At most a few hundred at a time: they travel as one bound list. */
  contactIds: readonly number[]
  /** The person asked: their addresses are never to be written to again, and the request is on record. */
  asked: { by: string } | null
  now: number
  /** The full hour, for the events of messages that will not go out. */
  hour: number
}

/**
 * Takes people out of every table, in one batch. Counts stay right: a message keeps its row, and what had not gone out
 * yet is skipped and says so. A row under way is left to its worker, who finishes it without knowing whose it was.
 *
 * Every statement asks for people of this institution only; run again, it finds nobody.
 */
export async function erasePeople(db: Db, it: Erasure): Promise<Erased> {
  const { requests, removals } = statements(db, it)
  const done = await db.batch([...requests, ...Object.values(removals)])
  const names = Object.keys(removals)
  const changes = done.slice(requests.length).map(({ meta }) => meta.changes)
  return Object.fromEntries(
    erasedTables.map((table) => [table, changes[names.indexOf(table)] ?? 0]),
  ) as Erased
}

/** The plus keeps SQLite from going through all people of the institution to find these few. */
const whom = '(SELECT id FROM contacts WHERE +institution_id = ? AND id IN (SELECT value FROM json_each(?)))'

function statements(db: Db, it: Erasure) {
  const ids = JSON.stringify(it.contactIds)
  const these = (sql: string) => db.prepare(sql).bind(it.institutionId, ids)
  const requests = it.asked ? askedStatements(db, it, it.asked.by) : []
  const removals = {
    skippedEvents: skippedEvents(db, it),
    mailbox: mailboxCopies(db, it),
    traces: these(
      `DELETE FROM traces WHERE pseudonym IN (SELECT pseudonym FROM pseudonyms WHERE contact_id IN ${whom})`,
    ),
    pseudonyms: these(`DELETE FROM pseudonyms WHERE contact_id IN ${whom}`),
    skipped: skipOpen(db, it),
    messages: these(
      `UPDATE messages SET contact_id = -id, signup_id = NULL, remote_id = NULL WHERE contact_id IN ${whom}`,
    ),
    returns: these(`DELETE FROM returns WHERE contact_id IN ${whom}`),
    replies: these(`DELETE FROM replies WHERE contact_id IN ${whom}`),
    import_changes: these(`DELETE FROM import_changes WHERE contact_id IN ${whom}`),
    shares: db
      .prepare(
        `UPDATE shares SET contact_id = NULL, ended_at = coalesce(ended_at, ?) WHERE contact_id IN ${whom}`,
      )
      .bind(it.now, it.institutionId, ids),
    share_joins: these(`UPDATE share_joins SET contact_id = NULL WHERE contact_id IN ${whom}`),
    enrollments: these(`DELETE FROM enrollments WHERE contact_id IN ${whom}`),
    hold_outs: these(`DELETE FROM hold_outs WHERE contact_id IN ${whom}`),
    signups: these(`DELETE FROM signups WHERE contact_id IN ${whom}`),
    consents: these(`DELETE FROM consents WHERE contact_id IN ${whom}`),
    addresses: these(`DELETE FROM addresses WHERE contact_id IN ${whom}`),
    contacts: these(`DELETE FROM contacts WHERE id IN ${whom}`),
  }
  return { requests, removals }
}

/** The hash of each address stays, with the strongest of reasons; and the proof that it was asked for, and done. */
function askedStatements(db: Db, it: Erasure, by: string): Statement[] {
  const ids = JSON.stringify(it.contactIds)
  return [
    db
      .prepare(
        `INSERT INTO suppressions (institution_id, hash, reason, created_at)
         SELECT DISTINCT institution_id, hash, 'erased', ? FROM addresses WHERE contact_id IN ${whom}
         ON CONFLICT DO UPDATE SET reason = excluded.reason, created_at = excluded.created_at`,
      )
      .bind(it.now, it.institutionId, ids),
    db
      .prepare(
        `INSERT INTO rights_requests (institution_id, kind, hash, asked_by, at, done_at)
         SELECT institution_id, 'erasure', hash, ?, ?, ? FROM addresses WHERE contact_id IN ${whom} AND ${firstAddress}`,
      )
      .bind(by, it.now, it.now, it.institutionId, ids),
  ]
}

/** One request is one row, under the address that people ask with: email comes before phone and telegram. */
export const firstAddress =
  'channel = (SELECT min(b.channel) FROM addresses b WHERE b.contact_id = addresses.contact_id)'

const open = 'm.due_at IS NOT NULL AND m.lease IS NULL'

function skippedEvents(db: Db, it: Erasure): Statement {
  return db
    .prepare(
      `INSERT INTO events (campaign_id, step_id, kind, at, generation, language, country, variant)
       SELECT m.campaign_id, m.step_id, 'skipped', ?, m.generation, o.language, c.country, o.variant
       FROM messages m JOIN contents o ON o.id = m.content_id JOIN contacts c ON c.id = m.contact_id
       WHERE m.contact_id IN ${whom} AND ${open}`,
    )
    .bind(it.hour, it.institutionId, JSON.stringify(it.contactIds))
}

function skipOpen(db: Db, it: Erasure): Statement {
  return db
    .prepare(
      `UPDATE messages AS m SET state = 'skipped', reason = 'erased', due_at = NULL, finished_at = ?
       WHERE m.contact_id IN ${whom} AND ${open}`,
    )
    .bind(it.now, it.institutionId, JSON.stringify(it.contactIds))
}

/**
 * Copies in the built-in mailbox: of these people's messages, and whatever else lies under their address. It is one
 * mailbox for all institutions: what another one sent to the same person stays theirs to erase.
 */
function mailboxCopies(db: Db, it: Erasure): Statement {
  const ids = JSON.stringify(it.contactIds)
  const sql = `DELETE FROM mailbox AS b WHERE ${copiesOf(whom)}`
  return db.prepare(sql).bind(it.institutionId, ids, it.institutionId, ids, it.institutionId, ids)
}

/**
 * Copies that a worker kept while the person was being erased: their message leads to nobody any more and yet has the
 * mailbox's name for it.
 */
export async function removeStragglers(db: Db): Promise<number> {
  const orphans = 'SELECT remote_id FROM messages WHERE contact_id < 0 AND remote_id IS NOT NULL'
  const [removed] = await db.batch([
    db.prepare(`DELETE FROM mailbox WHERE remote_id IN (${orphans})`),
    db.prepare('UPDATE messages SET remote_id = NULL WHERE contact_id < 0 AND remote_id IS NOT NULL'),
  ])
  return removed!.meta.changes
}

/** When an address was erased on request, if it was. */
export async function erasedAt(db: Db, it: { institutionId: number; hash: string }): Promise<number | null> {
  const sql = `SELECT max(at) AS at FROM rights_requests WHERE institution_id = ? AND hash = ? AND kind = 'erasure'`
  return (await db.prepare(sql).bind(it.institutionId, it.hash).first<{ at: number | null }>())?.at ?? null
}

/** Institutions that hold a person under an e-mail address. */
export async function holdersOf(
  db: Db,
  email: string,
): Promise<{ institutionId: number; contactId: number }[]> {
  const sql = `SELECT a.institution_id AS institutionId, a.contact_id AS contactId FROM institutions i
    JOIN addresses a ON a.institution_id = i.id AND a.channel = 'email' AND a.value = ?
    JOIN contacts c ON c.id = a.contact_id AND c.kind = 'person' ORDER BY i.id`
  return (await db.prepare(sql).bind(email).all<{ institutionId: number; contactId: number }>()).results
}
