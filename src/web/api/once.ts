import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import type { Context } from 'hono'
import { toHex } from '../../core/token.ts'
import type { Caller } from '../../engine/api-key.ts'
import { claimCall, closeCall, type NamedCall } from '../../engine/api-key-call.ts'
import type { Deps } from '../../engine/deps.ts'
import type { KeptCall } from '../../store/idempotency.ts'
import { problem } from './problem.ts'
import { openAnswer, sealAnswer } from './sealed-answer.ts'

/**
 * Does what a call asks for once under its Idempotency-Key. The same again gets the answer that was given, another
 * body under the same key 422, the same while it is under way 409. What broke (5xx) may be tried again.
 */
export async function once(
  deps: Deps,
  c: Context,
  asked: { caller: Caller; route: string; bytes: Uint8Array },
  work: () => Promise<Response>,
): Promise<Response> {
  const key = c.req.header('idempotency-key')
  if (key === undefined || c.req.method !== 'POST') return work()
  if (!key || key.length > 200)
    return problem(c, 400, 'idempotency-key', 'Idempotency-Key: 1 to 200 characters')
  const at = deps.clock.now()
  const words = JSON.stringify([asked.caller.institution.id, asked.caller.key.id, asked.route, key])
  const call = { ...nameOf(words, asked.bytes, new URL(c.req.url)), at }
  const claimed = await claimCall(deps, call)
  return claimed === 'first' ? first(deps, { words, call }, work) : again(c, { words, call }, claimed)
}

/** `words` name the call and open its answer; they are kept nowhere. */
type Asked = { words: string; call: NamedCall }

async function first(deps: Deps, { words, call }: Asked, work: () => Promise<Response>): Promise<Response> {
  try {
    const answer = await work()
    const { status } = answer
    const kept = status < 500 ? { status, text: await sealAnswer(words, await answer.clone().text()) } : null
    await closeCall(deps, call, kept)
    return answer
  } catch (error) {
    await closeCall(deps, call, null)
    throw error
  }
}

async function again(c: Context, { words, call }: Asked, kept: KeptCall | null): Promise<Response> {
  if (kept && kept.requestHash !== call.requestHash)
    return problem(
      c,
      422,
      'idempotency-key',
      'that Idempotency-Key was used for something else; take a new one',
    )
  if (!kept || kept.status === null)
    return problem(c, 409, 'idempotency-key', 'that call is still under way; ask again in a moment')
  const type = kept.status < 400 ? 'application/json' : 'application/problem+json'
  const answer = kept.answer === null ? null : await openAnswer(words, kept.answer)
  return new Response(answer, { status: kept.status, headers: { 'Content-Type': type } })
}

function nameOf(words: string, bytes: Uint8Array, url: URL) {
  const asked = utf8ToBytes(`${url.pathname}${url.search}\n`)
  return {
    hash: toHex(sha256(utf8ToBytes(words))),
    requestHash: toHex(sha256(concatBytes(asked, bytes))),
  }
}
