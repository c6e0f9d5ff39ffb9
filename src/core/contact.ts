import isEmail from 'validator/lib/isEmail.js'

/**
 * Addresses as nearly everybody has one. What it lets through, the library lets through as well (a test compares them);
 * an import asks a million times, and asking the library costs ten times as much.
 */
const plainEmail = /^[a-z0-9_+-]+(?:\.[a-z0-9_+-]+)*@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,24}$/

/**
 * The one form in which an e-mail address is kept and compared: NFC, small letters, domain as A-label (RFC 5891).
 *
 * @returns null when it is not an address (RFC 5321 syntax, RFC 6531 local parts included)
 */
export function normalEmail(text: string): string | null {
  if (text.length <= 60 && plainEmail.test(text) && !/xn--|--\./.test(text)) return text
  const trimmed = text.trim().normalize('NFC')
  const at = trimmed.lastIndexOf('@')
  if (at < 1 || trimmed.length > 320) return null
  const domain = asciiDomain(trimmed.slice(at + 1))
  if (!domain) return null
  const value = `${trimmed.slice(0, at).toLowerCase()}@${domain}`
  return isEmail(value, { allow_utf8_local_part: true, ignore_max_length: false }) ? value : null
}

/** Whether only a server with SMTPUTF8 takes an address: the part before the @ is not ASCII (RFC 6531). */
export function needsUtf8(email: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII begins there
  return /[^\x00-\x7f]/.test(email.slice(0, email.lastIndexOf('@')))
}

/** A Telegram name without @, small letters; `https://t.me/NAME` is one as well. Null when it cannot be one. */
export function normalTelegram(text: string): string | null {
  const name = text
    .trim()
    .toLowerCase()
    .replace(/^(?:https?:\/\/)?(?:www\.)?(?:t|telegram)\.me\//, '')
    .replace(/^@/, '')
  return /^[a-z][a-z0-9_]{3,30}[a-z0-9]$/.test(name) ? name : null
}

function asciiDomain(domain: string): string | null {
  if (!/^[\p{L}\p{M}\p{N}.-]+$/u.test(domain)) return null
  try {
    const { hostname } = new URL(`http://${domain}`)
    // A number such as 10.1 would be read as an IP address; a mail domain has a name.
    return /[a-z]/.test(hostname) ? hostname : null
  } catch {
    return null
  }
}

/** Text as a person typed it, without what no name contains: control characters, double blanks, outer blanks. */
export function cleanText(text: string | null | undefined): string | null {
  // Most cells are plain already; an import asks this a million times.
  if (text && /^[!-~]+(?: [!-~]+)*$/.test(text)) return text
  const clean = (text ?? '')
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim()
  return clean || null
}
