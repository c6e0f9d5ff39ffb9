import type { Db } from '../core/ports.ts'
import { type FunnelQuestion, judged } from './funnel.ts'

export type WaitingHour = {
  step: string
  channel: string
  wave: number
  hour: number
  count: number
  at: number
}

/**
 * What waits of a campaign between two instants, by step, wave and hour, out of the index alone; `at` is the first due
 * instant of the hour, ms.
 */
export async function waitingByHour(
  db: Db,
  it: { campaignId: number; from: number; until: number },
): Promise<WaitingHour[]> {
  const sql = `SELECT s.name AS step, s.channel, w.wave, w.hour, w.count, w.at
    FROM (${waitingByHourSql}) w JOIN steps s ON s.id = w.stepId ORDER BY w.at, s.id, w.wave`
  return (await db.prepare(sql).bind(it.campaignId, it.from, it.until).all<WaitingHour>()).results
}

export const waitingByHourSql = `SELECT step_id AS stepId, wave, due_at / 3600000 AS hour, count(*) AS count, min(due_at) AS at
  FROM messages WHERE campaign_id = ? AND due_at IS NOT NULL AND due_at >= ? AND due_at < ?
  GROUP BY step_id, wave, hour`

/** How many people both of two campaigns would write to, if both were launched now. */
export async function countInBoth(db: Db, one: FunnelQuestion, other: FunnelQuestion): Promise<number> {
  const [first, second] = [judged(one), judged(other)]
  const final = (sql: string) => `SELECT id FROM (${sql}) WHERE verdict = 'final'`
  const sql = `SELECT count(*) AS count FROM (${final(first.sql)} INTERSECT ${final(second.sql)})`
  const bound = [...first.values, ...second.values]
  return (await db
    .prepare(sql)
    .bind(...bound)
    .first<{ count: number }>())!.count
}

export type Elsewhere = {
  campaignId: number
  slug: string
  launched: number
  institution: string
  institutionName: string
  /** JSON of campaign.yaml's `joint`, null where it has none. */
  joint: string | null
}

/** Campaigns of the other institutions of an installation that are not over. Their editions decide what is joint. */
export async function campaignsElsewhere(db: Db, institutionId: number): Promise<Elsewhere[]> {
  const sql = `SELECT c.id AS campaignId, c.slug, c.launched_at IS NOT NULL AS launched, i.slug AS institution,
      i.name AS institutionName, e.definition -> '$.joint' AS joint
    FROM campaigns AS c JOIN institutions AS i ON i.id = c.institution_id
      JOIN editions AS e ON e.id = coalesce(c.running_edition_id, c.edition_id)
    WHERE c.institution_id <> ? AND c.kind = 'campaign' AND c.state <> 'finished' ORDER BY c.id`
  return (await db.prepare(sql).bind(institutionId).all<Elsewhere>()).results
}
