import { AppError } from '../core/error.ts'
import { type AddressChannel, addressChannels, contactFields, listFields } from '../core/fields.ts'
import { bytesOf } from '../core/import-bytes.ts'
import type { Column } from '../core/import-fields.ts'
import { type ImportRow, rowReader, unpackRow } from '../core/import-row.ts'
import { addressHash } from '../core/token.ts'
import { customFieldsOf } from '../store/custom-fields.ts'
import type { Institution } from '../store/institutions.ts'
import type { Person } from '../store/people.ts'
import type { Rectification } from '../store/rectification.ts'
import type { Deps } from './deps.ts'

type Said = { institution: Institution; person: Person; set: Readonly<Record<string, string>> }

/**
 * Reads what somebody says is right, each value as an import reads a cell.
 *
 * @throws AppError `field` | `value`
 */
export async function readValues(deps: Deps, it: Said, now: number): Promise<Rectification> {
  const { institution, person, set } = it
  for (const name of Object.keys(set)) checkField(name)
  const row = await readFilled(deps, it, now)
  const emptied = Object.keys(set).filter((name) => !set[name]!.trim())
  if (emptied.includes('email')) {
    throw new AppError(
      'invalid',
      'value',
      'email: an address is what a person is found by; forget erases them',
    )
  }
  const { custom, country, ...fields } = row.fields
  return {
    contactId: person.id,
    institutionId: institution.id,
    fields: {
      ...fields,
      ...('country' in set && country ? { country } : {}),
      ...uriGone(set, fields),
      ...Object.fromEntries(emptied.filter(isPlain).map((name) => [name, emptyOf(name)])),
    },
    custom: {
      ...custom,
      ...Object.fromEntries(emptied.filter(isCustom).map((name) => [nameOf(name), null])),
    },
    addresses: addressChannels.flatMap((channel) => addressIn(deps, channel, set, row)),
    dropped: addressChannels.filter((channel) => emptied.includes(channel)),
    now,
  }
}

const isCustom = (name: string) => name.startsWith('custom.')
const nameOf = (name: string) => name.slice('custom.'.length)
const isChannel = (name: string) => (addressChannels as readonly string[]).includes(name)
const isPlain = (name: string) => !isCustom(name) && !isChannel(name)
const emptyOf = (name: string) => ((listFields as readonly string[]).includes(name) ? [] : null)

function checkField(name: string): void {
  const known =
    (contactFields as readonly string[]).includes(name) || /^custom\.[\p{L}\p{M}\p{N}_-]{1,60}$/u.test(name)
  if (known) return
  const line = `there is no field "${name}"; fields are ${contactFields.join(', ')}, custom.NAME`
  throw new AppError('invalid', 'field', line)
}

async function readFilled(deps: Deps, { institution, person, set }: Said, now: number): Promise<ImportRow> {
  const filled = Object.entries(set).filter(([, text]) => text.trim())
  // A number without its country's prefix is read as one of the country where the person lives.
  const known = { email: person.email ?? '', country: person.country ?? '' }
  const cells = { ...known, ...Object.fromEntries(filled) }
  const columns = Object.keys(cells).map((name): Column => ({ header: name, target: name as 'city' }))
  const customFields = await customFieldsOf(deps.db, institution.id)
  const read = rowReader(columns, { customFields, now, given: { source: true, consentedAt: true } })(
    Object.values(cells).map(bytesOf),
    1,
  )
  if ('row' in read) return unpackRow(read.row)
  const { column, reason } = read.errors[0]!
  throw new AppError('invalid', 'value', `${column}: ${reason}`)
}

/** A new word in a field that has a concept beside it (ESCO): the old concept does not say the same any more. */
function uriGone(
  set: Said['set'],
  fields: { occupationUri?: string; skillUris?: string[] },
): Rectification['fields'] {
  return {
    ...('occupation' in set && !fields.occupationUri ? { occupationUri: null } : {}),
    ...('skills' in set && !fields.skillUris ? { skillUris: [] } : {}),
  }
}

function addressIn(
  deps: Deps,
  channel: AddressChannel,
  set: Said['set'],
  row: ImportRow,
): Rectification['addresses'] {
  const value = row[channel]
  if (!(channel in set) || !value) return []
  // Only a server with SMTPUTF8 takes letters other than ASCII before the @ (RFC 6531).
  const utf8 = channel === 'email' && !/^[ -~]*$/.test(value.slice(0, value.lastIndexOf('@')))
  return [{ channel, value, hash: addressHash(deps.keys, channel, value), utf8 }]
}
