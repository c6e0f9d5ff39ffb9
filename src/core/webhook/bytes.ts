import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { toHex } from '../token.ts'

const equal = (left: Uint8Array, right: Uint8Array): boolean => {
  let difference = left.length ^ right.length
  for (let at = 0; at < left.length; at++) difference |= left[at]! ^ (right[at] ?? 0)
  return difference === 0
}

/** Takes the same time whatever is in them and however long they are: hashes are compared. */
export function sameBytes(left: Uint8Array, right: Uint8Array): boolean {
  return equal(sha256(left), sha256(right))
}

export const sameText = (left: string, right: string): boolean =>
  sameBytes(utf8ToBytes(left), utf8ToBytes(right))

export function signed(key: Uint8Array, ...pieces: (string | Uint8Array)[]): Uint8Array {
  return hmac(sha256, key, joined(pieces))
}

/** A name for a call that has none: of what was signed, as signatures themselves can be written in several ways. */
export function nameOf(...pieces: (string | Uint8Array)[]): string {
  return toHex(sha256(joined(pieces)))
}

export const joined = (pieces: readonly (string | Uint8Array)[]): Uint8Array<ArrayBuffer> =>
  concatBytes(
    ...pieces.map((piece) => (typeof piece === 'string' ? utf8ToBytes(piece) : piece)),
  ) as Uint8Array<ArrayBuffer>

/** Base64 in one line, padded or not; null for anything else. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return null
  try {
    return Uint8Array.from(atob(text), (it) => it.charCodeAt(0))
  } catch {
    return null
  }
}

/** Keys are separated by blanks. */
export const each = (secret: string): string[] => secret.split(/\s+/).filter(Boolean)

/** Whole seconds since 1970 to ms; null for what is none. */
export function secondsToMs(text: string | null): number | null {
  return text !== null && /^\d{9,11}$/.test(text) ? Number(text) * 1000 : null
}
