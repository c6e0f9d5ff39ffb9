import type { RowFields } from '../core/import-row.ts'
import type { Db, Statement } from '../core/ports.ts'

/** A person as an import finds them: what the database holds of everybody whom a block of rows may mean. */
export type Known = {
  id: number
  firstName: string | null
  lastName: string | null
  languages: string
  country: string | null
  city: string | null
  regionOfOrigin: string | null
  timeZone: string | null
  occupation: string | null
  skills: string
  wishToReturn: string | null
  custom: string
  consentEmail: 'given' | 'withdrawn' | null
  pendingSince: number | null
  email: string | null
  phone: string | null
  suppression: string | null
}

/** Everybody who has one of the addresses. Two bound lists, however many rows. */
export async function knownPeople(
  db: Db,
  it: { institutionId: number; emails: readonly string[]; phones: readonly string[] },
): Promise<Known[]> {
  const holders = (channel: string) =>
    `SELECT a.contact_id FROM json_each(?) w CROSS JOIN addresses a
     ON a.institution_id = ? AND a.channel = '${channel}' AND a.value = w.value`
  const sql = `
    SELECT c.id, c.first_name AS firstName, c.last_name AS lastName, c.languages, c.country, c.city,
      c.region_of_origin AS regionOfOrigin, c.time_zone AS timeZone, c.occupation, c.skills,
      c.wish_to_return AS wishToReturn, c.custom, c.consent_email AS consentEmail, c.pending_since AS pendingSince,
      e.value AS email, p.value AS phone,
      (SELECT s.reason FROM suppressions s WHERE s.institution_id = c.institution_id AND s.hash = e.hash) AS suppression
    FROM (${holders('email')} UNION ${holders('phone')}) h JOIN contacts c ON c.id = h.contact_id
    LEFT JOIN addresses e ON e.contact_id = c.id AND e.channel = 'email'
    LEFT JOIN addresses p ON p.contact_id = c.id AND p.channel = 'phone'
    WHERE c.kind = 'person'`
  const values = [JSON.stringify(it.emails), it.institutionId, JSON.stringify(it.phones), it.institutionId]
  return (
    await db
      .prepare(sql)
      .bind(...values)
      .all<Known>()
  ).results
}

/** Which of the hashes must not be written to. */
export async function suppressedAmong(
  db: Db,
  institutionId: number,
  hashes: readonly string[],
): Promise<Set<string>> {
  const sql = `SELECT s.hash FROM json_each(?) w CROSS JOIN suppressions s ON s.institution_id = ? AND s.hash = w.value`
  const { results } = await db
    .prepare(sql)
    .bind(JSON.stringify(hashes), institutionId)
    .all<{ hash: string }>()
  return new Set(results.map((row) => row.hash))
}

export type Counts = {
  rows: number
  created: number
  updated: number
  unchanged: number
  refused: number
  suppressed: number
}

export async function insertImport(
  db: Db,
  it: {
    institutionId: number
    file: string
    basis: string
    source: string
    consentedAt: number
    now: number
  },
): Promise<number> {
  const row = await db
    .prepare(
      `INSERT INTO imports (institution_id, file, basis, source, consented_at, created_at) VALUES (?, ?, ?, ?, ?, ?)
       RETURNING id`,
    )
    .bind(it.institutionId, it.file, it.basis, it.source, it.consentedAt, it.now)
    .first<{ id: number }>()
  return row!.id
}

export type Address = { channel: 'email' | 'phone'; value: string; hash: string }
export type NewPerson = { addresses: Address[]; fields: RowFields }
export type Change = { id: number } & RowFields

export type ImportBlock = {
  institutionId: number
  importId: number
  source: string
  consentedAt: number
  now: number
  created: readonly NewPerson[]
  changed: readonly Change[]
  /** New or other addresses of people who were there before. */
  addresses: readonly ({ contactId: number } & Address)[]
  /** People who were there before and agreed again in this file. */
  agreed: readonly number[]
  counts: Counts
}

/**
 * Writes a block: all of it or nothing. The people it creates are the last rows of `contacts` while the batch lasts,
 * in the order of the list (AUTOINCREMENT), which is how their addresses and consents find them.
 */
export function importStatements(db: Db, it: ImportBlock): Statement[] {
  return [
    // An old number goes before anybody gets a new one: within one file a number may move to somebody else.
    ...(it.addresses.length ? [dropAddresses(db, it)] : []),
    ...(it.created.length ? createStatements(db, it) : []),
    ...(it.changed.length ? [changeStatement(db, it)] : []),
    ...(it.addresses.length ? [insertAddresses(db, it)] : []),
    ...(it.agreed.length ? agreeStatements(db, it) : []),
    db.prepare('UPDATE imports SET counts = ? WHERE id = ?').bind(JSON.stringify(it.counts), it.importId),
  ]
}

function createStatements(db: Db, it: ImportBlock): Statement[] {
  const people = JSON.stringify(it.created.map((person) => person.fields))
  // Flat: a list in a list would be parsed again for each person.
  const addresses = JSON.stringify(
    it.created.flatMap((person, at) => person.addresses.map((address) => ({ at, ...address }))),
  )
  const first = '(SELECT max(id) FROM contacts) - ? + 1'
  return [
    db
      .prepare(
        `INSERT INTO contacts (institution_id, first_name, last_name, languages, country, city, region_of_origin, time_zone,
           occupation, skills, wish_to_return, custom, consent_email, import_id, created_at, updated_at)
         SELECT ?, value ->> 'firstName', value ->> 'lastName', coalesce(value ->> 'languages', '[]'), value ->> 'country',
           value ->> 'city', value ->> 'regionOfOrigin', value ->> 'timeZone', value ->> 'occupation',
           coalesce(value ->> 'skills', '[]'), value ->> 'wishToReturn', coalesce(value ->> 'custom', '{}'), 'given', ?, ?, ?
         FROM json_each(?) ORDER BY key`,
      )
      .bind(it.institutionId, it.importId, it.now, it.now, people),
    db
      .prepare(
        `INSERT INTO addresses (institution_id, contact_id, channel, value, hash)
         SELECT ?, ${first} + (value ->> 'at'), value ->> 'channel', value ->> 'value', value ->> 'hash' FROM json_each(?)`,
      )
      .bind(it.institutionId, it.created.length, addresses),
    db
      .prepare(
        `INSERT INTO consents (contact_id, purpose, act, at, source, recorded_by, created_at)
         SELECT id, 'receive:email', 'given', ?, ?, ?, ? FROM contacts WHERE id >= ${first}`,
      )
      .bind(it.consentedAt, it.source, `import:${it.importId}`, it.now, it.created.length),
  ]
}

/** Only what the file says replaces what is there; a sign-up that waited for its confirmation is now a contact. */
function changeStatement(db: Db, it: ImportBlock): Statement {
  return db
    .prepare(
      `UPDATE contacts SET first_name = coalesce(v.value ->> 'firstName', first_name),
         last_name = coalesce(v.value ->> 'lastName', last_name), languages = coalesce(v.value ->> 'languages', languages),
         country = coalesce(v.value ->> 'country', country), city = coalesce(v.value ->> 'city', city),
         region_of_origin = coalesce(v.value ->> 'regionOfOrigin', region_of_origin),
         time_zone = coalesce(v.value ->> 'timeZone', time_zone), occupation = coalesce(v.value ->> 'occupation', occupation),
         skills = coalesce(v.value ->> 'skills', skills), wish_to_return = coalesce(v.value ->> 'wishToReturn', wish_to_return),
         custom = json_patch(custom, coalesce(v.value ->> 'custom', '{}')), updated_at = ?
       FROM json_each(?) v WHERE contacts.id = v.value ->> 'id'`,
    )
    .bind(it.now, JSON.stringify(it.changed))
}

function dropAddresses(db: Db, it: ImportBlock): Statement {
  return db
    .prepare(
      `DELETE FROM addresses WHERE id IN (SELECT a.id FROM json_each(?) v CROSS JOIN addresses a
         ON a.contact_id = v.value ->> 'contactId' AND a.channel = v.value ->> 'channel')`,
    )
    .bind(JSON.stringify(it.addresses))
}

function insertAddresses(db: Db, it: ImportBlock): Statement {
  return db
    .prepare(
      `INSERT INTO addresses (institution_id, contact_id, channel, value, hash)
       SELECT ?, value ->> 'contactId', value ->> 'channel', value ->> 'value', value ->> 'hash' FROM json_each(?)`,
    )
    .bind(it.institutionId, JSON.stringify(it.addresses))
}

/** A file never lifts a no: somebody who withdrew, or whose address is suppressed meanwhile, is left as they are. */
function agreeStatements(db: Db, it: ImportBlock): Statement[] {
  const ids = JSON.stringify(it.agreed)
  const noNo = `c.consent_email IS NOT 'withdrawn' AND NOT EXISTS (SELECT 1 FROM addresses a JOIN suppressions s
    ON s.institution_id = a.institution_id AND s.hash = a.hash WHERE a.contact_id = c.id AND a.channel = 'email')`
  return [
    db
      .prepare(
        `INSERT INTO consents (contact_id, purpose, act, at, source, recorded_by, created_at)
         SELECT c.id, 'receive:email', 'given', ?, ?, ?, ? FROM json_each(?) v JOIN contacts c ON c.id = v.value
         WHERE ${noNo} AND NOT EXISTS (SELECT 1 FROM consents k WHERE k.contact_id = c.id
           AND k.purpose = 'receive:email' AND k.act = 'given' AND k.at = ? AND k.source = ?)`,
      )
      .bind(it.consentedAt, it.source, `import:${it.importId}`, it.now, ids, it.consentedAt, it.source),
    db
      .prepare(
        `UPDATE contacts AS c SET consent_email = 'given', pending_since = NULL, updated_at = ?
         WHERE c.id IN (SELECT value FROM json_each(?)) AND (c.consent_email IS NULL OR c.pending_since IS NOT NULL) AND ${noNo}`,
      )
      .bind(it.now, ids),
  ]
}

export async function findImport(
  db: Db,
  institutionId: number,
  id: number,
): Promise<{ file: string } | null> {
  return db
    .prepare('SELECT file FROM imports WHERE institution_id = ? AND id = ?')
    .bind(institutionId, id)
    .first<{ file: string }>()
}

/** Removes people whom an import brought in and nothing has touched since; addresses and consents go with them. */
export async function removeImported(db: Db, importId: number): Promise<{ removed: number; kept: number }> {
  const untouched = `updated_at = created_at
    AND NOT EXISTS (SELECT 1 FROM messages m WHERE m.contact_id = contacts.id)
    AND NOT EXISTS (SELECT 1 FROM enrollments e WHERE e.contact_id = contacts.id)
    AND NOT EXISTS (SELECT 1 FROM signups s WHERE s.contact_id = contacts.id)
    AND NOT EXISTS (SELECT 1 FROM consents k WHERE k.contact_id = contacts.id AND k.recorded_by <> ?)`
  const [removed, left] = await db.batch([
    db
      .prepare(`DELETE FROM contacts WHERE import_id = ? AND ${untouched}`)
      .bind(importId, `import:${importId}`),
    db.prepare('SELECT count(*) AS n FROM contacts WHERE import_id = ?').bind(importId),
  ])
  return { removed: removed!.meta.changes, kept: (left!.results[0] as { n: number }).n }
}
