import { saveSignInUser, userByEmail } from '../../store/sign-in-users.ts'
import type { Deps } from '../deps.ts'

/** Who signs in under an officer's address. @returns its id, or null where no officer has it */
export async function ensureUser(deps: Deps, email: string): Promise<string | null> {
  await saveSignInUser(deps.db, { id: crypto.randomUUID(), email, now: deps.clock.now() })
  return (await userByEmail(deps.db, email))?.id ?? null
}
