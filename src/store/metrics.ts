import type { Db } from '../core/ports.ts'

/** Nothing beyond this is counted one by one: a gauge must not cost more than what it measures. */
const most = 100_000

export type QueueGauge = { channel: string; due: number; oldestAt: number | null; later: number }

/** The outbox by channel: what is due and since when, and what waits for its time. Up to 100,000 of each. */
export async function outboxGauges(db: Db, now: number): Promise<QueueGauge[]> {
  const waiting = 'FROM messages WHERE channel = x.channel AND due_at IS NOT NULL'
  const sql = `SELECT x.channel,
      (SELECT count(*) FROM (SELECT 1 ${waiting} AND due_at <= ? LIMIT ${most})) AS due,
      (SELECT min(due_at) ${waiting} AND due_at <= ?) AS oldestAt,
      (SELECT count(*) FROM (SELECT 1 ${waiting} AND due_at > ? LIMIT ${most})) AS later
    FROM (SELECT DISTINCT channel FROM steps) x ORDER BY x.channel`
  return (await db.prepare(sql).bind(now, now, now).all<QueueGauge>()).results
}

/** Everything that happened so far, by kind and class; what a launch counted has not happened to anybody. */
export async function eventCounts(db: Db): Promise<{ kind: string; class: string; count: number }[]> {
  const sql = `SELECT kind, class, sum(count) AS count FROM tallies
    WHERE kind NOT IN ('audience', 'excluded', 'clock', 'held', 'wave') GROUP BY 1, 2 ORDER BY 1, 2`
  return (await db.prepare(sql).all<{ kind: string; class: string; count: number }>()).results
}

export async function campaignCounts(db: Db): Promise<{ state: string; count: number }[]> {
  const sql = "SELECT state, count(*) AS count FROM campaigns WHERE kind = 'campaign' GROUP BY 1 ORDER BY 1"
  return (await db.prepare(sql).all<{ state: string; count: number }>()).results
}

/** Messages whose answer was lost and that an officer has to settle. */
export async function unknownCount(db: Db): Promise<number> {
  const sql = "SELECT count(*) AS count FROM messages WHERE state = 'unknown'"
  return (await db.prepare(sql).first<{ count: number }>())!.count
}
