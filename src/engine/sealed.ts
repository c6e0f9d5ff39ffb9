import { hkdf } from '@noble/hashes/hkdf.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import type { Keys } from '../core/token.ts'

/** What a sealed text was made for: each has a key of its own, so a text of one kind does not open as another. */
export type SealPurpose = 'webhook-secret'

/**
 * A key of 256 bits for one purpose, from the installation's secret (HKDF-SHA256, RFC 5869). Another secret makes
 * another key, and what was sealed before does not open any more.
 */
export const purposeKey = (keys: Pick<Keys, 'sealing'>, purpose: SealPurpose): Uint8Array =>
  hkdf(sha256, keys.sealing, undefined, utf8ToBytes(`mawja/sealed/${purpose}`), 32)

/**
 * Locks a text with AES-256-GCM (NIST SP 800-38D) under a random IV of 96 bits.
 *
 * @param key    32 bytes
 * @param about  what the text belongs to; it opens only beside the same words, so it cannot be moved to another row
 * @returns IV and ciphertext, each in base64, with a dot between them
 */
export async function sealText(key: Uint8Array, text: string, about = ''): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const locked = await crypto.subtle.encrypt(rule(iv, about), await imported(key), bytes(text))
  return [iv, new Uint8Array(locked)].map(toText).join('.')
}

/** @throws when key or words are others, or a bit was changed */
export async function openText(key: Uint8Array, sealed: string, about = ''): Promise<string> {
  const [iv, locked] = sealed.split('.').map(fromText)
  const open = await crypto.subtle.decrypt(rule(iv!, about), await imported(key), locked!)
  return new TextDecoder().decode(open)
}

const bytes = (text: string) => Uint8Array.from(utf8ToBytes(text))

const rule = (iv: Uint8Array<ArrayBuffer>, about: string) => ({
  name: 'AES-GCM',
  iv,
  ...(about ? { additionalData: bytes(about) } : {}),
})

const imported = (key: Uint8Array) =>
  crypto.subtle.importKey('raw', Uint8Array.from(key), 'AES-GCM', false, ['encrypt', 'decrypt'])

const toText = (of: Uint8Array) => {
  let text = ''
  for (const byte of of) text += String.fromCharCode(byte)
  return btoa(text)
}
const fromText = (text: string) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))
