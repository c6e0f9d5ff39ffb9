import type { AddressChannel } from '../core/fields.ts'
import type { packedFields } from '../core/import-cell.ts'
import type { Db } from '../core/ports.ts'

/** Columns of the fields that an import writes. */
export const columnOf: Readonly<Record<(typeof packedFields)[number], string>> = {
  firstName: 'first_name',
  lastName: 'last_name',
  languages: 'languages',
  country: 'country',
  city: 'city',
  regionOfOrigin: 'region_of_origin',
  timeZone: 'time_zone',
  occupation: 'occupation',
  occupationUri: 'occupation_uri',
  skills: 'skills',
  skillUris: 'skill_uris',
  birthDecade: 'birth_decade',
  diasporaGeneration: 'diaspora_generation',
  wishToReturn: 'wish_to_return',
  custom: 'custom',
}

export type Counts = {
  rows: number
  created: number
  updated: number
  unchanged: number
  refused: number
  suppressed: number
}
export type Address = { channel: AddressChannel; value: string; hash: string; utf8: 0 | 1 }

export async function insertImport(
  db: Db,
  it: {
    institutionId: number
    file: string
    basis: string
    source: string
    consentedAt: number
    holder: string
    officerId: number | null
    now: number
  },
): Promise<number> {
  const row = await db
    .prepare(
      `INSERT INTO imports (institution_id, file, basis, source, consented_at, state, holder, officer_id, created_at)
       VALUES (?, ?, ?, ?, ?, 'running', ?, ?, ?) RETURNING id`,
    )
    .bind(it.institutionId, it.file, it.basis, it.source, it.consentedAt, it.holder, it.officerId, it.now)
    .first<{ id: number }>()
  return row!.id
}

export async function finishImport(
  db: Db,
  it: { importId: number; counts: Counts; fileHash: string },
): Promise<void> {
  await db
    .prepare("UPDATE imports SET state = 'done', holder = NULL, counts = ?, file_hash = ? WHERE id = ?")
    .bind(JSON.stringify(it.counts), it.fileHash, it.importId)
    .run()
}

export type ImportState = {
  id: number
  institutionId: number
  state: 'running' | 'done' | 'undone'
  holder: string | null
  createdAt: number
}
const stateColumns = 'id, institution_id AS institutionId, state, holder, created_at AS createdAt'

export async function findImport(db: Db, institutionId: number, id: number): Promise<ImportState | null> {
  return db
    .prepare(`SELECT ${stateColumns} FROM imports WHERE institution_id = ? AND id = ?`)
    .bind(institutionId, id)
    .first<ImportState>()
}

/** Imports under way, or left behind by a process that died. */
export async function runningImports(db: Db): Promise<ImportState[]> {
  const sql = `SELECT ${stateColumns} FROM imports WHERE state = 'running' ORDER BY id`
  return (await db.prepare(sql).all<ImportState>()).results
}

/** Every institution by its slug, without what loads slowly: an import of a million rows counts its memory. */
export async function institutionSlugs(db: Db): Promise<{ id: number; slug: string }[]> {
  return (
    await db.prepare('SELECT id, slug FROM institutions ORDER BY slug').all<{ id: number; slug: string }>()
  ).results
}
