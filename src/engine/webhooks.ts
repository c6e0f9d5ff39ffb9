import { randomBytes } from '@noble/hashes/utils.js'
import { z } from 'zod'
import { AppError } from '../core/error.ts'
import { toBase64Url } from '../core/token.ts'
import { toBase64 } from '../core/webhook-out/base64.ts'
import { isLocalInstallation, readEndpointUrl } from '../core/webhook-out/endpoint-url.ts'
import { testType, webhookPayload, webhookTypes } from '../core/webhook-out/events.ts'
import { findOfficer, type Institution } from '../store/institutions.ts'
import {
  type Delivery,
  deliveriesOf,
  deliveryById,
  lastDeliveries,
  sendAgain,
} from '../store/webhook-deliveries.ts'
import {
  endpointNamed,
  endpointsOf,
  insertEndpoint,
  removeEndpoint,
  rotateSecret,
  switchOff,
  switchOn,
  tellOne,
  type WebhookEndpoint,
} from '../store/webhooks.ts'
import { audit } from './audit.ts'
import { command } from './command.ts'
import type { Deps } from './deps.ts'
import { institutionNamed, noOfficer } from './named.ts'
import { purposeKey, sealText } from './sealed.ts'
import { deliverNow } from './webhooks-deliver.ts'
import { newEventId } from './webhooks-tell.ts'

const institution = z.string().optional()
const owned = z.strictObject({ institution })
const named = z.strictObject({ endpoint: z.string().max(100), institution })
export const newWebhook = z.strictObject({
  url: z.string().max(2000),
  types: z.array(z.enum(webhookTypes)).default([]),
  description: z.string().trim().max(200).default(''),
  as: z.string().optional(),
  institution,
})

/** Where an institution's own systems are told what happened (docs/webhooks.md), as an operator says it. */
export const webhookCommands = {
  'webhook list': command(owned, listWebhooks),
  'webhook add': command(newWebhook, addWebhook),
  'webhook rotate': command(named, rotateWebhook),
  'webhook test': command(named, testWebhook),
  'webhook on': command(named, (deps, it) => turn(deps, it, 'on')),
  'webhook off': command(named, (deps, it) => turn(deps, it, 'off')),
  'webhook remove': command(named, removeWebhook),
  'webhook deliveries': command(named, listDeliveries),
  'webhook again': command(named.extend({ event: z.string().max(100) }), againWebhook),
}

type Owned = { institution?: string | undefined }
type Named = Owned & { endpoint: string }

const mostEndpoints = 20
const shownDeliveries = 50
/** So long both secrets sign. */
const overlapMs = 24 * 3_600_000

async function listWebhooks(deps: Deps, it: Owned) {
  const owner = await institutionNamed(deps, it.institution)
  const last = new Map((await lastDeliveries(deps.db, owner.id)).map((one) => [one.uid, one]))
  const endpoints = (await endpointsOf(deps.db, owner.id)).map((one) => {
    const newest = last.get(one.uid)
    return { ...endpointView(one, deps.clock.now()), last: newest ? deliveryView(newest) : null }
  })
  return { institution: owner.slug, endpoints }
}

/** @throws AppError `webhook-url`, `webhook-most`, `officer` */
async function addWebhook(deps: Deps, it: z.output<typeof newWebhook>) {
  const owner = await institutionNamed(deps, it.institution)
  const officer = it.as === undefined ? null : await findOfficer(deps.db, owner.id, it.as)
  if (officer === undefined) throw await noOfficer(deps, it.as!, owner)
  const url = readEndpointUrl(it.url, isLocalInstallation(deps.settings.publicUrl))
  const uid = `we_${toBase64Url(randomBytes(12))}`
  const { secret, sealed } = await newSecret(deps, uid)
  const types = webhookTypes.filter((type) => it.types.includes(type))
  const row = {
    uid,
    institutionId: owner.id,
    url,
    secret: sealed,
    types: JSON.stringify(types),
    description: it.description,
    officerId: officer?.id ?? deps.actor ?? null,
    createdAt: deps.clock.now(),
  }
  if (!(await insertEndpoint(deps.db, row, mostEndpoints))) {
    const line = `${owner.slug} has ${mostEndpoints} endpoints already; remove one first`
    throw new AppError('conflict', 'webhook-most', line)
  }
  await onRecord(deps, owner, 'webhook-add', uid, officer?.id)
  return { endpoint: uid, institution: owner.slug, url, types, secret }
}

/** A new secret, shown once. Calls carry signatures of both for a day. */
async function rotateWebhook(deps: Deps, it: Named) {
  const { owner, endpoint } = await find(deps, it)
  const { secret, sealed } = await newSecret(deps, endpoint.uid)
  const until = deps.clock.now() + overlapMs
  const { id, uid, secret: was } = endpoint
  if (!(await rotateSecret(deps.db, { id, secret: sealed, was, until })))
    throw new AppError(
      'conflict',
      'webhook-rotated',
      'somebody else has just changed this secret; look again',
    )
  await onRecord(deps, owner, 'webhook-rotate', uid)
  return { endpoint: uid, secret, previousUntil: iso(until) }
}

/** Sends one event now, whatever the endpoint listens to and whether it is on; it is not tried again. */
async function testWebhook(deps: Deps, it: Named) {
  const { owner, endpoint } = await find(deps, it)
  if (!deps.webhooks) throw new AppError('unavailable', 'webhook-post', 'this process makes no calls')
  const now = deps.clock.now()
  const payload = webhookPayload(testType, now, { institution: owner.slug })
  const row = { endpointId: endpoint.id, eventId: newEventId(), type: testType, payload, now }
  const id = await tellOne(deps.db, row)
  await deliverNow(deps, id)
  await onRecord(deps, owner, 'webhook-test', endpoint.uid)
  return { endpoint: endpoint.uid, ...deliveryView((await deliveryById(deps.db, id))!) }
}

/** Saying it twice does no harm. */
async function turn(deps: Deps, it: Named, state: 'on' | 'off') {
  const { owner, endpoint } = await find(deps, it)
  const { id, uid } = endpoint
  const off = { id, reason: 'officer', now: deps.clock.now() } as const
  const moved = state === 'on' ? await switchOn(deps.db, id) : await switchOff(deps.db, off)
  if (moved) await onRecord(deps, owner, `webhook-${state}`, uid)
  return { endpoint: uid, state }
}

async function removeWebhook(deps: Deps, it: Named) {
  const { owner, endpoint } = await find(deps, it)
  await removeEndpoint(deps.db, endpoint.id)
  await onRecord(deps, owner, 'webhook-remove', endpoint.uid)
  return { endpoint: endpoint.uid, removed: true }
}

async function listDeliveries(deps: Deps, it: Named) {
  const { endpoint } = await find(deps, it)
  const rows = await deliveriesOf(deps.db, endpoint.id, shownDeliveries)
  return { ...endpointView(endpoint, deps.clock.now()), deliveries: rows.map(deliveryView) }
}

/** @throws AppError `webhook-delivery` when there is none that is finished, or its endpoint is off */
async function againWebhook(deps: Deps, it: Named & { event: string }) {
  const { owner, endpoint } = await find(deps, it)
  const asked = { endpointId: endpoint.id, eventId: it.event, now: deps.clock.now() }
  if (!(await sendAgain(deps.db, asked))) {
    const line = 'there is no such delivery that is finished, or its endpoint is off'
    throw new AppError('not_found', 'webhook-delivery', line)
  }
  await onRecord(deps, owner, 'webhook-again', endpoint.uid)
  return { endpoint: endpoint.uid, event: it.event, state: 'queued' }
}

/** @throws AppError `webhook` for a name that nothing of this institution has */
async function find(deps: Deps, it: Named): Promise<{ owner: Institution; endpoint: WebhookEndpoint }> {
  const owner = await institutionNamed(deps, it.institution)
  const endpoint = await endpointNamed(deps.db, { institutionId: owner.id, uid: it.endpoint })
  if (endpoint) return { owner, endpoint }
  throw new AppError('not_found', 'webhook', 'there is no such endpoint; webhook list shows them')
}

async function newSecret(deps: Deps, uid: string): Promise<{ secret: string; sealed: string }> {
  const secret = `whsec_${toBase64(randomBytes(32))}`
  return { secret, sealed: await sealText(purposeKey(deps.keys, 'webhook-secret'), secret, uid) }
}

const endpointView = (one: WebhookEndpoint, now: number) => ({
  endpoint: one.uid,
  url: one.url,
  types: JSON.parse(one.types) as string[],
  description: one.description,
  state: one.state,
  reason: one.disabledReason,
  previousUntil: one.previousUntil !== null && one.previousUntil > now ? iso(one.previousUntil) : null,
  created: iso(one.createdAt),
})
export type EndpointView = ReturnType<typeof endpointView>

const deliveryView = (one: Delivery) => ({
  event: one.eventId,
  type: one.type,
  state: one.state,
  attempts: one.attempts,
  status: one.status,
  error: one.error,
  due: one.dueAt === null ? null : iso(one.dueAt),
  created: iso(one.createdAt),
  finished: one.finishedAt === null ? null : iso(one.finishedAt),
})
export type DeliveryView = ReturnType<typeof deliveryView>

const onRecord = (deps: Deps, owner: Institution, act: string, uid: string, officerId?: number) =>
  audit(deps, { institutionId: owner.id, officerId: officerId ?? null, act, subject: `webhook:${uid}` })

const iso = (at: number) => new Date(at).toISOString()
