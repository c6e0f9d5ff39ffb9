import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js'

/**
 * Everything outside speaks in tokens, never in row numbers. A token is opaque, unguessable (128-bit MAC) and good for
 * one thing only: each kind has its own key, so a token of one kind never opens another kind's door.
 *
 * - `identity`  who: unsubscribe, preferences. Never in anything made to be passed on.
 * - `click`     a link of a campaign: campaign, link, generation, language. No person.
 * - `view`      the mail on the web: content, generation. No person.
 * - `share`     a link made to be passed on: campaign, generation, channel, language. No person.
 * - `confirm`   one pending sign-up (double opt-in).
 * - `session`   an officer's one-time sign-in link.
 * - `data`      a person's own data, for a few days: contact, end.
 * - `trace`     a link in a mail to somebody who agreed to be measured: as `click`, and the pseudonym.
 * - `returned`  the sender address of one message: what comes back to it is about that message.
 * - `chain`     a person's own link and what it counted. A door of its own: it stands beside the share links of a mail,
 *   and whoever copies the wrong one gives nothing else away.
 * - `object`    a contact in the interface for programs: kind of thing, number. Opens nothing without an API key.
 * - `report`    a link to the report of a campaign: its row. Figures of nobody.
 * - `open`      the image in such a mail: content, generation, pseudonym.
 *
 * Construction: deterministic, synthetic IV (after RFC 5297's idea): tag = MAC(payload) cut to 16 bytes;
 * body = payload XOR MAC'(tag). Equal payloads give equal tokens, which is what makes two people's mails equal.
 */
const kinds = [
  'identity',
  'click',
  'view',
  'share',
  'confirm',
  'session',
  'data',
  'trace',
  'open',
  'returned',
  'chain',
  'object',
  'report',
] as const
export type TokenKind = (typeof kinds)[number]
export type Keys = { readonly [kind in TokenKind]: { mac: Uint8Array; stream: Uint8Array } } & {
  /** Key of the suppression list's address hashes. */
  readonly suppression: Uint8Array
  /** Key that decides waves and variants. */
  readonly assignment: Uint8Array
  /** Key of the officers' session cookie. */
  readonly cookie: Uint8Array
  /** Keys of the operator's API, and of what is sealed (engine/sealed). */
  readonly operator: Uint8Array
  readonly sealing: Uint8Array
}

const tagLength = 16

/** Derives one key per use from the installation's secret (at least 32 characters). */
export function deriveKeys(secret: string): Keys {
  const derive = (use: string) => hmac(sha256, utf8ToBytes(secret), utf8ToBytes(`mawja/${use}`))
  const pairs = kinds.map((kind) => [kind, { mac: derive(`${kind}/mac`), stream: derive(`${kind}/stream`) }])
  return {
    ...Object.fromEntries(pairs),
    suppression: derive('suppression'),
    assignment: derive('assignment'),
    cookie: derive('cookie'),
    operator: derive('operator'),
    sealing: derive('sealing'),
  } as Keys
}

/** 128 bits that only this installation can make for these words, in base32. */
export function keyedTag(keys: Keys, words: string): string {
  return toBase32(keyed(keys.assignment, utf8ToBytes(words)).subarray(0, tagLength))
}

/** Seals non-negative integers. The order is the kind's own; see the functions in `tokens.ts`. */
export function seal(keys: Keys, kind: TokenKind, numbers: readonly number[]): string {
  return toBase64Url(sealBytes(keys, kind, numbers))
}

/** The same for places that fold capital and small letters into one, such as the local part of an address. */
export function sealFolded(keys: Keys, kind: TokenKind, numbers: readonly number[]): string {
  return toBase32(sealBytes(keys, kind, numbers))
}

/** A token of `seal` as `sealFolded` would have written it, without sealing it once more. */
export function folded(token: string): string {
  return toBase32(fromBase64Url(token)!)
}

function sealBytes(keys: Keys, kind: TokenKind, numbers: readonly number[]): Uint8Array {
  const payload = packVarints(numbers)
  const tag = keyed(keys[kind].mac, payload).subarray(0, tagLength)
  return concatBytes(tag, xor(payload, keystream(keys[kind].stream, tag, payload.length)))
}

/** The numbers, or null for anything that this installation did not seal as this kind. */
export function open(keys: Keys, kind: TokenKind, token: string): number[] | null {
  return openBytes(keys, kind, fromBase64Url(token))
}

/** The numbers of a token made by `sealFolded`, in whatever case it comes back. */
export function openFolded(keys: Keys, kind: TokenKind, token: string): number[] | null {
  return openBytes(keys, kind, fromBase32(token.toLowerCase()))
}

function openBytes(keys: Keys, kind: TokenKind, bytes: Uint8Array | null): number[] | null {
  if (!bytes || bytes.length <= tagLength) return null
  const tag = bytes.subarray(0, tagLength)
  const body = bytes.subarray(tagLength)
  const payload = xor(body, keystream(keys[kind].stream, tag, body.length))
  const expected = keyed(keys[kind].mac, payload).subarray(0, tagLength)
  return equalBytes(tag, expected) ? unpackVarints(payload) : null
}

/** Keyed hash of an address, 128 bits in hex: what remains of a person who must never be written to again. */
export const addressHash = (keys: Keys, channel: string, value: string): string =>
  addressHasher(keys.suppression)(channel, value)

/** The same for many addresses: what depends on the key alone is worked out once. */
export function addressHasher(key: Uint8Array): (channel: string, value: string) => string {
  const keyed = hmac.create(sha256, key)
  return (channel, value) =>
    toHex(
      keyed
        .clone()
        .update(utf8ToBytes(`${channel}\0${value}`))
        .digest()
        .subarray(0, 16),
    )
}

/** A 31-bit number that is always the same for the same words under the same secret. */
export function keyedNumber(keys: Keys, words: string): number {
  const bytes = keyed(keys.assignment, utf8ToBytes(words))
  return ((bytes[0]! & 0x7f) << 24) | (bytes[1]! << 16) | (bytes[2]! << 8) | bytes[3]!
}

const states = new WeakMap<Uint8Array, { fresh: Hmac; used: Hmac }>()
type Hmac = ReturnType<typeof hmac.create>

/** HMAC-SHA-256. What depends on the key alone is worked out once, and one state serves all messages in turn. */
function keyed(key: Uint8Array, message: Uint8Array): Uint8Array {
  const known = states.get(key) ?? { fresh: hmac.create(sha256, key), used: hmac.create(sha256, key) }
  states.set(key, known)
  return (known.fresh._cloneInto(known.used) as Hmac).update(message).digest()
}

function keystream(key: Uint8Array, tag: Uint8Array, length: number): Uint8Array {
  const blocks: Uint8Array[] = []
  for (let block = 0; block * 32 < length; block++)
    blocks.push(keyed(key, concatBytes(tag, Uint8Array.of(block))))
  return concatBytes(...blocks).subarray(0, length)
}

function xor(left: Uint8Array, right: Uint8Array): Uint8Array {
  return left.map((byte, index) => byte ^ right[index]!)
}

function packVarints(numbers: readonly number[]): Uint8Array {
  const bytes: number[] = []
  for (const number of numbers) {
    if (!Number.isSafeInteger(number) || number < 0) throw new RangeError(`cannot seal ${number}`)
    let rest = number
    while (rest >= 128) {
      bytes.push((rest % 128) | 128)
      rest = Math.floor(rest / 128)
    }
    bytes.push(rest)
  }
  return Uint8Array.from(bytes)
}

function unpackVarints(bytes: Uint8Array): number[] | null {
  const numbers: number[] = []
  let value = 0
  let scale = 1
  for (const byte of bytes) {
    value += (byte & 127) * scale
    scale *= 128
    if (byte >= 128) continue
    numbers.push(value)
    value = 0
    scale = 1
  }
  return scale === 1 && numbers.every(Number.isSafeInteger) ? numbers : null
}

function equalBytes(left: Uint8Array, right: Uint8Array): boolean {
  let difference = left.length ^ right.length
  for (let index = 0; index < left.length; index++) difference |= left[index]! ^ (right[index] ?? 0)
  return difference === 0
}

const hexOf = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

export function toHex(bytes: Uint8Array): string {
  let hex = ''
  for (const byte of bytes) hex += hexOf[byte]
  return hex
}

export function toBase64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

const base32 = 'abcdefghijklmnopqrstuvwxyz234567'

/** RFC 4648, section 6, small letters, without padding. */
export function toBase32(bytes: Uint8Array): string {
  let text = ''
  let held = 0
  let bits = 0
  for (const byte of bytes) {
    held = (held << 8) | byte
    for (bits += 8; bits >= 5; bits -= 5) text += base32[(held >> (bits - 5)) & 31]
    held &= (1 << bits) - 1
  }
  return bits ? text + base32[(held << (5 - bits)) & 31] : text
}

/** Null for what `toBase32` never writes. */
export function fromBase32(text: string): Uint8Array | null {
  if (!/^[a-z2-7]{1,100}$/.test(text)) return null
  const bytes: number[] = []
  let held = 0
  let bits = 0
  for (const letter of text) {
    held = (held << 5) | base32.indexOf(letter)
    bits += 5
    if (bits < 8) continue
    bits -= 8
    bytes.push((held >> bits) & 255)
    held &= (1 << bits) - 1
  }
  // Bits that are left over are zero in exactly one writing: one token, one text.
  return held === 0 && bits < 5 ? Uint8Array.from(bytes) : null
}

function fromBase64Url(text: string): Uint8Array | null {
  if (!/^[A-Za-z0-9_-]{4,200}$/.test(text)) return null
  try {
    return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0))
  } catch {
    return null
  }
}
