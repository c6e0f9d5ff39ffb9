import type { Db } from '../core/ports.ts'

/** Newest rows of a kind that are looked at: the pace of the last minutes needs no more. */
export const mostNewest = 2_000
/** More retries than these are not counted one by one. */
export const mostRetries = 10_000

export type WaitingCount = { step: string; channel: string; wave: number; count: number; last: number }

/** What waits of a campaign, by step and wave, out of the index alone; `last` is when the last is due, ms. */
export async function waitingByWave(db: Db, campaignId: number): Promise<WaitingCount[]> {
  const sql = `SELECT s.name AS step, s.channel, w.wave, w.count, w.last
    FROM (${waitingByWaveSql}) w JOIN steps s ON s.id = w.stepId ORDER BY s.id, w.wave`
  return (await db.prepare(sql).bind(campaignId).all<WaitingCount>()).results
}

export const waitingByWaveSql = `SELECT step_id AS stepId, wave, count(*) AS count, max(due_at) AS last
  FROM messages WHERE campaign_id = ? AND due_at IS NOT NULL GROUP BY step_id, wave`

export type StepOutcome = { step: string; channel: string; kind: string; class: string; count: number }

/** What became of the messages of a campaign so far, by step: the tallies, and what is not in them yet. */
export async function outcomes(db: Db, campaignId: number): Promise<StepOutcome[]> {
  const kinds = "('sent', 'refused', 'skipped', 'unknown')"
  const sql = `SELECT s.name AS step, s.channel, x.kind, x.class, sum(x.count) AS count FROM (
      SELECT step_id, kind, class, sum(count) AS count FROM tallies
        WHERE campaign_id = ? AND kind IN ${kinds} GROUP BY 1, 2, 3
      UNION ALL
      SELECT step_id, kind, coalesce(class, ''), count(*) FROM events
        WHERE id > (SELECT coalesce((SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'tallied'), 0))
          AND +campaign_id = ? AND +kind IN ${kinds} GROUP BY 1, 2, 3
    ) x JOIN steps s ON s.id = x.step_id GROUP BY s.id, x.kind, x.class ORDER BY s.id`
  return (await db.prepare(sql).bind(campaignId, campaignId).all<StepOutcome>()).results
}

/** Instants of the newest messages that went out, newest first, ms. */
export async function newestSent(db: Db, campaignId: number): Promise<number[]> {
  return (await db.prepare(newestSentSql).bind(campaignId, mostNewest).all<{ at: number }>()).results.map(
    ({ at }) => at,
  )
}

export const newestSentSql =
  "SELECT at FROM events WHERE campaign_id = ? AND kind = 'sent' ORDER BY id DESC LIMIT ?"

export type Retrying = { count: number; next: number | null }

/** Messages that were tried and wait for another attempt, and when the first of them is due. */
export async function retrying(db: Db, campaignId: number): Promise<Retrying> {
  const sql = `SELECT count(*) AS count, min(due_at) AS next FROM (${retryingSql})`
  return (await db.prepare(sql).bind(campaignId, mostRetries).first<Retrying>())!
}

/** Rows under way count an attempt as well, and are held by a lease. */
export const retryingSql = `SELECT due_at FROM messages
  WHERE campaign_id = ? AND due_at IS NOT NULL AND attempts > 0 AND lease IS NULL LIMIT ?`
