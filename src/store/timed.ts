import type { Db, Statement } from '../core/ports.ts'
import { type ContentChoice, fits, offerTable } from './enrollment.ts'

/**
 * Steps that the clock of every minute puts into the outbox: those that recur, and those that follow what somebody does.
 * Their rows have no wave.
 */
const offered = `JOIN offer o ON o.language = e.language AND ${fits('e')}`
const columns = `(campaign_id, step_id, contact_id, occurrence, channel, content_id, generation, due_at, planned_at,
  followed, created_at)`

/** Running campaigns of which a step recurs or follows what somebody does. */
export async function timedCampaigns(db: Db): Promise<number[]> {
  const sql = `SELECT c.id FROM campaigns c JOIN editions e ON e.id = c.running_edition_id
    WHERE c.state = 'running' AND EXISTS (SELECT 1 FROM json_each(e.definition, '$.steps') s
      WHERE s.value ->> '$.at.every' IS NOT NULL OR s.value ->> '$.at.on' IS NOT NULL) ORDER BY c.id`
  return (await db.prepare(sql).all<{ id: number }>()).results.map((row) => row.id)
}

/** By which clocks the participants of a campaign live now. Reads them all. */
export async function participantClocks(
  db: Db,
  campaignId: number,
): Promise<{ timeZone: string | null; country: string | null }[]> {
  const sql = `SELECT DISTINCT c.time_zone AS timeZone, c.country FROM enrollments e JOIN contacts c ON c.id = e.contact_id
    WHERE e.campaign_id = ?`
  return (await db.prepare(sql).bind(campaignId).all<{ timeZone: string | null; country: string | null }>())
    .results
}

export type OccurrenceDue = {
  timeZone: string | null
  country: string | null
  occurrence: string
  plannedAt: number
  dueAt: number
}

/** Occurrences of a step for everybody whose wave had begun, or who had joined, by then. Once, however often. */
export function queueOccurrences(
  db: Db,
  it: {
    campaignId: number
    offers: readonly ContentChoice[]
    dues: readonly OccurrenceDue[]
    waves: readonly { wave: number; startsAt: number }[]
    now: number
  },
): Statement {
  // The clock in one word, so that an index of it is used.
  const dues = it.dues.map(({ timeZone, country, occurrence, plannedAt, dueAt }) => [
    `${timeZone ?? ''}|${country ?? ''}`,
    occurrence,
    plannedAt,
    dueAt,
  ])
  return db
    .prepare(
      `WITH ${offerTable},
         due AS MATERIALIZED (SELECT value ->> 0 AS clock, value ->> 1 AS occurrence, value ->> 2 AS planned_at,
           value ->> 3 AS due_at FROM json_each(?)),
         begun AS MATERIALIZED (SELECT value ->> 'wave' AS wave, value ->> 'startsAt' AS starts_at FROM json_each(?))
       INSERT INTO messages ${columns}
       SELECT e.campaign_id, o.step_id, e.contact_id, d.occurrence, o.channel, o.content_id, e.generation, d.due_at,
         d.planned_at, o.followed, ?
       FROM enrollments e JOIN contacts c ON c.id = e.contact_id ${offered}
       JOIN due d ON d.clock = coalesce(c.time_zone, '') || '|' || coalesce(c.country, '')
       LEFT JOIN begun b ON b.wave = e.wave
       WHERE e.campaign_id = ? AND coalesce(b.starts_at, e.created_at) <= d.planned_at
       ORDER BY e.rowid ON CONFLICT DO NOTHING`,
    )
    .bind(JSON.stringify(it.offers), JSON.stringify(dues), JSON.stringify(it.waves), it.now, it.campaignId)
}

/**
 * What follows the arrival of a step's mails, so long after each; of a step that recurs, for each occurrence. `told`
 * ends the batch: it takes the mark off the very rows that the statements before it have seen.
 */
export function queueAfterArrival(
  db: Db,
  it: { sourceStepId: number; offers: readonly ContentChoice[]; afterMs: number; now: number },
): Statement {
  return db
    .prepare(
      `WITH ${offerTable}
       INSERT INTO messages ${columns}
       SELECT m.campaign_id, o.step_id, m.contact_id, m.occurrence, o.channel, o.content_id, m.generation,
         m.finished_at + ?, m.finished_at + ?, o.followed, ?
       FROM messages m JOIN enrollments e ON e.campaign_id = m.campaign_id AND e.contact_id = m.contact_id ${offered}
       WHERE m.step_id = ? AND ${untold} ON CONFLICT DO NOTHING`,
    )
    .bind(JSON.stringify(it.offers), it.afterMs, it.afterMs, it.now, it.sourceStepId)
}

const untold = "m.followed = 1 AND m.state = 'accepted'"

export function told(db: Db, sourceStepId: number): Statement {
  const sql = `UPDATE messages AS m SET followed = 0 WHERE m.step_id = ? AND ${untold}`
  return db.prepare(sql).bind(sourceStepId)
}

/**
 * What follows the first click of somebody who agreed to be measured, and agrees still, on a link of a step. Clicks of
 * machines do not count.
 *
 * @param afterTrace  clicks up to this row have been looked at
 */
export function queueAfterClick(
  db: Db,
  it: {
    campaignId: number
    sourceStep: string
    editionId: number
    offers: readonly ContentChoice[]
    afterMs: number
    afterTrace: number
    upToTrace: number
    now: number
  },
): Statement {
  return db
    .prepare(
      `WITH ${offerTable},
         clicked AS MATERIALIZED (SELECT p.contact_id, min(t.at) AS at FROM traces t
           CROSS JOIN pseudonyms p ON p.pseudonym = t.pseudonym AND p.campaign_id = t.campaign_id
           CROSS JOIN contacts c ON c.id = p.contact_id AND c.consent_track = 'given'
           WHERE t.id > ? AND t.id <= ? AND t.kind = 'click' AND t.class = 'human' AND t.campaign_id = ?
             AND t.link_id IN (SELECT l.value FROM contents k, json_each(k.links) l WHERE k.edition_id = ? AND k.step = ?)
           GROUP BY p.contact_id)
       INSERT INTO messages ${columns}
       SELECT e.campaign_id, o.step_id, e.contact_id, '', o.channel, o.content_id, e.generation, k.at + ?, k.at + ?,
         o.followed, ?
       FROM clicked k CROSS JOIN enrollments e ON e.campaign_id = ? AND e.contact_id = k.contact_id ${offered}
       WHERE true ON CONFLICT DO NOTHING`,
    )
    .bind(
      JSON.stringify(it.offers),
      it.afterTrace,
      it.upToTrace,
      it.campaignId,
      it.editionId,
      it.sourceStep,
      it.afterMs,
      it.afterMs,
      it.now,
      it.campaignId,
    )
}

export async function newestTrace(db: Db): Promise<number> {
  return (await db.prepare('SELECT max(id) AS id FROM traces').first<{ id: number | null }>())?.id ?? 0
}

/** What follows joining; stands in the batch that makes participants of those who wait, before it does. */
export function queueAfterJoin(
  db: Db,
  it: { campaignId: number; offers: readonly ContentChoice[]; afterMs: number; now: number },
): Statement {
  return db
    .prepare(
      `WITH ${offerTable}
       INSERT INTO messages ${columns}
       SELECT e.campaign_id, o.step_id, e.contact_id, '', o.channel, o.content_id, e.generation, ?, ?, o.followed, ?
       FROM (SELECT s.campaign_id, s.contact_id, s.generation, s.language, s.variant FROM signups s
             WHERE s.campaign_id = ? AND s.state = 'confirmed' AND NOT EXISTS
               (SELECT 1 FROM enrollments e WHERE e.campaign_id = s.campaign_id AND e.contact_id = s.contact_id)) e ${offered}
       WHERE true ON CONFLICT DO NOTHING`,
    )
    .bind(JSON.stringify(it.offers), it.now + it.afterMs, it.now + it.afterMs, it.now, it.campaignId)
}
