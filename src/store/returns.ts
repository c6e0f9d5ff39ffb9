import type { Reason } from '../core/channel.ts'
import { giveUpRules } from '../core/give-up.ts'
import type { Db, Statement } from '../core/ports.ts'
import { dayMs } from '../core/retention.ts'
import { dealtWave } from './wave-tallies.ts'

/** What came back about a message. `source`: `smtp` when the mail was refused at once, else who told. */
export type NewReturn = {
  messageId: number
  kind: 'bounce' | 'delayed' | 'autoreply' | 'complaint'
  reason: Reason
  /** Enhanced status code (RFC 3463). */
  status: string | null
  source: string
  at: number
}

/**
 * News that is not written down yet and speaks of somebody who is still there. A bounce of a letter to an address that
 * has been put right since says nothing about the new one.
 */
const fresh = `news AS (
    SELECT value ->> 'messageId' AS message_id, value ->> 'kind' AS kind, value ->> 'reason' AS reason,
      value ->> 'status' AS status, value ->> 'source' AS source, value ->> 'at' AS at FROM json_each(?)
  ), fresh AS (
    SELECT c.institution_id, m.campaign_id, m.step_id, m.content_id, m.generation, m.contact_id, a.hash, c.country, n.*
    FROM news n JOIN messages m ON m.id = n.message_id AND m.channel = 'email'
    JOIN contacts c ON c.id = m.contact_id AND c.kind = 'person'
    JOIN addresses a ON a.contact_id = c.id AND a.channel = 'email'
    WHERE NOT EXISTS (SELECT 1 FROM returns r
        WHERE r.message_id = n.message_id AND r.kind = n.kind AND r.reason = n.reason)
      AND (n.kind = 'complaint' OR NOT EXISTS (SELECT 1 FROM audit u WHERE u.act = 'rectify person'
        AND u.subject = 'contact:' || c.id AND u.at > coalesce(m.first_attempt_at, n.at)
        AND u.detail ->> 'fields' LIKE '%email%'))
  )`

/**
 * Writes down what came back and draws the consequences, for one batch. Each statement asks whether the news is news;
 * the last one ends that, so that a second run changes nothing.
 *
 * @param at  the hour under which it is counted
 * @returns statements; the one at `givesUpAt` puts addresses on the list, the last writes the rows
 */
export function returnStatements(
  db: Db,
  news: readonly NewReturn[],
  { now, hour }: { now: number; hour: number },
): Statement[] {
  const rows = JSON.stringify(news)
  const run = (sql: string, ...values: (string | number)[]) =>
    db.prepare(`WITH ${fresh}${sql}`).bind(rows, ...values)
  return [
    run(counted, hour),
    ...withdrawnConsents(run, now),
    run(givenUp, JSON.stringify(giveUpRules), dayMs, now),
    run(written),
  ]
}

/** Place of the statement that puts addresses on the list. */
export const givesUpAt = 4

/** Once for each message and kind: what was refused at once is counted as refused, not as come back. */
const counted = `
  INSERT INTO events (campaign_id, step_id, kind, at, generation, language, country, variant, wave)
  SELECT f.campaign_id, f.step_id, f.kind, ?, f.generation, o.language, f.country, o.variant,
    ${dealtWave('f.campaign_id', 'f.contact_id')}
  FROM fresh f JOIN contents o ON o.id = f.content_id
  WHERE f.kind IN ('bounce', 'complaint') AND f.source <> 'smtp' AND NOT EXISTS (SELECT 1 FROM returns r
    WHERE r.message_id = f.message_id AND r.kind = f.kind AND r.source <> 'smtp')
  GROUP BY f.message_id, f.kind`

/** Who complains does not want to be written to: the ledger says so, as after an unsubscription. */
function withdrawnConsents(run: (sql: string, ...values: (string | number)[]) => Statement, now: number) {
  const complained = "SELECT contact_id FROM fresh WHERE kind = 'complaint'"
  const said = `(SELECT act FROM consents k WHERE k.contact_id = c.id AND k.purpose = 'receive:email'
    ORDER BY k.at DESC, k.id DESC LIMIT 1)`
  return [
    run(
      `
  INSERT INTO consents (contact_id, purpose, act, at, source, recorded_by, created_at)
  SELECT c.id, 'receive:email', 'withdrawn', ?, 'complaint', 'person', ? FROM contacts c
  WHERE c.id IN (${complained}) AND ${said} IS NOT 'withdrawn'`,
      now,
      now,
    ),
    run(
      `
  UPDATE contacts SET consent_email = 'withdrawn', last_act_at = max(coalesce(last_act_at, 0), ?), updated_at = ?
  WHERE id IN (${complained}) AND consent_email IS NOT 'withdrawn'`,
      now,
      now,
    ),
    // An unsubscription ends with a new sign-up, a complaint does not.
    run(
      `
  UPDATE suppressions SET reason = 'complaint', created_at = ? WHERE reason IN ('unsubscribed', 'list')
    AND (institution_id, hash) IN (SELECT institution_id, hash FROM fresh WHERE kind = 'complaint')`,
      now,
    ),
  ]
}

/** Addresses with a fresh complaint; and those of which enough has come back by now, this time included. */
const givenUp = `, rules AS (
    SELECT r.key AS rule, reason.value AS reason, r.value ->> 'messages' AS messages, r.value ->> 'days' AS days
    FROM json_each(?) r, json_each(r.value, '$.reasons') reason
  ), bounced AS (
    SELECT institution_id, hash, message_id, reason, at FROM fresh WHERE kind = 'bounce'
    UNION SELECT r.institution_id, r.hash, r.message_id, r.reason, r.at FROM returns r
    WHERE r.kind = 'bounce' AND (r.institution_id, r.hash) IN (SELECT institution_id, hash FROM fresh WHERE kind = 'bounce')
  ), dead AS (
    SELECT b.institution_id, b.hash FROM bounced b JOIN rules u ON u.reason = b.reason
    GROUP BY b.institution_id, b.hash, u.rule
    HAVING count(DISTINCT b.message_id) >= max(u.messages) AND max(b.at) - min(b.at) >= max(u.days) * ?
      AND EXISTS (SELECT 1 FROM fresh f JOIN rules v ON v.reason = f.reason WHERE f.kind = 'bounce'
        AND f.institution_id = b.institution_id AND f.hash = b.hash AND v.rule = u.rule)
  )
  INSERT INTO suppressions (institution_id, hash, reason, created_at)
  SELECT institution_id, hash, min(reason), ? FROM (
    SELECT institution_id, hash, 'complaint' AS reason FROM fresh WHERE kind = 'complaint'
    UNION ALL SELECT institution_id, hash, 'unknown_user' FROM dead) WHERE true
  GROUP BY institution_id, hash ON CONFLICT DO NOTHING`

const written = `
  INSERT INTO returns (institution_id, campaign_id, message_id, contact_id, hash, kind, reason, status, source, at)
  SELECT institution_id, campaign_id, message_id, contact_id, hash, kind, reason, status, source, at FROM fresh WHERE true
  ON CONFLICT DO NOTHING`

/** `reason` is empty where only the kind matters: what is late, and automatic replies. */
export type ReasonCount = { kind: string; reason: string; count: number }

/** What came back of a campaign, by kind and reason: each message once in a line. */
export async function returnsByReason(db: Db, campaignId: number): Promise<ReasonCount[]> {
  const sql = `SELECT kind, iif(kind IN ('bounce', 'complaint'), reason, '') AS reason,
      count(DISTINCT message_id) AS count
    FROM returns WHERE campaign_id = ? AND source <> 'smtp' GROUP BY 1, 2 ORDER BY count DESC, 1, 2`
  return (await db.prepare(sql).bind(campaignId).all<ReasonCount>()).results
}
