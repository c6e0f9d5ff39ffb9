import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { csvCell, csvRow } from '../../src/core/csv-cell.ts'

it.each([
  ['Gent', 'Gent'],
  ['', ''],
  [null, ''],
  [12.5, '12.5'],
  [-3, '-3'],
  [true, 'true'],
  ['a "b", c', '"a ""b"", c"'],
  ['two\nlines', '"two\nlines"'],
  ["=cmd|'/C calc'!A0", `"'=cmd|'/C calc'!A0"`],
  ['+32470', `"'+32470"`],
  ['-1+1', `"'-1+1"`],
  ['@SUM(A1)', `"'@SUM(A1)"`],
  ['\t=1', `"'\t=1"`],
  ['\r=1', `"'\r=1"`],
])('%j → %s', (value, cell) => expect(csvCell(value)).toBe(cell))

it('comes back as it was, but for the apostrophe, and never as a formula', () => {
  const rows = fc.array(fc.array(fc.string(), { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 })
  fc.assert(
    fc.property(rows, (written) => {
      const read = parse(written.map(csvRow).join(''), { relax_column_count: true, record_delimiter: '\r\n' })
      expect(read).toEqual(
        written.map((row) => row.map((text) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text))),
      )
      expect(read.flat().some((text) => /^[=+\-@\t\r]/.test(text))).toBe(false)
    }),
  )
})
