import { parse } from 'csv-parse/stream'
import { type Cells, makeLines } from '../core/cascade/lines.ts'
import { AppError } from '../core/error.ts'
import { type Chunks, findDelimiter, openFile, textOf } from './import-text.ts'

const maxRecordBytes = 1_000_000

/**
 * Reads a CSV file as it comes in, line by line: any common encoding and delimiter. Lines are cut straight from the bytes;
 * from the first on that takes more than that (core/cascade/lines) the CSV library reads.
 *
 * @param file  its name, for messages
 * @param take  called for each line that is not empty, the header included; what it throws ends the reading
 * @throws AppError `csv`, `binary`, `encoding`
 */
export async function readCells(file: string, chunks: Chunks, take: (cells: Cells) => void): Promise<void> {
  const { head, bytes } = await bytesOf(chunks)
  const { delimiter, sepLine } = findDelimiter(head)
  const takeLine = (cells: Cells) => {
    if (cells.row > 1 || !sepLine) take(cells)
  }
  const lines = makeLines(delimiter.charCodeAt(0), takeLine)
  const source = bytes[Symbol.asyncIterator]()
  for (let next = await source.next(); ; next = await source.next()) {
    const rest = next.done ? lines.end() : lines.write(next.value)
    if (rest !== null) {
      await readQuoted(file, { delimiter, first: rest, source, row: lines.rows(), take: takeLine })
      break
    }
    if (next.done) break
  }
}

/**
 * Most files are plain ASCII: they are taken as they are, and what comes after the beginning is not looked through for
 * signs of another encoding. Names are compared by their bytes, so the worst is one that reads badly in the answer.
 */
async function bytesOf(chunks: Chunks): Promise<{ head: string; bytes: Chunks }> {
  const opened = await openFile(chunks)
  return opened.head.some((byte) => byte >= 128 || byte === 0)
    ? textOf(opened)
    : { head: new TextDecoder().decode(opened.head), bytes: opened.rest }
}

type Quoted = {
  delimiter: string
  /** What was read and not cut yet. */
  first: Uint8Array
  source: AsyncIterator<Uint8Array>
  row: number
  take: (cells: Cells) => void
}

async function readQuoted(file: string, it: Quoted): Promise<void> {
  let row = it.row
  let refused: unknown
  const pack = packing()
  const { readable, writable } = parse({
    delimiter: it.delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: maxRecordBytes,
    encoding: 'latin1',
    on_record: (record) => {
      row++
      if (refused === undefined && (record.length > 1 || record[0])) {
        try {
          it.take(pack(record, row))
        } catch (error) {
          refused = error
        }
      }
      return null
    },
  })
  const drained = readable.pipeTo(new WritableStream()).catch(() => {})
  const writer = writable.getWriter()
  try {
    await writer.write(it.first)
    for (let next = await it.source.next(); !next.done; next = await it.source.next()) {
      await writer.write(next.value)
      if (refused !== undefined) throw refused
    }
    await writer.close()
    if (refused !== undefined) throw refused
  } catch (error) {
    throw refused ?? brokenFile(error, file, row + 1)
  } finally {
    await it.source.return?.()
    await writer.abort().catch(() => {})
    await drained
  }
}

/** A record of the library (one letter for each byte) as cells. */
function packing(): (record: readonly string[], row: number) => Cells {
  return (record, row) => {
    const length = record.reduce((sum, cell) => sum + cell.length, 0)
    const cells: Cells = {
      bytes: new Uint8Array(length),
      starts: new Int32Array(record.length),
      ends: new Int32Array(record.length),
      count: record.length,
      row,
    }
    let at = 0
    record.forEach((cell, index) => {
      cells.starts[index] = at
      for (let letter = 0; letter < cell.length; letter++) cells.bytes[at++] = cell.charCodeAt(letter)
      cells.ends[index] = at
    })
    return cells
  }
}

function brokenFile(error: unknown, file: string, row: number): unknown {
  const code = (error as { code?: string }).code ?? ''
  if (!code.startsWith('CSV_')) return error
  return new AppError('invalid', 'csv', `${file}: row ${row}: a quotation mark is opened and never closed`)
}
