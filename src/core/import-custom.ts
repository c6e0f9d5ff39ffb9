import type { CustomField } from './fields.ts'
import { asciiDigits, readDate } from './import-date.ts'
import { foldWord } from './import-fields.ts'

export type CustomValue = string | number

const yes = new Set(
  'true yes y 1 oui vrai o نعم صحيح اجل ja waar si vero verdadero sim verdadeiro wahr sant'.split(' '),
)
const no = new Set('false no n 0 non faux لا خطا nee onwaar falso nao nein falsch nej falskt'.split(' '))

/** Reads a cell of one of the institution's own fields by its type. */
export function readCustom(field: CustomField, text: string): { value: CustomValue } | { reason: string } {
  switch (field.type) {
    case 'text':
      return { value: text }
    case 'number':
      return orReason(readNumber(text), 'not a number')
    case 'date':
      return orReason(readDate(text), 'not a date (2019-09-01)')
    case 'boolean': {
      const word = foldWord(asciiDigits(text))
      const known = yes.has(word) ? 'true' : no.has(word) ? 'false' : null
      return orReason(known, 'neither yes nor no')
    }
    case 'choice': {
      const word = foldWord(text)
      const choice =
        field.choices.find((one) => one === text) ?? field.choices.find((one) => foldWord(one) === word)
      return orReason(choice ?? null, `not one of ${field.choices.join(', ')}`)
    }
  }
}

const orReason = (value: CustomValue | null, reason: string) => (value === null ? { reason } : { value })

/** 12.5, 12,5, 1 234 567, 1,234,567, ١٢. One comma before three digits may mean either and is no number. */
function readNumber(text: string): number | null {
  const plain = asciiDigits(text)
    .replace(/[\s\u00a0\u202f'’٬]/g, '')
    .replace('٫', '.')
  if (/^-?[1-9]\d{0,2},\d{3}$/.test(plain)) return null
  const grouped = /^-?\d{1,3}(,\d{3}){2,}(\.\d+)?$/.test(plain)
    ? plain.replaceAll(',', '')
    : plain.replace(',', '.')
  return /^-?\d{1,15}(\.\d{1,10})?$/.test(grouped) ? Number(grouped) : null
}

/**
 * A cell of a field that nobody declared: numbers as numbers, so that audiences can ask for more and less; what a
 * number would change (007, 1e3) stays text.
 */
export function undeclared(text: string): CustomValue {
  return /^-?\d{1,9}(\.\d{1,5})?$/.test(text) && String(Number(text)) === text ? Number(text) : text
}
