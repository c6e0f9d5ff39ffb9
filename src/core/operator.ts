import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { type Keys, toHex } from './token.ts'

/**
 * What opens the operator's API: whoever holds the installation's secret can say it, so there is nothing more to keep.
 * A new secret makes a new one.
 *
 * @returns 64 hex digits
 */
export function operatorToken(keys: Keys): string {
  return toHex(hmac(sha256, keys.operator, utf8ToBytes('bearer')))
}

/** @param authorization  the request's header; takes the same time however much of it is right */
export function isOperator(keys: Keys, authorization: string | undefined): boolean {
  const given = /^Bearer +([0-9a-f]{64})$/i.exec(authorization ?? '')?.[1]?.toLowerCase()
  const expected = operatorToken(keys)
  if (!given) return false
  let difference = 0
  for (let index = 0; index < expected.length; index++)
    difference |= given.charCodeAt(index) ^ expected.charCodeAt(index)
  return difference === 0
}
