import fc from 'fast-check'
import { encode } from 'uqr'
import { expect, it } from 'vitest'
import { qrCode } from '../../src/core/qr.ts'

/** The modules that a path of strokes covers. */
function covered({ size, path }: { size: number; path: string }): boolean[][] {
  const rows = Array.from({ length: size }, () => Array<boolean>(size).fill(false))
  for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)/g)) {
    rows[Number(y)]!.fill(true, Number(x), Number(x) + Number(length))
  }
  return rows
}

it('draws exactly the dark modules, with four light ones around them', () => {
  fc.assert(
    fc.property(fc.webUrl(), fc.constantFrom('M' as const, 'Q' as const), (url, ecc) => {
      const code = qrCode(url, ecc)
      const modules = covered(code)
      expect(modules).toEqual(encode(url, { ecc, border: 4 }).data)
      expect(code.path.replace(/M\d+ \d+h\d+/g, '')).toBe('')
      const quiet = [...modules.slice(0, 4), ...modules.slice(-4)].flat()
      expect(quiet.some(Boolean)).toBe(false)
    }),
    { numRuns: 30 },
  )
})

it('shows the three corners that a camera looks for', () => {
  const modules = covered(qrCode('https://lettres.institution.example/s/abc', 'M'))
  const finder = ['1111111', '1000001', '1011101', '1011101', '1011101', '1000001', '1111111']
  const corner = (top: number, start: number) =>
    modules.slice(top, top + 7).map((row) =>
      row
        .slice(start, start + 7)
        .map(Number)
        .join(''),
    )
  const far = modules.length - 11
  for (const [top, start] of [
    [4, 4],
    [4, far],
    [far, 4],
  ] as const)
    expect(corner(top, start)).toEqual(finder)
})

it('gives the same drawing the second time', () => {
  expect(qrCode('https://a.example', 'M')).toBe(qrCode('https://a.example', 'M'))
})
