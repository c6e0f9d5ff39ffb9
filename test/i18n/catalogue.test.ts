import { describe, expect, it } from 'vitest'
import { languageTags } from '../../src/core/language.ts'
import { directionOf, fill, plural, words } from '../../src/i18n/words.ts'
import { filesLike, read } from '../support/repository.ts'

/** Every sentence of a catalogue by its path, `page.landing.submit`. */
function sentences(node: object, path = ''): [path: string, text: string][] {
  return Object.entries(node).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[path + key, value] as [string, string]]
      : sentences(value, `${path}${key}.`),
  )
}

const placeholders = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort()
/** The text without what is written alike in every language: placeholders, examples of addresses, brands. */
const own = (text: string) =>
  text.replace(/\{\w+\}|\S+@\S+|WhatsApp|Facebook|Telegram|LinkedIn|\bX\b/g, '').replace(/[^\p{L}]/gu, '')

const french = sentences(words('fr'))
const brands = [
  'share.whatsapp',
  'share.facebook',
  'share.x',
  'share.telegram',
  'share.linkedin',
  'page.preferences.sms',
  'page.preferences.whatsapp',
]

describe.each(languageTags.filter((tag) => tag !== 'fr'))('%s', (tag) => {
  const translated = new Map(sentences(words(tag)))

  it('has the keys of the French catalogue', () => {
    expect([...translated.keys()].sort()).toEqual(french.map(([path]) => path).sort())
  })

  it.each(french)('translates %s', (path, source) => {
    const text = translated.get(path)!
    expect(text.trim()).not.toBe('')
    expect(text).toBe(text.trim())
    expect(placeholders(text)).toEqual(placeholders(source))
    expect(text).not.toMatch(/!/)
    if (!brands.includes(path)) expect(text).not.toBe(source)
  })
})

describe('script', () => {
  it.each(['ar', 'ary'] as const)('%s is written in Arabic letters', (tag) => {
    for (const [, text] of sentences(words(tag))) expect(own(text)).toMatch(/^\p{Script=Arabic}+$/u)
  })

  it.each(['ar', 'ary'] as const)('%s uses Arabic punctuation and Western digits', (tag) => {
    for (const [, text] of sentences(words(tag))) expect(text).not.toMatch(/[?,;٠-٩]/)
  })

  it('zgh is written in Tifinagh', () => {
    for (const [, text] of sentences(words('zgh'))) expect(own(text)).toMatch(/^\p{Script=Tifinagh}*$/u)
  })
})

describe('French typography', () => {
  /** French as it stands in the sources: files of their own, and the part of those that hold all languages of the desk. */
  const sources = filesLike(/^src\/i18n\/.*\.ts$/).flatMap((path) => {
    const source = read(path)
    if (/(^|\/)fr\.ts$|\/register\.ts$/.test(path)) return [{ path, source }]
    const inside = /^ {2}fr: \{\n([\s\S]*?)^ {2}\},/m.exec(source)
    return inside ? [{ path, source: inside[1]! }] : []
  })

  it.each(sources)(
    'has no-break spaces before : ; ? ! % and inside « », and before units, in $path',
    ({ source }) => {
      const strings = source.replace(/^\s*(\/?\*|\/\/).*$/gm, '').match(/'[^'\n]*'|"[^"\n]*"/g) ?? []
      // A record of the DNS is no French.
      const texts = strings.map((text) =>
        text
          .slice(1, -1)
          .replaceAll('\\u00a0', '\u00a0')
          .replace(/v=DMARC1;.*?…/, ''),
      )
      const wrong = / [:;?!%»]|« |[^\s\u00a0:][:;?!%](\s|$)|\d (heures|jours|mois|ans|minutes)\b/
      expect(texts.filter((text) => wrong.test(text) && text !== 'mailto:')).toEqual([])
      expect(texts.length).toBeGreaterThan(5)
    },
  )

  it('is looked at wherever there is French', () => {
    expect(sources.length).toBeGreaterThanOrEqual(9)
  })
})

describe('fill', () => {
  it('puts values in the place of names', () => {
    expect(fill('{a} et {b}, {a}', { a: 'x', b: 2 })).toBe('x et 2, x')
  })

  it('leaves a name without a value, for a test to see', () => {
    expect(fill('{a} {b}', { a: '' })).toBe(' {b}')
  })
})

describe('plural', () => {
  const arabic = {
    zero: 'لا أحد',
    one: 'شخص واحد',
    two: 'شخصان',
    few: '{count} أشخاص',
    many: '{count} شخصا',
    other: '{count} شخص',
  }

  it.each([
    [0, 'لا أحد'],
    [1, 'شخص واحد'],
    [2, 'شخصان'],
    [3, '3 أشخاص'],
    [11, '11 شخصا'],
    [100, '100 شخص'],
  ])('Arabic has six forms: %i', (count, text) => {
    expect(plural('ar', arabic, count)).toBe(text)
    expect(plural('ary', arabic, count)).toBe(text)
  })

  it('French counts zero as one, and writes thousands its own way', () => {
    const forms = { one: '{count} personne', other: '{count} personnes' }
    expect(plural('fr', forms, 0)).toBe('0 personne')
    expect(plural('fr', forms, 12_500)).toBe('12\u202f500 personnes')
  })

  it('takes "other" where a form is missing', () => {
    expect(plural('en', { other: '{count} people' }, 1)).toBe('1 people')
  })
})

describe('directionOf', () => {
  it.each([
    ['fr', 'ltr'],
    ['ar', 'rtl'],
    ['ary', 'rtl'],
    ['ary-Latn', 'ltr'],
    ['ary-Arab', 'rtl'],
    ['zgh', 'ltr'],
    ['sv', 'ltr'],
  ])('%s is %s', (tag, direction) => {
    expect(directionOf(tag)).toBe(direction)
  })
})
