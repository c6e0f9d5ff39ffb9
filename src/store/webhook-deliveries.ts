import type { Db, Statement } from '../core/ports.ts'
import { closeWaiting } from './webhooks.ts'

/** Longer than any call may take. */
export const webhookLeaseMs = 2 * 60_000

/** A claimed delivery with what is needed to make the call. */
export type ClaimedDelivery = {
  id: number
  endpointId: number
  eventId: string
  type: string
  payload: string
  attempts: number
  uid: string
  url: string
  secret: string
  previousSecret: string | null
  previousUntil: number | null
}

/** At once to one endpoint: a slow one holds no others up. */
const perEndpoint = 10

/**
 * Takes due deliveries for `webhookLeaseMs`, in one statement, so that two processes never take the same row; one that
 * dies leaves a row that falls due again.
 *
 * @param single  one delivery, even of an endpoint that is off
 */
export async function claimDeliveries(
  db: Db,
  it: { now: number; limit: number; lease: string; single?: number },
): Promise<ClaimedDelivery[]> {
  const due = `SELECT id FROM (SELECT d.id, d.due_at, row_number() OVER (PARTITION BY d.endpoint_id ORDER BY d.due_at, d.id) AS place
      FROM webhook_deliveries d JOIN webhook_endpoints e ON e.id = d.endpoint_id AND e.state = 'on'
      WHERE d.due_at <= ?) WHERE place <= ${perEndpoint} ORDER BY due_at, id LIMIT ?`
  const one = 'SELECT id FROM webhook_deliveries WHERE due_at <= ? AND id = ?'
  const sql = `UPDATE webhook_deliveries SET lease = ?, due_at = ?, attempts = attempts + 1
    WHERE due_at IS NOT NULL AND id IN (${it.single === undefined ? due : one})`
  const until = it.now + webhookLeaseMs
  const { meta } = await db
    .prepare(sql)
    .bind(it.lease, until, it.now, it.single ?? it.limit)
    .run()
  return meta.changes === 0 ? [] : readLeased(db, it.lease, until)
}

/** By the instant the lease ends, which the queue's index finds at once. */
async function readLeased(db: Db, lease: string, until: number): Promise<ClaimedDelivery[]> {
  const sql = `SELECT d.id, d.endpoint_id AS endpointId, d.event_id AS eventId, d.type, d.payload, d.attempts,
      e.uid, e.url, e.secret, e.previous_secret AS previousSecret, e.previous_until AS previousUntil
    FROM webhook_deliveries d JOIN webhook_endpoints e ON e.id = d.endpoint_id
    WHERE d.due_at = ? AND d.lease = ? ORDER BY d.id`
  return (await db.prepare(sql).bind(until, lease).all<ClaimedDelivery>()).results
}

export type FinishedDelivery = {
  id: number
  endpointId: number
  /** queued = again at dueAt. */
  state: 'queued' | 'delivered' | 'failed'
  dueAt: number | null
  status: number | null
  error: string | null
  /** Why its endpoint is switched off; null = it stays. */
  off: 'gone' | 'failed' | null
}

/** Writes an attempt down, in one batch. Every statement asks for the lease: who comes too late changes nothing. */
export async function finishDelivery(
  db: Db,
  it: FinishedDelivery & { lease: string; now: number },
): Promise<void> {
  const off = `UPDATE webhook_endpoints SET state = 'off', disabled_reason = ? WHERE id = ? AND state = 'on'
    AND EXISTS (SELECT 1 FROM webhook_deliveries d WHERE d.id = ? AND d.lease = ?)`
  const finish = `UPDATE webhook_deliveries SET state = ?, due_at = ?, status = ?, error = ?, lease = NULL,
    finished_at = ? WHERE id = ? AND lease = ?`
  const finishedAt = it.state === 'queued' ? null : it.now
  const statements: Statement[] = [
    ...(it.off ? [db.prepare(off).bind(it.off, it.endpointId, it.id, it.lease)] : []),
    db.prepare(finish).bind(it.state, it.dueAt, it.status, it.error, finishedAt, it.id, it.lease),
    ...(it.off ? [closeWaiting(db, { id: it.endpointId, now: it.now })] : []),
  ]
  await db.batch(statements)
}

export type Delivery = {
  eventId: string
  type: string
  state: 'queued' | 'delivered' | 'failed'
  attempts: number
  status: number | null
  error: string | null
  dueAt: number | null
  createdAt: number
  finishedAt: number | null
}
const select = `SELECT event_id AS eventId, type, state, attempts, status, error, due_at AS dueAt,
  created_at AS createdAt, finished_at AS finishedAt FROM webhook_deliveries`

/** The newest first. */
export async function deliveriesOf(db: Db, endpointId: number, limit: number): Promise<Delivery[]> {
  const sql = `${select} WHERE endpoint_id = ? ORDER BY id DESC LIMIT ?`
  return (await db.prepare(sql).bind(endpointId, limit).all<Delivery>()).results
}

export async function deliveryById(db: Db, id: number): Promise<Delivery | null> {
  return db.prepare(`${select} WHERE id = ?`).bind(id).first<Delivery>()
}

/** The newest delivery of each endpoint of an institution, by the endpoint's name. */
export async function lastDeliveries(db: Db, institutionId: number): Promise<(Delivery & { uid: string })[]> {
  const newest = `SELECT max(d.id) FROM webhook_deliveries d JOIN webhook_endpoints e ON e.id = d.endpoint_id
    WHERE e.institution_id = ? GROUP BY d.endpoint_id`
  const uid = '(SELECT uid FROM webhook_endpoints e WHERE e.id = endpoint_id) AS uid'
  const sql = `${select.replace(' FROM', `, ${uid} FROM`)} WHERE id IN (${newest})`
  return (await db.prepare(sql).bind(institutionId).all<Delivery & { uid: string }>()).results
}

/** Puts a finished delivery back into the queue, from its first attempt. @returns false when there is none */
export async function sendAgain(
  db: Db,
  it: { endpointId: number; eventId: string; now: number },
): Promise<boolean> {
  const sql = `UPDATE webhook_deliveries SET state = 'queued', due_at = ?, attempts = 0, error = NULL, status = NULL,
      finished_at = NULL
    WHERE endpoint_id = ? AND event_id = ? AND due_at IS NULL
      AND EXISTS (SELECT 1 FROM webhook_endpoints e WHERE e.id = endpoint_id AND e.state = 'on')`
  return (await db.prepare(sql).bind(it.now, it.endpointId, it.eventId).run()).meta.changes === 1
}
