import { AppError } from '../../core/error.ts'
import type { HttpSettings } from './provider.ts'

/** What an address such as `ses://KEY:SECRET@REGION?connections=10` says. */
export type Asked = {
  user: string
  password: string
  /** What stands after the @, port and path included. */
  place: string
  query: URLSearchParams
}

export type Form = {
  /** For the person who wrote the setting, such as `postmark://TOKEN@default`. */
  example: string
  /** Names in the query besides those that all providers know. */
  query?: readonly string[]
  password?: boolean
}

const common = ['endpoint', 'connections', 'timeout']

/**
 * Reads the address of a provider. All know `connections` (requests at once), `timeout` in seconds (60) and
 * `endpoint`, an https address in the place of the provider's own, or http on this machine for trials.
 *
 * @param setting  the setting's name, for the message to the person who wrote it
 * @throws AppError `http-url`: one line, without the secrets
 */
export function readAddress(value: string, setting: string, form: Form): Asked {
  const found = /^[a-z+]+:\/\/([^@/?#]*)@([^?#]*)(?:\?([^#]*))?$/i.exec(value.trim())
  if (!found)
    throw problem(`${setting} must look like ${form.example}; write / @ : % in a key as %2F %40 %3A %25`)
  const [user = '', password = ''] = found[1]!.split(':').map((part) => decoded(part, setting))
  if (!user || Boolean(password) !== Boolean(form.password))
    throw problem(`${setting} must look like ${form.example}`)
  const query = new URLSearchParams(found[3] ?? '')
  const known = [...common, ...(form.query ?? [])]
  const stranger = [...query.keys()].find((key) => !known.includes(key))
  if (stranger) throw problem(`${setting}: "${stranger}" is not known; there are ${known.join(', ')}`)
  return { user, password, place: found[2]!, query }
}

/** @param origin  of the provider */
export function httpSettings({ query }: Asked, origin: string, setting: string): HttpSettings {
  const connections = query.get('connections')
  return {
    origin: query.has('endpoint') ? endpoint(query.get('endpoint')!, setting) : origin,
    connections: connections === null ? null : whole('connections', connections, setting),
    timeoutMs: whole('timeout', query.get('timeout') ?? '60', setting) * 1000,
  }
}

/** Mails are personal data: in clear text they travel on this machine only. */
export function isSafe(url: URL): boolean {
  if (url.protocol === 'https:') return true
  return url.protocol === 'http:' && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname)
}

function endpoint(value: string, setting: string): string {
  const url = URL.parse(value)
  if (!url || !isSafe(url) || url.username || url.search || url.pathname !== '/')
    throw problem(`${setting}: "endpoint" must be https://HOST, or http:// on this machine`)
  return url.origin
}

function whole(name: string, value: string, setting: string): number {
  if (!/^[1-9]\d{0,3}$/.test(value)) throw problem(`${setting}: "${name}" must be a number from 1 to 9999`)
  return Number(value)
}

function decoded(part: string, setting: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    throw problem(`${setting}: write a % in a key as %25`)
  }
}

export const problem = (line: string) => new AppError('invalid', 'http-url', line)
