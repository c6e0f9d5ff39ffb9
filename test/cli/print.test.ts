import { expect, it } from 'vitest'
import { printAnswer } from '../../src/cli/print.ts'

it('prints lists inside a line as words, not as code', () => {
  const clocks = [
    { zone: 'Europe/Paris', waves: ['2026-12-10T09:00', '2026-12-11T09:00'], why: [null, 'holiday'] },
  ]
  expect(printAnswer({ clocks, warnings: [] })).toBe(
    'clocks\n  zone Europe/Paris · waves 2026-12-10T09:00, 2026-12-11T09:00 · why -, holiday\nwarnings: none\n',
  )
})
