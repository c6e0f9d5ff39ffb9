import type { ImportRow, RowFields } from '../core/import-row.ts'
import type { Address, Change, Known, NewPerson } from '../store/imports.ts'

/** A person while a file is read: as the database holds them, with what the rows so far have said. */
type Entry = {
  id: number | null
  email: string | null
  phone: string | null
  fields: RowFields
  /** What the file has said that was not there. */
  said: RowFields
  newAddresses: Set<'email' | 'phone'>
  changed: boolean
  agreed: boolean
  /** Withdrawn, or the address suppressed: the file's consent does not count. */
  refuses: boolean
  /** Has neither agreed before nor refused. */
  silent: boolean
}

export type Outcome = 'created' | 'updated' | 'unchanged' | 'suppressed'

/**
 * The people a block of rows means. Rows are applied one after the other, so that two rows of one person merge and
 * the later one wins; what has to be written is read off at the end.
 */
export type Picture = {
  byEmail: Map<string, Entry>
  byPhone: Map<string, Entry>
  touched: Set<Entry>
}

export const emptyPicture = (): Picture => ({ byEmail: new Map(), byPhone: new Map(), touched: new Set() })

/** Adds people of the database that the picture does not show yet. */
export function addKnown(picture: Picture, people: readonly Known[]): void {
  for (const known of people) {
    const shown =
      (known.email && picture.byEmail.get(known.email)) || (known.phone && picture.byPhone.get(known.phone))
    if (shown) continue
    const entry: Entry = {
      id: known.id,
      email: known.email,
      phone: known.phone,
      fields: fieldsOf(known),
      said: {},
      newAddresses: new Set(),
      changed: false,
      agreed: false,
      refuses: known.consentEmail === 'withdrawn' || known.suppression !== null,
      silent: known.consentEmail === null || known.pendingSince !== null,
    }
    if (entry.email) picture.byEmail.set(entry.email, entry)
    if (entry.phone) picture.byPhone.set(entry.phone, entry)
  }
}

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
export function applyRow(picture: Picture, row: ImportRow, isSuppressed: boolean): Outcome {
  const found = findEntry(picture, row)
  // A suppressed address makes nobody: somebody who was erased must not come back with the next file.
  if (!found && isSuppressed) return 'suppressed'
  const entry = found ?? newEntry()
  const changes = say(entry, row.fields)
  const moved = setAddresses(picture, entry, row)
  const refuses = entry.refuses || isSuppressed
  const agrees = !refuses && entry.silent
  if (changes || moved || agrees) entry.changed = true
  if (agrees) entry.silent = false
  if (!refuses) entry.agreed = true
  picture.touched.add(entry)
  if (refuses) return 'suppressed'
  return found ? (changes || moved || agrees ? 'updated' : 'unchanged') : 'created'
}

function findEntry(picture: Picture, row: ImportRow): Entry | undefined {
  const byEmail = row.email === null ? undefined : picture.byEmail.get(row.email)
  if (byEmail) return byEmail
  const byPhone = row.phone === null ? undefined : picture.byPhone.get(row.phone)
  return byPhone && (row.email === null || byPhone.email === null) ? byPhone : undefined
}

const newEntry = (): Entry => ({
  id: null,
  email: null,
  phone: null,
  fields: {},
  said: {},
  newAddresses: new Set(),
  changed: true,
  agreed: false,
  refuses: false,
  silent: false,
})

/** Takes over what the row says; true when any of it is news. */
function say(entry: Entry, { custom, ...fields }: RowFields): boolean {
  let news = false
  for (const [name, value] of Object.entries(fields)) {
    if (isSame(entry.fields[name as 'city'], value)) continue
    Object.assign(entry.fields, { [name]: value })
    Object.assign(entry.said, { [name]: value })
    news = true
  }
  for (const [name, value] of Object.entries(custom ?? {})) {
    if (entry.fields.custom?.[name] === value) continue
    entry.fields.custom = { ...entry.fields.custom, [name]: value }
    entry.said.custom = { ...entry.said.custom, [name]: value }
    news = true
  }
  return news
}

const isSame = (held: unknown, said: unknown): boolean =>
  held === said || (Array.isArray(held) && JSON.stringify(held) === JSON.stringify(said))

function setAddresses(picture: Picture, entry: Entry, row: ImportRow): boolean {
  let moved = false
  if (row.email !== null && entry.email === null) {
    entry.email = row.email
    picture.byEmail.set(row.email, entry)
    entry.newAddresses.add('email')
    moved = true
  }
  if (row.phone !== null && entry.phone !== row.phone && !picture.byPhone.has(row.phone)) {
    if (entry.phone !== null) picture.byPhone.delete(entry.phone)
    entry.phone = row.phone
    picture.byPhone.set(row.phone, entry)
    entry.newAddresses.add('phone')
    moved = true
  }
  return moved
}

export type Written = {
  created: NewPerson[]
  changed: Change[]
  addresses: ({ contactId: number } & Address)[]
  agreed: number[]
}

/** What has to be written for the rows applied so far. */
export function toWrite(
  picture: Picture,
  hash: (channel: 'email' | 'phone', value: string) => string,
): Written {
  const written: Written = { created: [], changed: [], addresses: [], agreed: [] }
  for (const entry of picture.touched) {
    const addresses = [...entry.newAddresses].map((channel): Address => {
      const value = entry[channel]!
      return { channel, value, hash: hash(channel, value) }
    })
    if (entry.id === null) {
      written.created.push({ ...entry.fields, addresses })
      continue
    }
    const { id } = entry
    if (entry.changed) written.changed.push({ id, ...entry.said })
    written.addresses.push(...addresses.map((address) => ({ contactId: id, ...address })))
    if (entry.agreed) written.agreed.push(id)
  }
  return written
}
