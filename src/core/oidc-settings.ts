import { AppError } from './error.ts'

export type Oidc = { issuer: string; client: string; secret: string }
type Name = 'MAWJA_OIDC_ISSUER' | 'MAWJA_OIDC_CLIENT' | 'MAWJA_OIDC_SECRET'

/**
 * The ministry's own sign-in, or null. TLS alone proves who the issuer is; plain http is for trials on this machine.
 *
 * @throws AppError `setting`
 */
export function readOidc(read: (name: Name) => string): Oidc | null {
  const issuer = read('MAWJA_OIDC_ISSUER')
  const [client, secret] = [read('MAWJA_OIDC_CLIENT'), read('MAWJA_OIDC_SECRET')]
  if (!issuer && !client && !secret) return null
  if (!issuer || !client || !secret)
    throw problem('OpenID Connect needs MAWJA_OIDC_ISSUER, MAWJA_OIDC_CLIENT and MAWJA_OIDC_SECRET')
  // Without the URL type of either runtime: core has none.
  const isSafe =
    /^https:\/\/[^/]+/.test(issuer) || /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:|\/|$)/.test(issuer)
  if (!isSafe) throw problem('MAWJA_OIDC_ISSUER must be an address such as https://login.ministry.example')
  return { issuer, client, secret }
}

const problem = (line: string) => new AppError('invalid', 'setting', line)
