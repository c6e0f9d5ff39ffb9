import type { Db, Statement } from '../core/ports.ts'
import { type Clock, type FunnelQuestion, type FunnelRow, judged } from './funnel.ts'

export type LaunchPlan = {
  campaignId: number
  editionId: number
  launchedAt: number
  question: FunnelQuestion
  /** Cumulative percent after each wave; the last is 100. */
  cumulative: readonly number[]
  /** Variants to deal out evenly along that order; empty = none. */
  variants: readonly string[]
  /** Keyed start of the order in which contacts fall into waves, below 2^31 - 1. */
  salt: number
}

export type Due = { wave: number; timeZone: string | null; country: string | null; dueAt: number }
export type ContentChoice = {
  stepId: number
  channel: string
  language: string
  variant: string
  contentId: number
}

const largestPrime = 2_147_483_647

/**
 * Starts a campaign: state, participants with their waves, and the tallies of what was decided, in one batch: the
 * audience, who was left out and why, how many live by which clock. They stay when people change or go. Every
 * statement after the first leans on the state that only this launch can have set.
 *
 * The order of contacts is a keyed multiplicative hash of their row number, twice: the same after a restart,
 * unguessable without the secret, and cheap enough to be computed where the rows are.
 */
export function launchStatements(db: Db, plan: LaunchPlan): Statement[] {
  const started =
    'EXISTS (SELECT 1 FROM campaigns WHERE id = ? AND running_edition_id = ? AND launched_at = ?)'
  const guard = [plan.campaignId, plan.editionId, plan.launchedAt]
  const { sql, values } = judged(plan.question)
  const slot = `((((id * 48271 + ?) % ${largestPrime}) * 69621 + ?) % ${largestPrime})`
  return [
    db
      .prepare(
        `UPDATE campaigns SET state = 'running', running_edition_id = ?, launched_at = ? WHERE id = ? AND state = 'draft'`,
      )
      .bind(plan.editionId, plan.launchedAt, plan.campaignId),
    db
      .prepare(
        `INSERT INTO enrollments (campaign_id, contact_id, generation, wave, language, variant, created_at)
         SELECT ?, id, 0, (SELECT min(w.key) + 1 FROM json_each(?) w WHERE place * 100.0 <= w.value * total + 0.000001), language,
                coalesce(json_extract(?, '$[' || ((place - 1) % max(1, json_array_length(?))) || ']'), ''), ?
         FROM (SELECT id, language, row_number() OVER (ORDER BY ${slot}, id) AS place, count(*) OVER () AS total
               FROM (${sql}) WHERE verdict = 'final')
         WHERE ${started} ON CONFLICT DO NOTHING`,
      )
      .bind(
        plan.campaignId,
        JSON.stringify(plan.cumulative),
        JSON.stringify(plan.variants),
        JSON.stringify(plan.variants),
        plan.launchedAt,
        plan.salt,
        plan.salt,
        ...values,
        ...guard,
      ),
    db
      .prepare(
        `INSERT INTO tallies (campaign_id, kind, language, country, variant, count)
         SELECT e.campaign_id, 'audience', e.language, coalesce(c.country, ''), e.variant, count(*)
         FROM enrollments e JOIN contacts c ON c.id = e.contact_id
         WHERE e.campaign_id = ? AND e.generation = 0 AND ${started} GROUP BY 2, 3, 4, 5`,
      )
      .bind(plan.campaignId, ...guard),
    db
      .prepare(
        `INSERT INTO tallies (campaign_id, kind, class, language, country, count)
         SELECT ?, 'excluded', verdict, coalesce(language, ''), coalesce(country, ''), count(*)
         FROM (${sql}) WHERE verdict <> 'final' AND ${started} GROUP BY 3, 4, 5`,
      )
      .bind(plan.campaignId, ...values, ...guard),
    db
      .prepare(
        `INSERT INTO tallies (campaign_id, kind, class, country, count)
         SELECT e.campaign_id, 'clock', coalesce(c.time_zone, ''), coalesce(c.country, ''), count(*)
         FROM enrollments e JOIN contacts c ON c.id = e.contact_id
         WHERE e.campaign_id = ? AND e.generation = 0 AND ${started} GROUP BY 3, 4`,
      )
      .bind(plan.campaignId, ...guard),
  ]
}

/** The funnel as the launch decided it. */
export async function decidedFunnel(db: Db, campaignId: number): Promise<FunnelRow[]> {
  const sql = `SELECT CASE kind WHEN 'audience' THEN 'final' ELSE class END AS verdict, nullif(language, '') AS language,
      nullif(country, '') AS country, sum(count) AS count
    FROM tallies WHERE campaign_id = ? AND kind IN ('audience', 'excluded') GROUP BY 1, 2, 3`
  return (await db.prepare(sql).bind(campaignId).all<FunnelRow>()).results
}

/** How many participants of the launch lived by which clock then. */
export async function decidedClocks(db: Db, campaignId: number): Promise<Clock[]> {
  const sql = `SELECT nullif(class, '') AS timeZone, nullif(country, '') AS country, count
    FROM tallies WHERE campaign_id = ? AND kind = 'clock'`
  return (await db.prepare(sql).bind(campaignId).all<Clock>()).results
}

/** Puts the mails of the launch steps into the outbox, each due at its wave's time on its reader's clock. */
export function queueWaves(
  db: Db,
  it: { campaignId: number; choices: readonly ContentChoice[]; dues: readonly Due[]; now: number },
): Statement {
  return db
    .prepare(
      `INSERT INTO messages (campaign_id, step_id, contact_id, channel, content_id, generation, wave, due_at, created_at)
       SELECT e.campaign_id, o.value ->> 'stepId', e.contact_id, o.value ->> 'channel', o.value ->> 'contentId',
              e.generation, e.wave, d.due_at, ?
       FROM enrollments e JOIN contacts c ON c.id = e.contact_id
       JOIN json_each(?) o ON o.value ->> 'language' = e.language AND o.value ->> 'variant' IN ('', e.variant)
       JOIN (SELECT value ->> 'wave' AS wave, value ->> 'timeZone' AS zone, value ->> 'country' AS country,
                    value ->> 'dueAt' AS due_at FROM json_each(?)) d
         ON d.wave = e.wave AND d.zone IS c.time_zone AND d.country IS c.country
       WHERE e.campaign_id = ? AND e.generation = 0 ON CONFLICT DO NOTHING`,
    )
    .bind(it.now, JSON.stringify(it.choices), JSON.stringify(it.dues), it.campaignId)
}

/** Posts: one message per language to the institution's own account. */
export function queuePosts(
  db: Db,
  it: {
    campaignId: number
    accountId: number
    choices: readonly ContentChoice[]
    dueAt: number
    now: number
  },
): Statement {
  return db
    .prepare(
      `INSERT INTO messages (campaign_id, step_id, contact_id, occurrence, channel, content_id, wave, due_at, created_at)
       SELECT ?, value ->> 'stepId', ?, value ->> 'language', value ->> 'channel', value ->> 'contentId', 1, ?, ?
       FROM json_each(?) WHERE true ON CONFLICT DO NOTHING`,
    )
    .bind(it.campaignId, it.accountId, it.dueAt, it.now, JSON.stringify(it.choices))
}

/**
 * Confirmed sign-ups put their first mail into the outbox and become participants one generation further; who takes
 * part already gets no second welcome. Three statements of one batch; a second run finds nothing left to do.
 */
export function enrollJoined(
  db: Db,
  it: { campaignId: number; choices: readonly ContentChoice[]; now: number },
): Statement[] {
  const waiting = "s.campaign_id = ? AND s.state = 'confirmed'"
  return [
    db
      .prepare(
        `INSERT INTO messages (campaign_id, step_id, contact_id, channel, content_id, generation, due_at, created_at)
         SELECT s.campaign_id, o.value ->> 'stepId', s.contact_id, o.value ->> 'channel', o.value ->> 'contentId', s.generation, ?, ?
         FROM signups s JOIN json_each(?) o ON o.value ->> 'language' = s.language
         WHERE ${waiting} AND NOT EXISTS
           (SELECT 1 FROM enrollments e WHERE e.campaign_id = s.campaign_id AND e.contact_id = s.contact_id)
         ON CONFLICT DO NOTHING`,
      )
      .bind(it.now, it.now, JSON.stringify(it.choices), it.campaignId),
    db
      .prepare(
        `INSERT INTO enrollments (campaign_id, contact_id, generation, wave, language, created_at)
         SELECT s.campaign_id, s.contact_id, s.generation, 0, s.language, ? FROM signups s WHERE ${waiting}
         ON CONFLICT DO NOTHING`,
      )
      .bind(it.now, it.campaignId),
    db.prepare(`UPDATE signups AS s SET state = 'enrolled' WHERE ${waiting}`).bind(it.campaignId),
  ]
}

/** Campaigns under way that have confirmed sign-ups waiting. */
export async function campaignsWithJoins(db: Db): Promise<number[]> {
  const sql = `SELECT DISTINCT s.campaign_id AS id FROM signups s JOIN campaigns c ON c.id = s.campaign_id
    WHERE s.state = 'confirmed' AND c.state = 'running'`
  return (await db.prepare(sql).all<{ id: number }>()).results.map((row) => row.id)
}

/** How many of a wave there are and when its first and last are due: the plan as it stands in the outbox. */
export async function wavesOf(
  db: Db,
  campaignId: number,
): Promise<{ wave: number; count: number; first: number | null; last: number | null; done: number }[]> {
  const sql = `SELECT m.wave, count(*) AS count, min(m.due_at) AS first, max(m.due_at) AS last, sum(m.due_at IS NULL) AS done
    FROM messages m JOIN steps s ON s.id = m.step_id
    WHERE m.campaign_id = ? AND s.trigger = 'launch' AND m.channel = 'email' AND m.wave > 0 GROUP BY m.wave ORDER BY m.wave`
  return (
    await db
      .prepare(sql)
      .bind(campaignId)
      .all<{ wave: number; count: number; first: number | null; last: number | null; done: number }>()
  ).results
}
