import { sha256 } from '@noble/hashes/sha2.js'
import { AppError } from '../core/error.ts'
import type { CustomField } from '../core/fields.ts'
import { arrayOf, type Bytes, textOf } from '../core/import-bytes.ts'
import { type Column, readHeader } from '../core/import-fields.ts'
import { quickAddressHasher } from '../core/import-hash.ts'
import { type AddressHash, areDistinct, type Pack, packRows } from '../core/import-pack.ts'
import { type PackedRow, type RowError, type RowReader, rowReader } from '../core/import-row.ts'
import { toHex } from '../core/token.ts'
import { type Record as FileRecord, readRecords } from './import-records.ts'
import type { Chunks } from './import-text.ts'

/** What the reading of a file has to know. */
export type ReadQuestion = {
  /** Name of the file, for refusals. */
  file: string
  map: Readonly<Record<string, string>>
  customFields: readonly CustomField[]
  now: number
  given: { source: boolean; consentedAt: boolean }
}

/** Rows that have been read, ready to be written. */
export type Block = Pack & {
  /** Rows of the file, refused ones included. */
  rows: number
  refused: number
  errors: RowError[]
  /** No address occurs twice in it. */
  distinct: boolean
}

/** What comes out of a file, in this order: its columns, its rows, the SHA-256 of its bytes. */
export type Reading =
  | { kind: 'header'; columns: Column[] }
  | { kind: 'block'; block: Block }
  | { kind: 'end'; fileHash: string }

/** What some runtimes do faster than others, with the same results. */
export type Machine = {
  /** SHA-256. */
  fileHash(): { update(bytes: Uint8Array): unknown; hex(): string }
  arrayOf(bytes: Bytes): Uint8Array
}

export const anyMachine: Machine = {
  fileHash: () => {
    const hash = sha256.create()
    return { update: (bytes) => hash.update(bytes), hex: () => toHex(hash.digest()) }
  },
  arrayOf,
}

/**
 * Reads a file of people: finds out what kind of file it is, what its columns hold, and checks each row. Touches no
 * database, so that it can run in a thread of its own.
 *
 * @param key  of the hashes of addresses
 * @throws AppError as readHeader and readRecords; `empty-file` | `source` | `consented-at`
 */
export async function* readImport(
  chunks: Chunks,
  it: ReadQuestion,
  key: Uint8Array,
  machine: Machine = anyMachine,
): AsyncGenerator<Reading> {
  const fileHash = machine.fileHash()
  const hash = quickAddressHasher(key)
  let readRow: RowReader | null = null
  for await (const records of readRecords(tapped(chunks, fileHash.update))) {
    if (!readRow) {
      const columns = readHeader(records.shift()!.cells.map(textOf), it.map)
      checkConsent(columns, it)
      readRow = rowReader(columns, it)
      yield { kind: 'header', columns }
    }
    yield { kind: 'block', block: readBlock(readRow, records, hash, machine) }
  }
  if (!readRow) {
    throw new AppError('invalid', 'empty-file', `${it.file} is empty: the first row must name the columns`)
  }
  yield { kind: 'end', fileHash: fileHash.hex() }
}

async function* tapped(chunks: Chunks, tap: (bytes: Uint8Array) => unknown): Chunks {
  for await (const chunk of chunks) {
    tap(chunk)
    yield chunk
  }
}

/** Nobody comes in without source and date of consent: said for the whole file, or in columns of its own. */
function checkConsent(columns: readonly Column[], { given }: ReadQuestion): void {
  const has = (target: string) => columns.some((column) => column.target === target)
  if (!given.source && !has('consentSource')) {
    throw new AppError(
      'invalid',
      'source',
      'say where these people agreed, for example --source "Salon des MRE 2025", or in a column consentSource',
      { missing: 1 },
    )
  }
  if (!given.consentedAt && !has('consentedAt')) {
    throw new AppError(
      'invalid',
      'consented-at',
      'say when these people agreed, with --consented-at 2025-06-01 or in a column consentedAt',
      { missing: 1 },
    )
  }
}

function readBlock(
  readRow: RowReader,
  records: readonly FileRecord[],
  hash: AddressHash,
  machine: Machine,
): Block {
  const rows: PackedRow[] = []
  const errors: RowError[] = []
  for (const { row, cells } of records) {
    const read = readRow(cells, row)
    if ('row' in read) rows.push(read.row)
    else errors.push(...read.errors)
  }
  return {
    ...packRows(rows, hash, machine.arrayOf),
    rows: records.length,
    refused: records.length - rows.length,
    errors,
    distinct: areDistinct(rows),
  }
}
