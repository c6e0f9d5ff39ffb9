import type { Db, Statement } from '../core/ports.ts'

/** Rows that wait for their hour and for nothing else: not under way, not tried, not resting with their reader. */
const waiting = `m.due_at > ? AND m.lease IS NULL AND m.attempts = 0 AND m.planned_at IS NOT NULL
  AND (m.reason IS NULL OR m.reason = 'window')`

export type WaitingGroup = {
  campaignId: number
  stepId: number
  wave: number
  plannedAt: number
  timeZone: string | null
  country: string | null
}

/** What waits of some steps, one row for each hour it was meant for and each clock. */
export async function waitingGroups(
  db: Db,
  it: { stepIds: readonly number[]; now: number },
): Promise<WaitingGroup[]> {
  const sql = `SELECT DISTINCT m.campaign_id AS campaignId, m.step_id AS stepId, m.wave, m.planned_at AS plannedAt,
      c.time_zone AS timeZone, c.country
    FROM messages m JOIN contacts c ON c.id = m.contact_id
    WHERE m.channel IN ('email', 'x') AND ${waiting} AND m.step_id IN (SELECT value FROM json_each(?))`
  return (await db.prepare(sql).bind(it.now, JSON.stringify(it.stepIds)).all<WaitingGroup>()).results
}

/** Gives those rows their new hour, as a set; who was claimed meanwhile keeps theirs. */
export function rescheduleStatement(
  db: Db,
  it: { groups: readonly (WaitingGroup & { dueAt: number })[]; now: number },
): Statement {
  return db
    .prepare(
      `WITH hour AS MATERIALIZED (SELECT value ->> 'stepId' AS step_id, value ->> 'wave' AS wave, value ->> 'plannedAt' AS planned_at,
           value ->> 'timeZone' AS time_zone, value ->> 'country' AS country, value ->> 'dueAt' AS due_at FROM json_each(?))
       UPDATE messages AS m SET due_at = h.due_at FROM hour h, contacts c
       WHERE c.id = m.contact_id AND h.step_id = m.step_id AND h.wave = m.wave AND h.planned_at = m.planned_at
         AND h.time_zone IS c.time_zone AND h.country IS c.country AND m.due_at <> h.due_at AND ${waiting}`,
    )
    .bind(JSON.stringify(it.groups), it.now)
}

/** What follows people's own acts has an hour each: it falls due as if no window were in its way, and is decided then. */
export function dueAsPlanned(db: Db, it: { stepIds: readonly number[]; now: number }): Statement {
  return db
    .prepare(
      `UPDATE messages AS m SET due_at = max(m.planned_at, ?)
       WHERE ${waiting} AND m.due_at > m.planned_at AND m.step_id IN (SELECT value FROM json_each(?))`,
    )
    .bind(it.now, it.now, JSON.stringify(it.stepIds))
}
