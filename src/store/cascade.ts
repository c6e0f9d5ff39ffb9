import type { Db } from '../core/ports.ts'

/** `at` is the whole hour: nothing more exact is kept. `isFlagged` is 1 for joins that have a flag. */
export type Arrival = { generation: number; at: number; isFlagged: number; count: number }

/**
 * When participants came, by generation and hour: seeds when their mail went out, the others when they joined. Events that
 * retention has removed are old, and missing here.
 */
export async function arrivalsOf(db: Db, campaignId: number): Promise<Arrival[]> {
  const sql = `SELECT 0 AS generation, e.at / 3600000 * 3600000 AS at, 0 AS isFlagged, count(*) AS count
      FROM events e JOIN steps s ON s.id = e.step_id
      WHERE e.campaign_id = ? AND e.kind = 'sent' AND s.trigger = 'launch' AND s.channel = 'email' GROUP BY 2
    UNION ALL
    SELECT generation, at / 3600000 * 3600000, coalesce(class = 'flagged', 0), count(*) FROM events
      WHERE campaign_id = ? AND kind = 'join' GROUP BY 1, 2, 3`
  return (await db.prepare(sql).bind(campaignId, campaignId).all<Arrival>()).results
}
