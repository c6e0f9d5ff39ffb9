import { AppError } from '../core/error.ts'
import type { Chunks } from './import-text.ts'
import { brokenSheet, collect, type Entry, entriesOf, inflate, tooBig } from './import-zip.ts'

const megabyte = 1 << 20
const maxFile = 200 * megabyte
/** Sheets are read in passing, the list of texts is held in memory. */
const maxSheet = 1024 * megabyte
const maxTexts = 160 * megabyte
const maxPart = 8 * megabyte
/** Sheets of people pack to a tenth or a hundredth of their size; bombs to a thousandth. */
const suspicious = { ratio: 400, size: 20 * megabyte }

export type Workbook = {
  archive: Uint8Array
  /** Days count from 1904, as old Macs do. */
  from1904: boolean
  /** Visible sheets in their order. */
  sheets: Entry[]
  styles: Uint8Array | null
  texts: Uint8Array | null
}

/**
 * Finds the sheets of an XLSX file (ECMA-376) and holds everything in it to a size.
 *
 * @throws AppError `xlsx` | `too-big` | `binary`
 */
export async function openWorkbook(chunks: Chunks): Promise<Workbook> {
  const archive = await collect(chunks, maxFile, 'the file')
  const entries = new Map(entriesOf(archive).map((entry) => [entry.name.replace(/^\//, ''), entry]))
  if (!entries.has('xl/workbook.xml')) throw notXlsx(entries)
  const part = async (name: string, limit: number) => {
    const entry = entries.get(name)
    if (!entry) return null
    checkSize(entry, limit)
    return collect(inflate(archive, entry), limit, name)
  }
  const text = async (name: string) =>
    new TextDecoder().decode((await part(name, maxPart)) ?? new Uint8Array(0))
  const workbook = await text('xl/workbook.xml')
  const targets = targetsIn(await text('xl/_rels/workbook.xml.rels'))
  const pathOf = (type: string) => [...targets.values()].find((target) => target.type === type)?.path ?? ''
  const sheets = visibleSheets(workbook)
    .map((id) => entries.get(targets.get(id)?.path ?? ''))
    .filter((entry) => entry !== undefined)
  for (const sheet of sheets) checkSize(sheet, maxSheet)
  return {
    archive,
    from1904: /<(?:\w+:)?workbookPr\b[^>]*\bdate1904="(?:1|true)"/.test(workbook),
    sheets,
    styles: await part(pathOf('styles'), maxPart),
    texts: await part(pathOf('sharedStrings'), maxTexts),
  }
}

function notXlsx(entries: ReadonlyMap<string, Entry>): AppError {
  const others = { 'xl/workbook.bin': 'an .xlsb sheet', 'content.xml': 'an OpenDocument file' }
  const what = Object.entries(others).find(([name]) => entries.has(name))?.[1] ?? 'a zip archive, no sheet'
  return new AppError('invalid', 'binary', `the file is ${what}: save the sheet as XLSX or as CSV UTF-8`)
}

function checkSize({ name, packed, size }: Entry, limit: number): void {
  // What only a longer header could hold (zip64) stands there as 2^32 - 1.
  if (size > limit) throw tooBig(name)
  if (size > suspicious.size && size > packed * suspicious.ratio) throw tooBig(name)
}

/** Relationship ids of the sheets that are not hidden. */
function visibleSheets(xml: string): string[] {
  const tags = xml.match(/<(?:\w+:)?sheet\s[^>]*>/g) ?? []
  return tags
    .filter((tag) => !/\bstate="(?:hidden|veryHidden)"/.test(tag))
    .flatMap((tag) => /\s(?:\w+:)?id="([^"]*)"/.exec(tag)?.[1] ?? [])
}

function targetsIn(xml: string): Map<string, { path: string; type: string }> {
  const tags = xml.match(/<(?:\w+:)?Relationship\s[^>]*>/g) ?? []
  return new Map(
    tags.map((tag) => {
      const value = (name: string) => new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? ''
      const target = value('Target')
      const path = target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`
      return [value('Id'), { path, type: value('Type').split('/').at(-1)! }]
    }),
  )
}

const longestRun = 4 * megabyte
const longestRow = 16 * megabyte

/** Lets the bytes of a sheet pass, but for a tag, a text or a row that would fill the memory. */
export async function* watched(chunks: Chunks): Chunks {
  let run = 0
  let row = 0
  for await (const chunk of chunks) {
    run = chunk.includes(0x3c) ? 0 : run + chunk.length
    row = beginsRow(chunk) ? 0 : row + chunk.length
    if (run > longestRun || row > longestRow) throw brokenSheet()
    yield chunk
  }
}

/** `<row` or `x:row` in it. */
function beginsRow(chunk: Uint8Array): boolean {
  for (let at = chunk.indexOf(0x77, 3); at >= 0; at = chunk.indexOf(0x77, at + 1)) {
    const before = chunk[at - 3]
    if (chunk[at - 1] === 0x6f && chunk[at - 2] === 0x72 && (before === 0x3c || before === 0x3a)) return true
  }
  return false
}
