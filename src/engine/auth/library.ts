import { passkey } from '@better-auth/passkey'
import { betterAuth } from 'better-auth'
import { drizzleAdapter } from 'better-auth/adapters/drizzle'
import { APIError } from 'better-auth/api'
import { genericOAuth, twoFactor } from 'better-auth/plugins'
import { officersByEmail } from '../../store/institutions.ts'
import { orm, schema } from '../../store/orm.ts'
import { userById } from '../../store/sign-in-users.ts'
import type { Deps } from '../deps.ts'
import { enterByLink } from './link-plugin.ts'
import { cookiePrefix, isHttps, librarySecret, sessionCookie } from './names.ts'
import { openTo, proveMailbox } from './proof.ts'
import { wholeMs } from './span.ts'
import { ensureUser } from './user.ts'

const models = {
  user: schema.signInUsers,
  session: schema.signInSessions,
  account: schema.signInAccounts,
  verification: schema.signInVerifications,
  twoFactor: schema.signInFactors,
  passkey: schema.signInPasskeys,
}

/** better-auth over our tables, made when somebody signs in: pages that only look do without. */
export function library(deps: Deps): Library {
  const known = made.get(deps)
  if (known) return known
  const fresh = build(deps, null)
  made.set(deps, fresh)
  return fresh
}

/** The same with the ministry's own sign-in; making it asks the issuer where its doors are. */
export function libraryWithOidc(deps: Deps, oidc: Oidc): Library {
  return build(deps, oidc)
}

export type Oidc = { issuer: string; client: string; secret: string }
type Library = ReturnType<typeof build>
const made = new WeakMap<Deps, Library>()

function build(deps: Deps, oidc: Oidc | null) {
  const { publicUrl } = deps.settings
  return betterAuth({
    appName: 'Mawja',
    baseURL: publicUrl,
    basePath: '/desk/auth',
    secret: librarySecret(deps),
    database: drizzleAdapter(orm(deps.db), { provider: 'sqlite', schema: models }),
    // Its words may quote a person.
    logger: { disabled: true },
    telemetry: { enabled: false },
    // Counted by us, in the database, for all processes together.
    rateLimit: { enabled: false },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 12,
      maxPasswordLength: 200,
    },
    account: { accountLinking: { enabled: true }, encryptOAuthTokens: true },
    onAPIError: { errorURL: `${publicUrl}/desk/sign-in?failed=oidc` },
    session: sessionOptions,
    databaseHooks: {
      session: { create: { before: (session) => beginning(deps, session) } },
      account: { create: { before: withoutIdToken }, update: { before: withoutIdToken } },
    },
    advanced: {
      cookiePrefix: cookiePrefix(deps),
      useSecureCookies: false,
      defaultCookieAttributes: { secure: isHttps(deps), sameSite: 'lax', httpOnly: true, path: '/' },
      cookies: { session_token: { name: sessionCookie(deps) } },
      ipAddress: { disableIpTracking: true },
    },
    plugins: [
      secondFactor(),
      passkeys(deps),
      enterByLink(deps),
      genericOAuth({ config: oidc ? [ministry(deps, oidc)] : [] }),
    ],
  })
}

const number = { type: 'number', required: false, input: false } as const

const sessionOptions = {
  expiresIn: wholeMs / 1000,
  disableSessionRefresh: true,
  freshAge: 0,
  additionalFields: { officerId: number, startedAt: number, seenAt: number },
}

const secondFactor = () =>
  twoFactor({ issuer: 'Mawja', backupCodeOptions: { amount: 10, length: 10, storeBackupCodes: 'encrypted' } })

/** A passkey stands for password and code together, so the device asks who holds it. */
function passkeys(deps: Deps) {
  const { origin, hostname } = new URL(deps.settings.publicUrl)
  return passkey({
    rpID: hostname,
    rpName: 'Mawja',
    origin,
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    registration: {
      afterVerification: ({ verification }) => insist(verification.registrationInfo?.userVerified),
    },
    authentication: {
      afterVerification: ({ verification }) => insist(verification.authenticationInfo.userVerified),
    },
  })
}

async function insist(verified: boolean | undefined): Promise<undefined> {
  if (!verified) throw new APIError('UNAUTHORIZED', { message: 'the device did not ask who holds it' })
}

function ministry(deps: Deps, { issuer, client, secret }: Oidc) {
  return {
    providerId: 'oidc',
    discoveryUrl: `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
    clientId: client,
    clientSecret: secret,
    scopes: ['openid', 'email'],
    pkce: true,
    requireIdTokenVerification: true,
    disableImplicitSignUp: true,
    disableSignUp: true,
    /** Only an address that the issuer has verified, and that belongs to an officer, is let in. */
    mapProfileToUser: async (profile: Record<string, unknown>) => {
      const email = String(profile.email ?? '').toLowerCase()
      const isVerified = profile.email_verified === true
      if (isVerified) {
        await proveMailbox(deps, email)
        await ensureUser(deps, email, null)
      }
      return { email, emailVerified: isVerified, name: email }
    },
  }
}

/** The library seals what opens something at the ministry, but not this, which names a person and is read only once. */
const withoutIdToken = async <T extends object>(account: T) => ({ data: { ...account, idToken: null } })

/** Every way in passes here. Whoever is an officer of one institution speaks for it; of several, chooses. */
async function beginning(deps: Deps, session: { userId: string }) {
  const user = await userById(deps.db, session.userId)
  const officers = user ? openTo(await officersByEmail(deps.db, user.email), user.boundTo) : []
  if (officers.length === 0) return false
  const now = deps.clock.now()
  const officerId = officers.length === 1 ? officers[0]!.id : null
  return { data: { ...session, officerId, startedAt: now, seenAt: now } }
}
