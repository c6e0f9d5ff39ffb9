import { fromBase64 } from './bytes.ts'

/** `publicKey`: the SubjectPublicKeyInfo, in DER; `from`, `until`: the time it is valid, ms. */
export type Certificate = { publicKey: Uint8Array<ArrayBuffer>; from: number; until: number }

type Item = { tag: number; whole: Uint8Array<ArrayBuffer>; content: Uint8Array<ArrayBuffer> }

/**
 * The key and the time out of an X.509 certificate (RFC 5280 4.1). Who issued it is not looked at: it is as genuine as
 * the place that it was read from.
 *
 * @returns null for what is no certificate
 */
export function readCertificate(pem: string): Certificate | null {
  const base64 = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]{1,20000})-----END CERTIFICATE-----/.exec(
    pem,
  )?.[1]
  const der = base64 === undefined ? null : fromBase64(base64.replace(/\s+/g, ''))
  const body = der && itemsIn(itemsIn(der)[0]?.content)[0]
  // version (absent in the first), serial number, algorithm, issuer, validity, subject, key
  const fields = itemsIn(body?.content)
  const first = fields[0]?.tag === 0xa0 ? 1 : 0
  const [validity, key] = [fields[first + 3], fields[first + 5]]
  const [from, until] = itemsIn(validity?.content).map(timeOf)
  if (key?.tag !== 0x30 || !from || !until) return null
  return { publicKey: key.whole.slice(), from, until }
}

/** What stands side by side in a run of DER; it ends where something is no longer whole. */
function itemsIn(bytes: Uint8Array<ArrayBuffer> | undefined): Item[] {
  const items: Item[] = []
  let at = 0
  while (bytes && at + 2 <= bytes.length && items.length < 100) {
    const short = bytes[at + 1]!
    const digits = short < 0x80 ? 0 : short & 0x7f
    if (digits > 3 || at + 2 + digits > bytes.length) break
    const length = digits
      ? bytes.subarray(at + 2, at + 2 + digits).reduce((sum, byte) => sum * 256 + byte, 0)
      : short
    const start = at + 2 + digits
    if (start + length > bytes.length) break
    items.push({
      tag: bytes[at]!,
      whole: bytes.subarray(at, start + length),
      content: bytes.subarray(start, start + length),
    })
    at = start + length
  }
  return items
}

/** UTCTime, with its two digits of the year (1950 to 2049), or GeneralizedTime. */
function timeOf({ tag, content }: Item): number | null {
  const text = String.fromCharCode(...content.subarray(0, 20))
  const year = tag === 0x17 ? `${Number(text.slice(0, 2)) < 50 ? '20' : '19'}${text}` : text
  const [, ...parts] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(year) ?? []
  const [y, month, day, hour, minute, second] = parts.map(Number)
  return y === undefined ? null : Date.UTC(y, month! - 1, day, hour, minute, second)
}
