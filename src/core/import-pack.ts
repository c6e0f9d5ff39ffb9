import { needsUtf8 } from './contact.ts'
import { type AddressChannel, addressChannels } from './fields.ts'
import type { RowFields } from './import-cell.ts'
import type { ImportRow } from './import-row.ts'

/**
 * Rows on their way into the database, as few long texts instead of many small objects: a text crosses from one thread
 * to another, and into a statement, at next to no cost.
 */
export type Pack = {
  /** How many people. */
  count: number
  /** JSON list with a list of values for each person: `packedFields`, then source and instant of the row's consent. */
  people: string
  /** By channel a JSON list with one text for each person: hash, `utf8` flag, address; '' = none. Null = nobody has one. */
  addresses: Record<AddressChannel, string | null>
}

/** Order of a person's values in a pack. */
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

/** Where in such a text the parts of an address stand. */
export const hashLength = 32

/** Keyed hash of an address, 32 hex digits. */
export type AddressHash = (channel: AddressChannel, value: string) => string

export function packRows(rows: readonly ImportRow[], hash: AddressHash): Pack {
  const people = rows.map(({ fields, source, consentedAt }) => {
    const values: unknown[] = packedFields.map((field) => fields[field] ?? null)
    values.push(source, consentedAt)
    return values
  })
  const addresses = Object.fromEntries(
    addressChannels.map((channel) => [channel, packAddresses(rows, channel, hash)]),
  ) as Pack['addresses']
  return { count: rows.length, people: JSON.stringify(people), addresses }
}

function packAddresses(
  rows: readonly ImportRow[],
  channel: AddressChannel,
  hash: AddressHash,
): string | null {
  if (!rows.some((row) => row[channel] !== null)) return null
  return JSON.stringify(
    rows.map((row) => {
      const value = row[channel]
      if (value === null) return ''
      return `${hash(channel, value)}${channel === 'email' && needsUtf8(value) ? '1' : '0'}${value}`
    }),
  )
}

export function unpackRows(pack: Pack): ImportRow[] {
  const people = JSON.parse(pack.people) as unknown[][]
  const lists = addressChannels.map(
    (channel) => [channel, JSON.parse(pack.addresses[channel] ?? '[]') as string[]] as const,
  )
  return people.map((values, at) => {
    const row = { source: values.at(-2), consentedAt: values.at(-1), fields: {} } as ImportRow
    for (const [channel, list] of lists) row[channel] = list[at]?.slice(hashLength + 1) || null
    packedFields.forEach((field, index) => {
      if (values[index] !== null) Object.assign(row.fields, { [field]: values[index] })
    })
    return row
  })
}

/** Whether no address occurs twice. */
export function areDistinct(rows: readonly ImportRow[]): boolean {
  return addressChannels.every((channel) => {
    const values = rows.flatMap((row) => row[channel] ?? [])
    return new Set(values).size === values.length
  })
}
