import type { Db, Statement } from '../core/ports.ts'
import { foldedHits } from './hits.ts'
import { rowsOf } from './tallying.ts'

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
  /** By whose shares the variant was dealt out; only where results decide them. */
  wave?: number | null
}

const columns =
  'campaign_id, step_id, kind, at, class, reasons, generation, language, country, variant, share_channel, link_id, wave'
const marks = '?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?'

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
  it.wave ?? null,
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
  /** 1 = of hits whose class may still change. */
  pending: number
}

/**
 * Every tally of a campaign with its step's name and its link's destination, and what is pending beside it: hits whose
 * class may still change.
 */
export async function talliesOf(db: Db, campaignId: number): Promise<TallyRow[]> {
  const cells =
    'campaign_id, step_id, kind, class, generation, language, country, variant, share_channel, link_id, count'
  const pending = (which: 'hits' | 'previews') =>
    `SELECT *, 1 FROM (${rowsOf(which)} AND campaign_id = ? AND id > ${foldedHits}
       GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)`
  const sql = `WITH t (${cells}, pending) AS (
      SELECT ${cells}, 0 FROM tallies WHERE campaign_id = ?
      UNION ALL ${pending('hits')} UNION ALL ${pending('previews')})
    SELECT t.kind, t.class, coalesce(s.trigger, '') AS trigger, coalesce(s.channel, '') AS channel,
      coalesce(s.name, '') AS step, t.generation, t.language, t.country, t.variant, t.share_channel AS shareChannel,
      l.url, t.count, t.pending
    FROM t LEFT JOIN steps s ON s.id = t.step_id LEFT JOIN links l ON l.id = t.link_id`
  return (await db.prepare(sql).bind(campaignId, campaignId, campaignId).all<TallyRow>()).results
}
