import type { Db } from '../core/ports.ts'

/** Rows of the outbox that are looked at for those that wait in a lane. */
export const mostWaiting = 5_000

export type WaitingByDomain = { domain: string; count: number }

/**
 * Mails of an institution that a lane has put off, by the reader's domain, out of those that fall due first.
 *
 * @param it.until  the end of the longest line, ms: nobody who waits for a lane is due later
 * @returns `seen`: rows that were looked at; `mostWaiting` of them = there may be more
 */
export async function waitingInLanes(
  db: Db,
  it: { institutionId: number; until: number },
): Promise<{ seen: number; domains: WaitingByDomain[] }> {
  const bound = db.prepare(waitingInLanesSql).bind(it.until, it.institutionId)
  const { results } = await bound.all<{ domain: string | null; count: number }>()
  return {
    seen: results.reduce((sum, { count }) => sum + count, 0),
    domains: results.filter((row): row is WaitingByDomain => row.domain !== null),
  }
}

/** What does not wait for a lane, or is another institution's, is counted without a domain. */
export const waitingInLanesSql = `SELECT substr(a.value, instr(a.value, '@') + 1) AS domain, count(*) AS count
  FROM (SELECT contact_id, reason FROM messages
    WHERE channel = 'email' AND due_at IS NOT NULL AND due_at <= ? ORDER BY due_at LIMIT ${mostWaiting}) m
  LEFT JOIN addresses a ON m.reason = 'throttled' AND a.contact_id = m.contact_id AND a.channel = 'email'
    AND a.institution_id = ? GROUP BY 1`

export type HeldConnections = { channel: string; provider: string; connections: number; until: number }

/** Who holds how many connections, a row for each process and provider; '' is the channel as a whole. */
export async function heldConnections(db: Db): Promise<HeldConnections[]> {
  const sql =
    'SELECT channel, provider, connections, until FROM lane_holders ORDER BY channel, provider, holder'
  return (await db.prepare(sql).all<HeldConnections>()).results
}

/** News that are looked at to see who told of late. */
const mostNews = 1_000

export type LastNews = { source: string; at: number }

/** By whom something was told about letters of an institution, out of the newest news, and when last. */
export async function lastReturns(db: Db, institutionId: number): Promise<LastNews[]> {
  return (await db.prepare(lastReturnsSql).bind(institutionId).all<LastNews>()).results
}

export const lastReturnsSql = `SELECT source, max(at) AS at
  FROM (SELECT institution_id, source, at FROM returns ORDER BY at DESC LIMIT ${mostNews})
  WHERE institution_id = ? GROUP BY source`

/** Which providers called, out of the newest calls of all, and when last. */
export async function lastHookCalls(db: Db): Promise<LastNews[]> {
  return (await db.prepare(lastHookCallsSql).all<LastNews>()).results
}

export const lastHookCallsSql = `SELECT provider AS source, max(at) AS at
  FROM (SELECT provider, at FROM hook_calls ORDER BY at DESC LIMIT ${mostNews}) GROUP BY provider`
