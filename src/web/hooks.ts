import { type Context, Hono } from 'hono'
import { AppError, statusOf } from '../core/error.ts'
import { type WebhookProvider, webhookProviders } from '../core/webhook/webhook.ts'
import type { Deps } from '../engine/deps.ts'
import { takeHook } from '../engine/hook.ts'
import { problem } from './api/problem.ts'
import { networkLimit } from './public/network-limit.ts'

/** SendGrid's batches are the largest, with 768 KB. */
const mostBytes = 1024 * 1024

/** A provider whose secret is wrong here keeps coming, and whoever guesses should not have our time for it. */
const refusals = networkLimit(100)

/**
 * The doors at which mail providers tell what became of our mails, `POST /hooks/PROVIDER`. Mount them before what is
 * made for pages: the body is taken as the bytes that came, of which the signature is.
 */
export function hookDoors(deps: Deps): Hono {
  const doors = new Hono()
  doors.onError(failed(deps))
  doors.all('/:provider', async (c) => {
    c.header('Cache-Control', 'no-store')
    const provider = webhookProviders.find((one) => one === c.req.param('provider'))
    if (!provider) return unknown(c)
    if (c.req.method !== 'POST') {
      c.header('Allow', 'POST')
      return problem(c, 405, 'method', 'providers call with POST')
    }
    if (!deps.hooks?.secrets[provider]) return unknown(c)
    return take(deps, c, provider)
  })
  return doors
}

async function take(deps: Deps, c: Context, provider: WebhookProvider): Promise<Response> {
  const now = deps.clock.now()
  if (refusals.isSpent(c, now)) {
    c.header('Retry-After', '600')
    return problem(c, 429, 'busy', 'too many calls that were not genuine')
  }
  const body = await bodyOf(c)
  if (!body) {
    // What is still on its way is not read, and a connection half read would hold up the stop of a server.
    c.header('Connection', 'close')
    return problem(c, 413, 'too-large', 'a call has 1 MB at most')
  }
  try {
    const done = await takeHook(deps, { provider, headers: c.req.raw.headers, body })
    if (!done) return unknown(c)
    const { again, ...counts } = done
    if (Object.values(counts).some(Boolean)) deps.log('hook', { provider, ...counts })
    return c.json({ again, ...counts })
  } catch (error) {
    if (!(error instanceof AppError) || error.key !== 'hook-signature') throw error
    refusals.count(c, now)
    return refuse(c, provider)
  }
}

/** Those that sign nothing show a password: 401 is what asks for one (RFC 9110 11.6.1). */
const bySecret: readonly WebhookProvider[] = ['postmark', 'brevo', 'mailjet', 'sparkpost']

/** Why is the operator's to know, out of the log: a stranger would learn which part of a forgery was right. */
function refuse(c: Context, provider: WebhookProvider): Response {
  const status = bySecret.includes(provider) ? 401 : 403
  if (status === 401) c.header('WWW-Authenticate', 'Basic realm="hooks", charset="UTF-8"')
  return problem(c, status, 'hook-signature', 'the call is not genuine, or too old')
}

const unknown = (c: Context) =>
  problem(c, 404, 'provider', 'no such provider calls here; docs/providers.md lists them')

/** Null where there is more than anybody sends. */
async function bodyOf(c: Context): Promise<Uint8Array | null> {
  if (Number(c.req.header('content-length') ?? 0) > mostBytes) return null
  const pieces: Uint8Array[] = []
  let length = 0
  const reader = c.req.raw.body?.getReader()
  for (let next = await reader?.read(); next && !next.done; next = await reader!.read()) {
    length += next.value.length
    if (length > mostBytes) {
      reader!.releaseLock()
      return null
    }
    pieces.push(next.value)
  }
  const body = new Uint8Array(length)
  let at = 0
  for (const piece of pieces) {
    body.set(piece, at)
    at += piece.length
  }
  return body
}

/** Without the message: a database's words may quote a person. A provider comes again after a 5xx. */
function failed(deps: Deps) {
  return (error: Error, c: Context): Response => {
    if (error instanceof AppError) return problem(c, statusOf[error.code], error.key, error.message)
    deps.log('hook-failed', { provider: c.req.param('provider') ?? '', error: error.name })
    return problem(c, 500, 'failed', 'something broke; call again')
  }
}
