import { parse } from 'csv-parse/stream'
import { AppError } from '../core/error.ts'
import { type Bytes, isBlank } from '../core/import-bytes.ts'
import { notText } from './import-encoding.ts'
import { type Chunks, findDelimiter, openFile, textOf } from './import-text.ts'

/** A record and the row a spreadsheet would give it: empty rows count, line breaks inside a cell do not. */
export type Record = { row: number; cells: Bytes[] }

const maxRecordBytes = 1_000_000
/** Rows and characters of a block, whichever is reached first: a block becomes one bound value, and D1 allows 2 MB. */
const blockRows = 1000
const blockChars = 300_000

/**
 * The records of a CSV or XLSX file in blocks, without its empty rows. What kind of file it is, encoding and delimiter
 * are found out from its content, never from its name.
 *
 * @throws AppError `csv` | `binary` | `encoding` | `xlsx` | `xls` | `too-big`
 */
export async function* readRecords(chunks: Chunks): AsyncGenerator<Record[]> {
  const file = await openFile(chunks)
  const kind = kindOf(file.head)
  if (kind === 'zip') yield* blocks((await import('./import-xlsx.ts')).readSheet(file.rest))
  else if (kind === 'ole') throw oldSheet()
  else if (kind !== null) throw notText(kind)
  else {
    const { head, bytes } = textOf(file)
    yield* blocks(readCsv(bytes, findDelimiter(head)))
  }
}

/** What binary files begin with. */
const beginnings = [
  ['zip', [0x50, 0x4b, 0x03, 0x04]],
  ['ole', [0xd0, 0xcf, 0x11, 0xe0]],
  ['a PDF', [0x25, 0x50, 0x44, 0x46]],
  ['a gzip archive', [0x1f, 0x8b]],
  ['a 7z archive', [0x37, 0x7a, 0xbc, 0xaf]],
  ['a RAR archive', [0x52, 0x61, 0x72, 0x21, 0x1a]],
  ['a zip archive', [0x50, 0x4b, 0x05, 0x06]],
] as const

const kindOf = (head: Uint8Array) =>
  beginnings.find(([, bytes]) => bytes.every((byte, index) => head[index] === byte))?.[0] ?? null

const oldSheet = () =>
  new AppError(
    'invalid',
    'xls',
    'the file is an old .xls, or a sheet with a password: save it as .xlsx without a password',
  )

/** Puts records together and leaves empty ones out. */
async function* blocks(batches: AsyncIterable<Record[]>): AsyncGenerator<Record[]> {
  let block: Record[] = []
  let chars = 0
  for await (const batch of batches) {
    for (const record of batch) {
      const { cells } = record
      if (cells.every(isBlank)) continue
      block.push(record)
      for (const cell of cells) chars += cell.length
      if (block.length < blockRows && chars < blockChars) continue
      yield block
      block = []
      chars = 0
    }
  }
  if (block.length) yield block
}

async function* readCsv(
  bytes: Chunks,
  { delimiter, sepLine }: { delimiter: string; sepLine: boolean },
): AsyncGenerator<Record[]> {
  let records: Record[] = []
  let row = 0
  const { readable, writable } = parse({
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: maxRecordBytes,
    encoding: 'latin1',
    // Taken here, one call for each, and not from the stream, one promise for each.
    on_record: (cells) => {
      row++
      if (row > 1 || !sepLine) records.push({ row, cells })
      return null
    },
  })
  const drained = readable.pipeTo(new WritableStream()).catch(() => {})
  const writer = writable.getWriter()
  try {
    for await (const chunk of bytes) {
      await writer.write(chunk)
      yield records
      records = []
    }
    await writer.close()
  } catch (error) {
    throw brokenFile(error, row)
  } finally {
    await writer.abort().catch(() => {})
    await drained
  }
  yield records
}

function brokenFile(error: unknown, row: number): unknown {
  const code = (error as { code?: string }).code ?? ''
  if (!code.startsWith('CSV_')) return error
  const why = /QUOTE|MAX_RECORD/.test(code)
    ? 'opens a quotation mark that is never closed, or is longer than any row of people'
    : 'is not CSV (save the sheet as CSV UTF-8)'
  return new AppError('invalid', 'csv', `row ${row + 1} ${why}`)
}
