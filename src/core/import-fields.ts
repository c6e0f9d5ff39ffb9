import { cleanText } from './contact.ts'
import { AppError } from './error.ts'
import { addressChannels, contactFields } from './fields.ts'
import { headers } from './import-headers.ts'

/** What a column says about the row's own consent: where it was given, and when. */
const rowFields = ['consentSource', 'consentedAt'] as const

/** What a column of an import can hold; anything else is a custom field of the institution. */
export const importFields = [...contactFields, ...rowFields] as const
export type ImportField = (typeof importFields)[number]

/** A column of the file and what it holds: a field, `custom.NAME`, or null for a column that is left out. */
export type Column = { header: string; target: ImportField | `custom.${string}` | null }

/** A header that is a data bomb, or a sheet laid on its side: no list of people has so many columns. */
const maxColumns = 400

const fieldOfHeader = new Map<string, ImportField>()
for (const field of importFields) {
  for (const word of [field, ...headers[field].split(/\s+/)]) fieldOfHeader.set(foldWord(word), field)
}

/** A word without what people write differently: case, accents, vowel signs, forms of alef, blanks, punctuation. */
export function foldWord(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\p{M}\u0640]/gu, '')
    .replace(/[أإآٱ]/g, 'ا')
    .replace(/ة/g, 'ه')
    .replace(/ى/g, 'ي')
    .replace(/[^\p{L}\p{N}]/gu, '')
}

/**
 * What each column holds: the officer's own word first, then the header's meaning, else a custom field.
 *
 * @param map  header → field, `custom.NAME`, or `-` for a column to leave out
 * @throws AppError `columns` | `column` | `field` | `field-twice` | `no-address`, one line
 */
export function readHeader(header: readonly string[], map: Readonly<Record<string, string>> = {}): Column[] {
  const names = header.map(headerName)
  checkWidth(names)
  const wanted = readMap(names, map)
  const taken = new Set(wanted.values())
  const columns = names.map((name): Column => {
    const chosen = wanted.get(name)
    if (chosen !== undefined) return { header: name, target: chosen }
    const field = fieldOfHeader.get(foldWord(name))
    return { header: name, target: field && !taken.has(field) ? field : customField(name) }
  })
  checkOnce(columns)
  if (!columns.some(({ target }) => (addressChannels as readonly unknown[]).includes(target))) {
    const line = `no column holds an e-mail address, a phone number or a Telegram name (columns: ${shown(names)}); name one with --map COLUMN=email`
    throw new AppError('invalid', 'no-address', line)
  }
  return columns
}

function checkWidth(names: readonly string[]): void {
  const width = names.findLastIndex(Boolean) + 1
  if (width <= maxColumns) return
  const line = `the first row names ${width} columns; a file of people has ${maxColumns} at most`
  throw new AppError('invalid', 'columns', line)
}

/** A header as officers see it, without what no header contains, at a length that an answer can hold. */
const headerName = (name: string) =>
  Array.from((cleanText(name) ?? '').replace(/^\uFEFF/, ''))
    .slice(0, 200)
    .join('')

/** The headers for a line that people read: the first few, each cut short. */
function shown(names: readonly string[]): string {
  const seen = names.filter(Boolean).map((name) => (name.length > 40 ? `${name.slice(0, 40)}…` : name))
  return [...seen.slice(0, 20), ...(seen.length > 20 ? ['…'] : [])].join(', ') || 'nothing'
}

function readMap(
  names: readonly string[],
  map: Readonly<Record<string, string>>,
): Map<string, Column['target']> {
  const wanted = new Map<string, Column['target']>()
  for (const [given, field] of Object.entries(map)) {
    const name = findColumn(names, given.normalize('NFC').trim())
    if (name === undefined) {
      const line = `--map: there is no column "${given}"; the file has ${shown(names)}`
      throw new AppError('invalid', 'column', line)
    }
    wanted.set(name, readTarget(field.trim()))
  }
  return wanted
}

const findColumn = (names: readonly string[], given: string): string | undefined =>
  names.find((name) => name === given) ?? names.find((name) => foldWord(name) === foldWord(given) && name)

function readTarget(field: string): Column['target'] {
  if (field === '-') return null
  if ((importFields as readonly string[]).includes(field)) return field as ImportField
  if (field.startsWith('custom.') && customField(field.slice('custom.'.length)) === field) {
    return field as `custom.${string}`
  }
  const line = `--map: there is no field "${field}"; fields are ${importFields.join(', ')}, custom.NAME, or - to leave a column out`
  throw new AppError('invalid', 'field', line)
}

/** A header as the name of a custom field, in the letters that an audience can ask for; null for none. */
function customField(header: string): `custom.${string}` | null {
  const name = header
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}_-]+/gu, '_')
    .replace(/^_+|_+$/g, '')
  const short = Array.from(name).slice(0, 60).join('')
  return short ? `custom.${short}` : null
}

function checkOnce(columns: readonly Column[]): void {
  const seen = new Map<string, string>()
  for (const { header, target } of columns) {
    if (target === null) continue
    const other = seen.get(target)
    if (other !== undefined) {
      const line = `columns "${other}" and "${header}" are both ${target}; choose one with --map "${header}=${target}" or leave one out with "${header}=-"`
      throw new AppError('invalid', 'field-twice', line)
    }
    seen.set(target, header)
  }
}
