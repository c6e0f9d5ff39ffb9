import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanText, normalEmail } from '../../src/core/contact.ts'
import { readCountry } from '../../src/core/import-country.ts'
import { foldWord, readHeader } from '../../src/core/import-fields.ts'
import { readLanguages } from '../../src/core/import-language.ts'
import { languageTags } from '../../src/core/language.ts'
import { languageCodes } from '../../src/core/language-codes.ts'

describe('e-mail addresses', () => {
  it.each([
    [' Ali.Amrani@Courriel.EXAMPLE ', 'ali.amrani@courriel.example'],
    ['rene\u0301@café.example', 'rené@xn--caf-dma.example'],
    ['a+b@x.example', 'a+b@x.example'],
    ["o'neil@x.example", "o'neil@x.example"],
    ['ali@موقع.example', 'ali@xn--4gbrim.example'],
    ['', null],
    ['ali', null],
    ['@x.example', null],
    ['ali@', null],
    ['ali@localhost', null],
    ['ali@10.0.0.1', null],
    ['ali@x..example', null],
    ['a b@x.example', null],
    ['ali@x.example, sara@x.example', null],
    ['<ali@x.example>', null],
    ['ali@x.example\r\nBcc: sara@x.example', null],
    [`${'a'.repeat(65)}@x.example`, null],
    ['ali@exa_mple.example', null],
  ])('%j → %j', (text, expected) => expect(normalEmail(text)).toBe(expected))

  it('have one normal form', () => {
    fc.assert(
      fc.property(fc.emailAddress(), (text) => {
        const once = normalEmail(text)
        if (once !== null) expect(normalEmail(once)).toBe(once)
      }),
    )
  })
})

describe('text', () => {
  it.each([
    ['  Fatima\t Zahra \r\n', 'Fatima Zahra'],
    ['a\u0000b\u2028c', 'a b c'],
    ['e\u0301', 'é'],
    ['Gent', 'Gent'],
    ['   ', null],
    ['', null],
    [null, null],
  ])('%j → %j', (text, expected) => expect(cleanText(text)).toBe(expected))

  it('is the same when cleaned again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const once = cleanText(text)
        expect(cleanText(once)).toBe(once)
      }),
    )
  })
})

it.each([
  ['be', 'BE'],
  ['MAR', 'MA'],
  ['Pays-Bas', 'NL'],
  ['pays bas', 'NL'],
  ['The Netherlands', 'NL'],
  ['Nederland', 'NL'],
  ['المغرب', 'MA'],
  ['إسبانيا', 'ES'],
  ['اسبانيا', 'ES'],
  ['Espagne', 'ES'],
  ['Deutschland', 'DE'],
  ['Sverige', 'SE'],
  ['SUÈDE', 'SE'],
  ['Suede', 'SE'],
  ['UK', 'GB'],
  ['États-Unis', 'US'],
  ['Itália', 'IT'],
  ['Côte d’Ivoire', 'CI'],
  ['XX', null],
  ['ZZ', null],
  ['EU', null],
  ['Atlantis', null],
  ['', null],
])('country %j → %j', (text, expected) => expect(readCountry(text)).toBe(expected))

it.each([
  ['fr|ar', ['fr', 'ar']],
  ['FR_be | nl-be', ['fr-BE', 'nl-BE']],
  ['français, arabe', ['fr', 'ar']],
  ['العربية', ['ar']],
  ['Darija;Tamazight', ['ary', 'zgh']],
  ['English/French', ['en', 'fr']],
  ['ary-latn|zgh-tfng', ['ary-Latn', 'zgh-Tfng']],
  ['fr|FR|français', ['fr']],
  ['الفرنسية، الإنجليزية', ['fr', 'en']],
  ['néerlandais', ['nl']],
  ['|', []],
])('languages %j → %j', (text, tags) => expect(readLanguages(text)).toEqual({ tags }))

it.each(['xx', 'klingonais', 'fr|qq', '12', 'f', 'fr-'])('no language: %j', (text) => {
  expect(readLanguages(text)).toHaveProperty('unknown')
})

it('knows a language whether or not the runtime has a name for it', () => {
  const named = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' })
  const letters = 'abcdefghijklmnopqrstuvwxyz'.split('')
  const codes = letters.flatMap((first) => letters.map((second) => first + second))
  const missing = codes.filter((code) => named.of(code) && !languageCodes.has(new Intl.Locale(code).language))
  expect(missing).toEqual([])
  for (const tag of languageTags) expect(languageCodes.has(tag), tag).toBe(true)
})

it('folds what people write differently', () => {
  expect(foldWord('Adresse E-Mail *')).toBe('adresseemail')
  expect(foldWord('الإسم الأوّل')).toBe(foldWord('الاسم الاول'))
})

it('names custom fields in the letters of their header', () => {
  const columns = readHeader(['email', 'Année d’arrivée', 'القسم (رقم)', ' ', '***'])
  expect(columns.map((column) => column.target)).toEqual([
    'email',
    'custom.Année_d_arrivée',
    'custom.القسم_رقم',
    null,
    null,
  ])
})
