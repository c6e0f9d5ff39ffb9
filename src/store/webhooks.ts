import type { Db, Statement } from '../core/ports.ts'
import { joins } from './signups.ts'

export type WebhookEndpoint = {
  id: number
  uid: string
  institutionId: number
  url: string
  /** Sealed, like the one before it. */
  secret: string
  previousSecret: string | null
  previousUntil: number | null
  /** JSON list; empty = all. */
  types: string
  description: string
  state: 'on' | 'off'
  disabledReason: 'officer' | 'gone' | 'failed' | null
  createdAt: number
}
export type NewEndpoint = Pick<
  WebhookEndpoint,
  'uid' | 'institutionId' | 'url' | 'secret' | 'types' | 'description' | 'createdAt'
> & { officerId: number | null }

const select = `SELECT id, uid, institution_id AS institutionId, url, secret, previous_secret AS previousSecret,
  previous_until AS previousUntil, types, description, state, disabled_reason AS disabledReason,
  created_at AS createdAt FROM webhook_endpoints`

/** @returns false when the institution has `most` endpoints already */
export async function insertEndpoint(db: Db, it: NewEndpoint, most: number): Promise<boolean> {
  const sql = `INSERT INTO webhook_endpoints
      (uid, institution_id, url, secret, types, description, officer_id, created_at)
    SELECT ?, ?, ?, ?, ?, ?, ?, ? WHERE (SELECT count(*) FROM webhook_endpoints WHERE institution_id = ?) < ?`
  const values = [it.uid, it.institutionId, it.url, it.secret, it.types, it.description, it.officerId]
  const { meta } = await db
    .prepare(sql)
    .bind(...values, it.createdAt, it.institutionId, most)
    .run()
  return meta.changes === 1
}

export async function endpointsOf(db: Db, institutionId: number): Promise<WebhookEndpoint[]> {
  const sql = `${select} WHERE institution_id = ? ORDER BY id`
  return (await db.prepare(sql).bind(institutionId).all<WebhookEndpoint>()).results
}

/** Null for a name that nothing of this institution has. */
export async function endpointNamed(
  db: Db,
  it: { institutionId: number; uid: string },
): Promise<WebhookEndpoint | null> {
  const sql = `${select} WHERE uid = ? AND institution_id = ?`
  return db.prepare(sql).bind(it.uid, it.institutionId).first<WebhookEndpoint>()
}

/** The secret that was in force signs beside the new one until an instant, ms. Both are sealed. */
export async function rotateSecret(
  db: Db,
  it: { id: number; secret: string; was: string; until: number },
): Promise<boolean> {
  const sql = `UPDATE webhook_endpoints SET previous_secret = secret, previous_until = ?, secret = ?
    WHERE id = ? AND secret = ?`
  return (await db.prepare(sql).bind(it.until, it.secret, it.id, it.was).run()).meta.changes === 1
}

export async function switchOn(db: Db, id: number): Promise<boolean> {
  const sql =
    "UPDATE webhook_endpoints SET state = 'on', disabled_reason = NULL WHERE id = ? AND state = 'off'"
  return (await db.prepare(sql).bind(id).run()).meta.changes === 1
}

/** Off, and what still waits for it is closed: it can be sent again one by one. @returns false when it was off */
export async function switchOff(
  db: Db,
  it: { id: number; reason: 'officer' | 'gone' | 'failed'; now: number },
): Promise<boolean> {
  const sql = "UPDATE webhook_endpoints SET state = 'off', disabled_reason = ? WHERE id = ? AND state = 'on'"
  const [moved] = await db.batch([db.prepare(sql).bind(it.reason, it.id), closeWaiting(db, it)])
  return moved!.meta.changes === 1
}

export function closeWaiting(db: Db, it: { id: number; now: number }): Statement {
  const sql = `UPDATE webhook_deliveries SET state = 'failed', error = 'off', due_at = NULL, lease = NULL,
      finished_at = ?
    WHERE endpoint_id = ? AND due_at IS NOT NULL
      AND EXISTS (SELECT 1 FROM webhook_endpoints e WHERE e.id = endpoint_id AND e.state = 'off')`
  return db.prepare(sql).bind(it.now, it.id)
}

/** Its deliveries go with it. */
export async function removeEndpoint(db: Db, id: number): Promise<void> {
  await db.batch([
    db.prepare('DELETE FROM webhook_deliveries WHERE endpoint_id = ?').bind(id),
    db.prepare('DELETE FROM webhook_endpoints WHERE id = ?').bind(id),
  ])
}

type Event = { institutionId: number; eventId: string; type: string; payload: string; now: number }

const listening = `FROM webhook_endpoints e WHERE e.institution_id = ? AND e.state = 'on'
  AND (e.types = '[]' OR EXISTS (SELECT 1 FROM json_each(e.types) WHERE value = ?))`

/** One row for each endpoint that listens to this type; none where there is no endpoint. */
export function tellStatement(db: Db, it: Event): Statement {
  const sql = `INSERT INTO webhook_deliveries (endpoint_id, event_id, type, payload, due_at, created_at)
    SELECT e.id, ?, ?, ?, ?, ? ${listening} ON CONFLICT DO NOTHING`
  return db.prepare(sql).bind(it.eventId, it.type, it.payload, it.now, it.now, it.institutionId, it.type)
}

/**
 * The same for a join, only when this confirmation is one (so it stands before the statements that write it down). The
 * person's country is put into `data.country`, null where it is not known.
 */
export function tellJoinStatement(db: Db, it: Event & { signupId: number }): Statement {
  const sql = `INSERT INTO webhook_deliveries (endpoint_id, event_id, type, payload, due_at, created_at)
    SELECT e.id, ?, ?, json_set(?, '$.data.country', (SELECT c.country FROM contacts c JOIN signups s
      ON c.id = s.contact_id WHERE s.id = ?)), ?, ? ${listening}
      AND EXISTS (SELECT 1 FROM signups s WHERE s.id = ? AND ${joins}) ON CONFLICT DO NOTHING`
  const head = [it.eventId, it.type, it.payload, it.signupId, it.now, it.now]
  return db.prepare(sql).bind(...head, it.institutionId, it.type, it.signupId)
}

/** For one endpoint, whatever it listens to. @returns the row of the delivery */
export async function tellOne(
  db: Db,
  it: Omit<Event, 'institutionId'> & { endpointId: number },
): Promise<number> {
  const sql = `INSERT INTO webhook_deliveries (endpoint_id, event_id, type, payload, due_at, created_at)
    VALUES (?, ?, ?, ?, ?, ?) RETURNING id`
  const values = [it.endpointId, it.eventId, it.type, it.payload, it.now, it.now]
  const row = await db
    .prepare(sql)
    .bind(...values)
    .first<{ id: number }>()
  return row!.id
}
