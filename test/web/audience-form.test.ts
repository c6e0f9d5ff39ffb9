import fc from 'fast-check'
import { expect, it } from 'vitest'
import { behaviours } from '../../src/core/audience.ts'
import { matches } from '../../src/core/audience-match.ts'
import { readAudienceSource, writeAudienceSource } from '../../src/core/audience-source.ts'
import { type AudienceForm, audienceOfForm, formOfAudience, joins } from '../../src/web/desk/audience/form.ts'
import type { Row } from '../../src/web/desk/audience/rows.ts'
import { joinList, splitList } from '../../src/web/desk/audience/value-text.ts'
import { audience as audiences, person, subject } from '../support/audience.ts'

const line = fc.string({ unit: 'grapheme' }).filter((text) => text !== '' && !/[\r\n]/.test(text))
const word = fc.constantFrom('Gent', 'medecins', 'الرباط', 'a, b', '"x"', ' y ', 'true', '7')
const period = fc.constantFrom('', '90d', '6m', '2y')
const plain = { not: false, op: 'eq', kind: 'text', within: '' } as const
const rows: fc.Arbitrary<Row> = fc
  .oneof(
    fc.record({ value: line, subject: fc.constantFrom('city', 'skills', 'country', 'custom.né') }),
    fc.record({ value: word, subject: fc.constantFrom('segment', 'consent', 'list') }),
    fc.record({ value: fc.constantFrom('', 'rentree'), within: period, subject: did() }),
    fc
      .array(fc.oneof(line, word), { minLength: 1 })
      .map((list) => ({ op: 'in' as const, value: joinList(list), subject: 'city' })),
    fc.integer().map((value) => ({
      op: 'gte' as const,
      kind: 'number' as const,
      value: String(value),
      subject: 'custom.n',
    })),
    fc.constant({ op: 'within' as const, value: '90d', subject: 'lastActAt' }),
    fc.constant({ op: 'exists' as const, value: '', subject: 'phone' }),
  )
  .chain((row) => fc.boolean().map((not): Row => ({ ...plain, ...row, not })))

function did() {
  return fc.constantFrom(...behaviours).map((one) => `did:${one}`)
}

const join = fc.constantFrom(...joins)
const forms: fc.Arbitrary<AudienceForm> = fc
  .record({
    join,
    groups: fc.array(fc.record({ join, rows: fc.array(rows, { minLength: 1, maxLength: 3 }) }), {
      maxLength: 4,
    }),
  })
  .map((form) => (form.groups.length ? form : { ...form, join: 'all' as const }))

it('reads a form back from the audience it makes, and from its source', () => {
  fc.assert(
    fc.property(forms, (form) => {
      const audience = audienceOfForm(form)
      expect(formOfAudience(audience)).toEqual(form)
      expect(formOfAudience(readAudienceSource(writeAudienceSource(audience)))).toEqual(form)
    }),
  )
})

it('asks the same people as the audience it stands for, or is none', () => {
  fc.assert(
    fc.property(audiences, person, (audience, one) => {
      expect(readAudienceSource(writeAudienceSource(audience))).toEqual(audience)
      const form = formOfAudience(audience)
      if (!form) return
      const who = subject(one, {})
      expect(matches(audienceOfForm(form), who)).toBe(matches(audience, who))
      expect(formOfAudience(audienceOfForm(form))).toEqual(form)
    }),
  )
  expect(formOfAudience({ any: [] })).toBeNull()
})

it('splits a list as it was joined', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(line, word, fc.constant(''))), (list) => {
      expect(splitList(joinList(list))).toEqual(list)
    }),
  )
  expect(splitList('BE, FR،  "a, b",')).toEqual(['BE', 'FR', 'a, b'])
})

it('leaves out lines that are not finished', () => {
  const unfinished: Row[] = [
    { ...plain, subject: 'city', value: '' },
    { ...plain, subject: 'custom.n', kind: 'number', value: 'many' },
    { ...plain, subject: 'lastActAt', op: 'within', value: 'soon' },
    { ...plain, subject: 'nowhere', value: 'x' },
  ]
  expect(audienceOfForm({ join: 'any', groups: [{ join: 'any', rows: unfinished }] })).toEqual({ all: [] })
})
