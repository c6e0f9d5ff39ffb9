import type { Trigger } from '../core/campaign.ts'
import { delays } from '../core/codes.ts'
import type { Db, Statement } from '../core/ports.ts'
import { objectsToNotices } from './consents.ts'
import { dealtWave } from './wave-tallies.ts'

export const leaseMs = 5 * 60_000

/** A claimed message with everything that decides about it, read after the claim. */
export type Claimed = {
  id: number
  campaignId: number
  institutionId: number
  stepId: number
  contactId: number
  trigger: Trigger
  channel: string
  contentId: number
  editionId: number
  generation: number
  /** What the person takes part in and passes on; empty = none. */
  variant: string
  /** By whose shares that was dealt out; null for mails that are of no variant. */
  wave: number | null
  signupId: number | null
  attempts: number
  interrupted: number
  firstAttemptAt: number
  /** Of the last attempt, or why it was put off. */
  reason: string | null
  createdAt: number
  /** When it was meant to go out, before any window, ms; null = nothing waits for an hour. */
  plannedAt: number | null
  contactKind: 'person' | 'account' | null
  firstName: string | null
  lastName: string | null
  country: string | null
  city: string | null
  timeZone: string | null
  address: string | null
  consentEmail: string | null
  consentTrack: string | null
  /** JSON list of the lists the person has left. */
  leftLists: string | null
  pausedUntil: number | null
  suppression: string | null
  /** 1 or 0. */
  objectsToNotices: number
  signupState: string | null
}

/**
 * Takes up to `limit` due messages of running campaigns for `leaseMs`. One statement: two workers never take the
 * same row. A row that still carries somebody's lease was claimed and never finished; `interrupted` says so.
 */
export async function claim(
  db: Db,
  it: { channel: string; now: number; limit: number; lease: string },
): Promise<Claimed[]> {
  const take = db
    .prepare(
      `UPDATE messages SET interrupted = (lease IS NOT NULL), lease = ?, due_at = ?, attempts = attempts + 1,
         first_attempt_at = coalesce(first_attempt_at, ?)
       WHERE id IN (SELECT m.id FROM messages m JOIN campaigns c ON c.id = m.campaign_id AND c.state = 'running'
                    WHERE m.channel = ? AND m.due_at <= ? ORDER BY m.due_at, m.id LIMIT ?)`,
    )
    .bind(it.lease, it.now + leaseMs, it.now, it.channel, it.now, it.limit)
  const { meta } = await take.run()
  return meta.changes === 0 ? [] : readLeased(db, it.lease, it.channel, it.now + leaseMs)
}

/** By the instant the lease ends, which the queue's index finds at once. */
async function readLeased(db: Db, lease: string, channel: string, dueAt: number): Promise<Claimed[]> {
  const sql = `
    SELECT m.id, m.campaign_id AS campaignId, p.institution_id AS institutionId, m.step_id AS stepId,
      m.contact_id AS contactId, t.trigger, m.channel, m.content_id AS contentId, o.edition_id AS editionId,
      m.generation, CASE WHEN o.variant <> '' THEN o.variant ELSE coalesce((SELECT e.variant FROM enrollments e
        WHERE e.campaign_id = m.campaign_id AND e.contact_id = m.contact_id), '') END AS variant,
      CASE WHEN m.generation = 0 AND o.variant <> '' THEN ${dealtWave('m.campaign_id', 'm.contact_id')} END AS wave, m.signup_id AS signupId, m.attempts, m.interrupted, m.first_attempt_at AS firstAttemptAt, m.reason,
      m.created_at AS createdAt, m.planned_at AS plannedAt,
      c.kind AS contactKind, c.first_name AS firstName, c.last_name AS lastName, c.country, c.city, c.time_zone AS timeZone,
      a.value AS address, c.consent_email AS consentEmail, c.consent_track AS consentTrack,
      c.left_lists AS leftLists, c.paused_until AS pausedUntil, s.reason AS suppression, ${objectsToNotices('m.contact_id')} AS objectsToNotices, g.state AS signupState
    FROM messages m
    JOIN campaigns p ON p.id = m.campaign_id
    JOIN steps t ON t.id = m.step_id
    JOIN contents o ON o.id = m.content_id
    LEFT JOIN contacts c ON c.id = m.contact_id
    LEFT JOIN addresses a ON a.contact_id = m.contact_id AND a.channel = m.channel
    LEFT JOIN suppressions s ON s.institution_id = p.institution_id AND s.hash = a.hash
    LEFT JOIN signups g ON g.id = m.signup_id
    WHERE m.channel = ? AND m.due_at = ? AND m.lease = ? ORDER BY m.id`
  return (await db.prepare(sql).bind(channel, dueAt, lease).all<Claimed>()).results
}

export type Finish = {
  id: number
  /** `queued` = again later. */
  state: 'queued' | 'accepted' | 'refused' | 'unknown' | 'skipped'
  dueAt: number | null
  remoteId: string | null
  reason: string | null
}

const eventOf = {
  accepted: 'sent',
  refused: 'refused',
  unknown: 'unknown',
  skipped: 'skipped',
  queued: null,
} as const

/** Reasons of a message that waits without having been tried: the reader's night or pause, the provider's pace. */
export const putOffReasons: readonly string[] = delays
const putOff = `coalesce(f.state = 'queued' AND f.reason IN (${putOffReasons.map((reason) => `'${reason}'`)}), 0)`

/**
 * Writes the outcomes of many messages in one batch, and their events. Every statement asks for the lease: a worker
 * that comes too late changes nothing.
 */
export function finishStatements(
  db: Db,
  it: { lease: string; finishes: readonly Finish[]; now: number; at: number },
): Statement[] {
  const rows = JSON.stringify(it.finishes.map((finish) => ({ ...finish, kind: eventOf[finish.state] })))
  return [
    db
      .prepare(
        `INSERT INTO events (campaign_id, step_id, kind, at, class, generation, language, country, variant, wave)
         SELECT m.campaign_id, m.step_id, f.value ->> 'kind', ?,
                CASE f.value ->> 'kind' WHEN 'refused' THEN f.value ->> 'reason' END,
                m.generation, o.language, c.country, o.variant,
                CASE WHEN m.generation = 0 AND o.variant <> '' THEN ${dealtWave('m.campaign_id', 'm.contact_id')} END
         FROM json_each(?) f JOIN messages m ON m.id = f.value ->> 'id'
         JOIN contents o ON o.id = m.content_id LEFT JOIN contacts c ON c.id = m.contact_id
         WHERE m.lease = ? AND f.value ->> 'kind' IS NOT NULL`,
      )
      .bind(it.at, rows, it.lease),
    db
      .prepare(
        `UPDATE messages SET state = f.state, due_at = f.due_at, remote_id = f.remote_id, reason = f.reason, lease = NULL,
           interrupted = 0, finished_at = CASE WHEN f.due_at IS NULL THEN ? END,
           first_attempt_at = CASE WHEN ${putOff} AND attempts = 1 THEN NULL ELSE first_attempt_at END,
           attempts = attempts - ${putOff}
         FROM (SELECT value ->> 'id' AS id, value ->> 'state' AS state, value ->> 'dueAt' AS due_at,
                      value ->> 'remoteId' AS remote_id, value ->> 'reason' AS reason FROM json_each(?)) f
         WHERE messages.id = f.id AND messages.lease = ?`,
      )
      .bind(it.now, rows, it.lease),
  ]
}

/** Gives claimed rows back untouched: the process stops, or the campaign was paused meanwhile. */
export function releaseStatement(
  db: Db,
  it: { lease: string; ids: readonly number[]; now: number },
): Statement {
  return db
    .prepare(
      `UPDATE messages SET lease = NULL, due_at = ?, attempts = attempts - 1,
         first_attempt_at = CASE WHEN attempts = 1 THEN NULL ELSE first_attempt_at END
       WHERE lease = ? AND id IN (SELECT value FROM json_each(?))`,
    )
    .bind(it.now, it.lease, JSON.stringify(it.ids))
}

/** Who holds what: the leases of messages under way. */
export async function leasesHeld(db: Db): Promise<string[]> {
  const sql = 'SELECT DISTINCT lease FROM messages WHERE due_at IS NOT NULL AND lease IS NOT NULL'
  return (await db.prepare(sql).all<{ lease: string }>()).results.map((row) => row.lease)
}

/** Lets rows fall due now whose worker is known to be gone. The lease stays, so that the next claim knows they were under way. */
export async function endLeases(db: Db, leases: readonly string[], now: number): Promise<void> {
  await db
    .prepare(
      'UPDATE messages SET due_at = ? WHERE due_at IS NOT NULL AND lease IN (SELECT value FROM json_each(?))',
    )
    .bind(now, JSON.stringify(leases))
    .run()
}

/** Earliest instant after `now` at which anything of a running campaign wants attention. */
export async function nextDue(db: Db, now: number): Promise<number | null> {
  const sql = `SELECT min(m.due_at) AS at FROM messages m JOIN campaigns c ON c.id = m.campaign_id AND c.state = 'running'
    WHERE m.due_at > ?`
  return (await db.prepare(sql).bind(now).first<{ at: number | null }>())?.at ?? null
}

/** Messages of running campaigns that were refused for now and wait for another attempt. */
export async function countRetrying(db: Db): Promise<number> {
  const sql = `SELECT count(*) AS count FROM messages m JOIN campaigns c ON c.id = m.campaign_id AND c.state = 'running'
    WHERE m.due_at IS NOT NULL AND m.lease IS NULL AND m.attempts > 0`
  return (await db.prepare(sql).first<{ count: number }>())!.count
}

export async function channelsDue(db: Db, now: number): Promise<string[]> {
  const sql = `SELECT DISTINCT m.channel FROM messages m JOIN campaigns c ON c.id = m.campaign_id AND c.state = 'running'
    WHERE m.due_at <= ?`
  return (await db.prepare(sql).bind(now).all<{ channel: string }>()).results.map((row) => row.channel)
}
