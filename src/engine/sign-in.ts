import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { toHex } from '../core/token.ts'
import { openSession, sealSession } from '../core/tokens.ts'
import { type Officer, officerById, setSignInNonce, useSignInNonce } from '../store/institutions.ts'
import { audit } from './audit.ts'
import type { Deps } from './deps.ts'

const linkLivesMs = 24 * 3_600_000
export const sessionLivesMs = 12 * 3_600_000

/** A link that signs an officer in, once, within a day. A newer link makes the older one worthless. */
export async function signInLink(deps: Deps, officer: Officer): Promise<string> {
  const nonce = crypto.getRandomValues(new Uint32Array(1))[0]!
  await setSignInNonce(deps.db, officer.id, nonce)
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

/** Uses the link up. @returns the officer and the value of the session cookie */
export async function useSignIn(
  deps: Deps,
  token: string,
): Promise<{ officer: Officer; cookie: string } | null> {
  const officer = await readSignIn(deps, token)
  const session = openSession(deps.keys, token)
  if (!officer || !session || !(await useSignInNonce(deps.db, officer.id, session.nonce))) return null
  await audit(deps, {
    institutionId: officer.institutionId,
    officerId: officer.id,
    act: 'sign-in',
    subject: `officer:${officer.id}`,
  })
  return { officer, cookie: cookieFor(deps, officer.id, deps.clock.now() + sessionLivesMs) }
}

/** The officer a session cookie stands for, or null for a forged or an old one. */
export async function officerOfCookie(deps: Deps, cookie: string): Promise<Officer | null> {
  const [id, expiresAt] = cookie.split('.').map(Number)
  if (!id || !expiresAt || expiresAt <= deps.clock.now() || cookie !== cookieFor(deps, id, expiresAt))
    return null
  return (await officerById(deps.db, id)) ?? null
}

function cookieFor(deps: Deps, officerId: number, expiresAt: number): string {
  const words = `${officerId}.${expiresAt}`
  return `${words}.${toHex(hmac(sha256, deps.keys.cookie, utf8ToBytes(words)))}`
}
