import type { Officer } from '../../store/institutions.ts'
import { proveUser } from '../../store/proofs.ts'
import { userByEmail } from '../../store/sign-in-users.ts'
import { audit } from '../audit.ts'
import type { Deps } from '../deps.ts'

/**
 * An account that began with a link in the hands of an institution's admin is bound to that institution until whoever
 * holds the mailbox has shown it (docs/decisions/0019): then all ways in from before end, since nobody knows whose they
 * were.
 */
export async function proveMailbox(deps: Deps, email: string): Promise<void> {
  const user = await userByEmail(deps.db, email)
  if (user === null || user.boundTo === null) return
  const officers = await proveUser(deps.db, { userId: user.id, email })
  for (const { id, institutionId } of officers)
    await audit(deps, { institutionId, officerId: id, act: 'address-proved', subject: `officer:${id}` })
}

/** For whom somebody may speak: everywhere with a proved mailbox, else where their account began. */
export const openTo = (officers: readonly Officer[], boundTo: number | null): Officer[] =>
  officers.filter(
    ({ role, institutionId }) => role !== 'service' && (boundTo === null || boundTo === institutionId),
  )
