import { cmapOf, pointsOf } from './card-cmap.ts'

/** A font that has every letter that a card may hold. */
export type Face = {
  name: string
  sfnt: Uint8Array
  /** How far a letter that stands alone moves the pen, in ems; null when the font does not have it. */
  advanceOf(codePoint: number): number | null
}

type Tables = ReadonlyMap<string, Uint8Array>

/**
 * One font out of several. Fontsource cuts a family up into files; a renderer that changes fonts within a line joins
 * Arabic letters wrongly or drops the line. How letters join is taken from the first; of a letter that several have, the
 * first one's stands.
 *
 * @param woffs  WOFF 1.0 files (W3C Recommendation, 13 December 2012) with TrueType outlines on the same em
 */
export async function readFace(name: string, woffs: readonly Uint8Array[]): Promise<Face> {
  const fonts = await Promise.all(woffs.map(tablesOf))
  const first = fonts[0]!
  const glyphs = fonts.map(glyphsOf)
  const starts = glyphs.map((_, index) => glyphs.slice(0, index).reduce((sum, { length }) => sum + length, 0))
  const points = new Map<number, number>()
  for (const [index, tables] of fonts.entries())
    for (const [point, glyph] of pointsOf(tables.get('cmap')!))
      if (!points.has(point)) points.set(point, glyph + starts[index]!)
  const outlines = glyphs.flatMap((own, index) => own.map((glyph) => moved(glyph, starts[index]!)))
  const metrics = fonts.flatMap((tables, index) => metricsOf(tables, glyphs[index]!.length))
  const kept = ['GDEF', 'GPOS', 'GSUB', 'OS/2'].flatMap((tag) =>
    first.has(tag) ? [[tag, first.get(tag)!]] : [],
  )
  const tables = new Map<string, Uint8Array>([
    ...(kept as [string, Uint8Array][]),
    ['cmap', cmapOf(points)],
    ['glyf', joined(outlines)],
    ['head', patched(first.get('head')!, 50, 1)],
    ['hhea', patched(first.get('hhea')!, 34, metrics.length)],
    ['hmtx', joined(metrics)],
    ['loca', locaOf(outlines)],
    ['maxp', patched(first.get('maxp')!, 4, metrics.length)],
    ['name', nameTable(name)],
  ])
  const em = viewOf(first.get('head')!).getUint16(18)
  const advanceOf = (point: number) => {
    const glyph = points.get(point)
    return glyph === undefined ? null : viewOf(metrics[glyph]!).getUint16(0) / em
  }
  return { name, sfnt: sfntOf(tables), advanceOf }
}

async function tablesOf(woff: Uint8Array): Promise<Tables> {
  const view = viewOf(woff)
  const tables = new Map<string, Uint8Array>()
  for (let at = 44; at < 44 + 20 * view.getUint16(12); at += 20) {
    const [offset, packed, length] = [view.getUint32(at + 4), view.getUint32(at + 8), view.getUint32(at + 12)]
    const data = woff.slice(offset, offset + packed)
    const tag = new TextDecoder().decode(woff.subarray(at, at + 4))
    tables.set(tag, packed < length ? await inflate(data) : data)
  }
  return tables
}

async function inflate(data: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const stream = new Blob([data]).stream().pipeThrough(new DecompressionStream('deflate'))
  return new Uint8Array(await new Response(stream).arrayBuffer())
}

/** OpenType `glyf`, cut up as `loca` says. */
function glyphsOf(tables: Tables): Uint8Array[] {
  const [glyf, loca] = [tables.get('glyf')!, viewOf(tables.get('loca')!)]
  const isLong = viewOf(tables.get('head')!).getUint16(50) === 1
  const offset = (glyph: number) => (isLong ? loca.getUint32(4 * glyph) : 2 * loca.getUint16(2 * glyph))
  const count = viewOf(tables.get('maxp')!).getUint16(4)
  return Array.from({ length: count }, (_, glyph) => glyf.slice(offset(glyph), offset(glyph + 1)))
}

/** A glyph that is made of others names them by their numbers, and these have moved. */
function moved(glyph: Uint8Array, by: number): Uint8Array {
  const view = viewOf(glyph)
  const [hasWords, isScaled, hasMore, isStretched, isTurned] = [0x1, 0x8, 0x20, 0x40, 0x80]
  if (glyph.length === 0 || view.getInt16(0) >= 0) return glyph
  for (let at = 10, flags = hasMore; flags & hasMore; ) {
    flags = view.getUint16(at)
    view.setUint16(at + 2, view.getUint16(at + 2) + by)
    at += flags & hasWords ? 8 : 6
    at += flags & isScaled ? 2 : flags & isStretched ? 4 : flags & isTurned ? 8 : 0
  }
  return glyph
}

/** OpenType `hmtx`, four bytes for each glyph; the last advances of a font may be written once for all. */
function metricsOf(tables: Tables, count: number): Uint8Array[] {
  const hmtx = viewOf(tables.get('hmtx')!)
  const whole = viewOf(tables.get('hhea')!).getUint16(34)
  return Array.from({ length: count }, (_, glyph) => {
    const metric = new Uint8Array(4)
    const bearing = glyph < whole ? 4 * glyph + 2 : 4 * whole + 2 * (glyph - whole)
    viewOf(metric).setUint16(0, hmtx.getUint16(4 * Math.min(glyph, whole - 1)))
    viewOf(metric).setInt16(2, hmtx.getInt16(bearing))
    return metric
  })
}

function locaOf(outlines: readonly Uint8Array[]): Uint8Array {
  const loca = new Uint8Array(4 * (outlines.length + 1))
  let offset = 0
  for (const [index, { length }] of outlines.entries()) {
    offset += padded(length)
    viewOf(loca).setUint32(4 * (index + 1), offset)
  }
  return loca
}

/** OpenType `name`, version 0: the family's name (1) and the PostScript name (6), in English for Windows. */
function nameTable(name: string): Uint8Array {
  const table = new Uint8Array(30 + 2 * name.length)
  const view = viewOf(table)
  const words = [0, 2, 30, ...[1, 6].flatMap((id) => [3, 1, 0x409, id, 2 * name.length, 0])]
  for (const [place, word] of words.entries()) view.setUint16(2 * place, word)
  for (let at = 0; at < name.length; at++) view.setUint16(30 + 2 * at, name.charCodeAt(at))
  return table
}

/** Directory and tables. Check sums stay nought: renderers do not look at them. */
function sfntOf(tables: Tables): Uint8Array {
  const sorted = [...tables].sort(([a], [b]) => (a < b ? -1 : 1))
  const head = new Uint8Array(12 + 16 * sorted.length)
  const view = viewOf(head)
  view.setUint32(0, 0x00010000)
  view.setUint16(4, sorted.length)
  let offset = head.length
  for (const [index, [tag, { length }]] of sorted.entries()) {
    head.set(new TextEncoder().encode(tag), 12 + 16 * index)
    view.setUint32(20 + 16 * index, offset)
    view.setUint32(24 + 16 * index, length)
    offset += padded(length)
  }
  return joined([head, ...sorted.map(([, data]) => data)])
}

const padded = (length: number) => (length + 3) & ~3

/** One behind the other, each on a multiple of four. */
function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + padded(length), 0))
  let offset = 0
  for (const part of parts) {
    all.set(part, offset)
    offset += padded(part.length)
  }
  return all
}

function patched(table: Uint8Array, at: number, word: number): Uint8Array {
  const copy = table.slice()
  viewOf(copy).setUint16(at, word)
  return copy
}

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
