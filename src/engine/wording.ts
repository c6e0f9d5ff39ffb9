import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { toHex } from '../core/token.ts'

/**
 * Names the exact words a person agreed to, `form:1f3a…`: it changes by itself when they do, and the words of each
 * version stand in the repository.
 */
export function wordingOf(place: 'form' | 'preferences' | 'chain', words: unknown): string {
  return `${place}:${toHex(sha256(utf8ToBytes(JSON.stringify(words)))).slice(0, 12)}`
}
