import { AppError } from '../core/error.ts'
import type { Institution } from '../store/institutions.ts'
import { requestStatement } from '../store/own-data-request.ts'
import type { Person } from '../store/people.ts'
import { holderOf, type Rectification, rectifyStatements } from '../store/rectification.ts'
import { suppressionOf } from '../store/suppressions.ts'
import { audit } from './audit.ts'
import type { Deps } from './deps.ts'
import { type Asker, officerIn, scrub } from './forget.ts'
import { readValues } from './rectify-values.ts'

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
  const right = await readValues(deps, it, now)
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
