import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { toHex } from '../../core/token.ts'
import { countTry, forgetTries, forgiveTry, type Patience, useOnce } from '../../store/sign-in-tries.ts'
import type { Deps } from '../deps.ts'

const second = 1000
/** Five tries free, then 2 s, 4 s … up to 15 minutes. Nobody is locked out for ever by somebody else's tries. */
const ofAccount: Patience = { free: 5, firstMs: 2 * second, mostMs: 900 * second }
/** A ministry behind one address must be able to come to work in the morning. */
const ofNetwork: Patience = { free: 40, firstMs: 2 * second, mostMs: 900 * second }

/** Who tries: `account` is the address as typed, `network` as core/network says, null where it is unknown. */
export type Trier = { account?: string; network: string | null }

/**
 * Counts a try against both, before anything is looked at. An address that is nobody's is counted in the same way.
 *
 * @returns false while one of the two must wait
 */
export async function mayTry(deps: Deps, it: Trier): Promise<boolean> {
  const now = deps.clock.now()
  const network =
    it.network === null || (await countTry(deps.db, key(deps, 'network', it.network), now, ofNetwork))
  if (!network || it.account === undefined) return network
  return countTry(deps.db, key(deps, 'account', it.account), now, ofAccount)
}

/** It was the right person: the account begins anew, the network is given this one try back. */
export async function succeeded(deps: Deps, it: Trier): Promise<void> {
  if (it.account !== undefined) await forgetTries(deps.db, key(deps, 'account', it.account))
  if (it.network !== null) await forgiveTry(deps.db, key(deps, 'network', it.network))
}

/** A code is good once (RFC 6238, 5.2). @returns whether this is the first time */
export const firstUse = (deps: Deps, userId: string, code: string): Promise<boolean> =>
  useOnce(deps.db, key(deps, `code:${userId}`, code), deps.clock.now())

/** No address stands in the table: nobody without our key can tell whose tries they were. */
const key = (deps: Deps, kind: string, name: string) =>
  toHex(hmac(sha256, deps.keys.cookie, utf8ToBytes(`tries:${kind}:${name.toLowerCase()}`)))
