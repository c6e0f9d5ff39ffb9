import type { Db, Statement } from '../core/ports.ts'
import { type FunnelQuestion, judged } from './funnel.ts'

/** Campaigns of an institution that were launched before an instant: what they did is past. */
export async function pastCampaigns(
  db: Db,
  it: { institutionId: number; but: number; before: number },
): Promise<{ id: number; slug: string }[]> {
  const sql = `SELECT id, slug FROM campaigns WHERE institution_id = ? AND kind = 'campaign' AND id <> ?
    AND launched_at IS NOT NULL AND launched_at < ? ORDER BY launched_at`
  const { results } = await db
    .prepare(sql)
    .bind(it.institutionId, it.but, it.before)
    .all<{ id: number; slug: string }>()
  return results
}

/** Readers, and joins by the way they came, of some campaigns together. `channel` is empty for readers. */
export type GroupCount = {
  country: string
  language: string
  channel: string
  readers: number
  joins: number
}

/** Joins that carry a flag are left out. @param campaigns  rows */
export async function groupCounts(db: Db, campaigns: readonly number[]): Promise<GroupCount[]> {
  const sql = `SELECT country, language, CASE kind WHEN 'join' THEN share_channel ELSE '' END AS channel,
      sum(CASE kind WHEN 'audience' THEN count ELSE 0 END) AS readers,
      sum(CASE kind WHEN 'join' THEN count ELSE 0 END) AS joins
    FROM tallies WHERE campaign_id IN (SELECT value FROM json_each(?))
      AND (kind = 'audience' OR (kind = 'join' AND class <> 'flagged')) GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`
  return (await db.prepare(sql).bind(JSON.stringify(campaigns)).all<GroupCount>()).results
}

/**
 * Whoever agreed to have counted who comes over their own link: in how many of the campaigns, and how many came. A link
 * that was given up belongs to nobody.
 */
export async function ownLinks(
  db: Db,
  campaigns: readonly number[],
): Promise<{ contactId: number; campaigns: number; children: number }[]> {
  const sql = `SELECT contact_id AS contactId, count(*) AS campaigns, sum(joined) AS children FROM shares
    WHERE campaign_id IN (SELECT value FROM json_each(?)) AND contact_id IS NOT NULL AND ended_at IS NULL GROUP BY 1`
  const { results } = await db
    .prepare(sql)
    .bind(JSON.stringify(campaigns))
    .all<{ contactId: number; campaigns: number; children: number }>()
  return results
}

export type Reader = { id: number; country: string | null; language: string }

/** Everybody an audience would write to now; no address, no name. */
export async function readersOf(db: Db, question: FunnelQuestion): Promise<Reader[]> {
  const people = judged(question)
  const sql = `SELECT id, country, language FROM (${people.sql}) WHERE verdict = 'final'`
  return (
    await db
      .prepare(sql)
      .bind(...people.values)
      .all<Reader>()
  ).results
}

/** Takes a field of an institution's own from everybody, then gives it to some, with a number. */
export function rankStatements(
  db: Db,
  it: { institutionId: number; field: string; ranks: readonly { id: number; rank: number }[] },
): Statement[] {
  const path = `$."${it.field}"`
  const clear = db
    .prepare(
      `UPDATE contacts SET custom = json_remove(custom, ?) WHERE institution_id = ? AND json_type(custom, ?) IS NOT NULL`,
    )
    .bind(path, it.institutionId, path)
  const give = db
    .prepare(
      `UPDATE contacts SET custom = json_set(contacts.custom, ?, r.value ->> '$.rank')
       FROM json_each(?) r WHERE contacts.id = r.value ->> '$.id' AND contacts.institution_id = ?`,
    )
    .bind(path, JSON.stringify(it.ranks), it.institutionId)
  return [clear, give]
}
