import { cleanText } from './contact.ts'
import { type CustomField, escoOccupation, escoSkill } from './fields.ts'
import { readDecade, readGeneration } from './import-birth.ts'
import { type Bytes, bytesOf, textOf } from './import-bytes.ts'
import { readCountry } from './import-country.ts'
import { type CustomValue, readCustom, undeclared } from './import-custom.ts'
import { labelAndUri } from './import-esco.ts'
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
  occupationUri?: string
  skills?: string[]
  skillUris?: string[]
  birthDecade?: number
  diasporaGeneration?: number
  wishToReturn?: string
  custom?: Record<string, CustomValue>
}

type Said = { said: RowFields | null } | { reason: string }
/** What a cell says, field by field as JSON in bytes, or why it cannot be taken. `country` is what a phone number leans on. */
export type Cell = { packed: readonly Packed[]; country: string | null } | { reason: string }
export type Packed = { slot: number; json: Bytes }
export type CellReader = (raw: Bytes) => Cell

/** Order of a person's values in the list that becomes a row of contacts. */
export const packedFields = [
  'firstName',
  'lastName',
  'languages',
  'country',
  'city',
  'regionOfOrigin',
  'timeZone',
  'occupation',
  'occupationUri',
  'skills',
  'skillUris',
  'birthDecade',
  'diasporaGeneration',
  'wishToReturn',
  'custom',
] as const satisfies readonly (keyof RowFields)[]

/** The fields as JSON in bytes, each with its place. */
export function packFields(fields: RowFields): Packed[] {
  return packedFields.flatMap((field, slot) =>
    fields[field] === undefined ? [] : [{ slot, json: bytesOf(JSON.stringify(fields[field])) }],
  )
}

const unreadable = 'letters that cannot be read: save the file as UTF-8'
/** What a spreadsheet writes where its own formula failed. */
const sheetError = /^#(?:N\/A|REF!|VALUE!|DIV\/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!)$/
const longest = 2000

/** The text of a cell as it is kept, or why it cannot be. */
export function plainText(bytes: Bytes): { text: string | null } | { reason: string } {
  const raw = textOf(bytes)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what no text holds, and what broken encodings leave behind
  if (/[\uFFFD\u0000\u0080-\u009F]/.test(raw)) return { reason: unreadable }
  const text = cleanText(raw)
  if (text === null) return { text }
  if (text.length > longest) return { reason: `longer than ${longest} letters` }
  return sheetError.test(text) ? { reason: `the sheet holds an error here: ${text}` } : { text }
}

/** Files repeat the same few words a hundred thousand times. */
const remembered = 3000

/**
 * A reader of the cells of one column; for columns that say something about the person, not how to reach them.
 *
 * @param fields  the institution's own fields, which say the types of custom columns
 */
export function cellReader(
  target: NonNullable<Column['target']>,
  fields: readonly CustomField[],
): CellReader {
  const read = fieldReader(target, fields)
  const known = new Map<string, Cell>()
  return (raw) => {
    const before = known.get(raw)
    if (before) return before
    const plain = plainText(raw)
    const said = 'reason' in plain ? plain : plain.text === null ? { said: null } : read(plain.text)
    const cell = 'reason' in said ? said : packCell(said.said ?? {})
    if (known.size < remembered) known.set(raw, cell)
    return cell
  }
}

const packCell = (said: RowFields): Cell => ({ packed: packFields(said), country: said.country ?? null })

type SaidReader = (text: string) => Said

function fieldReader(target: NonNullable<Column['target']>, fields: readonly CustomField[]): SaidReader {
  if (target.startsWith('custom.')) return customReader(target.slice('custom.'.length), fields)
  switch (target) {
    case 'country':
      return (text) => one('country', readCountry(text), 'not a country (ISO 3166-1 code or name)')
    case 'languages':
      return readLanguageCell
    case 'timeZone':
      return (text) => one('timeZone', knownZone(text), 'not a time zone (IANA name such as Europe/Paris)')
    case 'occupation':
      return readOccupation
    case 'occupationUri':
      return (text) => one('occupationUri', uriOf(text, escoOccupation), notOccupation)
    case 'skills':
    case 'skillUris':
      return readSkills
    case 'birthDecade':
      return (text) =>
        one('birthDecade', readDecade(text), 'not a year, date or decade of birth (1984, 1980s)')
    case 'diasporaGeneration':
      return (text) => one('diasporaGeneration', readGeneration(text), 'not a generation from 1 to 5')
    default:
      return (text) => ({ said: { [target]: text } })
  }
}

const one = (field: keyof RowFields, value: string | number | null, reason: string): Said =>
  value === null ? { reason } : { said: { [field]: value } }

function customReader(name: string, fields: readonly CustomField[]): SaidReader {
  const field = fields.find((declared) => declared.name === name)
  return (text) => {
    const read = field ? readCustom(field, text) : { value: undeclared(text) }
    return 'reason' in read ? read : { said: { custom: { [name]: read.value } } }
  }
}

function readLanguageCell(text: string): Said {
  const languages = readLanguages(text)
  if ('unknown' in languages)
    return { reason: `"${languages.unknown.slice(0, 40)}" is not a language (BCP 47)` }
  return { said: languages.tags.length ? { languages: languages.tags } : null }
}

const notOccupation = 'not an ESCO occupation (http://data.europa.eu/esco/occupation/…)'
const notSkill = 'not an ESCO skill (http://data.europa.eu/esco/skill/…)'

const uriOf = (text: string, pattern: RegExp): string | null => {
  const { uri } = labelAndUri(text)
  return uri !== null && pattern.test(uri) ? uri : null
}

function readOccupation(text: string): Said {
  const { label, uri } = labelAndUri(text)
  if (uri !== null && !escoOccupation.test(uri)) return { reason: notOccupation }
  return {
    said: {
      ...(label === null ? {} : { occupation: label }),
      ...(uri === null ? {} : { occupationUri: uri }),
    },
  }
}

/** Skills between `|`, each a label, an ESCO address, or both. */
function readSkills(text: string): Said {
  const labels = new Set<string>()
  const uris = new Set<string>()
  for (const part of text.split('|')) {
    const { label, uri } = labelAndUri(part)
    if (uri !== null && !escoSkill.test(uri)) return { reason: notSkill }
    if (label !== null) labels.add(label)
    if (uri !== null) uris.add(uri)
  }
  return {
    said: { ...(labels.size ? { skills: [...labels] } : {}), ...(uris.size ? { skillUris: [...uris] } : {}) },
  }
}

function knownZone(text: string): string | null {
  // An offset such as +01:00 is no zone: it does not know summer.
  return /^[A-Za-z]/.test(text) && isZone(text) ? caseOf(text) : null
}

/** The name as IANA writes it; an older name of the same zone stays as it is. */
function caseOf(text: string): string {
  const official = Intl.supportedValuesOf('timeZone').find(
    (name) => name.toLowerCase() === text.toLowerCase(),
  )
  return official ?? text
}
