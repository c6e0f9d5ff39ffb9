import type { Receipt } from '../channel.ts'

/**
 * What an answer says about the way to a provider.
 *
 * - `taken`: it went, or was refused for reasons of its own
 * - `slow`: the provider says that we are too fast or not welcome at the moment
 * - `deferred`: put off without saying that; greylisting is the usual case
 * - `failed`: it never came so far
 */
export type Sign = 'taken' | 'slow' | 'deferred' | 'failed'

/** 421 closes the whole line (RFC 5321, 3.8); 4.7.28 is the rate, by Gmail's use of it. */
const slowCodes = /^421\b|\b4\.7\.(0|26|28|650|651)\b/
const slowWords =
  /too many|too fast|rate.?limit|throttl|exceed|unusual|temporarily (deferred|blocked|rejected|limited)|user complaints|reputation|slow down|TS{2}0\d|RP-00\d/i
const greyWords = /gr[ae]y.?list|first (time|attempt)|try again in \d/i

/** Failing before there was a conversation: the server, the login, the network. */
const transport: readonly string[] = ['network', 'policy_or_auth', 'system']

export function signOf(receipt: Receipt): Sign {
  if (receipt.outcome === 'unknown') return 'failed'
  if (receipt.outcome === 'accepted' || !receipt.retryable) return 'taken'
  const { reason, detail } = receipt
  if (reason === 'rate_or_greylist' || reason === 'reputation_or_block') {
    if (greyWords.test(detail)) return 'deferred'
    return slowCodes.test(detail) || slowWords.test(detail) ? 'slow' : 'deferred'
  }
  return transport.includes(reason) ? 'failed' : 'taken'
}

/** So few say nothing about a provider. */
const enough = 20
const tooMany = 0.1

/**
 * Greylisting puts off one recipient at a time and must not slow everybody down; when more than a tenth of those sent of
 * late were put off, it is no longer that.
 */
export const deferralsAreMany = ({ seen, deferred }: { seen: number; deferred: number }) =>
  seen >= enough && deferred / seen > tooMany
