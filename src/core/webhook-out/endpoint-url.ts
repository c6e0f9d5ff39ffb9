import { AppError } from '../error.ts'
import { addressBytes, isLoopback } from '../public-address.ts'

const longest = 500

/**
 * Reads the address of an endpoint: https, a name and no bare address, no user or password, port 443 or from 1024 on
 * (below are doors of other things). An installation that runs on somebody's own machine may call that machine as
 * well, over http.
 *
 * @param isLocal  the installation's own public URL is this machine
 * @returns the address as browsers write it
 * @throws AppError `webhook-url`: says what is wrong with it, without repeating it
 */
export function readEndpointUrl(text: string, isLocal: boolean): string {
  // Browsers' rules leave out line breaks and tabs in silence: what was written is not what would be called.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly those are refused
  if (/[\u0000-\u0020\u007f\\]/.test(text))
    throw refusal('write it without blanks, line breaks and backslashes')
  if (text.length > longest) throw refusal(`it has more than ${longest} characters`)
  const url = URL.parse(text)
  if (!url || !/^https?:\/\//i.test(text))
    throw refusal('write it like https://crm.institution.example/hooks')
  const line = isLocal && isThisMachine(url.hostname) ? problemOf(url) : (problemOf(url) ?? strict(url))
  if (line) throw refusal(line)
  return url.href
}

/** Whether the installation is somebody's own machine: a trial, a demonstration, a test. */
export const isLocalInstallation = (publicUrl: string): boolean =>
  isThisMachine(URL.parse(publicUrl)?.hostname ?? '')

/** `localhost`, `127.0.0.1`, `[::1]` as `URL.hostname` writes them. */
export const isThisMachine = (hostname: string): boolean =>
  hostname === 'localhost' || isLoopback(hostname.replace(/^\[|\]$/g, ''))

/** Whether a host is a bare address; `URL` has already made one notation of `0x7f.1` and `2130706433`. */
export const isAddressLiteral = (hostname: string): boolean =>
  hostname.startsWith('[') || addressBytes(hostname) !== null

function problemOf(url: URL): string | null {
  if (url.username || url.password) return 'leave out user and password: calls are signed'
  return url.hash ? 'leave out what follows #' : null
}

function strict(url: URL): string | null {
  if (url.protocol !== 'https:') return 'it must begin with https://'
  if (isAddressLiteral(url.hostname)) return 'write the name of a host, not an address'
  if (!/^(?!-)[a-z0-9_-]+(\.[a-z0-9_-]+)*\.[a-z][a-z0-9-]*\.?$/.test(url.hostname))
    return 'the host must be a public name such as crm.institution.example'
  const port = Number(url.port || 443)
  return port === 443 || port >= 1024 ? null : 'the port must be 443, or 1024 and above'
}

const refusal = (what: string) => new AppError('invalid', 'webhook-url', `webhook url: ${what}`)
