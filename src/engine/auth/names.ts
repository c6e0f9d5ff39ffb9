import { toHex } from '../../core/token.ts'
import type { Deps } from '../deps.ts'

export const isHttps = (deps: Deps) => deps.settings.publicUrl.startsWith('https:')
/** `__Host-`: no other host of the domain can set it, and no plain connection carries it (RFC 6265bis, 4.1.3.2). */
export const cookiePrefix = (deps: Deps) => (isHttps(deps) ? '__Host-mawja' : 'mawja')
export const sessionCookie = (deps: Deps) => `${cookiePrefix(deps)}_session`
export const librarySecret = (deps: Deps) => toHex(deps.keys.cookie)
