import type { WarmUpDay, WarmUpPlan } from '../core/lane/warm-up.ts'
import type { Db, Statement } from '../core/ports.ts'

/** Plans are small facts of the installation, by domain. */
const prefix = 'warm-up/'

export async function warmUpPlans(db: Db): Promise<Map<string, WarmUpPlan>> {
  const sql = 'SELECT key, value FROM meta WHERE key >= ? AND key < ?'
  const { results } = await db
    .prepare(sql)
    .bind(prefix, `${prefix.slice(0, -1)}0`)
    .all<{ key: string; value: string }>()
  return new Map(results.map(({ key, value }) => [key.slice(prefix.length), JSON.parse(value) as WarmUpPlan]))
}

export async function saveWarmUpPlan(db: Db, domain: string, plan: WarmUpPlan): Promise<void> {
  const sql = 'INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value'
  await db
    .prepare(sql)
    .bind(prefix + domain, JSON.stringify(plan))
    .run()
}

/** The days stay: they say how it went. @returns whether there was a plan */
export async function endWarmUpPlan(db: Db, domain: string): Promise<boolean> {
  const { meta } = await db
    .prepare('DELETE FROM meta WHERE key = ?')
    .bind(prefix + domain)
    .run()
  return meta.changes === 1
}

const columns = 'day, cap, sent, deferred, unknown_users AS unknownUsers, complaints'

/** The latest day up to `day`: today's, if it has begun. */
export async function latestDay(db: Db, it: Place): Promise<WarmUpDay | null> {
  const sql = `SELECT ${columns} FROM warm_up_days WHERE domain = ? AND provider = ? AND day <= ?
    ORDER BY day DESC LIMIT 1`
  return db.prepare(sql).bind(it.domain, it.provider, it.day).first<WarmUpDay>()
}

export type WarmUpRow = WarmUpDay & { provider: string }

export async function warmUpTable(db: Db, domain: string): Promise<WarmUpRow[]> {
  const sql = `SELECT provider, ${columns} FROM warm_up_days WHERE domain = ? ORDER BY day, provider`
  return (await db.prepare(sql).bind(domain).all<WarmUpRow>()).results
}

/** Of each provider the two latest days up to `day`, the newest first. */
export async function latestDays(db: Db, it: { domain: string; day: string }): Promise<WarmUpRow[]> {
  const sql = `SELECT provider, ${columns} FROM (
      SELECT *, row_number() OVER (PARTITION BY provider ORDER BY day DESC) AS place
      FROM warm_up_days WHERE domain = ? AND day <= ?)
    WHERE place <= 2 ORDER BY provider, day DESC`
  return (await db.prepare(sql).bind(it.domain, it.day).all<WarmUpRow>()).results
}

export type Place = { domain: string; provider: string; day: string }

/** Begins a day; whoever comes second finds it begun. */
export async function beginDay(db: Db, it: Place & { cap: number }): Promise<void> {
  const sql =
    'INSERT INTO warm_up_days (domain, provider, day, cap) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING'
  await db.prepare(sql).bind(it.domain, it.provider, it.day, it.cap).run()
}

/** Takes `count` of what is left of a day, if it still stands as it was read. */
export async function takeOfDay(db: Db, it: Place & { sent: number; count: number }): Promise<boolean> {
  const sql = `UPDATE warm_up_days SET sent = sent + ?
    WHERE domain = ? AND provider = ? AND day = ? AND sent = ? AND sent + ? <= cap`
  const bound = [it.count, it.domain, it.provider, it.day, it.sent, it.count]
  return (
    (
      await db
        .prepare(sql)
        .bind(...bound)
        .run()
    ).meta.changes === 1
  )
}

export type WarmUpCounts = Place & {
  sent: number
  deferred: number
  unknownUsers: number
  complaints: number
}

/** Adds to days that have begun; `sent` below 0 gives back what was taken and not used. */
export function countOfDays(db: Db, counts: readonly WarmUpCounts[]): Statement {
  return db
    .prepare(
      `UPDATE warm_up_days AS d SET sent = max(0, d.sent + c.sent), deferred = d.deferred + c.deferred,
         unknown_users = d.unknown_users + c.unknown_users, complaints = d.complaints + c.complaints
       FROM (SELECT value ->> 'domain' AS domain, value ->> 'provider' AS provider, value ->> 'day' AS day,
               value ->> 'sent' AS sent, value ->> 'deferred' AS deferred, value ->> 'unknownUsers' AS unknown_users,
               value ->> 'complaints' AS complaints FROM json_each(?)) c
       WHERE d.domain = c.domain AND d.provider = c.provider AND d.day = c.day`,
    )
    .bind(JSON.stringify(counts))
}

export type ReturnedByDomain = { domain: string; complaints: number; unknownUsers: number }

/**
 * What came back since an instant about letters of a sending domain, by the reader's domain. What was refused at once is
 * counted when it is refused.
 *
 * @param it.sender  sender of campaigns that name none
 * @param it.signs  the domain signs all mail: whatever the sender
 */
export async function returnedSince(
  db: Db,
  it: { domain: string; signs: boolean; sender: string | null; since: number },
): Promise<ReturnedByDomain[]> {
  const sql = `SELECT substr(a.value, instr(a.value, '@') + 1) AS domain, sum(r.kind = 'complaint') AS complaints,
      sum(r.kind = 'bounce' AND r.reason = 'unknown_user') AS unknownUsers
    FROM (SELECT DISTINCT message_id, contact_id, kind, reason FROM returns
          WHERE at >= ? AND source <> 'smtp' AND kind IN ('bounce', 'complaint')) r
    JOIN messages m ON m.id = r.message_id JOIN contents o ON o.id = m.content_id
    JOIN editions e ON e.id = o.edition_id
    JOIN addresses a ON a.contact_id = r.contact_id AND a.channel = 'email'
    WHERE ? OR substr('.' || replace(lower(coalesce(e.definition ->> '$.sender.email', ?)), '@', '.'), -length(?)) = ?
    GROUP BY 1`
  // The end cut out and compared: a domain may be longer than a LIKE pattern on D1, and `_` is no sign for anything here.
  const end = `.${it.domain.toLowerCase()}`
  const bound = [it.since, it.signs ? 1 : 0, it.sender ?? '', end, end]
  return (
    await db
      .prepare(sql)
      .bind(...bound)
      .all<ReturnedByDomain>()
  ).results
}

/** Adds to a past day what came back since; nothing if somebody else has. */
export async function addReturned(
  db: Db,
  it: Place & { before: WarmUpDay; complaints: number; unknownUsers: number },
): Promise<void> {
  const sql = `UPDATE warm_up_days SET complaints = complaints + ?, unknown_users = unknown_users + ?
    WHERE domain = ? AND provider = ? AND day = ? AND complaints = ? AND unknown_users = ?`
  const { before } = it
  const bound = [it.complaints, it.unknownUsers, it.domain, it.provider, it.day]
  await db
    .prepare(sql)
    .bind(...bound, before.complaints, before.unknownUsers)
    .run()
}
