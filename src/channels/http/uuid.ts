import { sha1 } from '@noble/hashes/legacy.js'
import { concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { toHex } from '../../core/token.ts'

/** UUID version 5 (RFC 9562 5.5) of `mid:…` (RFC 2392): the same for each try, for who wants a UUID. */
export function uuidOf(messageId: string): string {
  return uuid5(`mid:${messageId.replace(/^<|>$/g, '')}`, '6ba7b811-9dad-11d1-80b4-00c04fd430c8')
}

/** @param space  the namespace, itself a UUID */
export function uuid5(name: string, space: string): string {
  const bytes = sha1(concatBytes(hexToBytes(space.replaceAll('-', '')), utf8ToBytes(name))).slice(0, 16)
  bytes[6] = (bytes[6]! & 0x0f) | 0x50
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  return toHex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
