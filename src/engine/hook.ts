import { AppError } from '../core/error.ts'
import { readCertificate } from '../core/webhook/certificate.ts'
import { verifyWebhook } from '../core/webhook/verify.ts'
import type { WebhookProvider } from '../core/webhook/webhook.ts'
import { hookCallSeen, keepHookCall } from '../store/hooks.ts'
import type { Deps } from './deps.ts'
import { takeHookEvents } from './hook-events.ts'

export type HookCall = { provider: WebhookProvider; headers: Headers; body: Uint8Array }

/** What a call did. `again`: it had been dealt with before. */
export type HookDone = { again: boolean; news: number; suppressed: number; unsubscribed: number }

/**
 * How old a call may be. Amazon, SendGrid and Mailgun come again for hours with the signature of the first time, and
 * what happened while we were down must not be lost; the calls of a day are remembered, so that an old one changes
 * nothing. Where each try is signed anew, five minutes are enough (Standard Webhooks).
 */
const dayMs = 86_400_000
const maxAgeMs: Partial<Record<WebhookProvider, number>> = { ses: dayMs, sendgrid: dayMs, mailgun: dayMs }

/**
 * Takes a provider's call. Nothing in it is believed before its signature; then it leads only to messages that it
 * proves to be about. A call is remembered once all it says is written down: one that comes again after we failed is
 * taken in whole, one that comes again after that changes nothing.
 *
 * @returns null for a provider whose calls are not expected here
 * @throws AppError `hook-signature` when the call is not genuine; what the database throws: call again
 */
export async function takeHook(deps: Deps, call: HookCall): Promise<HookDone | null> {
  const { provider, body } = call
  const secret = deps.hooks?.secrets[provider]
  if (!secret) return null
  const verified = await genuine(deps, call, secret)
  const name = { provider, event: verified.id }
  const nothing = { again: false, news: 0, suppressed: 0, unsubscribed: 0 }
  if (await hookCallSeen(deps.db, name)) return { ...nothing, again: true }
  if (verified.confirm) await confirm(deps, provider, verified.confirm)
  const done = verified.confirm ? nothing : { again: false, ...(await takeHookEvents(deps, provider, body)) }
  await keepHookCall(deps.db, { ...name, at: deps.clock.now() })
  return done
}

async function genuine(deps: Deps, { provider, headers, body }: HookCall, secret: string) {
  let unread: unknown
  const verified = await verifyWebhook(provider, {
    headers,
    rawBody: body,
    secret,
    now: deps.clock.now(),
    ...(maxAgeMs[provider] && { maxAgeMs: maxAgeMs[provider] }),
    fetchCertificate: async (url) => {
      try {
        return await certificateAt(deps, url)
      } catch (error) {
        unread = error
        throw error
      }
    },
  })
  if (verified.ok) return verified
  // Nobody can say whether it is genuine: Amazon would not come again after a no.
  if (unread) throw unread
  deps.log('hook-refused', { provider, why: verified.why })
  throw new AppError('forbidden', 'hook-signature', verified.why)
}

/** Amazon asks once whether we want what a topic of ours says. */
async function confirm(deps: Deps, provider: WebhookProvider, url: string): Promise<void> {
  await deps.hooks!.read(url)
  deps.log('hook-confirmed', { provider })
}

/** There are a handful, each good for years: kept by whoever reads them, as long as the process lives. */
const certificates = new WeakMap<NonNullable<Deps['hooks']>['read'], Map<string, string>>()
const mostCertificates = 20

async function certificateAt({ hooks }: Deps, url: string): Promise<string> {
  const kept = certificates.get(hooks!.read) ?? new Map<string, string>()
  certificates.set(hooks!.read, kept)
  const known = kept.get(url)
  if (known !== undefined) return known
  const fresh = await hooks!.read(url)
  if (kept.size < mostCertificates && readCertificate(fresh)) kept.set(url, fresh)
  return fresh
}
