import { randomBytes } from '@noble/hashes/utils.js'
import { toHex } from '../core/token.ts'
import { testType } from '../core/webhook-out/events.ts'
import {
  type CallProblem,
  goneStatus,
  problemOfStatus,
  type WebhookAnswer,
} from '../core/webhook-out/post.ts'
import { nextWait } from '../core/webhook-out/schedule.ts'
import { signatureHeaders } from '../core/webhook-out/sign.ts'
import {
  type ClaimedDelivery,
  claimDeliveries,
  type FinishedDelivery,
  finishDelivery,
} from '../store/webhook-deliveries.ts'
import type { Deps } from './deps.ts'
import { openText, purposeKey } from './sealed.ts'

/** The specification asks for 15 to 30 seconds. */
const timeoutMs = 15_000
/** Calls at once. */
const atOnce = 20

/**
 * Makes the calls that are due. A round in which somebody did not answer in time is the last: the minute must end.
 *
 * @returns calls made
 */
export async function deliverWebhooks(deps: Deps): Promise<number> {
  if (!deps.webhooks) return 0
  let made = 0
  while (made < deps.webhooks.callsPerTick) {
    const limit = Math.min(atOnce, deps.webhooks.callsPerTick - made)
    const outcomes = await deliverDue(deps, { limit })
    made += outcomes.length
    if (!outcomes.length || outcomes.some(({ error }) => error === 'timeout')) break
  }
  return made
}

/** Makes one call now, whether its endpoint is on or off. */
export async function deliverNow(deps: Deps, deliveryId: number): Promise<void> {
  await deliverDue(deps, { limit: 1, single: deliveryId })
}

async function deliverDue(deps: Deps, it: { limit: number; single?: number }): Promise<FinishedDelivery[]> {
  const lease = `${deps.holder}:${toHex(randomBytes(8))}`
  const claimed = await claimDeliveries(deps.db, { ...it, now: deps.clock.now(), lease })
  return Promise.all(claimed.map((one) => deliver(deps, one, lease)))
}

async function deliver(deps: Deps, it: ClaimedDelivery, lease: string): Promise<FinishedDelivery> {
  const answer = await call(deps, it)
  const now = deps.clock.now()
  const finished = outcomeOf(it, answer, now)
  await finishDelivery(deps.db, { ...finished, lease, now })
  if (finished.off) deps.log('webhook-off', { endpoint: it.uid, reason: finished.off })
  return finished
}

async function call(deps: Deps, it: ClaimedDelivery): Promise<WebhookAnswer> {
  const now = deps.clock.now()
  const secrets = await secretsOf(deps, it, now).catch(() => null)
  if (!secrets) return { problem: 'secret' }
  const signature = signatureHeaders({ id: it.eventId, now, body: it.payload }, secrets)
  const headers = { 'content-type': 'application/json', 'user-agent': 'Mawja', ...signature }
  return deps.webhooks!.post({ url: it.url, headers, body: it.payload, timeoutMs })
}

/** The newest first; the one before it as long as it signs as well. */
async function secretsOf(deps: Deps, it: ClaimedDelivery, now: number): Promise<string[]> {
  const both = it.previousSecret !== null && now < (it.previousUntil ?? 0)
  const sealed = both ? [it.secret, it.previousSecret!] : [it.secret]
  const key = purposeKey(deps.keys, 'webhook-secret')
  return Promise.all(sealed.map((one) => openText(key, one, it.uid)))
}

function outcomeOf(it: ClaimedDelivery, answer: WebhookAnswer, now: number): FinishedDelivery {
  const status = 'status' in answer ? answer.status : null
  const error: CallProblem | null = 'status' in answer ? problemOfStatus(answer.status) : answer.problem
  const row = { id: it.id, endpointId: it.endpointId, status, error, dueAt: null, off: null }
  if (!error) return { ...row, state: 'delivered' }
  // Somebody is looking at a test: it fails at once, and proves nothing against the endpoint.
  if (it.type === testType) return { ...row, state: 'failed' }
  if (status === goneStatus) return { ...row, state: 'failed', off: 'gone' }
  const wait = nextWait(it.attempts, Math.random())
  if (wait === null) return { ...row, state: 'failed', off: 'failed' }
  return { ...row, state: 'queued', dueAt: now + wait }
}
