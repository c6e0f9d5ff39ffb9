import type { Db } from '../core/ports.ts'

/** What people did in one hour (UTC, by its number since 1970), in one country; '' where it is not known. */
export type HourRow = { hour: number; country: string; kind: 'click' | 'visit' | 'join'; count: number }

/** Hits that look human, and joins, by hour and country; as far back as events are kept. */
export async function hoursOf(db: Db, campaignId: number): Promise<HourRow[]> {
  const sql = `SELECT at / 3600000 AS hour, coalesce(country, '') AS country, kind, count(*) AS count FROM events
    WHERE campaign_id = ? AND (kind = 'join' OR (kind IN ('click', 'visit') AND class = 'human')) GROUP BY 1, 2, 3`
  return (await db.prepare(sql).bind(campaignId).all<HourRow>()).results
}

/** People of the audience who name a skill, by country; '' where it is not known. */
export type SkillRow = { skill: string; country: string; count: number }

/** Who was enrolled by the launch, by skill as they write it (letters of one case) and country. Somebody may have several. */
export async function skillsOf(db: Db, campaignId: number): Promise<SkillRow[]> {
  const sql = `SELECT lower(trim(s.value)) AS skill, coalesce(c.country, '') AS country, count(DISTINCT c.id) AS count
    FROM enrollments e JOIN contacts c ON c.id = e.contact_id, json_each(c.skills) s
    WHERE e.campaign_id = ? AND e.generation = 0 AND trim(s.value) <> '' GROUP BY 1, 2`
  return (await db.prepare(sql).bind(campaignId).all<SkillRow>()).results
}
