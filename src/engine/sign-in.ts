import { openSession, sealSession } from '../core/tokens.ts'
import { type Officer, officerById, setSignInNonce, useSignInNonce } from '../store/institutions.ts'
import { chooseOfficer, passkeysOf, waysOf } from '../store/sessions.ts'
import { begin, cookieIn, strangersHeaders } from './auth/enter.ts'
import { library } from './auth/library.ts'
import { visitOf } from './auth/session.ts'
import type { Deps } from './deps.ts'

const linkLivesMs = 24 * 3_600_000

/**
 * A link that signs an officer in, once, within a day. A newer link makes the older one worthless.
 *
 * @param proves  false for a link that an admin of the institution gets to see: whoever uses it has shown nothing
 */
export async function signInLink(deps: Deps, officer: Officer, proves = true): Promise<string> {
  const nonce = crypto.getRandomValues(new Uint32Array(1))[0]!
  await setSignInNonce(deps.db, officer.id, nonce, proves)
  const token = sealSession(deps.keys, {
    officerId: officer.id,
    expiresAt: deps.clock.now() + linkLivesMs,
    nonce,
  })
  return `${deps.settings.publicUrl}/desk/sign-in/${token}`
}

/** Whose link it is, if it still opens. Looking does not use it up: mail scanners look at every link. */
export async function readSignIn(deps: Deps, token: string): Promise<Officer | null> {
  const session = openSession(deps.keys, token)
  if (!session || session.expiresAt <= deps.clock.now()) return null
  const officer = await officerById(deps.db, session.officerId)
  return officer?.signInNonce === session.nonce ? officer : null
}

/**
 * Uses the link up.
 *
 * @param headers  what the browser sent: a session it had is ended
 * @returns the officer, the value of the session cookie and the Set-Cookie lines; `isFirst` while there is no other way
 *   in yet (an invitation); null for a link that opens no more
 */
export async function useSignIn(
  deps: Deps,
  token: string,
  headers = new Headers(),
): Promise<{ officer: Officer; cookie: string; cookies: string[]; isFirst: boolean } | null> {
  const officer = await readSignIn(deps, token)
  const link = openSession(deps.keys, token)
  if (!officer || !link || !(await useSignInNonce(deps.db, officer.id, link.nonce))) return null
  const answer = await library(deps).api.enterByLink({
    body: { email: officer.email, boundTo: officer.linkProves ? null : officer.institutionId },
    headers: strangersHeaders(deps, headers),
    asResponse: true,
  })
  const { outcome, cookies } = await begin(deps, answer, 'link', headers)
  if (outcome !== 'in') return null
  const cookie = cookieIn(deps, answer)
  const session = (await visitOf(deps, cookie))?.session
  if (!session) return null
  await chooseOfficer(deps.db, session.id, officer.id)
  return { officer, cookie, cookies, isFirst: !(await hasOwnWay(deps, session.userId)) }
}

async function hasOwnWay(deps: Deps, userId: string): Promise<boolean> {
  const ways = await waysOf(deps.db, userId)
  return ways.password || ways.oidc || (await passkeysOf(deps.db, userId)).length > 0
}
