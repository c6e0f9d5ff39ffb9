/** Code point and glyph of every letter that a font has. OpenType `cmap`, its subtable of format 4. */
export function* pointsOf(table: Uint8Array): Generator<[codePoint: number, glyph: number]> {
  const cmap = viewOf(table)
  const offsets = Array.from({ length: cmap.getUint16(2) }, (_, index) => cmap.getUint32(8 + 8 * index))
  const base = offsets.find((offset) => cmap.getUint16(offset) === 4)
  if (base === undefined) return
  const doubled = cmap.getUint16(base + 6)
  // Four lists of one word for each segment; between the first and the second is a word of nothing.
  const [ends, starts] = [base + 14, base + 16 + doubled]
  for (let at = 0; at < doubled; at += 2) {
    const delta = cmap.getUint16(starts + doubled + at)
    const place = starts + 2 * doubled + at
    const range = cmap.getUint16(place)
    const [start, end] = [cmap.getUint16(starts + at), cmap.getUint16(ends + at)]
    for (let point = start; point <= end && point < 0xffff; point++) {
      const found = range === 0 ? point : cmap.getUint16(place + range + 2 * (point - start))
      const glyph = found === 0 ? 0 : (found + delta) & 0xffff
      if (glyph !== 0) yield [point, glyph]
    }
  }
}

/** The same written anew, as one subtable of format 12 with a group for each letter. */
export function cmapOf(points: ReadonlyMap<number, number>): Uint8Array {
  const sorted = [...points].sort(([a], [b]) => a - b)
  const table = new Uint8Array(28 + 12 * sorted.length)
  const view = viewOf(table)
  const head = [1, (3 << 16) | 10, 12, 12 << 16, 16 + 12 * sorted.length, 0, sorted.length]
  for (const [index, word] of [
    ...head,
    ...sorted.flatMap(([point, glyph]) => [point, point, glyph]),
  ].entries())
    view.setUint32(4 * index, word)
  return table
}

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
