import type { Db } from '../core/ports.ts'

/** Sum of the squares of the sizes of households that the launch wrote to, divided by the people; 1 without any. */
export async function designEffectOf(db: Db, campaignId: number): Promise<number> {
  const sql = `SELECT coalesce(sum(size * size) * 1.0 / sum(size), 1) AS effect FROM (
      SELECT count(*) AS size FROM enrollments WHERE campaign_id = ? AND generation = 0 AND wave > 0
      GROUP BY coalesce(unit, -contact_id))`
  return (await db.prepare(sql).bind(campaignId).first<{ effect: number }>())!.effect
}
