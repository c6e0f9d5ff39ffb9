import fc from 'fast-check'
import { expect, it } from 'vitest'
import { chooseLanguage, languageTags, resolveTag } from '../../src/core/language.ts'

it.each([
  [['nl-BE'], ['fr', 'nl'], null, 'nl'],
  [['NL-be'], ['nl-BE', 'nl'], null, 'nl-BE'],
  [['de', 'fr'], ['fr', 'ar'], null, 'fr'],
  [['ary'], ['fr', 'ar'], null, 'ar'],
  [['ary-Arab-MA'], ['ar'], null, 'ar'],
  [['ary'], ['ar', 'ary'], null, 'ary'],
  // Who writes Darija in Latin letters may not read Arabic script.
  [['ary-Latn'], ['ar'], null, null],
  [['ary-Latn', 'fr'], ['ar', 'fr'], null, 'fr'],
  [['ary-Latn'], ['ary', 'ar'], null, 'ary'],
  [['zgh'], ['ar', 'fr'], null, null],
  [['zgh'], ['ar', 'fr'], 'fr', 'fr'],
  [['ja'], ['ar'], 'fr', null],
  [[], ['fr'], 'fr', 'fr'],
  [[], ['fr'], null, null],
  [[' fr '], ['fr'], null, 'fr'],
  [['fra'], ['fr'], null, null],
] as const)('%j of %j, else %s: %s', (wishes, covered, fallback, expected) => {
  expect(chooseLanguage(wishes, covered, fallback)).toBe(expected)
})

it('only ever answers a covered language, and the first wish that is covered', () => {
  const wish = fc.constantFrom('fr', 'fr-BE', 'ar', 'ary', 'ary-Latn', 'zgh', 'nl-BE', 'xx', '')
  fc.assert(
    fc.property(
      fc.array(wish),
      fc.subarray([...languageTags]),
      fc.constantFrom('fr', 'sv', null),
      (wishes, covered, fallback) => {
        const chosen = chooseLanguage(wishes, covered, fallback)
        const answers = wishes.map((one) => resolveTag(one, covered)).filter((one) => one !== null)
        const last = fallback && covered.includes(fallback as 'fr') ? fallback : null
        expect(chosen).toBe(answers[0] ?? last)
        if (chosen !== null) expect(covered).toContain(chosen)
      },
    ),
  )
})
