import type { Reason, Receipt } from '../../core/channel.ts'
import type { ApiError, RateLimits } from './client.js'

/** X counts in windows of a quarter of an hour. */
const windowMs = 15 * 60_000

/** The receipt for an answer below 400. */
export function receiptForPost(answer: { data?: { id?: string } } | undefined): Receipt {
  const id = answer?.data?.id
  return id
    ? { outcome: 'accepted', remoteId: id }
    : { outcome: 'unknown', detail: 'X answered without an id' }
}

/**
 * The receipt for everything else. A public post is never repeated on a guess: where the answer does not say that
 * there is no post (5xx, a lost or broken answer), the outcome is unknown and an officer looks.
 *
 * @param cause what the connection said, for requests without an answer
 * @param nowMs to turn X's reset instants into a delay
 */
export function receiptForError(error: ApiError, cause: unknown, nowMs: number): Receipt {
  if (error.type === 'response' && error.code && error.code < 500 && error.code !== 408)
    return refusal(error.code, error, nowMs)
  const detail = cause instanceof Error ? cause.message : error.message
  if (error.type === 'request' && neverSent(cause))
    return { outcome: 'refused', reason: 'network', detail, retryable: true }
  return { outcome: 'unknown', detail }
}

function refusal(code: number, error: ApiError, nowMs: number): Receipt {
  const detail = [code, error.data?.title, error.data?.detail].filter(Boolean).join(' ')
  if (code === 429) {
    const retryAfterMs = untilResetMs(error.rateLimit, nowMs)
    return { outcome: 'refused', reason: 'rate_or_greylist', detail, retryable: true, retryAfterMs }
  }
  return { outcome: 'refused', reason: reasonOf(code, detail), detail, retryable: false }
}

function reasonOf(code: number, detail: string): Reason {
  if (code === 403 && /duplicate/i.test(detail)) return 'content_or_spam'
  if (code === 401 || code === 402 || code === 403) return 'policy_or_auth'
  if (code === 400 || code === 413 || code === 422) return 'content_or_spam'
  return 'undetermined'
}

/** Until the last of the limits that are used up begins anew. */
function untilResetMs(limits: RateLimits | undefined, nowMs: number): number {
  const all = [limits, limits?.day, limits?.userDay].filter((it) => it !== undefined)
  const spent = all.filter((it) => it.remaining === 0)
  const resets = (spent.length > 0 ? spent : all).map((it) => it.reset * 1000).filter(Number.isFinite)
  if (resets.length === 0) return windowMs
  return Math.max(Math.max(...resets) - nowMs, 1000)
}

/**
 * True where Node says that no connection came about: name, route, refusal, certificate. Workers say "lost" for all
 * of it, so there even a refused connection is unknown.
 */
function neverSent(cause: unknown): boolean {
  if (!(cause instanceof Error)) return false
  const { code, syscall } = cause as Error & { code?: string; syscall?: string }
  if (syscall === 'connect' || syscall === 'getaddrinfo') return true
  return /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|CERT_|ERR_TLS_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/.test(
    code ?? '',
  )
}
