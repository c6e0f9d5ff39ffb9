import { AppError } from '../core/error.ts'
import { type Column, readHeader } from '../core/import-fields.ts'
import { type ImportRow, type RowError, readRow } from '../core/import-row.ts'
import { type Counts, insertImport } from '../store/imports.ts'
import type { Institution } from '../store/institutions.ts'
import { audit } from './audit.ts'
import type { Deps } from './deps.ts'
import { importBlock, importWaiting, type Run, rehearseBlock } from './import-block.ts'
import { countInto, emptyPicture } from './import-picture.ts'
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
  const picture = emptyPicture()
  let columns: Column[] | null = null
  let run: Run | null = null
  for await (const records of readRecords(it.chunks)) {
    if (!columns) {
      columns = readHeader(records.shift()!.cells, it.map)
      if (!it.dryRun) run = await begin(deps, it, counts)
    }
    const rows = readRows(columns, records, counts, it.onError)
    if (run) await importBlock(deps, run, rows)
    else await rehearseBlock(deps, it.institution.id, picture, rows)
    it.onProgress?.(counts.rows)
  }
  if (!columns)
    throw new AppError('invalid', 'empty-file', `${it.file} is empty: the first row must name the columns`)
  if (!run) countInto(counts, picture)
  else {
    await importWaiting(deps, run)
    await record(deps, it, run.importId, counts)
  }
  return { import: run?.importId ?? null, ...counts }
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

async function begin(deps: Deps, it: ImportRequest, counts: Counts): Promise<Run> {
  const { file, basis, source, consentedAt } = it
  const institutionId = it.institution.id
  const now = deps.clock.now()
  const importId = await insertImport(deps.db, { institutionId, file, basis, source, consentedAt, now })
  return { institutionId, importId, source, consentedAt, counts, waiting: new Set(), waitingFor: new Set() }
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

async function record(deps: Deps, it: ImportRequest, importId: number, counts: Counts): Promise<void> {
  await audit(deps, {
    institutionId: it.institution.id,
    officerId: it.officerId ?? null,
    act: 'import',
    subject: `import:${importId}`,
    detail: counts,
  })
}
