import type { Db } from '../core/ports.ts'

/** When the last mail of a step went out for the first time, or will, ms; null where none is kept any more. */
export async function lastMailOf(db: Db, it: { campaignId: number; step: string }): Promise<number | null> {
  const sql = `SELECT max(iif(m.attempts = 0 AND m.due_at IS NOT NULL, m.due_at, m.first_attempt_at)) AS at
    FROM messages m JOIN steps s ON s.id = m.step_id WHERE s.campaign_id = ? AND s.name = ? AND m.generation = 0`
  return (await db.prepare(sql).bind(it.campaignId, it.step).first<{ at: number | null }>())!.at
}
