import type { Db } from '../core/ports.ts'

/**
 * A link of somebody's own. `cameAt`: when its owner took part, the hour they joined or the hour after which their mail
 * was handed over; the hour they asked for the link where neither is known any more.
 */
export type SharePlace = { id: number; parentId: number | null; joined: number; cameAt: number }

/** Someone who agreed to count in a chain, and the hour. */
export type ShareJoin = { shareId: number; at: number }

/** Links of a campaign that their owners asked for, those that nobody owns any more included. */
export async function sharesIn(db: Db, campaignId: number): Promise<SharePlace[]> {
  const sql = `SELECT s.id, s.parent_id AS parentId, s.joined, coalesce(
      (SELECT j.at FROM share_joins j WHERE j.share_id = s.parent_id AND j.contact_id = s.contact_id),
      (SELECT min(m.finished_at) / 3600000 * 3600000 FROM messages m JOIN steps t ON t.id = m.step_id AND t.trigger = 'launch'
        WHERE m.contact_id = s.contact_id AND m.campaign_id = s.campaign_id AND m.state = 'accepted'),
      s.created_at / 3600000 * 3600000) AS cameAt
    FROM shares s WHERE s.campaign_id = ? ORDER BY s.id`
  return (await db.prepare(sql).bind(campaignId).all<SharePlace>()).results
}

/** Joins over such links, of those who agreed to be counted there. */
export async function shareJoinsIn(db: Db, campaignId: number): Promise<ShareJoin[]> {
  const sql = `SELECT j.share_id AS shareId, j.at FROM share_joins j JOIN shares s ON s.id = j.share_id WHERE s.campaign_id = ? ORDER BY j.id`
  return (await db.prepare(sql).bind(campaignId).all<ShareJoin>()).results
}
