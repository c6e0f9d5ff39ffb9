import { nameWay } from '../../store/sessions.ts'
import { audit } from '../audit.ts'
import type { Deps } from '../deps.ts'
import { library } from './library.ts'
import { firstUse, mayTry, succeeded, type Trier } from './limits.ts'
import { sessionCookie } from './names.ts'
import { leave, tokenOf, visitOf } from './session.ts'

/** `cookies` are whole Set-Cookie lines. `code` asks for the second factor. */
export type Entered = { outcome: 'in' | 'code' | 'wrong' | 'wait'; cookies: string[] }
export type Way = 'password' | 'code' | 'recovery' | 'passkey' | 'oidc' | 'link'

const refused = (outcome: 'wrong' | 'wait'): Entered => ({ outcome, cookies: [] })

/** @param it.headers  what the browser sent; only its cookies and its name are read */
export async function enterByPassword(
  deps: Deps,
  it: { email: string; password: string; network: string | null; headers: Headers },
): Promise<Entered> {
  const trier: Trier = { account: it.email, network: it.network }
  if (!(await mayTry(deps, trier))) return refused('wait')
  const answer = await library(deps).api.signInEmail({
    body: { email: it.email.toLowerCase(), password: it.password },
    headers: strangersHeaders(deps, it.headers),
    asResponse: true,
  })
  if (!answer.ok) return refused('wrong')
  await succeeded(deps, trier)
  const { twoFactorRedirect } = (await answer.json()) as { twoFactorRedirect?: boolean }
  if (twoFactorRedirect) return { outcome: 'code', cookies: answer.headers.getSetCookie() }
  return begin(deps, answer, 'password', it.headers)
}

/** The second half: a code of the app, or one of the recovery codes, which are longer. */
export async function enterByCode(
  deps: Deps,
  it: { code: string; network: string | null; headers: Headers },
): Promise<Entered> {
  if (!(await mayTry(deps, { network: it.network }))) return refused('wait')
  const code = it.code.replaceAll(/\s/g, '')
  const isApp = /^\d{6}$/.test(code)
  const request = { body: { code }, headers: strangersHeaders(deps, it.headers), asResponse: true } as const
  const { api } = library(deps)
  const answer = isApp ? await api.verifyTOTP(request) : await api.verifyBackupCode(request)
  if (!answer.ok) return refused('wrong')
  const { user } = (await answer.clone().json()) as { user: { id: string } }
  if (isApp && !(await firstUse(deps, user.id, code))) {
    await leave(deps, cookieIn(deps, answer))
    return refused('wrong')
  }
  await succeeded(deps, { network: it.network })
  return begin(deps, answer, isApp ? 'code' : 'recovery', it.headers)
}

/** Writes down how a session began and ends the one this browser had. */
export async function begin(deps: Deps, answer: Response, way: Way, headers: Headers): Promise<Entered> {
  const cookie = cookieIn(deps, answer)
  const token = tokenOf(deps, cookie)
  if (!token) return refused('wrong')
  await leave(deps, cookieOf(headers, sessionCookie(deps)))
  await nameWay(deps.db, token, way)
  const visit = await visitOf(deps, cookie)
  for (const officer of visit?.officers ?? []) {
    const [institutionId, officerId, subject] = [officer.institutionId, officer.id, `officer:${officer.id}`]
    await audit(deps, { institutionId, officerId, act: 'sign-in', subject, detail: { way } })
  }
  return { outcome: 'in', cookies: answer.headers.getSetCookie() }
}

/** The value of the session cookie in an answer of the library's, empty when there is none. */
export function cookieIn(deps: Deps, answer: Response): string {
  const start = `${sessionCookie(deps)}=`
  const line = answer.headers.getSetCookie().find((one) => one.startsWith(start)) ?? ''
  return line.slice(start.length).split(';')[0] ?? ''
}

/** Without the session this browser may have: a second factor must not be judged against somebody else's. */
export function strangersHeaders(deps: Deps, headers: Headers): Headers {
  const all = (headers.get('cookie') ?? '').split(/;\s*/)
  const name = `${sessionCookie(deps)}=`
  const cookie = all.filter((one) => !one.startsWith(name)).join('; ')
  return new Headers({ cookie, 'user-agent': headers.get('user-agent') ?? '' })
}

export function cookieOf(headers: Headers, name: string): string {
  const all = (headers.get('cookie') ?? '').split(/;\s*/)
  return all.find((one) => one.startsWith(`${name}=`))?.slice(name.length + 1) ?? ''
}
