import { addressChannels } from '../core/fields.ts'
import { packedFields, type RowFields } from '../core/import-cell.ts'
import { hashLength, type Pack } from '../core/import-pack.ts'
import type { Db, Statement } from '../core/ports.ts'
import { journalAfter, journalBefore } from './import-journal.ts'
import { type Address, type Counts, columnOf } from './imports.ts'

/** A consent that a row brings; null = as the whole file says. */
export type RowConsent = { source: string | null; consentedAt: number | null }
export type Change = { id: number } & RowFields
/** `isRecorded`: the ledger says it already; the person only waited for a confirmation that is not needed any more. */
export type Agreement = { id: number; isRecorded: boolean } & RowConsent

export type WrittenBy = {
  institutionId: number
  importId: number
  source: string
  consentedAt: number
  now: number
  /** Whether rows bring source or date of consent of their own. */
  rowConsents: boolean
}

export type Changes = {
  changed: readonly Change[]
  /** New or other addresses of people who were there before. */
  addresses: readonly ({ contactId: number } & Address)[]
  /** People who were there before and agree in this file, to what the ledger or their own row does not say yet. */
  agreed: readonly Agreement[]
  /** Further consents of people whom the same batch creates: place in the pack, and consent. */
  further: readonly ({ at: number } & RowConsent)[]
}

/**
 * The rows of a JSON list, each written out once. Read straight from `json_each`, SQLite writes a row out anew for every
 * value that is taken from it; OFFSET keeps it from seeing through the subquery (its query flattener, rule 14).
 */
const rowsOnce = '(SELECT key, value FROM json_each(CAST(? AS TEXT)) LIMIT -1 OFFSET 0)'
const first = '(SELECT max(id) FROM contacts) - ? + 1'
const columns = packedFields.map((field) => columnOf[field]).join(', ')
/** What may not be null in the table. */
const empty: Partial<Record<(typeof packedFields)[number], string>> = {
  languages: "'[]'",
  skills: "'[]'",
  skillUris: "'[]'",
  custom: "'{}'",
}
const packedValues = packedFields
  .map((field, at) => (empty[field] ? `coalesce(value ->> ${at}, ${empty[field]})` : `value ->> ${at}`))
  .join(', ')
const [sourceAt, consentedAtAt] = [packedFields.length, packedFields.length + 1]

/**
 * Brings new people in. They are the last rows of `contacts` while the batch lasts, in the order of the pack
 * (AUTOINCREMENT), which is how their addresses and consents find them.
 */
export function createStatements(db: Db, it: WrittenBy, pack: Pack): Statement[] {
  if (pack.count === 0) return []
  const person = db
    .prepare(
      `INSERT INTO contacts (institution_id, ${columns}, consent_email, last_act_at, import_id, created_at, updated_at)
       SELECT ?, ${packedValues}, 'given', coalesce(value ->> ${consentedAtAt}, ?), ?, ?, ?
       FROM ${rowsOnce}`,
    )
    .bind(it.institutionId, it.consentedAt, it.importId, it.now, it.now, pack.people)
  const addresses = addressChannels.flatMap((channel) => {
    const list = pack.addresses[channel]
    return list === null ? [] : [addressStatement(db, it, pack.count, channel, list)]
  })
  return [person, ...addresses, it.rowConsents ? ownConsents(db, it, pack) : sameConsent(db, it, pack.count)]
}

function addressStatement(
  db: Db,
  it: WrittenBy,
  count: number,
  channel: string,
  list: Uint8Array,
): Statement {
  return db
    .prepare(
      `INSERT INTO addresses (institution_id, contact_id, channel, value, hash, utf8)
       SELECT ?, ${first} + key, ?, substr(value, ${hashLength + 2}), substr(value, 1, ${hashLength}),
         substr(value, ${hashLength + 1}, 1) FROM ${rowsOnce} WHERE value <> ''`,
    )
    .bind(it.institutionId, count, channel, list)
}

function sameConsent(db: Db, it: WrittenBy, count: number): Statement {
  return db
    .prepare(
      `INSERT INTO consents (contact_id, purpose, act, at, source, recorded_by, created_at)
       SELECT id, 'receive:email', 'given', ?, ?, ?, ? FROM contacts WHERE id >= ${first}`,
    )
    .bind(it.consentedAt, it.source, `import:${it.importId}`, it.now, count)
}

function ownConsents(db: Db, it: WrittenBy, pack: Pack): Statement {
  return db
    .prepare(
      `INSERT INTO consents (contact_id, purpose, act, at, source, recorded_by, created_at)
       SELECT ${first} + key, 'receive:email', 'given', coalesce(value ->> ${consentedAtAt}, ?),
         coalesce(value ->> ${sourceAt}, ?), ?, ? FROM ${rowsOnce}`,
    )
    .bind(pack.count, it.consentedAt, it.source, `import:${it.importId}`, it.now, pack.people)
}

/** Second and later consents of people whom the file names more than once. */
export function furtherConsents(
  db: Db,
  it: WrittenBy,
  count: number,
  further: Changes['further'],
): Statement[] {
  if (further.length === 0) return []
  const sql = `INSERT INTO consents (contact_id, purpose, act, at, source, recorded_by, created_at)
    SELECT ${first} + (value ->> 'at'), 'receive:email', 'given', coalesce(value ->> 'consentedAt', ?),
      coalesce(value ->> 'source', ?), ?, ? FROM json_each(?)`
  const values = [it.consentedAt, it.source, `import:${it.importId}`, it.now, JSON.stringify(further)]
  return [db.prepare(sql).bind(count, ...values)]
}

/** Changes people who were there before, with a journal of what stood there. @param creating  runs in between */
export function changeStatements(
  db: Db,
  it: WrittenBy,
  changes: Changes,
  creating: Statement[],
): Statement[] {
  const { changed, addresses, agreed } = changes
  const ids = [...new Set([...changed, ...agreed].map(({ id }) => id))]
  if (ids.length === 0) return creating
  return [
    journalBefore(db, it.importId, ids),
    // An old number goes before anybody gets a new one: within one file a number may move to somebody else.
    ...(addresses.length ? [dropAddresses(db, addresses)] : []),
    ...creating,
    ...(changed.length ? [changeStatement(db, it, changed)] : []),
    ...(addresses.length ? [insertAddresses(db, it, addresses)] : []),
    ...(agreed.length ? agreeStatements(db, it, agreed) : []),
    ...journalAfter(db, it.importId, ids),
  ]
}

const renewed = packedFields
  .map((field) => {
    const column = columnOf[field]
    if (field === 'custom') return `custom = json_patch(custom, coalesce(v.value ->> 'custom', '{}'))`
    return `${column} = coalesce(v.value ->> '${field}', ${column})`
  })
  .join(', ')

/**
 * Only what the file says replaces what is there. Whom this import brought in itself looks untouched afterwards: undoing
 * it must not take its own second row for somebody else's hand.
 */
function changeStatement(db: Db, it: WrittenBy, changed: readonly Change[]): Statement {
  return db
    .prepare(
      `UPDATE contacts SET ${renewed}, updated_at = iif(import_id IS ?, created_at, ?)
       FROM json_each(?) v WHERE contacts.id = v.value ->> 'id'`,
    )
    .bind(it.importId, it.now, JSON.stringify(changed))
}

function dropAddresses(db: Db, addresses: Changes['addresses']): Statement {
  return db
    .prepare(
      `DELETE FROM addresses WHERE id IN (SELECT a.id FROM json_each(?) v CROSS JOIN addresses a
         ON a.contact_id = v.value ->> 'contactId' AND a.channel = v.value ->> 'channel')`,
    )
    .bind(JSON.stringify(addresses))
}

function insertAddresses(db: Db, it: WrittenBy, addresses: Changes['addresses']): Statement {
  return db
    .prepare(
      `INSERT INTO addresses (institution_id, contact_id, channel, value, hash, utf8)
       SELECT ?, value ->> 'contactId', value ->> 'channel', value ->> 'value', value ->> 'hash', value ->> 'utf8'
       FROM json_each(?)`,
    )
    .bind(it.institutionId, JSON.stringify(addresses))
}

/** A file never lifts a no: somebody who withdrew, or whose address is suppressed meanwhile, is left as they are. */
function agreeStatements(db: Db, it: WrittenBy, agreed: readonly Agreement[]): Statement[] {
  const list = JSON.stringify(agreed)
  const noNo = `c.consent_email IS NOT 'withdrawn' AND NOT EXISTS (SELECT 1 FROM addresses a JOIN suppressions s
    ON s.institution_id = a.institution_id AND s.hash = a.hash WHERE a.contact_id = c.id AND a.channel = 'email')`
  const at = `coalesce(v.value ->> 'consentedAt', ?)`
  return [
    db
      .prepare(
        `INSERT INTO consents (contact_id, purpose, act, at, source, recorded_by, created_at)
         SELECT c.id, 'receive:email', 'given', ${at}, coalesce(v.value ->> 'source', ?), ?, ?
         FROM json_each(?) v JOIN contacts c ON c.id = v.value ->> 'id' WHERE v.value ->> 'isRecorded' = 0 AND ${noNo}`,
      )
      .bind(it.consentedAt, it.source, `import:${it.importId}`, it.now, list),
    db
      .prepare(
        `UPDATE contacts AS c SET last_act_at = max(coalesce(last_act_at, 0), ${at})
         FROM json_each(?) v WHERE c.id = v.value ->> 'id' AND ${noNo}`,
      )
      .bind(it.consentedAt, list),
    db
      .prepare(
        `UPDATE contacts AS c SET consent_email = 'given', pending_since = NULL,
           updated_at = iif(c.import_id IS ?, c.created_at, ?)
         WHERE c.id IN (SELECT value ->> 'id' FROM json_each(?)) AND (c.consent_email IS NULL OR c.pending_since IS NOT NULL)
           AND ${noNo}`,
      )
      .bind(it.importId, it.now, list),
  ]
}

export function countStatement(db: Db, importId: number, counts: Counts): Statement {
  return db.prepare('UPDATE imports SET counts = ? WHERE id = ?').bind(JSON.stringify(counts), importId)
}
