import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { languageTags } from '../../src/core/language.ts'
import { chosenFrom, cityName, ordered, personName } from '../../src/engine/preferences-wishes.ts'

const wish = fc.constantFrom(...languageTags, 'nl-BE', 'fr-CA', 'ary-Latn', 'tzm', 'x')
const wishes = fc.uniqueArray(wish, { maxLength: 6 })
const offered = fc.uniqueArray(fc.constantFrom(...languageTags), { minLength: 1, maxLength: 11 })

describe('the order of languages', () => {
  it('leads to what was chosen, and choosing it again changes nothing', () => {
    fc.assert(
      fc.property(wishes, offered, fc.nat(), fc.option(fc.nat()), (own, covered, one, two) => {
        const first = covered[one % covered.length]!
        const second = two === null ? null : covered[two % covered.length]!
        const list = ordered(own, covered, first, second)
        expect(chosenFrom(list, covered).first).toBe(first)
        if (second !== first) expect(chosenFrom(list, covered).second).toBe(second)
        expect(ordered(list, covered, first, second)).toEqual(list)
      }),
    )
  })

  it('stays as it is, to the letter, when the page is saved as it was shown', () => {
    fc.assert(
      fc.property(wishes, offered, (own, covered) => {
        const { first, second } = chosenFrom(own, covered)
        if (first) expect(ordered(own, covered, first, second)).toEqual(own)
      }),
    )
  })

  it('loses no wish unless “no other language” is chosen', () => {
    fc.assert(
      fc.property(wishes, offered, (own, covered) => {
        const list = ordered(own, covered, covered[0]!)
        expect(own.filter((tag) => !list.includes(tag))).toEqual([])
      }),
    )
  })
})

it.each([
  ['Nadia', 'Nadia'],
  ['  Fatima-Zahra  ', 'Fatima-Zahra'],
  ['N’Golo O’Neil', 'N’Golo O’Neil'],
  ['نادية', 'نادية'],
  ['ⵏⴰⴷⵢⴰ', 'ⵏⴰⴷⵢⴰ'],
  ['evil.example', null],
  ['a@b.example', null],
  ['<i>', null],
  ['{{x}}', null],
  ['a\u202Eb', null],
  ['1', null],
  ['', null],
])('takes %j for a name as %j', (typed, name) => {
  expect(personName(typed)).toBe(name)
})

it.each([
  ['St. Gallen', 'St. Gallen'],
  ['’s-Hertogenbosch', '’s-Hertogenbosch'],
  ['Frankfurt (Oder)', 'Frankfurt (Oder)'],
  ['Paris 13e', 'Paris 13e'],
  ['الدار البيضاء', 'الدار البيضاء'],
  ['evil.example', null],
  ['www. evil.example', null],
  ['Paris.', null],
  ['https://x', null],
])('takes %j for a city as %j', (typed, name) => {
  expect(cityName(typed)).toBe(name)
})
