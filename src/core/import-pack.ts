import { needsUtf8 } from './contact.ts'
import { type AddressChannel, addressChannels } from './fields.ts'
import { arrayOf, type Bytes, bytesOf } from './import-bytes.ts'
import { packFields } from './import-cell.ts'
import { emptySlots, type ImportRow, type PackedRow, rowJson, unpackValues } from './import-row.ts'

/**
 * Rows on their way into the database, as few long texts in UTF-8 instead of many small objects: they cross from one
 * thread to another, and into a statement, at next to no cost.
 */
export type Pack = {
  /** How many people. */
  count: number
  /** JSON list with a list of values for each person: `packedFields`, then source and instant of the row's consent. */
  people: Uint8Array
  /** By channel a JSON list with one text for each person: hash, `utf8` flag, address; '' = none. Null = nobody has one. */
  addresses: Record<AddressChannel, Uint8Array | null>
}

/** Where in such a text the parts of an address stand. */
export const hashLength = 32

/** Keyed hash of an address, 32 hex digits. */
export type AddressHash = (channel: AddressChannel, value: string) => string

export function packRows(
  rows: readonly PackedRow[],
  hash: AddressHash,
  toArray: (bytes: Bytes) => Uint8Array = arrayOf,
): Pack {
  const addresses = Object.fromEntries(
    addressChannels.map((channel) => {
      const list = packAddresses(rows, channel, hash)
      return [channel, list === null ? null : toArray(list)]
    }),
  ) as Pack['addresses']
  return {
    count: rows.length,
    people: toArray(rows.length ? `[[${rows.map(({ json }) => json).join('],[')}]]` : '[]'),
    addresses,
  }
}

function packAddresses(rows: readonly PackedRow[], channel: AddressChannel, hash: AddressHash): Bytes | null {
  if (!rows.some((row) => row[channel] !== null)) return null
  const list = rows.map((row) => {
    const value = row[channel]
    if (value === null) return '""'
    const address = `${hash(channel, value)}${channel === 'email' && needsUtf8(value) ? '1' : '0'}${value}`
    return /^[!#-[\]-~]+$/.test(value) ? `"${address}"` : bytesOf(JSON.stringify(address))
  })
  return `[${list.join(',')}]`
}

/** A row as it was before it was packed; of people who were put together from several rows. */
export function packRow({ email, phone, telegram, fields, source, consentedAt }: ImportRow): PackedRow {
  const slots = emptySlots.slice()
  for (const { slot, json } of packFields(fields)) slots[slot] = json
  return { email, phone, telegram, json: rowJson(slots, source, consentedAt) }
}

export function unpackRows(pack: Pack): ImportRow[] {
  const parsed = <T>(bytes: Uint8Array | null): T[] =>
    bytes === null ? [] : (JSON.parse(new TextDecoder().decode(bytes)) as T[])
  const { email, phone, telegram } = pack.addresses
  const lists = {
    email: parsed<string>(email),
    phone: parsed<string>(phone),
    telegram: parsed<string>(telegram),
  }
  const addressAt = (channel: AddressChannel, at: number) => lists[channel][at]?.slice(hashLength + 1) || null
  return parsed<unknown[]>(pack.people).map((values, at) => ({
    email: addressAt('email', at),
    phone: addressAt('phone', at),
    telegram: addressAt('telegram', at),
    ...unpackValues(values),
  }))
}

/** Whether no address occurs twice. */
export function areDistinct(rows: readonly PackedRow[]): boolean {
  return addressChannels.every((channel) => {
    const seen = new Set<string>()
    let count = 0
    for (const { [channel]: value } of rows) {
      if (value === null) continue
      seen.add(value)
      count++
    }
    return seen.size === count
  })
}
