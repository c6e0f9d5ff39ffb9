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
   * @returns null, or everything from the first line on that takes more than this: doubled quotation marks, line breaks
   *   in a cell (RFC 4180) are the CSV library's
   */
  write(chunk: Uint8Array): Uint8Array | null
  /** The last line may end without a line break. @returns as `write` */
  end(): Uint8Array | null
  /** Lines so far. */
  rows(): number
}

const mostCells = 256
const [lf, cr, quote] = [10, 13, 34]

/** A line longer than this is left to the library, which says what is wrong with it. */
const longest = 1_000_000

/**
 * Cuts lines straight from bytes of UTF-8, where no delimiter can be part of a letter. No text is made: that is what a
 * file of a million rows spends most of its time with. Quotation marks around a whole cell are taken off; any other use of
 * them is the CSV library's.
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

  /** @returns where the first line begins that is not taken: it is not whole yet, or the library's */
  function cut(bytes: Uint8Array): { next: number; odd: boolean } {
    cells.bytes = bytes
    const length = bytes.length
    let [line, start, count] = [0, 0, 0]
    /** Closing quotation mark of the present cell. */
    let close = -1
    for (let at = 0; at < length; at++) {
      const byte = bytes[at]!
      // Nearly every byte is a letter or a digit: one comparison is enough for them. A bar is the only sign above.
      if (byte > 59 && byte !== delimiter) continue
      if (byte === delimiter || byte === lf || byte === cr) {
        if (count < mostCells) {
          starts[count] = start
          ends[count] = close < 0 ? at : close
        }
        count++
        start = at + 1
        close = -1
        if (byte === delimiter) continue
        if (byte === cr) {
          // Whether a line feed follows is not known yet.
          if (at + 1 === length) return { next: line, odd: false }
          if (bytes[at + 1] === lf) at++
        }
        cells.row++
        cells.count = Math.min(count, mostCells)
        if (count > 1 || ends[0]! > starts[0]!) take(cells)
        line = start = at + 1
        count = 0
      } else if (byte === quote) {
        close = at === start ? closing(bytes, at, delimiter) : odd
        if (close === unknown) return { next: line, odd: length - line > longest }
        if (close === odd) return { next: line, odd: true }
        start = at + 1
        at = close
      }
    }
    return { next: line, odd: length - line > longest }
  }

  function write(chunk: Uint8Array): Uint8Array | null {
    const bytes = joined(kept, chunk)
    const { next, odd } = cut(bytes)
    if (odd) return bytes.subarray(next)
    // A copy: whoever reads the file may use the same room again.
    kept = bytes.slice(next)
    return null
  }

  function end(): Uint8Array | null {
    if (kept.length === 0) return null
    const rest = write(new Uint8Array([lf]))
    return rest ?? (kept.length > 0 ? kept : null)
  }

  return { write, end, rows: () => cells.row }
}

const [odd, unknown] = [-2, -3]

/** Where the cell that opens here ends, if it holds neither quotation marks nor line breaks. */
function closing(bytes: Uint8Array, open: number, delimiter: number): number {
  for (let at = open + 1; at < bytes.length; at++) {
    const byte = bytes[at]!
    if (byte === lf || byte === cr) return odd
    if (byte !== quote) continue
    const after = bytes[at + 1]
    if (after === undefined) return unknown
    return after === delimiter || after === lf || after === cr ? at : odd
  }
  return unknown
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  if (first.length === 0) return second
  const both = new Uint8Array(first.length + second.length)
  both.set(first)
  both.set(second, first.length)
  return both
}
