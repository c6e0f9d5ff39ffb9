import { type AddressChannel, addressChannels, listFields } from '../core/fields.ts'
import { packedFields, type RowFields } from '../core/import-cell.ts'
import type { ImportRow } from '../core/import-row.ts'
import type { Known } from '../store/import-look.ts'
import type { RowConsent } from '../store/import-write.ts'
import type { Counts } from '../store/imports.ts'

type Outcome = 'created' | 'updated' | 'unchanged' | 'suppressed'
type Addresses = Record<AddressChannel, string | null>

/** A person while a file is read: as the database holds them, and what the rows so far have made of them. */
type Entry = Addresses & {
  id: number | null
  before: Addresses & { fields: RowFields }
  fields: RowFields
  /** Withdrawn, or the address suppressed: the file's consent does not count. */
  refuses: boolean
  /** Neither agreed nor refused so far. */
  silent: boolean
  /** What the rows agree to, each once. */
  consents: RowConsent[]
  outcomes: Outcome[]
}

/**
 * The people a set of rows means. Rows are applied one after the other, so that rows of one person merge and the
 * later one wins; what has to be written and counted is read off at the end.
 */
export type Picture = {
  by: Record<AddressChannel, Map<string, Entry>>
  touched: Set<Entry>
  /** Rows of suppressed addresses that nobody holds. */
  ignored: number
}

export const emptyPicture = (): Picture => ({
  by: { email: new Map(), phone: new Map(), telegram: new Map() },
  touched: new Set(),
  ignored: 0,
})

/** Adds people of the database whom the picture does not show yet. */
export function addKnown(picture: Picture, people: readonly Known[]): void {
  for (const known of people) {
    const { email, phone, telegram } = known
    const fields = fieldsOf(known)
    const entry: Entry = {
      id: known.id,
      before: { email, phone, telegram, fields },
      email,
      phone,
      telegram,
      fields: { ...fields },
      refuses: known.consentEmail === 'withdrawn' || known.suppression !== null,
      silent: known.consentEmail === null || known.pendingSince !== null,
      consents: [],
      outcomes: [],
    }
    if (isShown(picture, entry)) continue
    for (const channel of addressChannels) {
      if (entry[channel] !== null) picture.by[channel].set(entry[channel], entry)
    }
  }
}

/** The first address that somebody has says whether they are there. */
function isShown(picture: Picture, entry: Addresses): boolean {
  const channel = addressChannels.find((one) => entry[one] !== null)
  return channel !== undefined && picture.by[channel].has(entry[channel]!)
}

const inJson: ReadonlySet<string> = new Set([...listFields, 'custom'])

function fieldsOf(known: Known): RowFields {
  const said = packedFields.filter((field) => known[field] !== null)
  return Object.fromEntries(
    said.map((field) => [field, inJson.has(field) ? JSON.parse(known[field] as string) : known[field]]),
  )
}

/**
 * Applies one row.
 *
 * The e-mail address says who it is; the phone number, and then the Telegram name, only where one side has no e-mail
 * address. A number that belongs to somebody else stays with them: families share phones, and a person is not merged
 * into another by it.
 */
export function applyRow(picture: Picture, row: ImportRow, isSuppressed: boolean): void {
  const found = findEntry(picture, row)
  if (!found && isSuppressed) {
    // A suppressed address makes nobody: somebody who was erased must not come back with the next file.
    picture.ignored++
    return
  }
  const entry = found ?? newEntry()
  picture.touched.add(entry)
  entry.refuses ||= isSuppressed
  const { source, consentedAt } = row
  if (!entry.consents.some((one) => one.source === source && one.consentedAt === consentedAt))
    entry.consents.push({ source, consentedAt })
  const said = say(entry, row.fields)
  const moved = setAddresses(picture, entry, row)
  const agreed = entry.silent && !entry.refuses && entry.outcomes.length === 0
  if (entry.refuses) entry.outcomes.push('suppressed')
  else if (!found) entry.outcomes.push('created')
  else entry.outcomes.push(said || moved || agreed ? 'updated' : 'unchanged')
}

function findEntry(picture: Picture, row: ImportRow): Entry | undefined {
  for (const channel of addressChannels) {
    const found = row[channel] === null ? undefined : picture.by[channel].get(row[channel])
    if (found && (channel === 'email' || row.email === null || found.email === null)) return found
  }
  return undefined
}

const newEntry = (): Entry => ({
  id: null,
  before: { email: null, phone: null, telegram: null, fields: {} },
  email: null,
  phone: null,
  telegram: null,
  fields: {},
  refuses: false,
  silent: false,
  consents: [],
  outcomes: [],
})

/** Takes over what the row says; true when any of it is news. */
function say(entry: Entry, said: RowFields): boolean {
  const news = newsIn(entry.fields, said)
  if (!news) return false
  const custom = news.custom && { custom: { ...entry.fields.custom, ...news.custom } }
  entry.fields = { ...entry.fields, ...news, ...custom }
  return true
}

/** The part of `said` that `held` does not say, or null. */
function newsIn(held: RowFields, said: RowFields): RowFields | null {
  const news: Record<string, unknown> = {}
  for (const name of Object.keys(said) as (keyof RowFields)[]) {
    if (name === 'custom' || isSame(held[name], said[name])) continue
    news[name] = said[name]
  }
  const custom = Object.entries(said.custom ?? {}).filter(([name, value]) => held.custom?.[name] !== value)
  if (custom.length) news.custom = Object.fromEntries(custom)
  return Object.keys(news).length ? (news as RowFields) : null
}

const isSame = (held: unknown, said: unknown): boolean =>
  held === said || (Array.isArray(held) && JSON.stringify(held) === JSON.stringify(said))

function setAddresses(picture: Picture, entry: Entry, row: ImportRow): boolean {
  let moved = false
  for (const channel of addressChannels) {
    const value = row[channel]
    // An e-mail address says who somebody is and is never replaced; numbers and names are.
    if (value === null || value === entry[channel] || (channel === 'email' && entry.email !== null)) continue
    if (picture.by[channel].has(value)) continue
    if (entry[channel] !== null) picture.by[channel].delete(entry[channel])
    entry[channel] = value
    picture.by[channel].set(value, entry)
    moved = true
  }
  return moved
}

const agrees = (entry: Entry): boolean => entry.silent && !entry.refuses

const movedChannels = (entry: Entry): AddressChannel[] =>
  addressChannels.filter((channel) => entry[channel] !== entry.before[channel])

/** Whether somebody who was there before will be different afterwards. */
const isChanged = (entry: Entry): boolean =>
  agrees(entry) || movedChannels(entry).length > 0 || newsIn(entry.before.fields, entry.fields) !== null

/** Every address that a changed person had or gets. */
export function addressesOfChanged(picture: Picture): string[] {
  return [...picture.touched]
    .filter((entry) => entry.id !== null && isChanged(entry))
    .flatMap((entry) => addressChannels.flatMap((channel) => [entry[channel], entry.before[channel]]))
    .filter((address) => address !== null)
}

/** Counts the rows; rows of one person that take one another back have changed nothing. */
export function countInto(counts: Counts, picture: Picture): void {
  counts.suppressed += picture.ignored
  for (const entry of picture.touched) {
    const isBack = entry.id !== null && !isChanged(entry)
    for (const outcome of entry.outcomes) counts[isBack && outcome === 'updated' ? 'unchanged' : outcome]++
  }
}

export type Written = {
  created: ImportRow[]
  changed: ({ id: number } & RowFields)[]
  addresses: { contactId: number; channel: AddressChannel; value: string }[]
  /** `isSilent`: their own row does not say yet that they agreed. */
  agreed: ({ id: number; isSilent: boolean } & RowConsent)[]
  further: ({ at: number } & RowConsent)[]
}

/** What has to be written. */
export function toWrite(picture: Picture): Written {
  const written: Written = { created: [], changed: [], addresses: [], agreed: [], further: [] }
  for (const entry of picture.touched) {
    const { id, email, phone, telegram, fields, consents } = entry
    if (id === null) {
      const at = written.created.push({ email, phone, telegram, fields, ...consents[0]! }) - 1
      written.further.push(...consents.slice(1).map((consent) => ({ at, ...consent })))
      continue
    }
    if (isChanged(entry)) written.changed.push({ id, ...newsIn(entry.before.fields, entry.fields) })
    for (const channel of movedChannels(entry))
      written.addresses.push({ contactId: id, channel, value: entry[channel]! })
    if (!entry.refuses)
      written.agreed.push(...consents.map((consent) => ({ id, isSilent: entry.silent, ...consent })))
  }
  return written
}
