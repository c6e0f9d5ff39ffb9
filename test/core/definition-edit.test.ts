import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parse, stringify } from 'yaml'
import { definitionValues, editDefinition } from '../../src/core/definition-edit.ts'

const campaigns = readdirSync('campaigns', { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => readFileSync(`campaigns/${name}/campaign.yaml`, 'utf8'))

const word = fc.oneof(
  fc.constantFrom(
    'x',
    '08:00',
    'yes',
    '- a',
    'a: b',
    '# no',
    "l’été, d'ici",
    'null',
    '1',
    '',
    ' x ',
    'سلام',
    '2d',
  ),
  fc.string({ maxLength: 12 }),
)
const single = fc.oneof(word, fc.integer(), fc.boolean(), fc.constant(null))
const key = fc.constantFrom('name', 'audience', 'steps', 'waves', 'window', 'on', 'list', 'x-y')
const value = fc.letrec((tie) => ({
  any: fc.oneof({ maxDepth: 3 }, single, tie('list'), tie('map')),
  list: fc.array(fc.oneof(tie('any'), fc.record({ id: fc.constantFrom('a', 'b', 'c'), at: single })), {
    maxLength: 4,
  }),
  map: fc.dictionary(key, tie('any'), { maxKeys: 4, noNullPrototype: true }),
}))
const mapping = value.map as fc.Arbitrary<Record<string, unknown>>

const written = fc
  .record({
    values: mapping,
    flow: fc.boolean(),
    wide: fc.boolean(),
    crlf: fc.boolean(),
    remarks: fc.boolean(),
  })
  .map(({ values, flow, wide, crlf, remarks }) => {
    const text = stringify(values, { lineWidth: wide ? 0 : 30, ...(flow ? { collectionStyle: 'flow' } : {}) })
    const lines = remarks && !flow ? withRemarks(text) : text
    return { values, text: crlf ? lines.replaceAll('\n', '\r\n') : lines }
  })
  .filter(({ values, text }) => JSON.stringify(parse(text)) === JSON.stringify(values))

/** Comments between lines where that says nothing else. */
const withRemarks = (text: string) =>
  /[|>"]/.test(text) ? text : text.replace(/^( *)(\S)/gm, '$1# above\n$1$2')

it('reads as what was asked, whatever stood there and however it was written', () => {
  fc.assert(
    fc.property(written, mapping, ({ text }, next) => {
      expect(parse(editDefinition(text, next)) ?? {}).toEqual(next)
    }),
    { numRuns: 1500 },
  )
})

it('leaves every byte where nothing changes', () => {
  fc.assert(
    fc.property(written, ({ text, values }) => editDefinition(text, values) === text),
    { numRuns: 500 },
  )
  for (const text of campaigns) expect(editDefinition(text, definitionValues(text))).toBe(text)
})

it('changes the lines of what changed, and no other', () => {
  const changed = fc.record({ at: fc.constantFrom(...campaigns), key: fc.nat(), value: value.any })
  fc.assert(
    fc.property(changed, ({ at: text, key: place, value: other }) => {
      const values = definitionValues(text)
      const keys = Object.keys(values)
      const name = keys[place % keys.length]!
      const edited = editDefinition(text, { ...values, [name]: other })
      const [before, after] = [text, edited].map((one) => one.split('\n'))
      const head = before!.findIndex((line) => line.startsWith(`${name}:`))
      const tail = before!.findIndex((line, at) => at > head && /^(\w|#)/.test(line))
      expect(after!.slice(0, head)).toEqual(before!.slice(0, head))
      if (tail > 0) expect(after!.slice(-(before!.length - tail))).toEqual(before!.slice(tail))
    }),
    { numRuns: 300 },
  )
})

it('moves, adds and removes steps with the comments that belong to them', () => {
  const text = [
    'steps: # in this order',
    '  # first',
    '  - id: one # kept',
    '    channel: email',
    '  # second',
    '  - {id: two, channel: x}',
    '# end',
    'late: 6h',
    '',
  ].join('\n')
  const [one, two] = definitionValues(text).steps as Record<string, unknown>[]
  const steps = [two, { id: 'three', channel: 'email' }, { ...one, share: true }]
  expect(editDefinition(text, { steps, late: '6h' })).toBe(
    [
      'steps: # in this order',
      '  # second',
      '  - {id: two, channel: x}',
      '  - id: three',
      '    channel: email',
      '  # first',
      '  - id: one # kept',
      '    channel: email',
      '    share: true',
      '# end',
      'late: 6h',
      '',
    ].join('\n'),
  )
  expect(editDefinition(text, { steps: [two], late: '6h' })).not.toMatch(/one|first/)
})

it('refuses what it cannot change without harm', () => {
  for (const [text, next] of [
    ['a: [1', { a: 1 }],
    ['a: &x {b: 1}\nc: *x\n', { a: { b: 2 }, c: { b: 1 } }],
    ['- 1\n', { a: 1 }],
  ] as const)
    expect(() => editDefinition(text, next)).toThrow(expect.objectContaining({ key: 'form-cannot' }))
})
