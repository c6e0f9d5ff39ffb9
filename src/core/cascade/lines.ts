/** One line cut at its delimiters: cell number c is bytes[starts[c] … ends[c]). Good until the next line. */
export type Cells = {
  bytes: Uint8Array
  starts: Int32Array
  ends: Int32Array
  count: number
  /** As a spreadsheet counts: the first line is row 1, empty lines count. */
  row: number
}

export type Lines = {
  /**
   * Cuts what is there and keeps a line that is not whole yet.
   *
   * @returns null, or from the line on that holds the first quotation mark everything that is not cut yet: quoting
   *   (RFC 4180) is the CSV library's
   */
  write(chunk: Uint8Array): Uint8Array | null
  /** The last line may end without a line break. @returns as `write` */
  end(): Uint8Array | null
  /** Lines so far. */
  rows(): number
}

const mostCells = 256
const [lf, cr, quote] = [10, 13, 34]

/**
 * Cuts lines without quotation marks straight from bytes of UTF-8, where no delimiter can be part of a letter. No text
 * is made: that is what a file of a million rows spends most of its time with.
 *
 * @param take  called for each line that is not empty
 */
export function makeLines(delimiter: number, take: (cells: Cells) => void): Lines {
  const cells: Cells = {
    bytes: new Uint8Array(0),
    starts: new Int32Array(mostCells),
    ends: new Int32Array(mostCells),
    count: 0,
    row: 0,
  }
  const { starts, ends } = cells
  let kept: Uint8Array = new Uint8Array(0)

  /** @returns where the first line begins that is not taken: unfinished, or with a quotation mark */
  function cut(bytes: Uint8Array): { next: number; quoted: boolean } {
    cells.bytes = bytes
    const length = bytes.length
    let line = 0
    let start = 0
    let count = 0
    for (let at = 0; at < length; at++) {
      const byte = bytes[at]!
      // Nearly every byte is a letter or a digit: one comparison is enough for them. A bar is the only sign above.
      if (byte > 59 && byte !== delimiter) continue
      if (byte === delimiter || byte === lf || byte === cr) {
        if (count < mostCells) {
          starts[count] = start
          ends[count] = at
        }
        count++
        start = at + 1
        if (byte === delimiter) continue
        if (byte === cr) {
          // Whether a line feed follows is not known yet.
          if (at + 1 === length) return { next: line, quoted: false }
          if (bytes[at + 1] === lf) at++
        }
        cells.row++
        cells.count = Math.min(count, mostCells)
        if (count > 1 || ends[0]! > starts[0]!) take(cells)
        line = start = at + 1
        count = 0
      } else if (byte === quote) return { next: line, quoted: true }
    }
    return { next: line, quoted: false }
  }

  function write(chunk: Uint8Array): Uint8Array | null {
    const bytes = joined(kept, chunk)
    const { next, quoted } = cut(bytes)
    if (quoted) return bytes.subarray(next)
    // A copy: whoever reads the file may use the same room again.
    kept = bytes.slice(next)
    return null
  }

  return {
    write,
    end: () => (kept.length === 0 ? null : write(new Uint8Array([lf]))),
    rows: () => cells.row,
  }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  if (first.length === 0) return second
  const both = new Uint8Array(first.length + second.length)
  both.set(first)
  both.set(second, first.length)
  return both
}
