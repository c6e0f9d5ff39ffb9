import type { Db } from '../core/ports.ts'
import type { Finding } from '../core/preflight/finding.ts'

export type LookRow = { domain: string; findings: readonly Finding[]; at: number }

/** The newest look at each domain that an institution has ever looked at, by domain. */
export async function newestLooks(db: Db, institutionId: number): Promise<LookRow[]> {
  // Beside a single max() SQLite takes the other columns from the row that has it.
  const sql = `SELECT domain, findings, max(at) AS at FROM preflights WHERE institution_id = ?
    GROUP BY domain ORDER BY domain`
  const { results } = await db
    .prepare(sql)
    .bind(institutionId)
    .all<{ domain: string; findings: string; at: number }>()
  return results.map((row) => ({ ...row, findings: JSON.parse(row.findings) as Finding[] }))
}

/** How often an institution looked since an instant, and when it last looked at one domain, ms. */
export async function looksSince(
  db: Db,
  it: { institutionId: number; domain: string; since: number },
): Promise<{ count: number; last: number | null }> {
  const sql = `SELECT count(*) AS count, max(CASE WHEN domain = ? THEN at END) AS last
    FROM preflights WHERE institution_id = ? AND at > ?`
  return (await db
    .prepare(sql)
    .bind(it.domain, it.institutionId, it.since)
    .first<{ count: number; last: number | null }>())!
}

export type SenderRow = { institutionId: number; domain: string | null }

/** From which domains the campaigns of each institution write that are not over; null = the installation's own sender. */
export async function senderDomains(db: Db): Promise<SenderRow[]> {
  const sql = `SELECT DISTINCT c.institution_id AS institutionId,
      lower(substr(e.definition ->> '$.sender.email', instr(e.definition ->> '$.sender.email', '@') + 1)) AS domain
    FROM campaigns c JOIN editions e ON e.id IN (c.edition_id, c.running_edition_id)
    WHERE c.state <> 'finished' ORDER BY 1, 2`
  return (await db.prepare(sql).all<SenderRow>()).results
}

/** Newest outcomes that are read of a campaign and kind, and of all campaigns together. */
export const mostOutcomes = 500

export type OutcomeRow = { kind: 'sent' | 'refused'; class: string | null; at: number }

/**
 * The newest mails of an institution that were taken or refused, newest first. They are found at the ends of the index
 * of each campaign that is not over, so what is read does not grow with the outbox.
 */
export async function newestOutcomes(db: Db, institutionId: number): Promise<OutcomeRow[]> {
  const bound = db.prepare(newestOutcomesSql).bind(institutionId, institutionId)
  return (await bound.all<OutcomeRow>()).results
}

const outcomesOf = (kind: OutcomeRow['kind']) => `SELECT e.id, e.step_id, e.kind, e.class, e.at
  FROM campaigns c CROSS JOIN events e ON e.id IN (SELECT x.id FROM events x
    WHERE x.campaign_id = c.id AND x.kind = '${kind}' ORDER BY x.id DESC LIMIT ${mostOutcomes})
  WHERE c.institution_id = ? AND c.state IN ('running', 'paused')`

export const newestOutcomesSql = `SELECT o.kind, o.class, o.at
  FROM (${outcomesOf('sent')} UNION ALL ${outcomesOf('refused')}) o
  CROSS JOIN steps s ON s.id = o.step_id AND s.channel = 'email' ORDER BY o.id DESC LIMIT ${mostOutcomes}`

export type PostRow = { channel: string; state: string; reason: string | null; finishedAt: number }

/** The newest posts of an institution with an outcome: there is one for each account, language and occurrence of a step. */
export async function newestPosts(db: Db, institutionId: number): Promise<PostRow[]> {
  return (await db.prepare(newestPostsSql).bind(institutionId).all<PostRow>()).results
}

export const newestPostsSql = `SELECT m.channel, m.state, m.reason, m.finished_at AS finishedAt FROM campaigns c
  CROSS JOIN steps s ON s.campaign_id = c.id AND s.channel <> 'email'
  CROSS JOIN messages m ON m.step_id = s.id AND m.finished_at IS NOT NULL
  WHERE c.institution_id = ? AND c.state IN ('running', 'paused') ORDER BY m.finished_at DESC LIMIT ${mostOutcomes}`
