import type { Db } from '../core/ports.ts'
import { saveFact } from './meta.ts'

/** Mails that nobody has tried yet. */
const untried = "m.channel = 'email' AND m.due_at IS NOT NULL AND m.attempts = 0 AND m.lease IS NULL"

export type StepWave = { stepId: number; wave: number }

/** Steps and their waves after the first of which a mail is about to go out, by the end of `until`. Reads what is due. */
export async function wavesAbout(db: Db, it: { campaignId: number; until: number }): Promise<StepWave[]> {
  const sql = `SELECT DISTINCT m.step_id AS stepId, m.wave FROM messages m
    WHERE ${untried} AND m.due_at <= ? AND m.campaign_id = ? AND m.wave > 1 ORDER BY m.step_id, m.wave`
  return (await db.prepare(sql).bind(it.until, it.campaignId).all<StepWave>()).results
}

/**
 * When the last mail of a wave was tried for the first time, or closed without. A mail that a server put off has been
 * tried, and one that rests with its reader may rest a month: neither holds anybody up.
 *
 * @returns ms; `waiting` while one still waits for that, `empty` when the wave has no mail
 */
export async function waveEnded(db: Db, it: StepWave): Promise<number | 'waiting' | 'empty'> {
  // What waits stands at the head of the queue; only a wave that is over is read as a whole.
  const waits = `SELECT 1 AS yes FROM messages m WHERE m.channel = 'email' AND m.due_at IS NOT NULL AND m.attempts = 0
    AND m.reason IS NOT 'paused' AND m.step_id = ? AND m.wave = ? LIMIT 1`
  if (await db.prepare(waits).bind(it.stepId, it.wave).first()) return 'waiting'
  const sql = `SELECT max(coalesce(m.first_attempt_at, m.finished_at, 0)) AS at FROM messages m
    WHERE m.step_id = ? AND m.wave = ?`
  const last = await db.prepare(sql).bind(it.stepId, it.wave).first<{ at: number | null }>()
  return last?.at ?? 'empty'
}

/**
 * Mails of a wave that would go out before `notBefore` wait until then, and are meant for then: waiting for the wave
 * before is no lateness. A second run finds nothing left to move.
 */
export async function holdWave(db: Db, it: StepWave & { until: number; notBefore: number }): Promise<number> {
  const sql = `UPDATE messages AS m SET due_at = ?, planned_at = max(m.planned_at, ?)
    WHERE ${untried} AND m.due_at <= ? AND m.due_at < ? AND m.step_id = ? AND m.wave = ?`
  const bound = db.prepare(sql).bind(it.notBefore, it.notBefore, it.until, it.notBefore, it.stepId, it.wave)
  return (await bound.run()).meta.changes
}

const heldKey = ({ stepId, wave }: StepWave) => `wave-held/${stepId}/${wave}`

/** Until when a wave has been held back, ms: what the desk says of it. */
export const saveHeld = (db: Db, it: StepWave & { until: number }): Promise<void> =>
  saveFact(db, heldKey(it), String(it.until))

/** Waves of a campaign that are held back at this moment, ms. */
export async function heldWaves(
  db: Db,
  it: { campaignId: number; now: number },
): Promise<(StepWave & { step: string; until: number })[]> {
  // '0' follows '/': every key that begins so.
  const sql = `SELECT s.id AS stepId, s.name AS step, CAST(m.value AS INTEGER) AS until,
      CAST(substr(m.key, length('wave-held/' || s.id || '/') + 1) AS INTEGER) AS wave
    FROM steps s JOIN meta m ON m.key > 'wave-held/' || s.id || '/' AND m.key < 'wave-held/' || s.id || '0'
    WHERE s.campaign_id = ? AND CAST(m.value AS INTEGER) > ? ORDER BY s.id, wave`
  const rows = await db
    .prepare(sql)
    .bind(it.campaignId, it.now)
    .all<StepWave & { step: string; until: number }>()
  return rows.results
}
