import type { RowError } from '../../src/core/import-row.ts'
import { type ImportAnswer, type ImportRequest, importContacts } from '../../src/engine/import.ts'
import type { Institution } from '../../src/store/institutions.ts'
import { storeDeps, type TestDb, testNow } from './database.ts'

/** Pieces of 1,000 bytes: letters and records break anywhere. */
export async function* pieces(file: string | Uint8Array): AsyncGenerator<Uint8Array> {
  const bytes = typeof file === 'string' ? new TextEncoder().encode(file) : file
  for (let at = 0; at < bytes.length; at += 1000) yield bytes.subarray(at, at + 1000)
}

export const consentedAt = Date.UTC(2025, 5, 1)

/** Imports a file, and answers with the cells that were refused. */
export async function importFile(
  db: TestDb,
  institution: Institution,
  file: string | Uint8Array,
  more: Partial<ImportRequest> & { now?: number } = {},
): Promise<ImportAnswer & { errors: RowError[] }> {
  const { now = testNow, ...request } = more
  const errors: RowError[] = []
  const answer = await importContacts(storeDeps(db, { now }), {
    institution,
    chunks: pieces(file),
    file: 'contacts.csv',
    basis: 'consent',
    source: 'Salon 2025',
    consentedAt,
    onError: (error) => errors.push(error),
    ...request,
  })
  return { ...answer, errors }
}

/** A contact by e-mail address, as the table holds it, with its addresses. */
export const contactOf = (db: TestDb, email: string) =>
  db
    .prepare(
      `SELECT c.*, e.utf8, e.hash, p.value AS phone, t.value AS telegram FROM contacts c
       JOIN addresses e ON e.contact_id = c.id AND e.value = ?
       LEFT JOIN addresses p ON p.contact_id = c.id AND p.channel = 'phone'
       LEFT JOIN addresses t ON t.contact_id = c.id AND t.channel = 'telegram'`,
    )
    .bind(email)
    .first<Record<string, unknown>>()

export const countOf = (db: TestDb, table: string): number =>
  (db.raw.prepare(`SELECT count(*) AS n FROM ${table}`).get() as { n: number }).n

/** Everything that is about people, without the numbers that rows are given. */
export function peopleDump(db: TestDb): string {
  const queries = [
    `SELECT * FROM contacts ORDER BY id`,
    `SELECT contact_id, channel, value, hash, utf8, institution_id FROM addresses ORDER BY 1, 2`,
    `SELECT contact_id, purpose, act, at, source, recorded_by, created_at FROM consents ORDER BY 1, 2, 4, 5`,
    `SELECT * FROM suppressions ORDER BY 1, 2`,
  ]
  return JSON.stringify(
    queries.map((sql) => db.raw.prepare(sql).all()),
    null,
    1,
  )
}
