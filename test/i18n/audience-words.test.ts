import fc from 'fast-check'
import { expect, it } from 'vitest'
import { audienceFields, audienceSchema, behaviours, operators } from '../../src/core/audience.ts'
import { ar } from '../../src/i18n/audience/ar.ts'
import { en } from '../../src/i18n/audience/en.ts'
import { fr } from '../../src/i18n/audience/fr.ts'
import { audienceLanguages, audienceWords } from '../../src/i18n/audience-words.ts'
import { audience } from '../support/audience.ts'

const say = (written: unknown, language: 'fr' | 'ar' | 'en', names = {}) =>
  audienceWords(audienceSchema.parse(written), language, names)

it.each([
  [
    { country: ['BE', 'NL', 'MA'], not: { languages: ['fr', 'ar'] } },
    'Les personnes qui vivent en Belgique, aux Pays-Bas ou au Maroc et qui ne lisent pas en français ou en arabe.',
    'الأشخاص الذين يقيمون في بلجيكا أو هولندا أو المغرب والذين لا يقرؤون الفرنسية أو العربية.',
    'People who live in Belgium, the Netherlands or Morocco and who do not read French or Arabic.',
  ],
  [
    { all: [{ did: 'received', campaign: 'rentree', within: '90d' }, { not: { did: 'joined' } }] },
    'Les personnes qui ont reçu la campagne «\u00a0rentree\u00a0» au cours des 90 derniers jours et qui n’ont rejoint aucune campagne.',
    'الأشخاص الذين تلقوا الحملة «rentree» خلال آخر 90 يومًا والذين لم ينضموا إلى أي حملة.',
    'People who received the campaign “rentree” in the last 90 days and who joined no campaign.',
  ],
  [
    { any: [{ createdAt: { olderThan: '2y' } }, { 'custom.arrivee': { before: '2020-03-01' } }] },
    'Les personnes dont la fiche a été créée il y a plus de 2 ans ou dont le champ «\u00a0arrivee\u00a0» est une date située avant le 1er mars 2020.',
    'الأشخاص الذين أُضيفوا إلى السجل قبل أكثر من سنتين أو الذين في خانة «arrivee» لديهم تاريخ يقع قبل 1 مارس 2020.',
    'People whose record was made more than 2 years ago or whose field “arrivee” is a date before 1 March 2020.',
  ],
  [
    { birthDecade: { gte: 1980 }, segment: 'medecins', consent: 'receive:email' },
    'Les personnes dont la décennie de naissance vaut 1980 ou plus, qui font partie du segment «\u00a0Médecins\u00a0» et qui ont accepté de recevoir des courriels.',
    'الأشخاص الذين قيمة خانة «عقد الميلاد» لديهم 1980 أو أكثر والذين ينتمون إلى الشريحة «Médecins» والذين وافقوا على تلقي البريد الإلكتروني.',
    'People whose decade of birth is 1980 or more, who belong to the segment “Médecins” and who agreed to receive e-mail.',
  ],
])('says %j', (written, french, arabic, english) => {
  const names = { segments: { medecins: 'Médecins' } }
  expect(say(written, 'fr', names)).toBe(french)
  expect(say(written, 'ar', names)).toBe(arabic)
  expect(say(written, 'en', names)).toBe(english)
})

it('has one way to read groups inside groups', () => {
  const [a, b, c] = [{ city: 'A' }, { city: 'B' }, { city: 'C' }]
  expect(say({ all: [a, { any: [b, c] }] }, 'en')).toBe(
    'People whose city is “A” and (whose city is “B” or whose city is “C”).',
  )
  expect(say({ any: [{ all: [a, b] }, c] }, 'en')).toBe(
    'People (whose city is “A” and whose city is “B”) or whose city is “C”.',
  )
  expect(say({ not: { any: [a, { not: b }] } }, 'en')).toBe(
    'People whose city is not “A” and whose city is “B”.',
  )
  expect(say({ all: [a, { all: [b, c] }] }, 'en')).toBe(say({ all: [a, b, c] }, 'en'))
})

it.each([
  ['FR', 'en France'],
  ['GB', 'au Royaume-Uni'],
  ['US', 'aux États-Unis'],
  ['CA', 'au Canada'],
  ['MX', 'au Mexique'],
  ['AE', 'aux Émirats arabes unis'],
  ['IL', 'en Israël'],
  ['CI', 'en Côte d’Ivoire'],
  ['KR', 'en Corée du Sud'],
  ['MT', 'à Malte'],
  ['ZA', 'en Afrique du Sud'],
  ['GW', 'en Guinée-Bissau'],
])('puts %s into a French sentence', (code, place) => {
  expect(say({ country: code }, 'fr')).toBe(`Les personnes qui vivent ${place}.`)
})

it('knows the numbers of Arabic', () => {
  const when = (within: string) => say({ did: 'received', within }, 'ar')
  expect(when('1d')).toContain('خلال آخر يوم.')
  expect(when('2w')).toContain('خلال آخر أسبوعين.')
  expect(when('3m')).toContain('خلال آخر 3 أشهر.')
  expect(when('11d')).toContain('خلال آخر 11 يومًا.')
  expect(when('100d')).toContain('خلال آخر 100 يوم.')
})

it('says whatever can be asked, and never in our own words', () => {
  // Small letters inside are names of ours; a language's own words are not written so.
  const ours = [...audienceFields, ...operators, ...behaviours].filter((name) => /[a-z][A-Z]/.test(name))
  const leaks = new RegExp(`${ours.join('|')}|undefined|null,|\\{|receive:|track:|\\bcustom\\.`)
  fc.assert(
    fc.property(audience, fc.constantFrom(...audienceLanguages), (asked, language) => {
      const said = audienceWords(asked, language)
      expect(said.length).toBeGreaterThan(5)
      expect(said.endsWith('.')).toBe(true)
      // What somebody asked for stands in quotes and may look like anything.
      expect(said.replace(/[«“][^»”]*[»”]/g, '')).not.toMatch(leaks)
      expect(said.split('(').length).toBe(said.split(')').length)
    }),
    { numRuns: 600 },
  )
})

it('has everything in each language, and something of its own for what is not so', () => {
  const shape = (value: unknown): unknown =>
    Array.isArray(value) || typeof value !== 'object'
      ? typeof value
      : Object.fromEntries(Object.entries(value as object).map(([key, one]) => [key, shape(one)]))
  const withoutPlurals = ({ within: _, olderThan: __, ...words }: typeof en) => shape(words)
  expect(withoutPlurals(ar)).toEqual(withoutPlurals(fr))
  expect(withoutPlurals(en)).toEqual(withoutPlurals(fr))
  for (const words of [fr, ar, en]) {
    const categories = new Intl.PluralRules(words.locale).resolvedOptions().pluralCategories
    for (const forms of [...Object.values(words.within), ...Object.values(words.olderThan)]) {
      const wanted = words.locale === 'fr' ? ['one', 'other'] : categories
      expect(Object.keys(forms)).toEqual(expect.arrayContaining(wanted))
    }
    const pairs = JSON.stringify(words).match(/\["[^"]+","[^"]+"\]/g)!
    for (const pair of pairs) expect(new Set(JSON.parse(pair)).size).toBe(2)
  }
})
