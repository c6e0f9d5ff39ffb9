import { type AddressChannel, addressChannels } from '../core/fields.ts'
import type { packedFields } from '../core/import-cell.ts'
import { hashLength } from '../core/import-pack.ts'
import type { Db } from '../core/ports.ts'
import type { RowConsent } from './import-write.ts'
import { columnOf } from './imports.ts'

/** A person as an import finds them: what the database holds of everybody whom a block of rows may mean. */
export type Known = Record<(typeof packedFields)[number], string | number | null> &
  Record<AddressChannel, string | null> & {
    id: number
    consentEmail: 'given' | 'withdrawn' | null
    pendingSince: number | null
    suppression: string | null
  }

/** Everybody who has one of the addresses. One bound list for each channel, however many rows. */
export async function knownPeople(
  db: Db,
  institutionId: number,
  addresses: Readonly<Record<AddressChannel, readonly string[]>>,
): Promise<Known[]> {
  const asked = addressChannels.filter((channel) => addresses[channel].length > 0)
  if (asked.length === 0) return []
  const holders = asked.map(
    (channel) => `SELECT a.contact_id FROM json_each(?) w CROSS JOIN addresses a
      ON a.institution_id = ? AND a.channel = '${channel}' AND a.value = w.value`,
  )
  const fields = Object.entries(columnOf).map(([field, column]) => `c.${column} AS ${field}`)
  const joins = addressChannels.map(
    (channel) =>
      `LEFT JOIN addresses ${channel} ON ${channel}.contact_id = c.id AND ${channel}.channel = '${channel}'`,
  )
  const sql = `
    SELECT c.id, ${fields.join(', ')}, c.consent_email AS consentEmail, c.pending_since AS pendingSince,
      ${addressChannels.map((channel) => `${channel}.value AS ${channel}`).join(', ')},
      (SELECT s.reason FROM suppressions s WHERE s.institution_id = c.institution_id AND s.hash = email.hash) AS suppression
    FROM (${holders.join(' UNION ')}) h JOIN contacts c ON c.id = h.contact_id ${joins.join(' ')}
    WHERE c.kind = 'person'`
  const values = asked.flatMap((channel) => [JSON.stringify(addresses[channel]), institutionId])
  const statement = db.prepare(sql).bind(...values)
  return (await statement.all<Known>()).results
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

/** Whether any address of a pack must not be written to. @param lists  as in a pack */
export async function isAnySuppressed(
  db: Db,
  institutionId: number,
  lists: readonly Uint8Array[],
): Promise<boolean> {
  const any = await db
    .prepare('SELECT 1 AS one FROM suppressions WHERE institution_id = ? LIMIT 1')
    .bind(institutionId)
    .first()
  if (!any) return false
  const sql = `SELECT 1 AS one FROM json_each(CAST(? AS TEXT)) w CROSS JOIN suppressions s
    ON s.institution_id = ? AND s.hash = substr(w.value, 1, ${hashLength}) LIMIT 1`
  for (const list of lists) {
    if (await db.prepare(sql).bind(list, institutionId).first()) return true
  }
  return false
}

/** Which consents the ledger holds already, by their place in the list. @param given  for consents that name none */
export async function recordedAmong(
  db: Db,
  agreed: readonly ({ id: number } & RowConsent)[],
  given: { source: string; consentedAt: number },
): Promise<Set<number>> {
  if (agreed.length === 0) return new Set()
  const sql = `SELECT v.key FROM json_each(?) v WHERE EXISTS (SELECT 1 FROM consents k
    WHERE k.contact_id = v.value ->> 'id' AND k.purpose = 'receive:email' AND k.act = 'given'
      AND k.at = coalesce(v.value ->> 'consentedAt', ?) AND k.source = coalesce(v.value ->> 'source', ?))`
  const statement = db.prepare(sql).bind(JSON.stringify(agreed), given.consentedAt, given.source)
  return new Set((await statement.all<{ key: number }>()).results.map(({ key }) => key))
}
