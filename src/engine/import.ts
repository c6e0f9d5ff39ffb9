import { AppError } from '../core/error.ts'
import { type Column, readHeader } from '../core/import-fields.ts'
import { type ImportRow, type RowError, readRow } from '../core/import-row.ts'
import { addressHash } from '../core/token.ts'
import {
  type Counts,
  importStatements,
  insertImport,
  knownPeople,
  suppressedAmong,
} from '../store/imports.ts'
import type { Institution } from '../store/institutions.ts'
import { audit } from './audit.ts'
import type { Deps } from './deps.ts'
import { addKnown, applyRow, emptyPicture, type Picture, toWrite } from './import-picture.ts'
import { type Record as FileRecord, readRecords } from './import-records.ts'

export type ImportRequest = {
  institution: Pick<Institution, 'id' | 'slug'>
  /** The file, in pieces of any size. */
  chunks: AsyncIterable<Uint8Array>
  /** Its name, for the record. */
  file: string
  basis: 'consent'
  /** Where the people agreed, in the institution's words. */
  source: string
  /** When they agreed, ms. */
  consentedAt: number
  /** Header → field, where the header does not say it. */
  map?: Record<string, string>
  /** Counts what would happen and writes nothing. Holds every person of the file in memory meanwhile. */
  dryRun?: boolean
  officerId?: number | null
  onProgress?(rows: number): void
  onError?(error: RowError): void
}

/** `rows` is the sum of the other five; `import` is null for a dry run. */
export type ImportAnswer = { import: number | null } & Counts

/**
 * Brings a CSV file of people into an institution's contacts, block by block, in flat memory. The same file a second
 * time changes nothing. A file never lifts a withdrawal or a suppression: rows of such people are counted as
 * `suppressed`, their data are renewed, their answer stays.
 *
 * @throws AppError `column` | `field` | `field-twice` | `no-address` | `empty-file` | `source` | `consented-at` | `csv`
 */
export async function importContacts(deps: Deps, it: ImportRequest): Promise<ImportAnswer> {
  checkConsent(deps, it)
  const counts: Counts = { rows: 0, created: 0, updated: 0, unchanged: 0, refused: 0, suppressed: 0 }
  const picture = it.dryRun ? emptyPicture() : null
  let columns: Column[] | null = null
  let importId: number | null = null
  for await (const records of readRecords(it.chunks)) {
    if (!columns) {
      columns = readHeader(records.shift()!.cells, it.map)
      if (!it.dryRun) importId = await begin(deps, it)
    }
    const rows = readRows(columns, records, counts, it.onError)
    if (picture) await rehearse(deps, it, picture, rows, counts)
    else await write(deps, { ...it, importId: importId! }, rows, counts)
    it.onProgress?.(counts.rows)
  }
  if (!columns)
    throw new AppError('invalid', 'empty-file', `${it.file} is empty: the first row must name the columns`)
  if (importId !== null) await record(deps, it, importId, counts)
  return { import: importId, ...counts }
}

function checkConsent(deps: Deps, it: ImportRequest): void {
  if (!it.source.trim()) {
    throw new AppError(
      'invalid',
      'source',
      'say where these people agreed, for example --source "Salon des MRE 2025"',
    )
  }
  if (!Number.isSafeInteger(it.consentedAt) || it.consentedAt > deps.clock.now()) {
    throw new AppError(
      'invalid',
      'consented-at',
      'say when these people agreed: a date that is not in the future',
    )
  }
}

function begin(deps: Deps, it: ImportRequest): Promise<number> {
  const { institution, file, basis, source, consentedAt } = it
  const now = deps.clock.now()
  return insertImport(deps.db, { institutionId: institution.id, file, basis, source, consentedAt, now })
}

function readRows(
  columns: readonly Column[],
  records: readonly FileRecord[],
  counts: Counts,
  onError: ImportRequest['onError'],
): ImportRow[] {
  const rows: ImportRow[] = []
  for (const { row, cells } of records) {
    counts.rows++
    const read = readRow(columns, cells, row)
    if ('row' in read) {
      rows.push(read.row)
      continue
    }
    counts.refused++
    for (const error of read.errors) onError?.(error)
  }
  return rows
}

type Hash = (channel: 'email' | 'phone', value: string) => string

async function write(
  deps: Deps,
  it: ImportRequest & { importId: number },
  rows: readonly ImportRow[],
  counts: Counts,
): Promise<void> {
  const hash = hasher(deps)
  for (let attempt = 1; ; attempt++) {
    const picture = emptyPicture()
    const after = await draw(deps, it, picture, rows, counts, hash)
    const { importId, source, consentedAt } = it
    const now = deps.clock.now()
    const place = { institutionId: it.institution.id, importId, source, consentedAt, now, counts: after }
    try {
      await deps.db.batch(importStatements(deps.db, { ...place, ...toWrite(picture, hash) }))
      Object.assign(counts, after)
      return
    } catch (error) {
      // Somebody signed up with one of these addresses in between: look again and begin the block anew.
      if (attempt === 3 || !/constraint/i.test(String(error))) throw error
    }
  }
}

async function rehearse(
  deps: Deps,
  it: ImportRequest,
  picture: Picture,
  rows: readonly ImportRow[],
  counts: Counts,
): Promise<void> {
  Object.assign(counts, await draw(deps, it, picture, rows, counts, hasher(deps)))
}

/** Applies the rows to the picture of the people they mean, and counts. */
async function draw(
  deps: Deps,
  it: ImportRequest,
  picture: Picture,
  rows: readonly ImportRow[],
  counts: Counts,
  hash: Hash,
): Promise<Counts> {
  const emails = rows.flatMap((row) => row.email ?? [])
  const phones = rows.flatMap((row) => row.phone ?? [])
  const institutionId = it.institution.id
  addKnown(picture, await knownPeople(deps.db, { institutionId, emails, phones }))
  const hashOf = (row: ImportRow) => (row.email ? hash('email', row.email) : hash('phone', row.phone!))
  const suppressed = await suppressedAmong(deps.db, institutionId, rows.map(hashOf))
  const after = { ...counts }
  for (const row of rows) after[applyRow(picture, row, suppressed.has(hashOf(row)))]++
  return after
}

/** One hash is asked for up to three times within a block. */
function hasher(deps: Deps): Hash {
  const known = new Map<string, string>()
  return (channel, value) => {
    const before = known.get(value)
    if (before) return before
    const fresh = addressHash(deps.keys, channel, value)
    known.set(value, fresh)
    return fresh
  }
}

async function record(deps: Deps, it: ImportRequest, importId: number, counts: Counts): Promise<void> {
  await audit(deps, {
    institutionId: it.institution.id,
    officerId: it.officerId ?? null,
    act: 'import',
    subject: `import:${importId}`,
    detail: counts,
  })
}
