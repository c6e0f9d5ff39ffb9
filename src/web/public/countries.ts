import { countryName, localeOf } from '../ui/say.ts'

/** The partnership's eight and Morocco, offered first. */
const first = ['BE', 'DE', 'ES', 'FR', 'IT', 'NL', 'PT', 'SE', 'MA']

/** Where else Moroccans live in numbers. Not every country of the world: the list travels with each page. */
const others = [
  'AE',
  'AT',
  'AU',
  'BH',
  'BR',
  'CA',
  'CH',
  'CI',
  'CN',
  'CY',
  'CZ',
  'DK',
  'DZ',
  'EG',
  'FI',
  'GA',
  'GB',
  'GR',
  'HU',
  'IE',
  'IL',
  'JO',
  'JP',
  'KW',
  'LB',
  'LU',
  'LY',
  'ML',
  'MR',
  'MT',
  'NO',
  'OM',
  'PL',
  'QA',
  'RO',
  'RU',
  'SA',
  'SN',
  'TN',
  'TR',
  'UA',
  'US',
  'ZA',
]

export type CountryChoice = { code: string; name: string }

type Choices = { first: CountryChoice[]; others: CountryChoice[] }
const known = new Map<string, Choices>()

/** Countries in the reader's language and alphabet, in two groups. Sorting names is dear, so each language is done once. */
export function countryChoices(language: string): Choices {
  const choices = known.get(language) ?? sortedChoices(language)
  known.set(language, choices)
  return choices
}

function sortedChoices(language: string): Choices {
  const order = new Intl.Collator(localeOf(language))
  const named = (codes: readonly string[]) =>
    codes
      .map((code) => ({ code, name: countryName(language, code) }))
      .sort((a, b) => order.compare(a.name, b.name))
  return { first: named(first), others: named(others) }
}

export function isCountryChoice(code: string): boolean {
  return first.includes(code) || others.includes(code)
}
