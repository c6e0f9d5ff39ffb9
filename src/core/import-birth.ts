import { asciiDigits } from './import-date.ts'
import { foldWord } from './import-fields.ts'

/** Decades as Arabic names them, folded; the twenties may be of either century and are left out. */
const arabicDecades: Record<string, number> = {
  ثلاثين: 1930,
  اربعين: 1940,
  خمسين: 1950,
  ستين: 1960,
  سبعين: 1970,
  ثمانين: 1980,
  تسعين: 1990,
}

/**
 * First year of the decade of birth, never more exact: of a year, a date, a decade (1980s, « années 80 », الثمانينات).
 * Null when it cannot be told, or when two decades are named.
 */
export function readDecade(text: string): number | null {
  const plain = asciiDigits(text)
  const years = plain.match(/(?<!\d)(?:19|20)\d{2}(?!\d)/g) ?? []
  const decades = new Set(years.map((year) => Math.floor(Number(year) / 10) * 10))
  const [only] = decades
  if (decades.size > 1) return null
  if (only !== undefined) return only <= 2020 ? only : null
  const arabic = Object.entries(arabicDecades).find(([stem]) =>
    new RegExp(`^(?:عقد|سنوات)?(?:ال)?${stem.slice(0, -2)}(?:ين|يني|ينات|ينيات|ات)$`).test(foldWord(text)),
  )
  if (arabic) return arabic[1]
  return shortDecade(plain)
}

/** « années 80 », 80s, 12/05/84. */
function shortDecade(text: string): number | null {
  const decade = /^(?:les\s+)?(?:ann[ée]es\s+|the\s+)?['’]?(\d)0(?:'?s|’s)?$/i.exec(text.trim())
  const short = decade ? `${decade[1]}0` : /^\d{1,2}[-/.]\d{1,2}[-/.](\d{2})$/.exec(text.trim())?.[1]
  if (short === undefined) return null
  const ten = Math.floor(Number(short) / 10) * 10
  if (ten >= 30) return 1900 + ten
  return decade && ten === 20 ? null : 2000 + ten
}

const ordinals: Record<string, number> = {
  un: 1,
  une: 1,
  premier: 1,
  premiere: 1,
  first: 1,
  one: 1,
  deux: 2,
  deuxieme: 2,
  second: 2,
  seconde: 2,
  two: 2,
  trois: 3,
  troisieme: 3,
  third: 3,
  three: 3,
  quatre: 4,
  quatrieme: 4,
  fourth: 4,
  four: 4,
  cinq: 5,
  cinquieme: 5,
  fifth: 5,
  five: 5,
  الاول: 1,
  الاولي: 1,
  اول: 1,
  اولي: 1,
  الثاني: 2,
  الثانيه: 2,
  ثاني: 2,
  ثان: 2,
  الثالث: 3,
  الثالثه: 3,
  ثالث: 3,
  الرابع: 4,
  رابع: 4,
  الخامس: 5,
  خامس: 5,
}

/** 1 = moved themselves, 2 = their parents did; of 2, 2e, 2nd, « deuxième génération », الجيل الثاني. Null = unreadable. */
export function readGeneration(text: string): number | null {
  const word = foldWord(asciiDigits(text)).replace(/^(?:generation|gen|الجيل|جيل)|(?:generation|gen)$/g, '')
  const digit = /^([1-5])(?:st|nd|rd|th|e|er|re|ere|ier|iere|eme|ieme|de|nde|d)?$/.exec(word)?.[1]
  if (digit) return Number(digit)
  return Object.hasOwn(ordinals, word) ? ordinals[word]! : null
}
