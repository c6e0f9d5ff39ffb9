import { describe, expect, it } from 'vitest'
import { finding, verdictOf } from '../../src/core/preflight/finding.ts'
import { deskLanguages } from '../../src/i18n/desk/words.ts'
import { findingLine, preflightWords } from '../../src/i18n/preflight-words.ts'

const sentences = (node: object, path = ''): [string, string][] =>
  Object.entries(node).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[path + key, value] as [string, string]]
      : sentences(value, `${path}${key}.`),
  )
const placeholders = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort()
const english = new Map(sentences(preflightWords('en')))

describe.each(deskLanguages)('the look at a sending domain in %s', (language) => {
  const own = sentences(preflightWords(language))

  it('says everything that can be found, with the same names in it', () => {
    expect(Object.keys(preflightWords(language).findings).sort()).toEqual(Object.keys(verdictOf).sort())
    for (const [path, text] of own) {
      expect([path, placeholders(text)]).toEqual([path, placeholders(english.get(path)!)])
      expect(text).not.toMatch(/[!\n]|^\s|\s$/)
    }
  })
})

it('is written in Arabic letters and punctuation', () => {
  for (const [, text] of sentences(preflightWords('ar'))) {
    expect(text).toMatch(/\p{Script=Arabic}/u)
    expect(text).not.toMatch(/[?,;٠-٩]/)
  }
})

it('has French no-break spaces before : ; ? and inside « »', () => {
  for (const [, text] of sentences(preflightWords('fr'))) expect(text).not.toMatch(/ [:;?»]|« /)
})

it('is a line of English on the command line', () => {
  const found = finding('mx', 'mx-none', { domain: 'mre.example' })
  expect(findingLine(found)).toBe(
    'mre.example has neither MX nor address; many receivers refuse mail from it',
  )
})
