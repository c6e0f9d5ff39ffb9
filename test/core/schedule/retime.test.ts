import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readDefinition } from '../../../src/core/definition.ts'
import { retime } from '../../../src/core/schedule/retime.ts'
import { definition } from '../../support/campaign.ts'

const flow = (at: string) =>
  definition({
    steps: `
  - {id: lettre, channel: email${at}} # the letter
  - {id: rappel, channel: email, at: {after: lettre, delay: 2d}}`,
  })
const block = (at: string, end = '\n') =>
  definition({
    steps: `\n  # first\n  - id: lettre   # named\n    channel: email${at}\n    late: 6h`,
  }).replaceAll('\n', end)

const ways: [string, string][] = [
  ['in braces', flow(", at: {local: '2026-12-10 09:00', zone: recipient}")],
  ['in braces without a time', flow('')],
  ['in double quotes with a T', flow(', at: { zone: sender,  local: "2026-12-10T09:00" }')],
  ['as an instant', flow(', at: {at: 2026-12-10T09:00:00Z}')],
  [
    'on lines',
    block('\n    at:\n      # by their clock\n      local: 2026-12-10 09:00 # nine\n      zone: recipient'),
  ],
  ['on lines without a time', block('')],
  ['on lines of Windows', block("\n    at: {local: '2026-12-10 09:00', zone: sender}", '\r\n')],
]

const time = (wall: string) => ({ wall, instant: `${wall.replace(' ', 'T')}:00Z` })
const walls = fc
  .date({ min: new Date('2026-01-01T00:00:00Z'), max: new Date('2030-01-01T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 16).replace('T', ' '))

describe.each(ways)('a step written %s', (_, source) => {
  it('changes in one place, and everything before and behind it stays byte for byte', () => {
    fc.assert(
      fc.property(walls, (wall) => {
        const text = retime(source, 'lettre', time(wall))
        const [head, tail] = edges(source, text)
        // Whatever was replaced is a time and no more, or a time that was not there.
        expect(source.slice(head, source.length - tail)).toMatch(/^[\d\- :TZ]*$/)
        const steps = readDefinition('campaign.yaml', text).steps
        expect(JSON.stringify(steps[0]!.at)).toContain(wall.slice(0, 10))
        expect(steps.slice(1)).toEqual(readDefinition('campaign.yaml', source).steps.slice(1))
      }),
      { numRuns: 30 },
    )
  })

  it('is the same text again when it is moved back', () => {
    const at = readDefinition('campaign.yaml', source).steps[0]!.at
    const old = at ? time('2026-12-10 09:00') : null
    fc.assert(
      fc.property(walls, (wall) => {
        expect(retime(retime(source, 'lettre', time(wall)), 'lettre', old)).toBe(source)
      }),
      { numRuns: 30 },
    )
  })
})

/** How long two texts agree from the front, and then from the back. */
function edges(one: string, other: string): [number, number] {
  const most = Math.min(one.length, other.length)
  let head = 0
  while (head < most && one[head] === other[head]) head++
  let tail = 0
  while (tail < most - head && one.at(-1 - tail) === other.at(-1 - tail)) tail++
  return [head, tail]
}

it('refuses what it cannot change alone', () => {
  const shared = `${flow(', at: &hour {local: 2026-12-10 09:00, zone: sender}')}`.replace(
    'at: {after: lettre, delay: 2d}',
    'at: *hour',
  )
  const refused = expect.objectContaining({ key: 'file-shape' })
  expect(() => retime(shared, 'lettre', time('2026-12-11 09:00'))).toThrow(refused)
  expect(() => retime(shared, 'rappel', time('2026-12-11 09:00'))).toThrow(refused)
  expect(() => retime(flow(''), 'nobody', time('2026-12-11 09:00'))).toThrow(refused)
})
