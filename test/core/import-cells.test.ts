import fc from 'fast-check'
import parsePhone from 'libphonenumber-js/min'
import isEmail from 'validator/lib/isEmail.js'
import { describe, expect, it } from 'vitest'
import { needsUtf8, normalEmail, normalTelegram } from '../../src/core/contact.ts'
import type { CustomField } from '../../src/core/fields.ts'
import { readDecade, readGeneration } from '../../src/core/import-birth.ts'
import { readCustom } from '../../src/core/import-custom.ts'
import { readDate, readInstant } from '../../src/core/import-date.ts'
import { labelAndUri } from '../../src/core/import-esco.ts'
import { readHeader } from '../../src/core/import-fields.ts'
import { readPhone } from '../../src/core/import-phone.ts'

it.each([
  ['1984', 1980],
  ['1980s', 1980],
  ['1980-1989', 1980],
  ['années 80', 1980],
  ['les années 1990', 1990],
  ["80's", 1980],
  ['12/05/1984', 1980],
  ['1984-05-12', 1980],
  ['1984-05-12T00:00:00Z', 1980],
  ['12/05/84', 1980],
  ['12.05.04', 2000],
  ['2003', 2000],
  ['١٩٨٤', 1980],
  ['الثمانينات', 1980],
  ['ثمانينيات', 1980],
  ['عقد السبعينات', 1970],
  ['2000s', 2000],
  ['1979-1981', null],
  ['années 20', null],
  ['1884', null],
  ['2084', null],
  ['old', null],
  ['30812', null],
])('decade of birth %j → %j', (text, decade) => expect(readDecade(text)).toBe(decade))

it('keeps nothing finer than the decade', () => {
  const day = fc.date({ min: new Date('1930-01-01'), max: new Date('2019-12-31'), noInvalidDate: true })
  fc.assert(
    fc.property(day, (date) => {
      const [year = '', month, dayOfMonth] = date.toISOString().slice(0, 10).split('-')
      const decade = Math.floor(Number(year) / 10) * 10
      for (const text of [year, `${dayOfMonth}/${month}/${year}`, `${year}-${month}-${dayOfMonth}`])
        expect(readDecade(text)).toBe(decade)
    }),
  )
})

it.each([
  ['1', 1],
  ['2e', 2],
  ['2ème', 2],
  ['2nd', 2],
  ['second', 2],
  ['première', 1],
  ['1re génération', 1],
  ['Third generation', 3],
  ['deuxième génération', 2],
  ['الجيل الثاني', 2],
  ['الأول', 1],
  ['٣', 3],
  ['5', 5],
  ['0', null],
  ['6', null],
  ['1.5', null],
  ['young', null],
])('generation %j → %j', (text, generation) => expect(readGeneration(text)).toBe(generation))

it.each([
  ['2019-09-01', '2019-09-01'],
  ['01/09/2019', '2019-09-01'],
  ['1.9.2019', '2019-09-01'],
  ['٠١/٠٩/٢٠١٩', '2019-09-01'],
  ['2019-09-01 12:30', '2019-09-01'],
  ['29/02/2024', '2024-02-29'],
  ['29/02/2023', null],
  ['12/31/2019', null],
  ['2019', null],
  ['soon', null],
])('date %j → %j', (text, date) => expect(readDate(text)).toBe(date))

it.each([
  ['2025-06-01', Date.UTC(2025, 5, 1)],
  ['01/06/2025 14:30', Date.UTC(2025, 5, 1, 14, 30)],
  ['2025-06-01T14:30:15+02:00', Date.UTC(2025, 5, 1, 12, 30, 15)],
  ['2025-06-01T14:30:15.123Z', Date.UTC(2025, 5, 1, 14, 30, 15)],
  ['2025-06-01T25:00', null],
  ['2025-06-01 noon', null],
])('instant %j → %j', (text, at) => expect(readInstant(text)).toBe(at))

const field = (type: CustomField['type'], choices: string[] = []): CustomField => ({
  name: 'x',
  type,
  choices,
})
it.each([
  ['number', '12,5', 12.5],
  ['number', '1 234 567', 1234567],
  ['number', '1,234,567', 1234567],
  ['number', '١٢', 12],
  ['number', '-3', -3],
  ['number', '1,234', null],
  ['number', '1e3', null],
  ['number', 'twelve', null],
  ['date', '01/09/2019', '2019-09-01'],
  ['date', 'yesterday', null],
  ['boolean', 'Oui', 'true'],
  ['boolean', 'VRAI', 'true'],
  ['boolean', 'لا', 'false'],
  ['boolean', 'نعم', 'true'],
  ['boolean', 'Nee', 'false'],
  ['boolean', 'perhaps', null],
  ['choice', 'BENEVOLE', 'Bénévole'],
  ['choice', 'autre', null],
  ['text', '007', '007'],
] as const)('custom %s %j → %j', (type, text, value) => {
  const read = readCustom(field(type, ['Membre', 'Bénévole']), text)
  if (value === null) expect(read).toHaveProperty('reason')
  else expect(read).toEqual({ value })
})

it.each([
  ['soudeur', 'soudeur', null],
  [
    'Soudeur <http://data.europa.eu/esco/occupation/a-1>',
    'Soudeur',
    'http://data.europa.eu/esco/occupation/a-1',
  ],
  ['https://data.europa.eu/esco/skill/b', null, 'http://data.europa.eu/esco/skill/b'],
  ['a < b', 'a < b', null],
])('%j is %j and %j', (text, label, uri) => expect(labelAndUri(text)).toEqual({ label, uri }))

it.each([
  ['@Amina_Tazi', 'amina_tazi'],
  ['https://t.me/Amina_Tazi', 'amina_tazi'],
  ['amina', 'amina'],
  ['@1amina', null],
  ['@ami', null],
  ['@amina tazi', null],
  ['+32470000000', null],
])('Telegram %j → %j', (text, name) => expect(normalTelegram(text)).toBe(name))

it('says which addresses only a server with SMTPUTF8 takes', () => {
  expect([needsUtf8('rené@x.example'), needsUtf8('rene@xn--caf-dma.example')]).toEqual([true, false])
})

describe('shortcuts', () => {
  it('let no e-mail address through that the library refuses', () => {
    const letters = fc.constantFrom(...'abz09._-+@xn--e.'.split(''))
    const text = fc.string({ unit: letters, maxLength: 70 }).map((local) => `${local}@courriel.example`)
    fc.assert(
      fc.property(fc.oneof(text, fc.emailAddress(), fc.string({ unit: letters })), (address) => {
        const normal = normalEmail(address)
        if (normal !== null) expect(isEmail(normal, { allow_utf8_local_part: true })).toBe(true)
        if (normal === address) expect(normalEmail(`${address} `)).toBe(address)
      }),
      { numRuns: 2000 },
    )
  })

  it('answer for every number as the library does', () => {
    const codes = [
      '32',
      '33',
      '34',
      '39',
      '49',
      '31',
      '46',
      '212',
      '213',
      '44',
      '1',
      '7',
      '351',
      '971',
      '20',
      '55',
    ]
    const number = fc
      .tuple(
        fc.constantFrom(...codes),
        fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 4, maxLength: 12 }),
      )
      .map(([code, rest]) => `+${code}${rest}`)
    fc.assert(
      fc.property(number, (text) => {
        const theirs = parsePhone(text)
        expect(readPhone(text, undefined)).toBe(theirs?.isValid() ? theirs.number : null)
      }),
      { numRuns: 5000 },
    )
  })
})

it.each([
  ['Date de naissance', 'birthDecade'],
  ['Décennie de naissance', 'birthDecade'],
  ['تاريخ الازدياد', 'birthDecade'],
  ['Year of birth', 'birthDecade'],
  ['Génération', 'diasporaGeneration'],
  ['الجيل', 'diasporaGeneration'],
  ['Telegram', 'telegram'],
  ['تلغرام', 'telegram'],
  ['Occupation (ESCO)', 'occupationUri'],
  ['Compétences ESCO', 'skillUris'],
  ['Date du consentement', 'consentedAt'],
  ['مصدر الموافقة', 'consentSource'],
  ['Consent source', 'consentSource'],
  ['N° de téléphone', 'phone'],
])('header %j is %s', (header, target) => {
  expect(readHeader(['courriel', header])[1]).toEqual({ header, target })
})

it('refuses a header that no list of people has', () => {
  const wide = Array.from({ length: 3000 }, (_, at) => `column ${at}`)
  expect(() => readHeader(['email', ...wide])).toThrow(expect.objectContaining({ key: 'columns' }))
  expect(readHeader(['email', ...wide.map(() => '')])).toHaveLength(3001)
})
