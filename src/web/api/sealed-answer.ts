import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'

/**
 * A kept answer may hold what a program read of a person. It is locked (AES-256-GCM) with a key made of the words that
 * name the call, the caller's own Idempotency-Key among them: only their hash is in the database, so nobody but who asks
 * the same again can open it.
 */
export async function sealAnswer(words: string, text: string): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const locked = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, await keyOf(words), bytes(text))
  return [iv, new Uint8Array(locked)].map(toText).join('.')
}

/** @throws when the words are others */
export async function openAnswer(words: string, sealed: string): Promise<string> {
  const [iv, locked] = sealed.split('.').map(fromText)
  const open = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: iv! }, await keyOf(words), locked!)
  return new TextDecoder().decode(open)
}

const bytes = (text: string) => Uint8Array.from(utf8ToBytes(text))

const keyOf = (words: string) =>
  crypto.subtle.importKey('raw', Uint8Array.from(sha256(bytes(`answer\n${words}`))), 'AES-GCM', false, [
    'encrypt',
    'decrypt',
  ])

const toText = (of: Uint8Array) => {
  let text = ''
  for (const byte of of) text += String.fromCharCode(byte)
  return btoa(text)
}
const fromText = (text: string) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))
