import { type FlagOfJoin, firstTouchMs, flagsText } from '../core/join-flags.ts'
import type { Db, Statement } from '../core/ports.ts'
import { lastAct, liftUnsubscribed, ownStatements } from './consents.ts'

export type Signup = {
  id: number
  campaignId: number
  contactId: number
  generation: number
  shareChannel: string
  shareId: number | null
  /** 1 = agreed to count in the chain of the share they came over. */
  chained: number
  language: string
  /** Of the share they came over; empty = none. */
  variant: string
  state: 'pending' | 'confirmed' | 'enrolled' | 'expired'
  expiresAt: number
}

const columns = `id, campaign_id AS campaignId, contact_id AS contactId, generation, share_channel AS shareChannel,
  share_id AS shareId, chained, language, variant, state, expires_at AS expiresAt`

export async function signupById(db: Db, id: number): Promise<Signup | null> {
  return db.prepare(`SELECT ${columns} FROM signups WHERE id = ?`).bind(id).first<Signup>()
}

export async function signupOf(db: Db, campaignId: number, contactId: number): Promise<Signup | null> {
  const sql = `SELECT ${columns} FROM signups WHERE campaign_id = ? AND contact_id = ?`
  return db.prepare(sql).bind(campaignId, contactId).first<Signup>()
}

/** A contact that nobody has confirmed yet: in no audience until then. Whoever has the address already keeps it. */
export async function insertPending(
  db: Db,
  it: {
    institutionId: number
    email: string
    hash: string
    firstName: string | null
    country: string | null
    languages: readonly string[]
    now: number
  },
): Promise<void> {
  // A button pressed twice arrives twice at once.
  const free =
    "NOT EXISTS (SELECT 1 FROM addresses WHERE institution_id = ? AND channel = 'email' AND value = ?)"
  const address = [it.institutionId, it.email] as const
  await db.batch([
    db
      .prepare(
        `INSERT INTO contacts (institution_id, first_name, country, languages, pending_since, created_at, updated_at)
         SELECT ?, ?, ?, ?, ?, ?, ? WHERE ${free}`,
      )
      .bind(
        it.institutionId,
        it.firstName,
        it.country,
        JSON.stringify(it.languages),
        it.now,
        it.now,
        it.now,
        ...address,
      ),
    db
      .prepare(
        `INSERT INTO addresses (institution_id, contact_id, channel, value, hash)
         SELECT ?, last_insert_rowid(), 'email', ?, ? WHERE ${free}`,
      )
      .bind(it.institutionId, it.email, it.hash, ...address),
  ])
}

const enrolled =
  'SELECT e.generation FROM enrollments e WHERE e.campaign_id = s.campaign_id AND e.contact_id = s.contact_id'
/** Only who confirms for the first time, and takes no part yet, joins. */
export const joins = `s.state = 'pending' AND s.joined = 0 AND NOT EXISTS (${enrolled})`

/**
 * The first share a person came over stays the one that counts while its window lasts; a later sign-up only renews the
 * term. Who has joined stays below the same parent for ever, and who takes part already has none: they may come back
 * after having left, and their sign-up waits for a confirmation again.
 */
export function saveSignup(
  db: Db,
  it: {
    campaignId: number
    contactId: number
    generation: number
    shareChannel: string
    shareId: number | null
    chained: boolean
    language: string
    variant: string
    wave: number | null
    expiresAt: number
    now: number
  },
): Statement {
  const isAnew = '(joined = 0 AND created_at <= ?)'
  const first = (column: string) =>
    `${column} = CASE WHEN ${isAnew} THEN excluded.${column} ELSE ${column} END`
  const firsts = ['generation', 'share_channel', 'share_id', 'variant', 'wave', 'created_at']
  const windowStart = it.now - firstTouchMs
  return db
    .prepare(
      `INSERT INTO signups (campaign_id, contact_id, generation, share_channel, share_id, chained, language, variant, wave, expires_at, created_at)
       SELECT s.campaign_id, s.contact_id, coalesce((${enrolled}), s.generation), s.share_channel,
         CASE WHEN NOT EXISTS (${enrolled}) THEN s.share_id END, s.chained, s.language, s.variant, s.wave, s.expires_at, s.created_at
       FROM (SELECT ? AS campaign_id, ? AS contact_id, ? AS generation, ? AS share_channel, ? AS share_id, ? AS chained,
         ? AS language, ? AS variant, ? AS wave, ? AS expires_at, ? AS created_at) s WHERE true
       ON CONFLICT (campaign_id, contact_id) DO UPDATE
         SET expires_at = excluded.expires_at, language = excluded.language, state = 'pending',
           chained = CASE WHEN ${isAnew} OR share_id = excluded.share_id THEN excluded.chained ELSE chained END,
           ${firsts.map(first).join(', ')}
         WHERE state IN ('pending', 'expired') OR EXISTS
           (SELECT 1 FROM contacts c WHERE c.id = signups.contact_id AND c.consent_email IS NOT 'given')`,
    )
    .bind(
      ...[it.campaignId, it.contactId, it.generation, it.shareChannel, it.shareId, it.chained ? 1 : 0],
      ...[it.language, it.variant, it.wave, it.expiresAt, it.now],
      ...[windowStart, ...firsts.map(() => windowStart)],
    )
}

/** The confirmation mail: at most one per sign-up and day, whoever presses the button how often. */
export function queueConfirmation(
  db: Db,
  it: { campaignId: number; contactId: number; stepId: number; contentId: number; day: string; now: number },
): Statement {
  return db
    .prepare(
      `INSERT INTO messages (campaign_id, step_id, contact_id, occurrence, channel, content_id, generation, signup_id, due_at, created_at)
       SELECT campaign_id, ?, contact_id, ?, 'email', ?, generation, id, ?, ? FROM signups
       WHERE campaign_id = ? AND contact_id = ? AND state = 'pending' ON CONFLICT DO NOTHING`,
    )
    .bind(it.stepId, it.day, it.contentId, it.now, it.now, it.campaignId, it.contactId)
}

/**
 * Consent, admission, the count of the join and the sign-up's new state, in one batch. Each statement asks whether the
 * sign-up still waits, and the last one ends that: a second run changes nothing. Who takes part already does not join;
 * who agreed already has nothing added to the ledger; who had left this list takes it again.
 */
export function confirmStatements(
  db: Db,
  it: {
    signup: Signup
    list: string
    wording: string
    source: string
    flags: readonly FlagOfJoin[]
    now: number
    hour: number
  },
): Statement[] {
  const { id, contactId, language } = it.signup
  const act = { contactId, source: it.source, wording: it.wording, language, now: it.now }
  const waits = { sql: "EXISTS (SELECT 1 FROM signups WHERE id = ? AND state = 'pending')", values: [id] }
  const list = `list:${it.list}`
  const left = { sql: `${waits.sql} AND ${lastAct} = 'withdrawn'`, values: [id, contactId, list] }
  return [
    joinEvent(db, { id, kind: 'join', class: it.flags.length ? 'flagged' : null, hour: it.hour }),
    ...it.flags.map((flag) => joinEvent(db, { id, kind: 'flag', class: flag, hour: it.hour })),
    liftUnsubscribed(db, contactId, waits),
    ...ownStatements(db, act, 'receive:email', 'given', waits),
    ...ownStatements(db, act, list, 'given', left),
    db
      .prepare(
        `UPDATE contacts SET pending_since = NULL, last_act_at = max(coalesce(last_act_at, 0), ?), updated_at = ?
         WHERE id = ? AND ${waits.sql}`,
      )
      .bind(it.now, it.now, contactId, id),
    db
      .prepare(`UPDATE signups AS s SET joined = 1, flags = ? WHERE s.id = ? AND ${joins}`)
      .bind(flagsText(it.flags), id),
    db
      .prepare("UPDATE signups SET state = 'confirmed', share_id = NULL WHERE id = ? AND state = 'pending'")
      .bind(id),
  ]
}

/** Written only when the sign-up is a join. */
function joinEvent(
  db: Db,
  it: { id: number; kind: 'join' | 'flag'; class: string | null; hour: number },
): Statement {
  return db
    .prepare(
      `INSERT INTO events (campaign_id, kind, class, at, generation, language, country, variant, share_channel, wave)
       SELECT s.campaign_id, ?, ?, ?, s.generation, s.language, c.country, s.variant, s.share_channel, s.wave
       FROM signups s JOIN contacts c ON c.id = s.contact_id WHERE s.id = ? AND ${joins}`,
    )
    .bind(it.kind, it.class, it.hour, it.id)
}

/**
 * Terms that ran out; links that no longer count because the window of the first touch has closed; and people who never
 * confirmed, forgotten for good after `forgetBefore`.
 */
export function expireStatements(db: Db, now: number, forgetBefore: number): Statement[] {
  return [
    db.prepare("UPDATE signups SET state = 'expired' WHERE state = 'pending' AND expires_at <= ?").bind(now),
    db
      .prepare(
        "UPDATE signups SET share_id = NULL WHERE share_id IS NOT NULL AND state = 'expired' AND created_at <= ?",
      )
      .bind(now - firstTouchMs),
    db
      .prepare('DELETE FROM contacts WHERE pending_since IS NOT NULL AND pending_since <= ?')
      .bind(forgetBefore),
  ]
}
