import type { Lane } from '../core/lane/lane.ts'
import type { Db, Statement } from '../core/ports.ts'

const columns = `factor, paused_until AS pausedUntil, next_at AS nextAt, booked_until AS bookedUntil, failures,
  changed_at AS changedAt`

/** The lanes of a channel, by provider; '' is the channel's own row. */
export async function lanesOf(db: Db, channel: string): Promise<Map<string, Lane>> {
  const sql = `SELECT provider, ${columns} FROM lanes WHERE channel = ?`
  const { results } = await db.prepare(sql).bind(channel).all<Lane & { provider: string }>()
  return new Map(results.map(({ provider, ...lane }) => [provider, lane]))
}

/**
 * Writes a lane if it still stands as it was read: whoever comes between makes it fail, and it is read again.
 *
 * @param before  null = there was none
 */
export async function swapLane(
  db: Db,
  it: { channel: string; provider: string; before: Lane | null; after: Lane },
): Promise<boolean> {
  const { channel, provider, before, after } = it
  const statement = before
    ? db
        .prepare(
          `UPDATE lanes SET factor = ?, paused_until = ?, next_at = ?, booked_until = ?, failures = ?, changed_at = ?
           WHERE channel = ? AND provider = ? AND factor = ? AND paused_until IS ? AND next_at = ? AND booked_until = ?
             AND failures = ? AND changed_at = ?`,
        )
        .bind(...values(after), channel, provider, ...values(before))
    : db
        .prepare(
          `INSERT INTO lanes (factor, paused_until, next_at, booked_until, failures, changed_at, channel, provider)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
        )
        .bind(...values(after), channel, provider)
  return (await statement.run()).meta.changes === 1
}

const values = (lane: Lane) => [
  lane.factor,
  lane.pausedUntil,
  lane.nextAt,
  lane.bookedUntil,
  lane.failures,
  lane.changedAt,
]

/**
 * Connections to a provider for one holder, out of what all may hold together: its fair share, less what others still
 * hold, never less than it has in use. One statement, so that two who ask at once do not both get the last.
 *
 * @returns how many it may have in use from now on
 */
export async function holdConnections(
  db: Db,
  it: {
    channel: string
    provider: string
    holder: string
    cap: number
    inUse: number
    now: number
    until: number
  },
): Promise<number> {
  const others = 'FROM lane_holders WHERE channel = ? AND provider = ? AND holder <> ? AND until > ?'
  const mine = [it.channel, it.provider, it.holder] as const
  // Bound numbers are real ones to SQLite, and half a connection would be one too many.
  const sql = `INSERT INTO lane_holders (channel, provider, holder, connections, until)
    SELECT ?, ?, ?, CAST(max(?, min((? + o.holders) / (1 + o.holders), ? - o.held)) AS INTEGER), ?
    FROM (SELECT count(*) AS holders, coalesce(sum(connections), 0) AS held ${others}) o WHERE true
    ON CONFLICT DO UPDATE SET connections = excluded.connections, until = excluded.until
    RETURNING connections`
  const bound = [...mine, it.inUse, it.cap, it.cap, it.until, ...mine, it.now]
  return (await db
    .prepare(sql)
    .bind(...bound)
    .first<{ connections: number }>())!.connections
}

/** How many others hold connections, or wait for some. */
export async function holdersBeside(
  db: Db,
  it: { channel: string; provider: string; holder: string; now: number },
): Promise<number> {
  const sql =
    'SELECT count(*) AS count FROM lane_holders WHERE channel = ? AND provider = ? AND holder <> ? AND until > ?'
  const row = await db
    .prepare(sql)
    .bind(it.channel, it.provider, it.holder, it.now)
    .first<{ count: number }>()
  return row!.count
}

/** What a holder held, and what others left behind whose time is over. */
export function letGo(db: Db, it: { channel: string; holder: string; now: number }): Statement {
  return db
    .prepare('DELETE FROM lane_holders WHERE channel = ? AND (holder = ? OR until <= ?)')
    .bind(it.channel, it.holder, it.now)
}

/** Who holds connections. */
export async function connectionHolders(db: Db): Promise<string[]> {
  const sql = 'SELECT DISTINCT holder FROM lane_holders'
  return (await db.prepare(sql).all<{ holder: string }>()).results.map((row) => row.holder)
}

/** Lets go what holders held that are known to be gone. */
export async function endHolders(db: Db, holders: readonly string[]): Promise<void> {
  const sql = 'DELETE FROM lane_holders WHERE holder IN (SELECT value FROM json_each(?))'
  await db.prepare(sql).bind(JSON.stringify(holders)).run()
}

export type LaneGauge = Lane & { channel: string; provider: string }

/** All lanes that were ever used. */
export async function allLanes(db: Db): Promise<LaneGauge[]> {
  const sql = `SELECT channel, provider, ${columns} FROM lanes ORDER BY channel, provider`
  return (await db.prepare(sql).all<LaneGauge>()).results
}

/** When the first channel that rests now may be tried again. */
export async function restEnds(db: Db, now: number): Promise<number | null> {
  const sql = "SELECT min(paused_until) AS at FROM lanes WHERE provider = '' AND paused_until > ?"
  return (await db.prepare(sql).bind(now).first<{ at: number | null }>())?.at ?? null
}
