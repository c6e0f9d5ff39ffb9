import { crc32, deflateRawSync } from 'node:zlib'

export type Part = { name: string; body: Uint8Array | string; method?: 0 | 8; size?: number; flags?: number }

/**
 * A zip archive, as odd as a test wants it. `size`: what the archive says the part unpacks to. Flag 8 puts the sizes
 * behind the bytes, as programs do that write in one go.
 */
export function zip(parts: readonly Part[]): Uint8Array {
  const pieces: Uint8Array[] = []
  const list: Uint8Array[] = []
  let at = 0
  for (const { name, body, method = 8, size, flags = 0 } of parts) {
    const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body
    const packed = method === 8 ? new Uint8Array(deflateRawSync(bytes)) : bytes
    const letters = new TextEncoder().encode(name)
    const sizes = [crc32(bytes), packed.length, size ?? bytes.length] as const
    const local = fields(
      30,
      [0x04034b50, 4],
      [20, 2],
      [flags, 2],
      [method, 2],
      [0, 4],
      ...(flags & 8 ? [0, 0, 0] : sizes).map((n) => [n, 4] as const),
      [letters.length, 2],
      [0, 2],
    )
    const tail = flags & 8 ? [fields(16, [0x08074b50, 4], ...sizes.map((n) => [n, 4] as const))] : []
    list.push(
      fields(
        46,
        [0x02014b50, 4],
        [20, 2],
        [20, 2],
        [flags, 2],
        [method, 2],
        [0, 4],
        ...sizes.map((n) => [n, 4] as const),
        [letters.length, 2],
        [0, 4],
        [0, 4],
        [0, 4],
        [at, 4],
      ),
      letters,
    )
    const own = [local, letters, packed, ...tail]
    pieces.push(...own)
    at += own.reduce((sum, piece) => sum + piece.length, 0)
  }
  const listed = list.reduce((sum, piece) => sum + piece.length, 0)
  const end = fields(
    22,
    [0x06054b50, 4],
    [0, 4],
    [parts.length, 2],
    [parts.length, 2],
    [listed, 4],
    [at, 4],
    [0, 2],
  )
  return new Uint8Array(Buffer.concat([...pieces, ...list, end]))
}

function fields(length: number, ...values: (readonly [value: number, bytes: number])[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(length))
  let at = 0
  for (const [value, bytes] of values) {
    if (bytes === 2) view.setUint16(at, value, true)
    else view.setUint32(at, value >>> 0, true)
    at += bytes
  }
  return new Uint8Array(view.buffer)
}

const relation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

export type OddSheet = { xml: string; state?: string; size?: number }

/** An XLSX file around sheets written by hand. */
export function xlsxOf(sheets: readonly OddSheet[], more: readonly Part[] = []): Uint8Array {
  const names = sheets.map((_, at) => `worksheets/sheet${at + 1}.xml`)
  const tags = sheets.map(
    ({ state }, at) =>
      `<sheet name="S${at}" sheetId="${at + 1}"${state ? ` state="${state}"` : ''} r:id="rId${at + 1}"/>`,
  )
  const links = names.map(
    (name, at) => `<Relationship Id="rId${at + 1}" Type="${relation}/worksheet" Target="${name}"/>`,
  )
  return zip([
    ...sheets.map(({ xml, size }, at) => ({
      name: `xl/${names[at]}`,
      body: xml,
      ...(size === undefined ? {} : { size }),
    })),
    { name: '[Content_Types].xml', body: '<Types/>' },
    {
      name: 'xl/workbook.xml',
      body: `<workbook xmlns:r="${relation}"><sheets>${tags.join('')}</sheets></workbook>`,
    },
    { name: 'xl/_rels/workbook.xml.rels', body: `<Relationships>${links.join('')}</Relationships>` },
    ...more,
  ])
}

/** A sheet of inline texts, or of cells written out as XML. */
export const sheetXml = (rows: readonly (readonly string[])[]): string =>
  `<worksheet><sheetData>${rows
    .map(
      (cells) =>
        `<row>${cells.map((cell) => (cell.startsWith('<c') ? cell : `<c t="inlineStr"><is><t>${cell}</t></is></c>`)).join('')}</row>`,
    )
    .join('')}</sheetData></worksheet>`
