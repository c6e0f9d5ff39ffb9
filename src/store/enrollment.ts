import type { Db, Statement } from '../core/ports.ts'
import { type AudienceQuestion, matched } from './audience.ts'
import type { Clock, FunnelRow } from './funnel.ts'

/** When a wave's readers of one clock get a step: meant for, and due. Both ms. */
export type Due = {
  wave: number
  /** Whose hour it is, where variants have hours of their own; null = of everybody else. */
  variant: string | null
  timeZone: string | null
  country: string | null
  plannedAt: number
  dueAt: number
}
export type ContentChoice = {
  stepId: number
  channel: string
  language: string
  variant: string
  contentId: number
  /** 1 where other steps wait for the arrival of this one; else null, which costs nothing. */
  followed: 1 | null
  /** 1 for the first variant of its language, which those get who have none. */
  first: 1 | 0
}

/** The funnel as the launch decided it. */
export async function decidedFunnel(db: Db, campaignId: number): Promise<FunnelRow[]> {
  const sql = `SELECT CASE kind WHEN 'audience' THEN 'final' ELSE class END AS verdict, nullif(language, '') AS language,
      nullif(country, '') AS country, sum(count) AS count
    FROM tallies WHERE campaign_id = ? AND kind IN ('audience', 'excluded') GROUP BY 1, 2, 3`
  return (await db.prepare(sql).bind(campaignId).all<FunnelRow>()).results
}

/** How many people the launch put into each wave; of campaigns launched before that was counted none are known. */
export async function decidedWaves(db: Db, campaignId: number): Promise<{ wave: number; count: number }[]> {
  const sql =
    "SELECT CAST(class AS INTEGER) AS wave, count FROM tallies WHERE campaign_id = ? AND kind = 'wave'"
  return (await db.prepare(sql).bind(campaignId).all<{ wave: number; count: number }>()).results
}

/** How many participants of the launch lived by which clock then. */
export async function decidedClocks(db: Db, campaignId: number): Promise<Clock[]> {
  const sql = `SELECT nullif(class, '') AS timeZone, nullif(country, '') AS country, count
    FROM tallies WHERE campaign_id = ? AND kind = 'clock'`
  return (await db.prepare(sql).bind(campaignId).all<Clock>()).results
}

/**
 * Puts the mails of a step into the outbox, each due at its wave's time on its reader's clock, in the order in which the
 * launch wrote its participants down: what is due at one instant goes out evenly mixed.
 */
export function queueWaves(
  db: Db,
  it: { campaignId: number; choices: readonly ContentChoice[]; dues: readonly Due[]; now: number },
): Statement {
  const { clock, dues, values } = clockWords(it.dues, 'e')
  // Both lists become tables once: read out of JSON for each row they would cost more than all the rest.
  return db
    .prepare(
      `WITH ${offerTable},
         due AS MATERIALIZED (SELECT value ->> 0 AS clock, value ->> 1 AS planned_at, value ->> 2 AS due_at FROM json_each(?))
       INSERT INTO messages (campaign_id, step_id, contact_id, channel, content_id, generation, wave, due_at, planned_at,
         followed, created_at)
       SELECT e.campaign_id, o.step_id, e.contact_id, o.channel, o.content_id, e.generation, e.wave, d.due_at, d.planned_at,
         o.followed, ?
       FROM enrollments e JOIN contacts c ON c.id = e.contact_id
       JOIN offer o ON o.language = e.language AND ${fits('e')}
       JOIN due d ON d.clock = ${clock}
       WHERE e.campaign_id = ? AND e.generation = 0 ORDER BY e.rowid ON CONFLICT DO NOTHING`,
    )
    .bind(JSON.stringify(it.choices), JSON.stringify(dues), it.now, ...values, it.campaignId)
}

/**
 * Dues as rows [word, planned, due], and the word of a reader as SQL: wave and clock in one, and whose hour it is where
 * variants have some. An index of three columns that may be null would not be used. `values` are bound in the word.
 *
 * @param who  SQL name of whoever has wave and variant; the contact is c
 */
export function clockWords(dues: readonly Due[], who: string) {
  const slots = [...new Set(dues.flatMap(({ variant }) => variant ?? []))]
  const own = slots.length
    ? ` || '|' || iif(${who}.variant IN (SELECT value FROM json_each(?)), ${who}.variant, '')`
    : ''
  return {
    clock: `${who}.wave || '|' || coalesce(c.time_zone, '') || '|' || coalesce(c.country, '')${own}`,
    dues: dues.map(({ wave, variant, timeZone, country, plannedAt, dueAt }) => [
      `${wave}|${timeZone ?? ''}|${country ?? ''}${slots.length ? `|${variant ?? ''}` : ''}`,
      plannedAt,
      dueAt,
    ]),
    values: slots.length ? [JSON.stringify(slots)] : [],
  }
}

/** Contents to choose from, as a table. Binds a JSON list of ContentChoice. */
export const offerTable = `offer AS MATERIALIZED (SELECT value ->> 'stepId' AS step_id, value ->> 'channel' AS channel,
  value ->> 'contentId' AS content_id, value ->> 'language' AS language, value ->> 'variant' AS variant,
  value ->> 'followed' AS followed, value ->> 'first' AS first FROM json_each(?))`

/**
 * Which contents somebody gets: those without variants, and of the others their own variant. Who has none, or one that
 * the step does not have, gets the first. `offer` is o, whoever reads is `who`.
 */
export const fits = (who: string): string => `(o.variant IN ('', ${who}.variant) OR o.first = 1 AND NOT EXISTS
  (SELECT 1 FROM offer n WHERE n.step_id = o.step_id AND n.language = o.language AND n.variant = ${who}.variant))`

/** The variant in which somebody takes part; null for everybody else. */
export async function variantOf(
  db: Db,
  it: { campaignId: number; contactId: number },
): Promise<string | null> {
  const sql = 'SELECT variant FROM enrollments WHERE campaign_id = ? AND contact_id = ?'
  const row = await db.prepare(sql).bind(it.campaignId, it.contactId).first<{ variant: string }>()
  return row?.variant ?? null
}

/** The same with the wave by whose shares that was dealt out; null where none of the launch was. */
export async function dealtOf(
  db: Db,
  it: { campaignId: number; contactId: number },
): Promise<{ variant: string; wave: number | null } | null> {
  const sql = `SELECT variant, iif(generation = 0 AND wave > 0, coalesce(dealt, 1), NULL) AS wave
    FROM enrollments WHERE campaign_id = ? AND contact_id = ?`
  return db.prepare(sql).bind(it.campaignId, it.contactId).first()
}

/** Posts: one message per language to the institution's own account; of a step that recurs one per day. */
export function queuePosts(
  db: Db,
  it: {
    campaignId: number
    accountId: number
    choices: readonly ContentChoice[]
    plannedAt: number
    dueAt: number
    /** The day, for a post that recurs. */
    occurrence?: string
    now: number
  },
): Statement {
  return db
    .prepare(
      `INSERT INTO messages (campaign_id, step_id, contact_id, occurrence, channel, content_id, wave, due_at, planned_at, created_at)
       SELECT ?, value ->> 'stepId', ?, ? || (value ->> 'language'), value ->> 'channel', value ->> 'contentId', 1, ?, ?, ?
       FROM json_each(?) WHERE true ON CONFLICT DO NOTHING`,
    )
    .bind(
      it.campaignId,
      it.accountId,
      it.occurrence ? `${it.occurrence}/` : '',
      it.dueAt,
      it.plannedAt,
      it.now,
      JSON.stringify(it.choices),
    )
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
        `WITH ${offerTable}
         INSERT INTO messages (campaign_id, step_id, contact_id, channel, content_id, generation, followed, due_at, created_at)
         SELECT s.campaign_id, o.step_id, s.contact_id, o.channel, o.content_id, s.generation, o.followed, ?, ?
         FROM signups s JOIN offer o ON o.language = s.language AND ${fits('s')}
         WHERE ${waiting} AND NOT EXISTS
           (SELECT 1 FROM enrollments e WHERE e.campaign_id = s.campaign_id AND e.contact_id = s.contact_id)
         ON CONFLICT DO NOTHING`,
      )
      .bind(JSON.stringify(it.choices), it.now, it.now, it.campaignId),
    db
      .prepare(
        `INSERT INTO enrollments (campaign_id, contact_id, generation, wave, language, variant, created_at)
         SELECT s.campaign_id, s.contact_id, s.generation, 0, s.language, s.variant, ? FROM signups s WHERE ${waiting}
         ON CONFLICT DO NOTHING`,
      )
      .bind(it.now, it.campaignId),
    db.prepare(`UPDATE signups AS s SET state = 'enrolled' WHERE ${waiting}`).bind(it.campaignId),
  ]
}

/** How many participants of a campaign an audience matches now: of the launch, and who joined. */
export async function participantsIn(
  db: Db,
  it: { campaignId: number; question: AudienceQuestion },
): Promise<{ seeds: number; joins: number }> {
  const { sql, values } = matched(it.question)
  const counts = `SELECT coalesce(sum(generation = 0), 0) AS seeds, coalesce(sum(generation > 0), 0) AS joins
    FROM enrollments WHERE campaign_id = ? AND contact_id IN (SELECT c.id FROM ${sql})`
  return (await db
    .prepare(counts)
    .bind(it.campaignId, ...values)
    .first<{ seeds: number; joins: number }>())!
}

/** Campaigns under way that have confirmed sign-ups waiting. */
export async function campaignsWithJoins(db: Db): Promise<number[]> {
  const sql = `SELECT DISTINCT s.campaign_id AS id FROM signups s JOIN campaigns c ON c.id = s.campaign_id
    WHERE s.state = 'confirmed' AND c.state = 'running'`
  return (await db.prepare(sql).all<{ id: number }>()).results.map((row) => row.id)
}
