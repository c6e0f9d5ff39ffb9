import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { type Officer, officersByEmail } from '../../store/institutions.ts'
import { endSessionByToken, type Session, sessionByToken, touchSession } from '../../store/sessions.ts'
import type { Deps } from '../deps.ts'
import { librarySecret } from './names.ts'
import { openTo } from './proof.ts'
import { spanOf } from './span.ts'

/** Looking is written down every few minutes, not with every page. */
const touchMs = 5 * 60_000

export type Visit = { session: Session; officer: Officer | null; officers: Officer[] }

/**
 * Who is behind a session cookie, or null for a forged, an ended or an old one, or for somebody who is an officer no
 * longer. `officer` is null while somebody of several institutions has not chosen.
 */
export async function visitOf(deps: Deps, cookie: string): Promise<Visit | null> {
  const token = tokenOf(deps, cookie)
  const session = token && (await sessionByToken(deps.db, token, spanOf(deps)))
  if (!session) return null
  const officers = openTo(await officersByEmail(deps.db, session.email), session.boundTo)
  if (officers.length === 0) return null
  const { now } = spanOf(deps)
  if (session.seenAt + touchMs <= now) await touchSession(deps.db, session.id, now)
  const officer = officers.find(({ id }) => id === session.officerId) ?? null
  return { session, officer, officers }
}

/** Ends the session of a cookie, for everybody who has it. */
export async function leave(deps: Deps, cookie: string): Promise<void> {
  const token = tokenOf(deps, cookie)
  if (token) await endSessionByToken(deps.db, token)
}

/**
 * The token in a cookie of better-auth's, `TOKEN.base64(HMAC-SHA-256)`: a copy of the database without the secret
 * signs nobody in.
 */
export function tokenOf(deps: Deps, cookie: string): string | null {
  const value = decoded(cookie)
  const dot = value.lastIndexOf('.')
  if (dot < 1) return null
  const token = value.slice(0, dot)
  const proof = hmac(sha256, utf8ToBytes(librarySecret(deps)), utf8ToBytes(token))
  return isSame(value.slice(dot + 1), btoa(String.fromCharCode(...proof))) ? token : null
}

function decoded(cookie: string): string {
  try {
    return decodeURIComponent(cookie)
  } catch {
    return ''
  }
}

function isSame(left: string, right: string): boolean {
  if (left.length !== right.length) return false
  let difference = 0
  for (let at = 0; at < left.length; at++) difference |= left.charCodeAt(at) ^ right.charCodeAt(at)
  return difference === 0
}
