import type { Db } from '../core/ports.ts'
import { type Despite, lastOutcomes, ownFaults, type StopFigures } from '../core/stop-rules.ts'
import type { StopRule } from '../core/stop-settings.ts'

type CountRow = { kind: string; class: string; variant: string; seed: number; count: number }

/**
 * How a campaign stands: a few sums of tallies and the newest outcomes, whatever its size.
 *
 * @param staggered  variants go out at different hours: what was taken of each is held against what was tried of it
 */
export async function stopFigures(db: Db, campaignId: number, staggered = false): Promise<StopFigures> {
  const rows = await mailCounts(db, campaignId)
  const sum = (which: (row: CountRow) => boolean) =>
    rows.filter(which).reduce((total, row) => total + row.count, 0)
  const kind = (name: string) => sum((row) => row.kind === name)
  const [sent, bounced] = [kind('sent'), kind('bounce')]
  const seeds = (name: string, variant: string) =>
    sum((row) => row.kind === name && row.variant === variant && (row.seed === 1 || name === 'audience'))
  const variants = new Set(
    rows.filter((row) => row.kind === 'audience' && row.variant).map((row) => row.variant),
  )
  return {
    delivered: Math.max(0, sent - bounced),
    complaints: kind('complaint'),
    tried: sent + kind('refused'),
    bounced: bounced + sum((row) => row.kind === 'refused' && row.class === 'unknown_user'),
    recent: await recentOutcomes(db, campaignId),
    variants: [...variants].map((variant) => ({
      assigned: staggered ? seeds('sent', variant) + seeds('refused', variant) : seeds('audience', variant),
      accepted: seeds('sent', variant),
    })),
  }
}

/**
 * Answers to what a person just did are no bulk mail: they would make the shares look smaller than they are. A complaint
 * counts whatever it is about. `seed`: mails of the launch to those whom the launch enrolled.
 */
async function mailCounts(db: Db, campaignId: number): Promise<CountRow[]> {
  const sql = `SELECT t.kind, t.class, t.variant, coalesce(s.trigger = 'launch', 0) AND t.generation = 0 AS seed,
      sum(t.count) AS count
    FROM tallies t LEFT JOIN steps s ON s.id = t.step_id
    WHERE t.campaign_id = ? AND t.kind IN ('sent', 'refused', 'bounce', 'complaint', 'audience')
      AND coalesce(s.channel, 'email') = 'email'
      AND (t.kind = 'complaint' OR coalesce(s.trigger, '') NOT IN ('signup', 'request'))
    GROUP BY 1, 2, 3, 4`
  return (await db.prepare(sql).bind(campaignId).all<CountRow>()).results
}

/** The newest events of each kind are found at the end of the index, and no more than twice as many are read. */
async function recentOutcomes(db: Db, campaignId: number): Promise<StopFigures['recent']> {
  const newest = (kind: string) =>
    `SELECT * FROM (SELECT id, class FROM events WHERE campaign_id = ? AND kind = '${kind}' ORDER BY id DESC LIMIT ${lastOutcomes})`
  const sql = `SELECT count(*) AS outcomes, coalesce(sum(class IN (SELECT value FROM json_each(?))), 0) AS failed
    FROM (SELECT class FROM (${newest('sent')} UNION ALL ${newest('refused')}) ORDER BY id DESC LIMIT ${lastOutcomes})`
  const bound = db.prepare(sql).bind(JSON.stringify(ownFaults), campaignId, campaignId)
  return (await bound.first<StopFigures['recent']>())!
}

/** Holds a campaign that is under way. False when somebody was faster. */
export async function stopCampaign(db: Db, it: { campaignId: number; stopped: string }): Promise<boolean> {
  const sql = "UPDATE campaigns SET state = 'paused', stopped = ? WHERE id = ? AND state = 'running'"
  return (await db.prepare(sql).bind(it.stopped, it.campaignId).run()).meta.changes === 1
}

const overridden = (campaignId: number) => `despite/${campaignId}/`

/** Sets a campaign going that a rule holds, and remembers how far the rule had gone. */
export async function resumeDespite(
  db: Db,
  it: { campaignId: number; rule: StopRule; strength: number },
): Promise<boolean> {
  const held = "id = ? AND state = 'paused' AND stopped ->> 'rule' = ?"
  const [, moved] = await db.batch([
    db
      .prepare(
        `INSERT INTO meta (key, value) SELECT ?, ? FROM campaigns WHERE ${held}
         ON CONFLICT DO UPDATE SET value = excluded.value`,
      )
      .bind(`${overridden(it.campaignId)}${it.rule}`, String(it.strength), it.campaignId, it.rule),
    db
      .prepare(`UPDATE campaigns SET state = 'running', stopped = NULL WHERE ${held}`)
      .bind(it.campaignId, it.rule),
  ])
  return moved!.meta.changes === 1
}

/** What people decided to go on despite, by rule. */
export async function despiteOf(db: Db, campaignId: number): Promise<Despite> {
  const prefix = overridden(campaignId)
  const { results } = await db
    .prepare('SELECT key, value FROM meta WHERE key >= ? AND key < ?')
    .bind(prefix, `${prefix}\uffff`)
    .all<{ key: string; value: string }>()
  return Object.fromEntries(results.map(({ key, value }) => [key.slice(prefix.length), Number(value)]))
}

export async function endDespite(db: Db, campaignId: number, rules: readonly StopRule[]): Promise<void> {
  const keys = rules.map((rule) => `${overridden(campaignId)}${rule}`)
  await db
    .prepare('DELETE FROM meta WHERE key IN (SELECT value FROM json_each(?))')
    .bind(JSON.stringify(keys))
    .run()
}

/** True the first time for a campaign and a rule: a warning is said once. */
export async function firstWarning(db: Db, campaignId: number, rule: StopRule): Promise<boolean> {
  const sql = "INSERT INTO meta (key, value) VALUES (?, '1') ON CONFLICT DO NOTHING"
  const { meta } = await db.prepare(sql).bind(`warned/${campaignId}/${rule}`).run()
  return meta.changes === 1
}
