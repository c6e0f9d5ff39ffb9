import { parse } from 'csv-parse/stream'
import { AppError } from '../core/error.ts'
import { type Chunks, findDelimiter, readText } from './import-text.ts'

/** A record and the row a spreadsheet would give it: empty rows count, line breaks inside a cell do not. */
export type Record = { row: number; cells: string[] }

const maxRecordBytes = 1_000_000
/** Rows and characters of a block, whichever is reached first: a block becomes one bound value, and D1 allows 2 MB. */
const blockRows = 1000
const blockChars = 300_000

/** The records of a CSV file in blocks, without its empty rows. Encoding and delimiter are found out. */
export async function* readRecords(chunks: Chunks): AsyncGenerator<Record[]> {
  const { head, bytes } = await readText(chunks)
  const { delimiter, sepLine } = findDelimiter(head)
  const { readable, writable } = parse({
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: maxRecordBytes,
  })
  const poured = pour(bytes, writable)
  const reader = readable.getReader()
  try {
    yield* blocks(reader, sepLine)
  } finally {
    await reader.cancel().catch(() => {})
    await poured.catch(() => {})
  }
  await poured
}

async function* blocks(
  reader: ReadableStreamDefaultReader<string[]>,
  skipFirst: boolean,
): AsyncGenerator<Record[]> {
  let block: Record[] = []
  let chars = 0
  let row = 0
  for (;;) {
    const next = await reader.read().catch((error: unknown) => {
      throw brokenFile(error, row)
    })
    if (next.done) break
    row++
    const cells = next.value
    if ((row === 1 && skipFirst) || cells.every((cell) => !cell.trim())) continue
    block.push({ row, cells })
    for (const cell of cells) chars += cell.length
    if (block.length < blockRows && chars < blockChars) continue
    yield block
    block = []
    chars = 0
  }
  if (block.length) yield block
}

/** Fills the parser no faster than it is emptied. */
async function pour(bytes: Chunks, writable: WritableStream<Uint8Array>): Promise<void> {
  const writer = writable.getWriter()
  try {
    for await (const chunk of bytes) {
      await writer.ready
      await writer.write(chunk)
    }
    await writer.close()
  } catch (error) {
    await writer.abort(error).catch(() => {})
    throw error
  }
}

function brokenFile(error: unknown, row: number): unknown {
  const code = (error as { code?: string }).code ?? ''
  if (!code.startsWith('CSV_')) return error
  const why = /QUOTE|MAX_RECORD/.test(code)
    ? 'opens a quotation mark that is never closed'
    : 'is not CSV (save the sheet as CSV UTF-8)'
  return new AppError('invalid', 'csv', `row ${row + 1} ${why}; the rows before it are in`)
}
