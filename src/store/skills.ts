import type { Db } from '../core/ports.ts'

/** Fewer people than these could be known by what they write. */
const leastOfASkill = 10

/** Launched campaigns whose skills have not been counted. */
export async function withoutSkills(db: Db): Promise<number[]> {
  const sql = 'SELECT id FROM campaigns WHERE skills_at IS NULL AND launched_at IS NOT NULL'
  return (await db.prepare(sql).all<{ id: number }>()).results.map(({ id }) => id)
}

/**
 * Counts who of those enrolled by the launch names a skill, by country, once. Somebody may have several. Two at once write
 * the same rows.
 *
 * @param now  ms
 */
export async function countSkills(db: Db, campaignId: number, now: number): Promise<void> {
  const open = 'EXISTS (SELECT 1 FROM campaigns WHERE id = ? AND skills_at IS NULL)'
  await db.batch([
    db
      .prepare(
        `INSERT INTO skill_tallies (campaign_id, skill, country, count)
         WITH own AS (
           SELECT DISTINCT c.id, lower(trim(s.value)) AS skill, coalesce(c.country, '') AS country
           FROM enrollments e JOIN contacts c ON c.id = e.contact_id, json_each(c.skills) s
           WHERE e.campaign_id = ? AND e.generation = 0 AND trim(s.value) <> '' AND ${open}),
         told AS (SELECT skill FROM own GROUP BY skill HAVING count(*) >= ${leastOfASkill})
         SELECT ?, skill, country, count(*) FROM own WHERE skill IN (SELECT skill FROM told) GROUP BY skill, country
         ON CONFLICT DO UPDATE SET count = excluded.count`,
      )
      .bind(campaignId, campaignId, campaignId),
    db.prepare('UPDATE campaigns SET skills_at = ? WHERE id = ? AND skills_at IS NULL').bind(now, campaignId),
  ])
}

/** People of the audience who name a skill, by country; '' where it is not known. */
export type SkillRow = { skill: string; country: string; count: number }

/** As `countSkills` wrote them down. */
export async function skillsOf(db: Db, campaignId: number): Promise<SkillRow[]> {
  const sql = 'SELECT skill, country, count FROM skill_tallies WHERE campaign_id = ?'
  return (await db.prepare(sql).bind(campaignId).all<SkillRow>()).results
}
