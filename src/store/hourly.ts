import type { Db } from '../core/ports.ts'
import { foldedHits } from './hits.ts'
import { hoursOf } from './tallying.ts'

const hourMs = 3_600_000

/** `at` is the whole hour: nothing more exact is kept. `isFlagged` is 1 for joins that have a flag. */
export type Arrival = { generation: number; at: number; isFlagged: number; count: number }

/**
 * When participants came, by generation and hour: seeds when their mail went out, the others when they joined. Everything
 * must have been tallied.
 */
export async function arrivalsOf(db: Db, campaignId: number): Promise<Arrival[]> {
  const sql = `SELECT generation, hour * ${hourMs} AS at, is_flagged AS isFlagged, sum(count) AS count FROM hourly_tallies
    WHERE campaign_id = ? AND kind IN ('sent', 'join') GROUP BY 1, 2, 3`
  return (await db.prepare(sql).bind(campaignId).all<Arrival>()).results
}

/** What people did in one hour (UTC, by its number since 1970), in one country; '' where it is not known. */
export type HourRow = { hour: number; country: string; kind: 'click' | 'visit' | 'join'; count: number }

/** Hits that look human, pending ones too, and joins, by hour and country. */
export async function actsByHour(db: Db, campaignId: number): Promise<HourRow[]> {
  const cells = 'campaign_id, kind, hour, generation, country, is_flagged, count'
  const sql = `WITH t (${cells}) AS (
      SELECT ${cells} FROM hourly_tallies WHERE campaign_id = ? AND kind IN ('join', 'click', 'visit')
      UNION ALL SELECT * FROM (${hoursOf('hits')} AND e.campaign_id = ? AND e.id > ${foldedHits} GROUP BY 1, 2, 3, 4, 5, 6))
    SELECT hour, country, kind, sum(count) AS count FROM t GROUP BY 1, 2, 3`
  return (await db.prepare(sql).bind(campaignId, campaignId).all<HourRow>()).results
}
