import { type SignInUser, saveSignInUser, userByEmail } from '../../store/sign-in-users.ts'
import type { Deps } from '../deps.ts'

/**
 * Who signs in under an officer's address; an account that begins here is bound as `boundTo` says.
 *
 * @returns null where no officer has the address
 */
export async function ensureUser(
  deps: Deps,
  email: string,
  boundTo: number | null,
): Promise<SignInUser | null> {
  await saveSignInUser(deps.db, { id: crypto.randomUUID(), email, now: deps.clock.now(), boundTo })
  return userByEmail(deps.db, email)
}
