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

const wordOf = ({ stepId, wave, plannedAt, timeZone, country }: WaitingGroup) =>
  `${stepId}|${wave}|${plannedAt}|${timeZone ?? ''}|${country ?? ''}`

/** Gives those rows their new hour, as a set; who was claimed meanwhile keeps theirs. */
export function rescheduleStatement(
  db: Db,
  it: { groups: readonly (WaitingGroup & { dueAt: number })[]; now: number },
): Statement {
  // What tells a group in one word: an index of five columns that may be null would not be used.
  const hours = it.groups.map((group) => [wordOf(group), group.dueAt])
  // CROSS JOIN keeps the order: each waiting row is read once, and its hour looked up.
  return db
    .prepare(
      `WITH hour AS MATERIALIZED (SELECT value ->> 0 AS word, value ->> 1 AS due_at FROM json_each(?)),
         moved AS MATERIALIZED (SELECT m.id, h.due_at
           FROM messages m CROSS JOIN contacts c ON c.id = m.contact_id
           CROSS JOIN hour h ON h.word = m.step_id || '|' || m.wave || '|' || m.planned_at || '|'
             || coalesce(c.time_zone, '') || '|' || coalesce(c.country, '')
           WHERE m.channel IN ('email', 'x') AND ${waiting} AND m.due_at <> h.due_at)
       UPDATE messages SET due_at = moved.due_at FROM moved WHERE messages.id = moved.id AND messages.lease IS NULL`,
    )
    .bind(JSON.stringify(hours), it.now)
}

/**
 * Gives those rows another meaning as well: they were meant for `toPlannedAt` from now on. One statement for all, or a
 * row could be moved twice; whose hour was changed meanwhile is not found under the old one, and stays.
 */
export function moveStatement(
  db: Db,
  it: { groups: readonly (WaitingGroup & { toPlannedAt: number; dueAt: number })[]; now: number },
): Statement {
  const hours = it.groups.map((group) => [wordOf(group), group.toPlannedAt, group.dueAt])
  return db
    .prepare(
      `WITH hour AS MATERIALIZED (SELECT value ->> 0 AS word, value ->> 1 AS planned_at, value ->> 2 AS due_at
           FROM json_each(?)),
         moved AS MATERIALIZED (SELECT m.id, h.planned_at, h.due_at
           FROM messages m CROSS JOIN contacts c ON c.id = m.contact_id
           CROSS JOIN hour h ON h.word = m.step_id || '|' || m.wave || '|' || m.planned_at || '|'
             || coalesce(c.time_zone, '') || '|' || coalesce(c.country, '')
           WHERE m.campaign_id = ? AND m.channel IN ('email', 'x') AND ${waiting} AND m.planned_at <> h.planned_at)
       UPDATE messages SET due_at = moved.due_at, planned_at = moved.planned_at FROM moved
       WHERE messages.id = moved.id AND messages.lease IS NULL`,
    )
    .bind(JSON.stringify(hours), it.groups[0]?.campaignId ?? 0, it.now)
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
