import { AppError } from '../../core/error.ts'

/** How to reach the mail server that takes our mail. */
export type SmtpSettings = {
  host: string
  port: number
  login?: { user: string; pass: string }
  /**
   * `implicit`: TLS from the first byte. `required`: STARTTLS or no mail. `starttls`: where the server offers it;
   * certificates are not checked then, because whoever could forge one could as well suppress the offer
   * (RFC 7435). `none`: never.
   */
  tls: 'implicit' | 'required' | 'starttls' | 'none'
  /** Our name in EHLO. */
  name?: string
  /** How many connections may be open at once. */
  connections: number
  /** Messages over one connection; many servers close after 100. */
  perConnection: number
  /** Longest silence of the server. RFC 5321 4.5.3.2.6 gives it 10 minutes after the end of DATA. */
  timeoutMs: number
  /** Until the server is greeted. */
  connectMs: number
  /** An unused connection is closed after this. */
  idleMs: number
  /**
   * After a refused login or greeting, or some lost connections in a row, nothing is tried for so long: wrong passwords
   * lock accounts.
   */
  pauseMs: number
}

const tlsModes = ['none', 'starttls', 'required'] as const
const known = ['tls', 'name', 'connections', 'perConnection', 'timeout']

/**
 * Reads `smtp://user:pass@host:port` (default port 587) or `smtps://…` (465, TLS from the first byte).
 *
 * Query: `tls` = none | starttls | required (default `required` with a password, else `starttls`) ·
 * `connections` (20) · `perConnection` (100) · `timeout` in seconds (600) · `name` for EHLO.
 *
 * @param setting the setting's name, for the message to the person who wrote it
 * @throws AppError `smtp-url`: one line, without the password
 */
export function parseSmtpSettings(value: string, setting = 'SMTP_URL'): SmtpSettings {
  const url = parseUrl(value, setting)
  const login = loginOf(url, setting)
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port ? Number(url.port) : url.protocol === 'smtps:' ? 465 : 587,
    ...(login && { login }),
    tls: tlsOf(url, login !== undefined, setting),
    ...(url.searchParams.has('name') && { name: url.searchParams.get('name')! }),
    connections: count(url, 'connections', 20, setting),
    perConnection: count(url, 'perConnection', 100, setting),
    timeoutMs: count(url, 'timeout', 600, setting) * 1000,
    connectMs: 30_000,
    idleMs: 5_000,
    pauseMs: 10_000,
  }
}

function parseUrl(value: string, setting: string): URL {
  const url = URL.parse(value)
  if (!url || !['smtp:', 'smtps:'].includes(url.protocol) || url.hostname === '')
    throw problem(`${setting} must look like smtp://user:password@mail.example:587 or smtps://mail.example`)
  const stranger = [...url.searchParams.keys()].find((key) => !known.includes(key))
  if (stranger) throw problem(`${setting}: "${stranger}" is not known; there are ${known.join(', ')}`)
  return url
}

function loginOf(url: URL, setting: string): SmtpSettings['login'] {
  if (url.username === '' && url.password === '') return undefined
  if (url.username === '' || url.password === '')
    throw problem(`${setting}: a user needs a password and a password a user`)
  try {
    return { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) }
  } catch {
    throw problem(`${setting}: write a % in the user or password as %25`)
  }
}

function tlsOf(url: URL, withPassword: boolean, setting: string): SmtpSettings['tls'] {
  const asked = url.searchParams.get('tls')
  if (url.protocol === 'smtps:') {
    if (asked) throw problem(`${setting}: smtps:// is TLS from the first byte; leave "tls" out`)
    return 'implicit'
  }
  if (!asked) return withPassword ? 'required' : 'starttls'
  const mode = tlsModes.find((it) => it === asked)
  if (!mode) throw problem(`${setting}: "tls" must be ${tlsModes.join(', ')}, not "${asked}"`)
  return mode
}

function count(url: URL, name: string, fallback: number, setting: string): number {
  const asked = url.searchParams.get(name)
  if (asked === null) return fallback
  if (!/^[1-9]\d{0,5}$/.test(asked)) throw problem(`${setting}: "${name}" must be a number from 1 to 999999`)
  return Number(asked)
}

function problem(line: string): AppError {
  return new AppError('invalid', 'smtp-url', line)
}
