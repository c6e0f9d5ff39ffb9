import { normalEmail, normalTelegram } from './contact.ts'
import { type AddressChannel, addressChannels, type CustomField } from './fields.ts'
import { type Bytes, bytesOf, isAscii, isBlank, textOf } from './import-bytes.ts'
import { type CellReader, cellReader, packedFields, plainText, type RowFields } from './import-cell.ts'
import { readInstant } from './import-date.ts'
import type { Column } from './import-fields.ts'
import { readPhone } from './import-phone.ts'

export type ImportRow = Record<AddressChannel, string | null> & {
  fields: RowFields
  /** The row's own consent; null = the one that was given for the whole file. */
  source: string | null
  consentedAt: number | null
}

/** A cell that cannot be read: row as a spreadsheet numbers it (the header is 1), the column's header, and why. */
export type RowError = { row: number; column: string; reason: string; value?: string }

export type RowRules = {
  customFields: readonly CustomField[]
  /** Now, ms: nobody agreed later. */
  now: number
  /** Whether source and date of consent were given for rows that name none. */
  given: { source: boolean; consentedAt: boolean }
}

/** A row that has been read: how to reach the person, and the rest as the JSON list, in bytes, that becomes a contact. */
export type PackedRow = Record<AddressChannel, string | null> & { json: Bytes }

type Draft = Record<AddressChannel, string | null> & {
  /** JSON of each field in bytes, in the order of `packedFields`; custom fields without their braces. */
  slots: Bytes[]
  country: string | null
  phoneText: string | null
  source: string | null
  consentedAt: number | null
}
type Setter = { header: string; set(draft: Draft, raw: Bytes): string | null }
export type RowReader = (cells: readonly Bytes[], row: number) => { row: PackedRow } | { errors: RowError[] }

/** A reader of rows. A row with any fault is refused whole: half a person is worse than none. */
export function rowReader(columns: readonly Column[], rules: RowRules): RowReader {
  const setters = columns.map((column) => setterOf(column, rules))
  const headerOf = (target: string) => columns.find((column) => column.target === target)?.header ?? ''
  const reach = headerOf(addressChannels.find((channel) => headerOf(channel))!)
  return (cells, row) => {
    const wrongCount = countError(columns, cells, row)
    if (wrongCount) return { errors: [wrongCount] }
    const errors: RowError[] = []
    const draft = emptyDraft()
    for (let index = 0; index < setters.length; index++) {
      const raw = cells[index]
      const setter = setters[index]
      if (!raw || !setter) continue
      const reason = setter.set(draft, raw)
      if (reason) errors.push({ row, column: setter.header, reason, value: textOf(raw) })
    }
    if (draft.phoneText !== null) setPhone(draft, draft.phoneText, headerOf('phone'), row, errors)
    if (errors.length === 0) checkWhole(draft, rules, { row, reach, headerOf }, errors)
    return errors.length ? { errors } : { row: packed(draft) }
  }
}

const packed = ({ email, phone, telegram, slots, source, consentedAt }: Draft): PackedRow => ({
  email,
  phone,
  telegram,
  json: rowJson(slots, source, consentedAt),
})

/** Without its brackets: rows stand side by side in a pack. */
export function rowJson(slots: Bytes[], source: string | null, consentedAt: number | null): Bytes {
  slots.push(source === null ? 'null' : bytesOf(JSON.stringify(source)), String(consentedAt))
  return slots.join(',')
}

/** Where a row says nothing. */
export const emptySlots: readonly Bytes[] = packedFields.map(() => 'null')

/** A row as the person it is about: what `rowReader` read, taken apart. */
export const unpackRow = ({ json, ...addresses }: PackedRow): ImportRow => ({
  ...addresses,
  ...unpackValues(JSON.parse(`[${textOf(json)}]`) as unknown[]),
})

/** What `rowJson` wrote. */
export function unpackValues(values: readonly unknown[]): Omit<ImportRow, AddressChannel> {
  const said = packedFields.flatMap((field, slot) => (values[slot] === null ? [] : [[field, values[slot]]]))
  const [source, consentedAt] = values.slice(-2) as [string | null, number | null]
  return { fields: Object.fromEntries(said) as RowFields, source, consentedAt }
}

const emptyDraft = (): Draft => ({
  email: null,
  phone: null,
  telegram: null,
  slots: emptySlots.slice(),
  country: null,
  phoneText: null,
  source: null,
  consentedAt: null,
})

function countError(columns: readonly Column[], cells: readonly Bytes[], row: number): RowError | null {
  let count = cells.length
  while (count > columns.length && isBlank(cells[count - 1]!)) count--
  if (count === columns.length) return null
  const reason = `too ${count > columns.length ? 'many' : 'few'} columns: ${count}, the header has ${columns.length}`
  return { row, column: '', reason }
}

/** What a column does with a cell; its setter answers why the cell cannot be taken, or null. */
function setterOf({ header, target }: Column, rules: RowRules): Setter | null {
  if (target === null) return null
  switch (target) {
    case 'email':
      return {
        header,
        set: (draft, raw) => setAddress(draft, 'email', raw, normalEmail, 'not an e-mail address'),
      }
    case 'telegram':
      return {
        header,
        set: (draft, raw) =>
          setAddress(draft, 'telegram', raw, normalTelegram, 'not a Telegram name (@name)'),
      }
    case 'phone':
      return { header, set: (draft, raw) => withText(raw, (text) => keep(draft, 'phoneText', text)) }
    case 'consentSource':
      return { header, set: (draft, raw) => withText(raw, (text) => keep(draft, 'source', text)) }
    case 'consentedAt':
      return { header, set: (draft, raw) => withText(raw, (text) => setConsentedAt(draft, text, rules.now)) }
    default:
      return { header, set: saying(cellReader(target, rules.customFields)) }
  }
}

function keep(draft: Draft, name: 'phoneText' | 'source', text: string): null {
  draft[name] = text
  return null
}

function withText(raw: Bytes, use: (text: string) => string | null): string | null {
  const plain = plainText(raw)
  if ('reason' in plain) return plain.reason
  return plain.text === null ? null : use(plain.text)
}

function setAddress(
  draft: Draft,
  channel: AddressChannel,
  raw: Bytes,
  normal: (text: string) => string | null,
  reason: string,
): string | null {
  // Nearly all are plain, and need no second look.
  if (isAscii(raw)) draft[channel] = normal(raw)
  if (draft[channel] !== null) return null
  return withText(raw, (text) => {
    draft[channel] = normal(text)
    return draft[channel] === null ? reason : null
  })
}

function setConsentedAt(draft: Draft, text: string, now: number): string | null {
  const at = readInstant(text)
  if (at === null || at < 0) return 'not a date (2026-03-01)'
  if (at > now) return 'a consent in the future'
  draft.consentedAt = at
  return null
}

const saying =
  (read: CellReader): Setter['set'] =>
  (draft, raw) => {
    const cell = read(raw)
    if ('reason' in cell) return cell.reason
    for (const { slot, json } of cell.packed) {
      const before = draft.slots[slot]!
      draft.slots[slot] = before === 'null' ? json : both(before, json)
    }
    draft.country ??= cell.country
    return null
  }

/** Two columns may say the same: skills beside their addresses, custom fields beside one another. */
function both(before: Bytes, json: Bytes): Bytes {
  // Records and lists of different columns hold different things, but for a skill that stands in both.
  if (json.startsWith('{')) return `${before.slice(0, -1)},${json.slice(1)}`
  if (!json.startsWith('[')) return json
  const said = [...JSON.parse(textOf(before)), ...JSON.parse(textOf(json))] as unknown[]
  return bytesOf(JSON.stringify([...new Set(said)]))
}

function setPhone(read: Draft, text: string, column: string, row: number, errors: RowError[]): void {
  const { country } = read
  read.phone = readPhone(text, country ?? undefined)
  if (read.phone !== null) return
  const missing = !country && !/^\s*(\+|00)/.test(text)
  const reason = missing
    ? 'a phone number needs its country: +32 …, or a country column'
    : 'not a phone number'
  errors.push({ row, column, reason, value: text })
}

type Place = { row: number; reach: string; headerOf(target: string): string }

/** What only a row as a whole can lack. */
function checkWhole(read: Draft, { given }: RowRules, place: Place, errors: RowError[]): void {
  const { row, reach, headerOf } = place
  if (read.email === null && read.phone === null && read.telegram === null) {
    errors.push({ row, column: reach, reason: 'neither an e-mail address nor a phone number' })
  }
  if (read.source === null && !given.source) {
    errors.push({ row, column: headerOf('consentSource'), reason: 'no source of consent' })
  }
  if (read.consentedAt === null && !given.consentedAt) {
    errors.push({ row, column: headerOf('consentedAt'), reason: 'no date of consent' })
  }
}
