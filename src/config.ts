import { AppError } from './core/error.ts'
import type { Provider } from './core/lane/providers.ts'
import { providersFor } from './core/lane/settings.ts'
import { type Oidc, readOidc } from './core/oidc-settings.ts'
import { type HookSecrets, readHookSecrets } from './core/webhook/secrets.ts'

/**
 * Every setting, read here and nowhere else. On Node they come from the environment, on Workers from the bindings.
 * docs/settings.md says the same to operators (a test holds them together).
 */
export const settingNames = {
  MAWJA_DATABASE: 'data/mawja.db',
  MAWJA_CACHE_MB: '16',
  MAWJA_PUBLIC_URL: 'http://localhost:3000',
  MAWJA_HOST: '127.0.0.1',
  MAWJA_PORT: '3000',
  MAWJA_SECRET: '',
  MAWJA_MAIL_URL: 'mailbox:',
  MAWJA_MAIL_FROM: '',
  MAWJA_MAIL_CONNECTIONS: '20',
  MAWJA_DKIM_DOMAIN: '',
  MAWJA_DKIM_SELECTOR: '',
  MAWJA_DKIM_KEY: '',
  MAWJA_DKIM_KEY_FILE: '',
  MAWJA_X_URL: 'mailbox:',
  MAWJA_MAIL_IP: '',
  MAWJA_PREFLIGHT: 'advised',
  MAWJA_DNS: '',
  MAWJA_LANES: '',
  MAWJA_BOUNCE_DOMAIN: '',
  MAWJA_INBOUND: '',
  MAWJA_HOOK_SES: '',
  MAWJA_HOOK_SENDGRID: '',
  MAWJA_HOOK_MAILGUN: '',
  MAWJA_HOOK_POSTMARK: '',
  MAWJA_HOOK_BREVO: '',
  MAWJA_HOOK_MAILJET: '',
  MAWJA_HOOK_SPARKPOST: '',
  MAWJA_HOOK_RESEND: '',
  MAWJA_HOOK_STANDARD: '',
  MAWJA_OIDC_ISSUER: '',
  MAWJA_OIDC_CLIENT: '',
  MAWJA_OIDC_SECRET: '',
  MAWJA_LOG: 'info',
} as const
export type SettingName = keyof typeof settingNames

export type Settings = {
  database: string
  /** Pages of the file kept in memory, in megabytes. */
  cacheMb: number
  /** Without a slash at the end. */
  publicUrl: string
  host: string
  port: number
  /** Null: the entry makes one and keeps it. */
  secret: string | null
  mailUrl: string
  mailFrom: string | null
  mailConnections: number
  dkim: { domain: string; selector: string; key: string | null; keyFile: string | null } | null
  xUrl: string
  /** Address from which mail leaves for the world. */
  mailIp: string | null
  preflight: (typeof preflightWishes)[number]
  /** Name servers, or on Workers the one URL that answers for them; empty = those of the runtime. */
  dns: string[]
  /** How fast each receiving provider is written to; null = as fast as it goes. */
  lanes: readonly Provider[] | null
  /** Domain of the addresses to which mail comes back; null = it goes to the sender's own mailbox. */
  bounceDomain: string | null
  /** Where the process listens for such mail. */
  inbound: Inbound | null
  /** What proves the calls of each mail provider; who is not named is not listened to. */
  hooks: HookSecrets
  /** The ministry's own sign-in; null = there is none. */
  oidc: Oidc | null
  log: (typeof logLevels)[number]
}

/** What a launch does when receivers would take its domain amiss. */
export const preflightWishes = ['advised', 'required', 'off'] as const

/** A door of our own, or a mailbox somewhere that is looked into. */
export type Inbound = { protocol: 'smtp' | 'lmtp'; host: string; port: number } | InboundMailbox
export type InboundMailbox = {
  protocol: 'imap' | 'imaps'
  host: string
  port: number
  user: string
  password: string
  mailbox: string
  /** From the end of one look to the next. */
  everyMs: number
}

/** From the gravest to the most talkative; a log of one level holds those before it as well. */
export const logLevels = ['error', 'warn', 'info', 'debug'] as const

/**
 * @param environment  names that do not begin with MAWJA_ are nobody's business here
 * @throws AppError `setting`: one line that names the setting and what it should be
 */
export function readSettings(environment: Readonly<Record<string, unknown>>): Settings {
  for (const name of Object.keys(environment)) {
    if (name.startsWith('MAWJA_') && !Object.hasOwn(settingNames, name))
      throw problem(`${name} is not a setting; ${nearest(name)}`)
  }
  const read = (name: SettingName): string => {
    const value = environment[name]
    return typeof value === 'string' && value.trim() ? value.trim() : settingNames[name]
  }
  return {
    database: read('MAWJA_DATABASE'),
    cacheMb: whole('MAWJA_CACHE_MB', read('MAWJA_CACHE_MB'), 1, 4096),
    publicUrl: publicUrl(read('MAWJA_PUBLIC_URL')),
    host: read('MAWJA_HOST'),
    port: whole('MAWJA_PORT', read('MAWJA_PORT'), 0, 65_535),
    secret: secret(read('MAWJA_SECRET')),
    mailUrl: read('MAWJA_MAIL_URL'),
    mailFrom: read('MAWJA_MAIL_FROM') || null,
    mailConnections: whole('MAWJA_MAIL_CONNECTIONS', read('MAWJA_MAIL_CONNECTIONS'), 1, 1000),
    dkim: dkim(read),
    xUrl: read('MAWJA_X_URL'),
    mailIp: address(read('MAWJA_MAIL_IP')),
    preflight: oneOf('MAWJA_PREFLIGHT', read('MAWJA_PREFLIGHT'), preflightWishes),
    dns: read('MAWJA_DNS')
      .split(/[\s,]+/)
      .filter(Boolean),
    lanes: providersFor(read('MAWJA_LANES'), read('MAWJA_MAIL_URL')),
    bounceDomain: bounceDomain(read('MAWJA_BOUNCE_DOMAIN')),
    inbound: inbound(read('MAWJA_INBOUND'), read('MAWJA_BOUNCE_DOMAIN')),
    hooks: readHookSecrets(read),
    oidc: readOidc(read),
    log: oneOf('MAWJA_LOG', read('MAWJA_LOG'), logLevels),
  }
}

function oneOf<T extends string>(name: SettingName, value: string, known: readonly T[]): T {
  const found = known.find((one) => one === value)
  if (!found) throw problem(`${name} must be one of ${known.join(', ')}, not "${value}"`)
  return found
}

function address(value: string): string | null {
  const host = URL.parse(value.includes(':') ? `http://[${value}]` : `http://${value}`)?.hostname ?? ''
  const isAddress = /^(\d+\.){3}\d+$/.test(value)
    ? host === value
    : value.includes(':') && host.startsWith('[')
  if (value && !isAddress) throw problem(`MAWJA_MAIL_IP must be an IP address, not "${value}"`)
  return value || null
}

function publicUrl(value: string): string {
  const url = URL.parse(value)
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.search || url.hash) {
    throw problem(
      `MAWJA_PUBLIC_URL must be an address such as https://lettres.institution.example, not "${value}"`,
    )
  }
  return value.replace(/\/+$/, '')
}

function bounceDomain(value: string): string | null {
  const isDomain = /^(?=.{4,190}$)([a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/i.test(
    value,
  )
  if (!value || isDomain) return value.toLowerCase() || null
  throw problem(`MAWJA_BOUNCE_DOMAIN must be a domain such as bounce.institution.example, not "${value}"`)
}

function inbound(value: string, domain: string): Inbound | null {
  if (!value) return null
  const url = URL.parse(value)
  const found = url && (mailboxAt(url) ?? doorAt(url))
  if (!found) {
    const examples = 'smtp://127.0.0.1:2525, lmtp://127.0.0.1:2424 or imaps://user:password@host/INBOX'
    throw problem(`MAWJA_INBOUND must look like ${examples}`)
  }
  if (!('user' in found) && !domain)
    throw problem('MAWJA_INBOUND takes mail for MAWJA_BOUNCE_DOMAIN: set that too')
  return found
}

const hostIn = ({ hostname }: URL) => hostname.replace(/^\[|\]$/g, '')

function doorAt(url: URL): Inbound | null {
  const protocol = (['smtp', 'lmtp'] as const).find((one) => url.protocol === `${one}:`)
  if (!protocol || !url.port || url.username || !/^\/?$/.test(url.pathname)) return null
  return { protocol, host: hostIn(url), port: Number(url.port) }
}

function mailboxAt(url: URL): Inbound | null {
  const protocol = (['imap', 'imaps'] as const).find((one) => url.protocol === `${one}:`)
  if (!protocol || !url.hostname || !url.username || !url.password) return null
  const { every = '60', ...unknown } = Object.fromEntries(url.searchParams)
  if (Object.keys(unknown).length) return null
  const everyMs = whole('MAWJA_INBOUND: every', every, 10, 3600) * 1000
  const port = Number(url.port) || (protocol === 'imaps' ? 993 : 143)
  try {
    const [user, password] = [decodeURIComponent(url.username), decodeURIComponent(url.password)]
    const mailbox = decodeURIComponent(url.pathname.slice(1)) || 'INBOX'
    return { protocol, host: hostIn(url), port, user, password, mailbox, everyMs }
  } catch {
    return null
  }
}

function whole(name: string, value: string, least: number, most: number): number {
  const number = Number(value)
  if (!Number.isInteger(number) || number < least || number > most) {
    throw problem(`${name} must be a whole number from ${least} to ${most}, not "${value}"`)
  }
  return number
}

function secret(value: string): string | null {
  if (value && value.length < 32) throw problem('MAWJA_SECRET must have at least 32 characters')
  return value || null
}

function dkim(read: (name: SettingName) => string): Settings['dkim'] {
  const [domain, selector] = [read('MAWJA_DKIM_DOMAIN'), read('MAWJA_DKIM_SELECTOR')]
  const [key, keyFile] = [read('MAWJA_DKIM_KEY') || null, read('MAWJA_DKIM_KEY_FILE') || null]
  if (!domain && !selector && !key && !keyFile) return null
  if (!domain || !selector || !(key || keyFile)) {
    throw problem(
      'DKIM needs MAWJA_DKIM_DOMAIN, MAWJA_DKIM_SELECTOR and MAWJA_DKIM_KEY (or MAWJA_DKIM_KEY_FILE)',
    )
  }
  return { domain, selector, key, keyFile }
}

/** The setting somebody probably meant: the one with the longest common beginning. */
function nearest(name: string): string {
  const common = (other: string) => [...other].findIndex((letter, index) => letter !== name[index])
  const best = Object.keys(settingNames).reduce((a, b) => (common(b) > common(a) ? b : a))
  return common(best) > 'MAWJA_'.length ? `did you mean ${best}?` : 'docs/settings.md lists them'
}

const problem = (line: string) => new AppError('invalid', 'setting', line)
