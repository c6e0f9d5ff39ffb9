import type { ImportRow, RowFields } from '../core/import-row.ts'
import type { Address, Change, Counts, Known, NewPerson } from '../store/imports.ts'

type Outcome = 'created' | 'updated' | 'unchanged' | 'suppressed'
type AddressChannel = 'email' | 'phone'

/** A person while a file is read: as the database holds them, and what the rows so far have made of them. */
type Entry = {
  id: number | null
  before: { email: string | null; phone: string | null; fields: RowFields }
  email: string | null
  phone: string | null
  fields: RowFields
  /** Withdrawn, or the address suppressed: the file's consent does not count. */
  refuses: boolean
  /** Neither agreed nor refused so far. */
  silent: boolean
  outcomes: Outcome[]
}

/**
 * The people a set of rows means. Rows are applied one after the other, so that rows of one person merge and the
 * later one wins; what has to be written and counted is read off at the end.
 */
export type Picture = {
  byEmail: Map<string, Entry>
  byPhone: Map<string, Entry>
  touched: Set<Entry>
  /** Rows of suppressed addresses that nobody holds. */
  ignored: number
}

export const emptyPicture = (): Picture => ({
  byEmail: new Map(),
  byPhone: new Map(),
  touched: new Set(),
  ignored: 0,
})

/** Adds people of the database whom the picture does not show yet. */
export function addKnown(picture: Picture, people: readonly Known[]): void {
  for (const known of people) {
    const { email, phone } = known
    const fields = fieldsOf(known)
    const entry: Entry = {
      id: known.id,
      before: { email, phone, fields },
      email,
      phone,
      fields: { ...fields },
      refuses: known.consentEmail === 'withdrawn' || known.suppression !== null,
      silent: known.consentEmail === null || known.pendingSince !== null,
      outcomes: [],
    }
    if (isShown(picture, entry)) continue
    if (email) picture.byEmail.set(email, entry)
    if (phone) picture.byPhone.set(phone, entry)
  }
}

const isShown = (picture: Picture, { email, phone }: Entry): boolean =>
  Boolean((email && picture.byEmail.has(email)) || (!email && phone && picture.byPhone.has(phone)))

function fieldsOf(known: Known): RowFields {
  const { firstName, lastName, country, city, regionOfOrigin, timeZone, occupation, wishToReturn } = known
  const words = { firstName, lastName, country, city, regionOfOrigin, timeZone, occupation, wishToReturn }
  return {
    ...(Object.fromEntries(Object.entries(words).filter(([, word]) => word !== null)) as RowFields),
    languages: JSON.parse(known.languages) as string[],
    skills: JSON.parse(known.skills) as string[],
    custom: JSON.parse(known.custom) as Record<string, string | number>,
  }
}

/**
 * Applies one row.
 *
 * The e-mail address says who it is; the phone number only where one side has no e-mail address. A number that
 * belongs to somebody else stays with them: families share phones, and a person is not merged into another by it.
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
  const said = say(entry, row.fields)
  const moved = setAddresses(picture, entry, row)
  const agreed = entry.silent && !entry.refuses && entry.outcomes.length === 0
  if (entry.refuses) entry.outcomes.push('suppressed')
  else if (!found) entry.outcomes.push('created')
  else entry.outcomes.push(said || moved || agreed ? 'updated' : 'unchanged')
}

function findEntry(picture: Picture, row: ImportRow): Entry | undefined {
  const byEmail = row.email === null ? undefined : picture.byEmail.get(row.email)
  if (byEmail) return byEmail
  const byPhone = row.phone === null ? undefined : picture.byPhone.get(row.phone)
  return byPhone && (row.email === null || byPhone.email === null) ? byPhone : undefined
}

const newEntry = (): Entry => ({
  id: null,
  before: { email: null, phone: null, fields: {} },
  email: null,
  phone: null,
  fields: {},
  refuses: false,
  silent: false,
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
    if (name !== 'custom' && !isSame(held[name], said[name])) news[name] = said[name]
  }
  const custom = Object.entries(said.custom ?? {}).filter(([name, value]) => held.custom?.[name] !== value)
  if (custom.length) news.custom = Object.fromEntries(custom)
  return Object.keys(news).length ? (news as RowFields) : null
}

const isSame = (held: unknown, said: unknown): boolean =>
  held === said || (Array.isArray(held) && JSON.stringify(held) === JSON.stringify(said))

function setAddresses(picture: Picture, entry: Entry, row: ImportRow): boolean {
  let moved = false
  if (row.email !== null && entry.email === null) {
    entry.email = row.email
    picture.byEmail.set(row.email, entry)
    moved = true
  }
  if (row.phone !== null && entry.phone !== row.phone && !picture.byPhone.has(row.phone)) {
    if (entry.phone !== null) picture.byPhone.delete(entry.phone)
    entry.phone = row.phone
    picture.byPhone.set(row.phone, entry)
    moved = true
  }
  return moved
}

const agrees = (entry: Entry): boolean => entry.silent && !entry.refuses

const movedChannels = (entry: Entry): AddressChannel[] =>
  (['email', 'phone'] as const).filter((channel) => entry[channel] !== entry.before[channel])

/** Whether somebody who was there before will be different afterwards. */
const isChanged = (entry: Entry): boolean =>
  agrees(entry) || movedChannels(entry).length > 0 || newsIn(entry.before.fields, entry.fields) !== null

/** Every address that a changed person had or gets. */
export function addressesOfChanged(picture: Picture): string[] {
  return [...picture.touched]
    .filter((entry) => entry.id !== null && isChanged(entry))
    .flatMap(({ email, phone, before }) => [email, phone, before.email, before.phone])
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
  created: NewPerson[]
  changed: Change[]
  addresses: ({ contactId: number } & Address)[]
  agreed: number[]
}

/** What has to be written. */
export function toWrite(picture: Picture, hash: (channel: AddressChannel, value: string) => string): Written {
  const written: Written = { created: [], changed: [], addresses: [], agreed: [] }
  for (const entry of picture.touched) {
    const addresses = movedChannels(entry).map((channel): Address => {
      const value = entry[channel]!
      return { channel, value, hash: hash(channel, value) }
    })
    const { id } = entry
    if (id === null) {
      written.created.push({ fields: entry.fields, addresses })
      continue
    }
    if (isChanged(entry)) written.changed.push({ id, ...newsIn(entry.before.fields, entry.fields) })
    written.addresses.push(...addresses.map((address) => ({ contactId: id, ...address })))
    if (!entry.refuses) written.agreed.push(id)
  }
  return written
}
