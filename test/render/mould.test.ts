import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeMail, renderMail } from '../../src/render/message.ts'
import { newMould, pour } from '../../src/render/mould.ts'
import { piecesOf } from '../../src/render/pieces.ts'
import { type EncodedPieces, encodeText, joined } from '../../src/render/transfer.ts'
import { context, copies, mail } from './support/sample.ts'

const asOne = ({ encoding, pieces }: EncodedPieces) => ({ encoding, body: joined(pieces) })

const words = fc.array(
  fc.constantFrom(
    'a',
    'é',
    'م',
    'ⵣ',
    '🌊',
    ' ',
    ' ',
    '\t',
    '\n',
    '\r',
    '\r\n',
    '.',
    'From ',
    '=',
    'x'.repeat(80),
  ),
  { maxLength: 12 },
)
const phrase = words.map((all) => all.join(''))
const tags = [
  '{{a}}',
  '{{#if a}}\n{{b}} oui\n{{else}}non{{/if}}',
  '{{b}}\n',
  '\n{{#if c}}مرحبا{{/if}}',
  '{{! nothing }}',
]
const template = fc
  .array(fc.oneof(phrase, fc.constantFrom(...tags)), { maxLength: 12 })
  .map((parts) => parts.join(''))
const contexts = fc.array(
  fc.record({ a: phrase, b: phrase, c: fc.boolean(), d: fc.constant('always the same') }),
  { minLength: 1, maxLength: 6 },
)

describe('a mould', () => {
  it.each([false, true])('makes of many texts what encoding each would (trimmed: %s)', (trimmed) => {
    fc.assert(
      fc.property(template, contexts, (source, all) => {
        const pieces = piecesOf(source, 'text')
        const mould = newMould(pieces, trimmed)
        for (const one of all) {
          const values = pieces.say(one)
          const whole = pieces.texts.map((text, at) => text + (values[at] ?? '')).join('')
          expect(asOne(pour(mould, one))).toEqual(encodeText(trimmed ? `${whole.trim()}\n` : whole))
        }
      }),
      { numRuns: 2000 },
    )
  })
})

describe('the mail of one person among many', async () => {
  const samples = {
    fr: await mail({ copy: copies.fr }),
    ar: await mail({ copy: copies.ar, language: 'ar' }),
  }
  const people = fc.array(
    fc.record({
      contact: fc.record({
        firstName: fc.constantFrom('', 'Amina', 'خديجة', 'Zoë', ' ', '<b>', 'a\r\nb', 'x'.repeat(200)),
        lastName: fc.constantFrom('', 'El Idrissi', 'بنعلي'),
        country: fc.constantFrom('BE', 'FR', ''),
        city: fc.constantFrom('', 'Málaga'),
      }),
      unsubscribeUrl: fc.constantFrom('', 'https://m.example/u/1', 'https://m.example/u/longer-than-that'),
      pixelUrl: fc.constantFrom('', 'https://m.example/o/1'),
    }),
    { minLength: 1, maxLength: 20 },
  )

  it.each(['fr', 'ar'] as const)('is what rendering and encoding it whole gives: %s', (language) => {
    const content = samples[language]
    fc.assert(
      fc.property(people, (all) => {
        for (const one of all) {
          const its = context(content.links, { ...one, language })
          const { subject, html, text } = renderMail(content, its)
          const made = encodeMail(content, its, 'first')
          expect(made.subject).toBe(subject)
          expect(asOne(made.html)).toEqual(encodeText(html))
          expect(asOne(made.text)).toEqual(encodeText(text))
        }
      }),
      { numRuns: 100 },
    )
  })

  it('keeps apart kinds whose common addresses differ, in any number', () => {
    for (let round = 0; round < 2; round++) {
      for (let kind = 0; kind < 12; kind++) {
        const links = samples.fr.links.map((_, at) => `https://m.example/c/${kind}/${at}`)
        const its = context(samples.fr.links, { links })
        const { html } = renderMail(samples.fr, its)
        expect(asOne(encodeMail(samples.fr, its, `${kind}`).html)).toEqual(encodeText(html))
      }
    }
  })
})
