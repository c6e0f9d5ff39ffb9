import type { Deps } from '../deps.ts'
import { begin, cookieIn, type Entered, strangersHeaders } from './enter.ts'
import { libraryWithOidc } from './library.ts'

const keptMs = 3_600_000
type Kept = { at: number; library: ReturnType<typeof libraryWithOidc> }
/** What the issuer says about its doors, for an hour; an answer that failed is not kept. */
const kept = new WeakMap<Deps, Kept>()

function ministry(deps: Deps): Kept['library'] | null {
  const { oidc } = deps.settings
  if (!oidc) return null
  const known = kept.get(deps)
  const now = deps.clock.now()
  if (known && known.at > now - keptMs) return known.library
  const library = libraryWithOidc(deps, oidc)
  kept.set(deps, { at: now, library })
  return library
}

/** @returns where the browser goes, and the cookies that go with it; null when the issuer does not answer */
export async function askMinistry(
  deps: Deps,
  headers: Headers,
): Promise<{ url: string; cookies: string[] } | null> {
  const library = ministry(deps)
  const answer = await library?.api.signInSocial({
    body: {
      provider: 'oidc',
      callbackURL: `${deps.settings.publicUrl}/desk`,
      errorCallbackURL: `${deps.settings.publicUrl}/desk/sign-in?failed=oidc`,
    },
    headers: strangersHeaders(deps, headers),
    asResponse: true,
  })
  if (!answer?.ok) {
    kept.delete(deps)
    return null
  }
  const { url } = (await answer.json()) as { url?: string }
  return url ? { url, cookies: answer.headers.getSetCookie() } : null
}

/** The way back from the ministry: code and state in the query. */
export async function enterByMinistry(
  deps: Deps,
  it: { query: Record<string, string>; headers: Headers },
): Promise<Entered> {
  const library = ministry(deps)
  if (!library) return { outcome: 'wrong', cookies: [] }
  const answer = await library.api.callbackOAuth({
    method: 'GET',
    params: { id: 'oidc' },
    query: it.query,
    headers: strangersHeaders(deps, it.headers),
    asResponse: true,
  })
  if (!cookieIn(deps, answer)) return { outcome: 'wrong', cookies: answer.headers.getSetCookie() }
  return begin(deps, answer, 'oidc', it.headers)
}
