import type { Db } from '../core/ports.ts'
import type { RetentionRule } from '../core/retention.ts'

/** Rows of a rule at an institution that have reached the end of their time; for a shared rule of all institutions. */
export type Expired = { institutionId: number; before: number; graceBefore: number }

/**
 * Where a rule's rows are, by what their age is counted, and which of them have come to their end. `?` in this order:
 * institution, then the instant before which rows are too old; for contacts once more, for those that came lately.
 */
type Place = { table: string; age: string; where: string; old: string }
const campaigns = '(SELECT id FROM campaigns WHERE institution_id = ?)'
const places: Record<RetentionRule, Place> = {
  contact: {
    table: 'contacts',
    age: 'coalesce(last_act_at, created_at)',
    where: "institution_id = ? AND kind = 'person' AND pending_since IS NULL",
    old: 'coalesce(last_act_at, created_at) <= ? AND created_at <= ?',
  },
  pending: {
    table: 'contacts',
    age: 'pending_since',
    where: 'institution_id = ? AND pending_since IS NOT NULL',
    old: 'pending_since <= ?',
  },
  traces: { table: 'traces', age: 'at', where: `campaign_id IN ${campaigns}`, old: 'at <= ?' },
  changes: {
    table: 'import_changes',
    age: '(SELECT created_at FROM imports WHERE id = import_id)',
    where: 'import_id IN (SELECT id FROM imports WHERE institution_id = ?)',
    old: '(SELECT created_at FROM imports WHERE id = import_id) <= ?',
  },
  returns: { table: 'returns', age: 'at', where: 'institution_id = ?', old: 'at <= ?' },
  replies: { table: 'replies', age: 'at', where: 'institution_id = ?', old: 'at <= ?' },
  requests: { table: 'rights_requests', age: 'at', where: 'institution_id = ?', old: 'at <= ?' },
  mailbox: { table: 'mailbox', age: 'created_at', where: '? IS NOT NULL', old: 'created_at <= ?' },
  hookCalls: { table: 'hook_calls', age: 'at', where: '? IS NOT NULL', old: 'at <= ?' },
  webhookDeliveries: {
    table: 'webhook_deliveries',
    age: 'finished_at',
    where: 'endpoint_id IN (SELECT id FROM webhook_endpoints WHERE institution_id = ?)',
    old: 'finished_at <= ?',
  },
  mailDomains: {
    table: 'mail_domains',
    age: 'looked_up_at',
    where: '? IS NOT NULL',
    old: 'looked_up_at <= ?',
  },
}

const bounds = (rule: RetentionRule, it: Expired) =>
  rule === 'contact' ? [it.institutionId, it.before, it.graceBefore] : [it.institutionId, it.before]

/** How many rows have come to their end, without touching them. */
export async function countExpired(db: Db, rule: RetentionRule, it: Expired): Promise<number> {
  const { table, where, old } = places[rule]
  const sql = `SELECT count(*) AS n FROM ${table} WHERE ${where} AND ${old}`
  const row = await db
    .prepare(sql)
    .bind(...bounds(rule, it))
    .first<{ n: number }>()
  return row!.n
}

/** The oldest that is left, ms; null when nothing is. */
export async function oldestOf(db: Db, rule: RetentionRule, institutionId: number): Promise<number | null> {
  const { table, age, where } = places[rule]
  const sql = `SELECT min(${age}) AS at FROM ${table} WHERE ${where}`
  return (await db.prepare(sql).bind(institutionId).first<{ at: number | null }>())?.at ?? null
}

/** People who have come to their end, by row number after one: a block of them. */
export async function expiredPeople(
  db: Db,
  rule: 'contact' | 'pending',
  it: Expired & { after: number; limit: number },
): Promise<number[]> {
  const { table, where, old } = places[rule]
  const sql = `SELECT id FROM ${table} WHERE ${where} AND ${old} AND id > ? ORDER BY id LIMIT ?`
  const { results } = await db
    .prepare(sql)
    .bind(...bounds(rule, it), it.after, it.limit)
    .all<{ id: number }>()
  return results.map((row) => row.id)
}

/** Removes a block of rows that are no people. @returns how many */
export async function removeExpired(
  db: Db,
  rule: Exclude<RetentionRule, 'contact' | 'pending'>,
  it: Expired & { limit: number },
): Promise<number> {
  const { table, where, old } = places[rule]
  const sql = `DELETE FROM ${table} WHERE rowid IN (SELECT rowid FROM ${table} WHERE ${where} AND ${old} LIMIT ?)`
  const { meta } = await db
    .prepare(sql)
    .bind(...bounds(rule, it), it.limit)
    .run()
  return meta.changes
}

/** Pseudonyms under which nothing is kept any more, and under which nothing should begin again. */
export async function removeIdlePseudonyms(db: Db, it: Expired & { limit: number }): Promise<number> {
  const idle = `SELECT p.pseudonym FROM pseudonyms p WHERE p.campaign_id IN ${campaigns} AND p.created_at <= ?
    AND NOT EXISTS (SELECT 1 FROM traces t WHERE t.pseudonym = p.pseudonym) LIMIT ?`
  const sql = `DELETE FROM pseudonyms WHERE pseudonym IN (${idle})`
  return (await db.prepare(sql).bind(it.institutionId, it.before, it.limit).run()).meta.changes
}

/** Adds to what this run has removed so far; several processes may be at it. */
export async function noteRemoved(db: Db, key: string, name: string, rows: number): Promise<void> {
  const sql = `INSERT INTO meta (key, value) VALUES (?, json_object(?, ?)) ON CONFLICT DO UPDATE SET
    value = json_set(value, '$."' || ? || '"', coalesce(value ->> ('$."' || ? || '"'), 0) + ?)`
  await db.prepare(sql).bind(key, name, rows, name, name, rows).run()
}

export type RetentionRun = { at: number; report: string }

export async function newestRun(db: Db): Promise<RetentionRun | null> {
  return db.prepare('SELECT at, report FROM retention_runs ORDER BY id DESC LIMIT 1').first<RetentionRun>()
}

/** The proof of a run, once since an instant; what was noted on the way is done with. */
export async function saveRun(db: Db, it: RetentionRun & { since: number; notes: string }): Promise<void> {
  await db.batch([
    db
      .prepare(
        `INSERT INTO retention_runs (at, report)
         SELECT ?, ? WHERE NOT EXISTS (SELECT 1 FROM retention_runs WHERE at >= ?)`,
      )
      .bind(it.at, it.report, it.since),
    db.prepare('DELETE FROM meta WHERE key LIKE ?').bind(it.notes),
  ])
}
