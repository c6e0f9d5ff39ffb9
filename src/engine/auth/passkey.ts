import { audit } from '../audit.ts'
import type { Deps } from '../deps.ts'
import { begin, type Entered, strangersHeaders } from './enter.ts'
import { library } from './library.ts'
import { mayTry, succeeded } from './limits.ts'
import type { Visit } from './session.ts'

/** What the browser is asked (Web Authentication Level 3, 5.4 and 5.5), with the cookie of the challenge. */
export type Asked = { options: unknown; cookies: string[] }

export async function askPasskey(deps: Deps, headers: Headers): Promise<Asked> {
  const request = { headers: strangersHeaders(deps, headers), asResponse: true } as const
  return asked(await library(deps).api.generatePasskeyAuthenticationOptions(request))
}

/** Not looked at here: the library checks what a device claims to have answered. */
type Answered = Answer<Parameters<Api['verifyPasskeyAuthentication']>[0]>
type Api = ReturnType<typeof library>['api']
type Answer<T> = NonNullable<T> extends { body: { response: infer R } } ? R : never

/** Signs in by what the device answered. */
export async function enterByPasskey(
  deps: Deps,
  it: { response: unknown; network: string | null; headers: Headers },
): Promise<Entered> {
  const trier = { network: it.network }
  if (!(await mayTry(deps, trier))) return { outcome: 'wait', cookies: [] }
  const answer = await library(deps).api.verifyPasskeyAuthentication({
    body: { response: it.response as Answered },
    headers: strangersHeaders(deps, it.headers),
    asResponse: true,
  })
  if (!answer.ok) return { outcome: 'wrong', cookies: [] }
  await succeeded(deps, trier)
  return begin(deps, answer, 'passkey', it.headers)
}

export async function askNewPasskey(deps: Deps, headers: Headers): Promise<Asked> {
  return asked(await library(deps).api.generatePasskeyRegistrationOptions({ headers, asResponse: true }))
}

/** Keeps the device's key. @returns false when what it answered does not hold */
export async function addPasskey(
  deps: Deps,
  it: { visit: Visit; response: unknown; name: string; headers: Headers },
): Promise<boolean> {
  const answer = await library(deps).api.verifyPasskeyRegistration({
    body: { response: it.response, name: it.name.slice(0, 60) },
    headers: it.headers,
    asResponse: true,
  })
  if (!answer.ok) return false
  for (const { id, institutionId } of it.visit.officers)
    await audit(deps, { institutionId, officerId: id, act: 'passkey-add', subject: `officer:${id}` })
  return true
}

async function asked(answer: Response): Promise<Asked> {
  return { options: await answer.json(), cookies: answer.headers.getSetCookie() }
}
