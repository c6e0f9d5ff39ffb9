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

it('gives a list inside a line of a list lines of its own', () => {
  const files = [
    { file: 'a.eml', recipients: [{ reason: 'moved', suppress: true }] },
    { file: 'b', recipients: [] },
  ]
  expect(printAnswer({ files })).toBe(
    'files\n  file a.eml\n    recipients\n      reason moved · suppress true\n  file b · recipients none\n',
  )
})
