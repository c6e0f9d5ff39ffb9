import { AppError } from '../core/error.ts'
import type { AddressChannel } from '../core/fields.ts'
import { type Column, importFields } from '../core/import-fields.ts'
import { readRow } from '../core/import-row.ts'
import { addressHash } from '../core/token.ts'
import type { Institution } from '../store/institutions.ts'
import { requestStatement } from '../store/own-data-request.ts'
import type { Person } from '../store/people.ts'
import { holderOf, type Rectification, rectifyStatements } from '../store/rectification.ts'
import { suppressionOf } from '../store/suppressions.ts'
import { audit } from './audit.ts'
import type { Deps } from './deps.ts'
import { type Asker, officerIn, scrub } from './forget.ts'

/**
 * Puts right what is wrong about a person (GDPR article 16), each value read as an import reads a cell. An empty value
 * takes a field away. Whoever said no stays so, at a new address as well.
 *
 * @param it.set  field → value; the fields are those of an import, and `custom.NAME`
 * @throws AppError `field` | `value` | `address-taken` | `address-erased`
 */
export async function rectify(
  deps: Deps,
  it: { institution: Institution; person: Person; set: Readonly<Record<string, string>>; askedBy: Asker },
): Promise<{ changed: string[] }> {
  const { institution, person, askedBy } = it
  const names = Object.keys(it.set)
  if (!names.length)
    throw new AppError('invalid', 'field', 'say what to put right: --set field=value, --email or --phone')
  const now = deps.clock.now()
  const right = readValues(deps, it, now)
  for (const address of right.addresses) await checkAddress(deps, institution, person, address)
  const request = { institutionId: institution.id, kind: 'rectification', askedBy, now } as const
  const recorded = person.hash ? [requestStatement(deps.db, { ...request, hash: person.hash })] : []
  await deps.db.batch([...recorded, ...rectifyStatements(deps.db, right)])
  await audit(deps, {
    institutionId: institution.id,
    officerId: officerIn(askedBy),
    act: 'rectify person',
    subject: `contact:${person.id}`,
    // What was changed, never into what: the log is for good.
    detail: { fields: names.map((name) => (name.startsWith('custom.') ? 'custom' : name)).join(' ') },
  })
  await scrub(deps)
  return { changed: names }
}

function readValues(
  deps: Deps,
  it: { institution: Institution; person: Person; set: Readonly<Record<string, string>> },
  now: number,
): Rectification {
  const { person, institution, set } = it
  for (const name of Object.keys(set)) checkField(name)
  const filled = Object.entries(set).filter(([, text]) => text.trim())
  // A number without its country's prefix is read as one of the country where the person lives.
  const known = { email: person.email ?? 'nobody@nowhere.example', country: person.country ?? '' }
  const cells = { ...known, ...Object.fromEntries(filled) }
  const columns = Object.keys(cells).map((name): Column => ({ header: name, target: name as 'city' }))
  const read = readRow(columns, Object.values(cells), 1)
  if ('errors' in read) {
    const { column, reason } = read.errors[0]!
    throw new AppError('invalid', 'value', `${column}: ${reason}`)
  }
  const { custom, ...fields } = read.row.fields
  const emptied = Object.keys(set).filter((name) => !set[name]!.trim())
  const own = (name: string) => name.startsWith('custom.')
  const plain = Object.entries(fields).filter(([name]) => name in set)
  const none = emptied.filter((name) => !own(name)).map((name) => [name, emptyOf(name)])
  const noCustom = emptied.filter(own).map((name) => [name.slice('custom.'.length), null])
  return {
    contactId: person.id,
    institutionId: institution.id,
    fields: Object.fromEntries([...plain, ...none]),
    custom: { ...custom, ...Object.fromEntries(noCustom) },
    addresses: channels.flatMap((channel) => addressIn(deps, channel, channel in set, read.row)),
    now,
  }
}

const channels = ['email', 'phone'] as const satisfies readonly AddressChannel[]
const lists = ['languages', 'skills', 'skillUris']
const emptyOf = (name: string) => (lists.includes(name) ? [] : null)

function addressIn(
  deps: Deps,
  channel: (typeof channels)[number],
  wanted: boolean,
  row: { email: string | null; phone: string | null },
): Rectification['addresses'] {
  const value = row[channel]
  if (!wanted || !value) return []
  // Only a server with SMTPUTF8 takes letters other than ASCII before the @ (RFC 6531).
  const utf8 = channel === 'email' && !/^[ -~]*$/.test(value.slice(0, value.lastIndexOf('@')))
  return [{ channel, value, hash: addressHash(deps.keys, channel, value), utf8 }]
}

function checkField(name: string): void {
  const known =
    (importFields as readonly string[]).includes(name) || /^custom\.[\p{L}\p{M}\p{N}_-]{1,60}$/u.test(name)
  if (known) return
  const line = `there is no field "${name}"; fields are ${importFields.join(', ')}, custom.NAME`
  throw new AppError('invalid', 'field', line)
}

async function checkAddress(
  deps: Deps,
  institution: Institution,
  person: Person,
  { channel, value, hash }: Rectification['addresses'][number],
): Promise<void> {
  const holder = await holderOf(deps.db, { institutionId: institution.id, channel, value })
  if (holder !== null && holder !== person.id) {
    const line = `${channel}: somebody else of ${institution.slug} has that address; look at both with access, and forget one`
    throw new AppError('conflict', 'address-taken', line)
  }
  const suppressed = await suppressionOf(deps.db, { institutionId: institution.id, hash })
  if (suppressed?.reason !== 'erased') return
  const line = `${channel}: that address was erased on request and may not be kept; if its owner came back, suppression remove --erased`
  throw new AppError('conflict', 'address-erased', line)
}
