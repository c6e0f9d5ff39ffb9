import type { Db } from '../core/ports.ts'

/** Mails that nobody has tried yet. */
const untried = "m.channel = 'email' AND m.due_at IS NOT NULL AND m.attempts = 0 AND m.lease IS NULL"

/** The waves after the first of which a mail is about to go out, by the end of `until`. Reads what is due, no more. */
export async function wavesAbout(db: Db, it: { campaignId: number; until: number }): Promise<number[]> {
  const sql = `SELECT DISTINCT m.wave FROM messages m
    WHERE ${untried} AND m.due_at <= ? AND m.campaign_id = ? AND m.wave > 1 ORDER BY m.wave`
  const { results } = await db.prepare(sql).bind(it.until, it.campaignId).all<{ wave: number }>()
  return results.map((row) => row.wave)
}

/**
 * When the last mail of a wave was tried for the first time, or closed without; null while one still waits for that.
 * A mail that a server put off has been tried, and one that rests with its reader may rest a month: neither
 * holds anybody up.
 */
export async function waveEnded(db: Db, it: { campaignId: number; wave: number }): Promise<number | null> {
  // What waits stands at the head of the queue; only a wave that is over is read as a whole.
  const waits = `SELECT 1 AS yes FROM messages m WHERE m.channel = 'email' AND m.due_at IS NOT NULL AND m.attempts = 0
    AND m.reason IS NOT 'paused' AND m.campaign_id = ? AND m.wave = ? LIMIT 1`
  if (await db.prepare(waits).bind(it.campaignId, it.wave).first()) return null
  const sql = `SELECT max(coalesce(m.first_attempt_at, m.finished_at, 0)) AS at FROM steps s JOIN messages m ON m.step_id = s.id
    WHERE s.campaign_id = ? AND s.channel = 'email' AND s.trigger = 'launch' AND m.wave = ?`
  return (await db.prepare(sql).bind(it.campaignId, it.wave).first<{ at: number | null }>())?.at ?? 0
}

/** Mails of a wave that would go out before `notBefore` wait until then. A second run finds nothing left to move. */
export async function holdWave(
  db: Db,
  it: { campaignId: number; wave: number; until: number; notBefore: number },
): Promise<number> {
  const sql = `UPDATE messages AS m SET due_at = ?
    WHERE ${untried} AND m.due_at <= ? AND m.due_at < ? AND m.campaign_id = ? AND m.wave = ?`
  const bound = db.prepare(sql).bind(it.notBefore, it.until, it.notBefore, it.campaignId, it.wave)
  return (await bound.run()).meta.changes
}
