import type { Db } from '../core/ports.ts'

/** Posts whose answer was lost: they wait for an officer. */
export async function unknownsOf(
  db: Db,
  campaignId: number,
): Promise<
  { id: number; channel: string; language: string; text: string; reason: string | null; at: number }[]
> {
  const sql = `SELECT m.id, m.channel, o.language, o.text, m.reason, m.finished_at AS at
    FROM messages m JOIN contents o ON o.id = m.content_id WHERE m.campaign_id = ? AND m.state = 'unknown' ORDER BY m.id`
  return (
    await db.prepare(sql).bind(campaignId).all<{
      id: number
      channel: string
      language: string
      text: string
      reason: string | null
      at: number
    }>()
  ).results
}

/** An officer's word on an unknown message: it did arrive, or it goes out again. */
export async function settleUnknown(
  db: Db,
  it: { campaignId: number; messageId: number; arrived: boolean; now: number; at: number },
): Promise<boolean> {
  const place = "id = ? AND campaign_id = ? AND state = 'unknown'"
  const event = db
    .prepare(
      `INSERT INTO events (campaign_id, step_id, kind, at, generation, language, variant)
       SELECT m.campaign_id, m.step_id, 'sent', ?, m.generation, o.language, o.variant FROM messages m
       JOIN contents o ON o.id = m.content_id WHERE m.${place.replace('campaign_id', 'm.campaign_id').replace('state', 'm.state')} AND ?`,
    )
    .bind(it.at, it.messageId, it.campaignId, it.arrived ? 1 : 0)
  const row = db
    .prepare(`UPDATE messages SET state = ?, due_at = ?, finished_at = ?, reason = NULL WHERE ${place}`)
    .bind(
      it.arrived ? 'accepted' : 'queued',
      it.arrived ? null : it.now,
      it.arrived ? it.now : null,
      it.messageId,
      it.campaignId,
    )
  const [, moved] = await db.batch([event, row])
  return moved!.meta.changes === 1
}

export async function unknownCountOf(db: Db, campaignId: number): Promise<number> {
  const sql = "SELECT count(*) AS count FROM messages WHERE campaign_id = ? AND state = 'unknown'"
  return (await db.prepare(sql).bind(campaignId).first<{ count: number }>())!.count
}

export type WaitingStep = { step: string; trigger: string; channel: string; count: number }

/** What waits of a campaign, by step, out of the index alone. */
export async function waitingByStep(db: Db, campaignId: number): Promise<WaitingStep[]> {
  const sql = `SELECT s.name AS step, s.trigger, s.channel, w.count FROM (${waitingByStepSql}) w JOIN steps s ON s.id = w.stepId`
  return (await db.prepare(sql).bind(campaignId).all<WaitingStep>()).results
}

export const waitingByStepSql = `SELECT step_id AS stepId, count(*) AS count FROM messages
  WHERE campaign_id = ? AND due_at IS NOT NULL GROUP BY step_id`
