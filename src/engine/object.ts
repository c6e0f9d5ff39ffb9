import type { Institution } from '../store/institutions.ts'
import { type Objection, objectionStatements } from '../store/objections.ts'
import type { Person } from '../store/people.ts'
import { audit } from './audit.ts'
import type { Deps } from './deps.ts'
import { type Asker, officerIn } from './forget.ts'

export const objectionScopes = ['campaigns', 'notices', 'all'] as const
export type ObjectionScope = (typeof objectionScopes)[number]

/**
 * Somebody objected by other ways than a link in a mail (GDPR article 21): against campaigns every consent is taken
 * back; against notices the ledger says so; against both the address goes on the list that stops everything.
 */
export async function recordObjection(
  deps: Deps,
  it: { institution: Institution; person: Person; to: ObjectionScope; askedBy: Asker },
): Promise<{ objected: ObjectionScope }> {
  const { institution, person, to, askedBy } = it
  const row: Objection = {
    institutionId: institution.id,
    contactId: person.id,
    askedBy,
    now: deps.clock.now(),
  }
  await deps.db.batch(
    objectionStatements(deps.db, row, { campaigns: to !== 'notices', notices: to !== 'campaigns' }),
  )
  await audit(deps, {
    institutionId: institution.id,
    officerId: officerIn(askedBy),
    act: 'object for person',
    subject: `contact:${person.id}`,
    detail: { to },
  })
  return { objected: to }
}
