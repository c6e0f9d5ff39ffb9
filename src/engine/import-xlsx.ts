import { streamXlsxRows } from 'hucre/xlsx'
import { AppError } from '../core/error.ts'
import { bytesOf } from '../core/import-bytes.ts'
import type { Record } from './import-records.ts'
import type { Chunks } from './import-text.ts'
import { openWorkbook, type Workbook, watched } from './import-workbook.ts'
import { brokenSheet, type Entry, inflate } from './import-zip.ts'

const batchRows = 500

/**
 * The rows of the first visible sheet that holds any, as texts. A formula gives the value the sheet last showed for it;
 * nothing is calculated.
 *
 * @throws AppError `xlsx` | `too-big` | `binary`
 */
export async function* readSheet(chunks: Chunks): AsyncGenerator<Record[]> {
  const workbook = await openWorkbook(chunks)
  for (const sheet of workbook.sheets) {
    let isEmpty = true
    for await (const batch of batches(workbook, sheet)) {
      isEmpty = false
      yield batch
    }
    if (!isEmpty) return
  }
}

async function* batches(workbook: Workbook, sheet: Entry): AsyncGenerator<Record[]> {
  let batch: Record[] = []
  let width = 0
  for await (const { index, values } of rowsOf(workbook, sheet)) {
    const cells = Array.from(values, (value) => bytesOf(cellText(value)))
    if (cells.every((cell) => !cell)) continue
    width ||= cells.length
    // A sheet says nothing about cells at the end of a row that are empty.
    while (cells.length < width) cells.push('')
    batch.push({ row: index + 1, cells })
    if (batch.length < batchRows) continue
    yield batch
    batch = []
  }
  if (batch.length) yield batch
}

type SheetRow = { index: number; values: unknown[] }

/** The library's rows, read no faster than they are asked for. */
async function* rowsOf(workbook: Workbook, sheet: Entry): AsyncGenerator<SheetRow> {
  const gate = { isHungry: false }
  const rows = streamXlsxRows(smallWorkbook(workbook, sheet, gate))
  try {
    for (;;) {
      gate.isHungry = true
      const next = await rows.next()
      gate.isHungry = false
      if (next.done) return
      yield next.value as SheetRow
    }
  } catch (error) {
    throw error instanceof AppError ? error : brokenSheet()
  } finally {
    gate.isHungry = true
    await rows.return(undefined).catch(() => {})
  }
}

/**
 * The workbook once more with one sheet alone, unpacked, in the order that the library reads in passing: it would hold
 * a file in any other order in memory, and it unpacks without a limit.
 */
function smallWorkbook(
  { archive, from1904, styles, texts }: Workbook,
  sheet: Entry,
  gate: { isHungry: boolean },
): ReadableStream<Uint8Array> {
  const parts = [
    part('[Content_Types].xml', `<Types xmlns="${office}/package/2006/content-types"/>`),
    part('_rels/.rels', relationships([['officeDocument', 'xl/workbook.xml']])),
    part('xl/workbook.xml', workbookXml(from1904)),
    part(
      'xl/_rels/workbook.xml.rels',
      relationships([
        ['worksheet', 'worksheets/sheet1.xml'],
        ...(styles ? ([['styles', 'styles.xml']] as const) : []),
        ...(texts ? ([['sharedStrings', 'sharedStrings.xml']] as const) : []),
      ]),
    ),
    ...(styles ? part('xl/styles.xml', styles) : []),
    ...(texts ? part('xl/sharedStrings.xml', texts) : []),
    localHeader('xl/worksheets/sheet1.xml', sheet.size),
  ].flat()
  const rows = watched(inflate(archive, sheet))
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const first = parts.shift()
        if (first) return controller.enqueue(first)
        while (!gate.isHungry) await new Promise((resolve) => setTimeout(resolve))
        const next = await rows[Symbol.asyncIterator]().next()
        if (next.done) controller.close()
        else controller.enqueue(next.value)
      },
    },
    { highWaterMark: 0 },
  )
}

const office = 'http://schemas.openxmlformats.org'
const relation = `${office}/officeDocument/2006/relationships`

const relationships = (list: readonly (readonly [type: string, target: string])[]) =>
  `<Relationships xmlns="${office}/package/2006/relationships">${list
    .map(
      ([type, target], at) =>
        `<Relationship Id="rId${at + 1}" Type="${relation}/${type}" Target="${target}"/>`,
    )
    .join('')}</Relationships>`

const workbookXml = (from1904: boolean) =>
  `<workbook xmlns="${office}/spreadsheetml/2006/main" xmlns:r="${relation}"><workbookPr date1904="${from1904 ? 1 : 0}"/><sheets><sheet name="1" sheetId="1" r:id="rId1"/></sheets></workbook>`

function part(name: string, body: string | Uint8Array): Uint8Array[] {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body
  return [localHeader(name, bytes.length), bytes]
}

/** Head of a file that stands unpacked in an archive (APPNOTE 4.3.7). */
function localHeader(name: string, size: number): Uint8Array {
  const letters = new TextEncoder().encode(name)
  const bytes = new Uint8Array(30 + letters.length)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, 0x04034b50, true)
  view.setUint16(4, 20, true)
  view.setUint32(18, size, true)
  view.setUint32(22, size, true)
  view.setUint16(26, letters.length, true)
  bytes.set(letters, 30)
  return bytes
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'number') return numberText(value)
  if (value instanceof Date) return dateText(value)
  return String(value)
}

/** A phone number kept as a number is its digits, never 3.36E+10. */
const numberText = (value: number): string =>
  Number.isInteger(value) && Math.abs(value) >= 1e21 ? BigInt(value).toString() : String(value)

function dateText(value: Date): string {
  if (Number.isNaN(value.getTime())) return ''
  const text = value.toISOString()
  return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text.replace('.000Z', 'Z')
}
