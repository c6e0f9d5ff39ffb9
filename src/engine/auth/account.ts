import { type PasswordProblem, passwordProblem } from '../../core/password.ts'
import { isOpenSession } from '../../store/proofs.ts'
import {
  dropFactor,
  endOtherSessions,
  type Passkey,
  passkeysOf,
  type Session,
  sessionsOf,
  waysOf,
} from '../../store/sessions.ts'
import { audit } from '../audit.ts'
import type { Deps } from '../deps.ts'
import { library } from './library.ts'
import { firstUse, mayTry, succeeded } from './limits.ts'
import type { Visit } from './session.ts'
import { spanOf } from './span.ts'

export type Account = { sessions: Session[]; passkeys: Passkey[]; hasPassword: boolean; hasFactor: boolean }

/** Everything about somebody's own sign-in. */
export async function accountOf(deps: Deps, { session }: Visit): Promise<Account> {
  const [sessions, passkeys, ways] = await Promise.all([
    sessionsOf(deps.db, session.userId, spanOf(deps)),
    passkeysOf(deps.db, session.userId),
    waysOf(deps.db, session.userId),
  ])
  return { sessions, passkeys, hasPassword: ways.password, hasFactor: session.hasFactor === 1 }
}

/**
 * Whoever came by a link, of the console or an invitation, sets a password without the old one: that is how a lost
 * password and a lost second factor are mended.
 */
export const cameByLink = ({ session }: Visit): boolean => session.way === 'link'

export type Refusal = PasswordProblem | 'wrong' | 'wait'

/** Sets a new password and ends all other sessions. @returns what speaks against it, or null */
export async function changePassword(
  deps: Deps,
  it: { visit: Visit; old: string; fresh: string; headers: Headers },
): Promise<Refusal | null> {
  const { visit, old, fresh } = it
  const { userId, email, id } = visit.session
  if (!cameByLink(visit)) {
    const refusal = await checkPassword(deps, { visit, password: old, headers: it.headers })
    if (refusal) return refusal
  }
  const problem = passwordProblem(fresh, email)
  if (problem) return problem
  // A form may take long to arrive: the mailbox may have been proved by somebody else since it began.
  if (!(await isOpenSession(deps.db, id))) return 'wrong'
  await library(deps).api.writePassword({ body: { userId, password: fresh } })
  await endOtherSessions(deps.db, userId, id)
  await note(deps, visit, 'password-change')
  return null
}

/** Asks for the password once more, counted like a sign-in: whoever finds an open desk cannot try them all. */
export async function checkPassword(
  deps: Deps,
  { visit, password, headers }: { visit: Visit; password: string; headers: Headers },
): Promise<'wrong' | 'wait' | null> {
  const trier = { account: visit.session.email, network: null }
  if (!(await mayTry(deps, trier))) return 'wait'
  const answer = await library(deps).api.verifyPassword({ body: { password }, headers, asResponse: true })
  if (!answer.ok) return 'wrong'
  await succeeded(deps, trier)
  return null
}

export type NewFactor = { uri: string; codes: string[] }

/** Begins a second factor: it counts once a code of the app has been shown. Asks for the password. */
export async function beginFactor(
  deps: Deps,
  it: { visit: Visit; password: string; headers: Headers },
): Promise<NewFactor | 'wrong' | 'wait'> {
  const refusal = await checkPassword(deps, it)
  if (refusal) return refusal
  const { password, headers } = it
  const answer = await library(deps).api.enableTwoFactor({ body: { password }, headers, asResponse: true })
  if (!answer.ok) return 'wrong'
  const { totpURI, backupCodes } = (await answer.json()) as { totpURI: string; backupCodes: string[] }
  return { uri: totpURI, codes: backupCodes }
}

/** @returns Set-Cookie lines, since a session with a second factor is a new one; null for a wrong code */
export async function confirmFactor(
  deps: Deps,
  { visit, code, headers }: { visit: Visit; code: string; headers: Headers },
): Promise<string[] | null> {
  const trier = { account: `code:${visit.session.userId}`, network: null }
  if (!(await mayTry(deps, trier))) return null
  const plain = code.replaceAll(/\s/g, '')
  const answer = await library(deps).api.verifyTOTP({ body: { code: plain }, headers, asResponse: true })
  if (!answer.ok || !(await firstUse(deps, visit.session.userId, plain))) return null
  await succeeded(deps, trier)
  await note(deps, visit, 'factor-on')
  return answer.headers.getSetCookie()
}

/** Takes the second factor off; by password, or after a link of the console when the phone is lost. */
export async function removeFactor(
  deps: Deps,
  it: { visit: Visit; password: string; headers: Headers },
): Promise<'wrong' | 'wait' | null> {
  const refusal = cameByLink(it.visit) ? null : await checkPassword(deps, it)
  if (refusal) return refusal
  await dropFactor(deps.db, it.visit.session.userId, it.visit.session.id)
  await note(deps, it.visit, 'factor-off')
  return null
}

/** New recovery codes; the old ones are worth nothing from then on. */
export async function newCodes(
  deps: Deps,
  it: { visit: Visit; password: string; headers: Headers },
): Promise<string[] | 'wrong' | 'wait'> {
  const refusal = await checkPassword(deps, it)
  if (refusal) return refusal
  const { password, headers } = it
  const answer = await library(deps).api.generateBackupCodes({
    body: { password },
    headers,
    asResponse: true,
  })
  if (!answer.ok) return 'wrong'
  await note(deps, it.visit, 'recovery-codes')
  return ((await answer.json()) as { backupCodes: string[] }).backupCodes
}

async function note(deps: Deps, { officers }: Visit, act: string): Promise<void> {
  for (const { id, institutionId } of officers)
    await audit(deps, { institutionId, officerId: id, act, subject: `officer:${id}` })
}
