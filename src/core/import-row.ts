import parsePhone, { type CountryCode } from 'libphonenumber-js/min'
import { cleanText, normalEmail } from './contact.ts'
import { readCountry } from './import-country.ts'
import type { Column } from './import-fields.ts'
import { readLanguages } from './import-language.ts'
import { isZone } from './time.ts'

/** What one row says about a person. Absent = the row says nothing about it. */
export type RowFields = {
  firstName?: string
  lastName?: string
  languages?: string[]
  country?: string
  city?: string
  regionOfOrigin?: string
  timeZone?: string
  occupation?: string
  skills?: string[]
  wishToReturn?: string
  custom?: Record<string, string | number>
}
export type ImportRow = { row: number; email: string | null; phone: string | null; fields: RowFields }

/** A cell that cannot be read: row as a spreadsheet numbers it (the header is 1), the column's header, and why. */
export type RowError = { row: number; column: string; reason: string; value?: string }

/** Reads the cells of a row. A row with any fault is refused whole: half a person is worse than none. */
export function readRow(
  columns: readonly Column[],
  cells: readonly string[],
  row: number,
): { row: ImportRow } | { errors: RowError[] } {
  const wrongCount = countError(columns, cells, row)
  if (wrongCount) return { errors: [wrongCount] }
  const errors: RowError[] = []
  const read: ImportRow = { row, email: null, phone: null, fields: {} }
  let phone: { text: string; column: string } | null = null
  columns.forEach(({ header, target }, index) => {
    const text = cleanText(cells[index])
    if (!text || !target) return
    if (target === 'phone') phone = { text, column: header }
    const reason = text.includes('\uFFFD')
      ? 'letters that cannot be read: save the file as UTF-8'
      : setField(read, target, text)
    if (reason) errors.push({ row, column: header, reason, value: text })
  })
  if (phone) readPhone(read, phone, errors)
  if (errors.length === 0 && !read.email && !read.phone) {
    const column = columns.find(({ target }) => target === 'email' || target === 'phone')!.header
    errors.push({ row, column, reason: 'neither an e-mail address nor a phone number' })
  }
  return errors.length ? { errors } : { row: read }
}

function countError(columns: readonly Column[], cells: readonly string[], row: number): RowError | null {
  let count = cells.length
  while (count > columns.length && !cells[count - 1]!.trim()) count--
  if (count === columns.length) return null
  const reason = `too ${count > columns.length ? 'many' : 'few'} columns: ${count}, the header has ${columns.length}`
  return { row, column: '', reason }
}

/** @returns why the text cannot be taken, or null */
function setField(it: ImportRow, target: NonNullable<Column['target']>, text: string): string | null {
  const { fields } = it
  switch (target) {
    case 'phone':
      return null // After the country is known.
    case 'email':
      it.email = normalEmail(text)
      return it.email ? null : 'not an e-mail address'
    case 'country': {
      const country = readCountry(text)
      if (!country) return 'not a country (ISO 3166-1 code or name)'
      fields.country = country
      return null
    }
    case 'languages': {
      const languages = readLanguages(text)
      if ('unknown' in languages) return `"${languages.unknown}" is not a language (BCP 47)`
      if (languages.tags.length) fields.languages = languages.tags
      return null
    }
    case 'timeZone': {
      const zone = knownZone(text)
      if (!zone) return 'not a time zone (IANA name such as Europe/Paris)'
      fields.timeZone = zone
      return null
    }
    case 'skills':
      fields.skills = [
        ...new Set(
          text
            .split('|')
            .map((skill) => skill.trim())
            .filter(Boolean),
        ),
      ]
      return null
    default:
      if (!target.startsWith('custom.')) fields[target as 'city'] = text
      else fields.custom = { ...fields.custom, [target.slice('custom.'.length)]: customValue(text) }
      return null
  }
}

function readPhone(
  it: ImportRow,
  { text, column }: { text: string; column: string },
  errors: RowError[],
): void {
  const country = it.fields.country as CountryCode | undefined
  // Outside a country the way out of it is unknown to the parser; 00 is it nearly everywhere.
  const number = parsePhone(text.replace(/^\s*00/, '+'), country)
  if (number?.isValid()) {
    it.phone = number.number
    return
  }
  const missing = !country && !/^\s*(\+|00)/.test(text)
  const reason = missing
    ? 'a phone number needs its country: +32 …, or a country column'
    : 'not a phone number'
  errors.push({ row: it.row, column, reason, value: text })
}

/** Numbers as numbers, so that audiences can ask for more and less; what a number would change (007, 1e3) stays text. */
function customValue(text: string): string | number {
  return /^-?\d{1,9}(\.\d{1,5})?$/.test(text) && String(Number(text)) === text ? Number(text) : text
}

const zones = new Map<string, string | null>()

function knownZone(text: string): string | null {
  const before = zones.get(text)
  if (before !== undefined) return before
  // An offset such as +01:00 is no zone: it does not know summer.
  const answer = /^[A-Za-z]/.test(text) && isZone(text) ? caseOf(text) : null
  if (zones.size < 2000) zones.set(text, answer)
  return answer
}

/** The name as IANA writes it; an older name of the same zone stays as it is. */
function caseOf(text: string): string {
  const official = Intl.supportedValuesOf('timeZone').find(
    (name) => name.toLowerCase() === text.toLowerCase(),
  )
  return official ?? text
}
