import type { Db, Statement } from '../core/ports.ts'

export type NewEvent = {
  campaignId: number
  stepId?: number | null
  kind: string
  at: number
  class?: string | null
  reasons?: string | null
  generation?: number
  language?: string | null
  country?: string | null
  variant?: string | null
  shareChannel?: string | null
  linkId?: number | null
}

const columns =
  'campaign_id, step_id, kind, at, class, reasons, generation, language, country, variant, share_channel, link_id'
const marks = '?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?'

export function insertEvent(db: Db, it: NewEvent): Statement {
  return db.prepare(`INSERT INTO events (${columns}) VALUES (${marks})`).bind(...valuesOf(it))
}

/** The same, unless the institution lets nothing be counted at this moment. */
export function insertHit(db: Db, it: NewEvent, institutionId: number): Statement {
  const sql = `INSERT INTO events (${columns}) SELECT ${marks} FROM institutions WHERE id = ? AND tracking_mode <> 'none'`
  return db.prepare(sql).bind(...valuesOf(it), institutionId)
}

const valuesOf = (it: NewEvent) => [
  it.campaignId,
  it.stepId ?? null,
  it.kind,
  it.at,
  it.class ?? null,
  it.reasons ?? null,
  it.generation ?? 0,
  it.language ?? null,
  it.country ?? null,
  it.variant ?? null,
  it.shareChannel ?? null,
  it.linkId ?? null,
]

/** Where a hit belongs: the content it comes from, and the destination when one is asked for. None of it ever changes. */
export type HitPlace = {
  campaignId: number
  institutionId: number
  language: string
  variant: string
  campaignMode: string
  /** Null when the campaign has no such link, or none was asked for. */
  url: string | null
}

/** One look, without the words of the content: a click must not wait for them. */
export async function hitPlace(
  db: Db,
  it: { contentId: number; linkId: number | null },
): Promise<HitPlace | null> {
  const sql = `SELECT e.campaign_id AS campaignId, c.institution_id AS institutionId, o.language, o.variant,
      e.definition ->> '$.tracking' AS campaignMode, l.url
    FROM contents o JOIN editions e ON e.id = o.edition_id JOIN campaigns c ON c.id = e.campaign_id
    LEFT JOIN links l ON l.id = ? AND l.campaign_id = c.id WHERE o.id = ?`
  return db.prepare(sql).bind(it.linkId, it.contentId).first<HitPlace>()
}

const cells =
  'campaign_id, step_id, kind, class, generation, language, country, variant, share_channel, link_id'

/**
 * Folds the events after the cursor into the tallies. Both statements ask for the cursor they started from, so two
 * folds at once count every event once.
 *
 * @returns number of events folded
 */
export async function foldEvents(db: Db): Promise<number> {
  await db.prepare("INSERT INTO meta (key, value) VALUES ('tallied', '0') ON CONFLICT DO NOTHING").run()
  const position = await db
    .prepare(
      "SELECT value AS cursor, (SELECT coalesce(max(id), 0) FROM events) AS newest FROM meta WHERE key = 'tallied'",
    )
    .first<{ cursor: string; newest: number }>()
  const cursor = Number(position?.cursor ?? 0)
  const newest = position?.newest ?? 0
  if (newest <= cursor) return 0
  await db.batch([
    db
      .prepare(
        `INSERT INTO tallies (${cells}, count)
         SELECT campaign_id, coalesce(step_id, 0), kind, coalesce(class, ''), generation, coalesce(language, ''),
                coalesce(country, ''), coalesce(variant, ''), coalesce(share_channel, ''), coalesce(link_id, 0), count(*)
         FROM events WHERE id > ? AND id <= ? AND (SELECT value FROM meta WHERE key = 'tallied') = ?
         GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
         ON CONFLICT DO UPDATE SET count = count + excluded.count`,
      )
      .bind(cursor, newest, String(cursor)),
    db
      .prepare("UPDATE meta SET value = ? WHERE key = 'tallied' AND value = ?")
      .bind(String(newest), String(cursor)),
  ])
  return newest - cursor
}

export type TallyRow = {
  kind: string
  class: string
  trigger: string
  channel: string
  step: string
  generation: number
  language: string
  country: string
  variant: string
  shareChannel: string
  url: string | null
  count: number
}

/** Every tally of a campaign with its step's name and its link's destination. */
export async function talliesOf(db: Db, campaignId: number): Promise<TallyRow[]> {
  const sql = `SELECT t.kind, t.class, coalesce(s.trigger, '') AS trigger, coalesce(s.channel, '') AS channel,
      coalesce(s.name, '') AS step, t.generation, t.language, t.country, t.variant, t.share_channel AS shareChannel,
      l.url, t.count
    FROM tallies t LEFT JOIN steps s ON s.id = t.step_id LEFT JOIN links l ON l.id = t.link_id WHERE t.campaign_id = ?`
  return (await db.prepare(sql).bind(campaignId).all<TallyRow>()).results
}
