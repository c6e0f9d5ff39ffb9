import { type Mark, ripen } from '../core/pending.ts'
import type { Db, Statement } from '../core/ports.ts'
import { hitKinds } from './hits.ts'
import { wavesOfEvents } from './wave-tallies.ts'

const cells =
  'campaign_id, step_id, kind, class, generation, language, country, variant, share_channel, link_id'

type Cursor = 'tallied' | 'tallied-hits'
type Position = { others: string; hits: string; marks: string; newest: number }

/**
 * Folds into the tallies what happened since the last time; hits only when they have waited for ten minutes. Every fold
 * asks for the cursor it started from, so two at once count every event once.
 *
 * @param now  ms
 * @returns number of rows that were passed
 */
export async function foldEvents(db: Db, now: number): Promise<number> {
  await db.batch(firstCursors(db))
  const { others, hits, marks, newest } = (await position(db))!
  const known = JSON.parse(marks) as Mark[]
  const waiting = ripen(known, now, newest)
  const statements = [
    ...fold(db, { cursor: 'tallied', from: others, to: newest }),
    ...fold(db, { cursor: 'tallied-hits', from: hits, to: waiting.ripe }),
    ...remember(db, marks, JSON.stringify(waiting.marks)),
  ]
  if (statements.length) await db.batch(statements)
  return Math.max(0, newest - Number(others))
}

/** Before hits had a cursor of their own they were folded with all others. */
function firstCursors(db: Db): Statement[] {
  const first = (key: string, value: string) =>
    db.prepare(`INSERT INTO meta (key, value) SELECT '${key}', ${value} WHERE true ON CONFLICT DO NOTHING`)
  return [
    first('tallied', "'0'"),
    first('tallied-hits', "(SELECT value FROM meta WHERE key = 'tallied')"),
    first('hit-marks', "'[]'"),
  ]
}

function position(db: Db): Promise<Position | null> {
  const value = (key: string) => `(SELECT value FROM meta WHERE key = '${key}')`
  const sql = `SELECT ${value('tallied')} AS others, ${value('tallied-hits')} AS hits, ${value('hit-marks')} AS marks,
    (SELECT coalesce(max(id), 0) FROM events) AS newest`
  return db.prepare(sql).first<Position>()
}

function fold(db: Db, it: { cursor: Cursor; from: string; to: number }): Statement[] {
  const from = Number(it.from)
  if (it.to <= from) return []
  const add = (rows: string) =>
    db
      .prepare(
        `INSERT INTO tallies (${cells}, count) ${rows} AND id > ? AND id <= ?
           AND (SELECT value FROM meta WHERE key = '${it.cursor}') = ?
         GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 ON CONFLICT DO UPDATE SET count = count + excluded.count`,
      )
      .bind(from, it.to, it.from)
  const which = it.cursor === 'tallied' ? 'others' : 'hits'
  const hourly = db
    .prepare(
      `INSERT INTO hourly_tallies (campaign_id, kind, hour, generation, country, is_flagged, count) ${hoursOf(which)}
         AND e.id > ? AND e.id <= ? AND (SELECT value FROM meta WHERE key = '${it.cursor}') = ?
       GROUP BY 1, 2, 3, 4, 5, 6 ON CONFLICT DO UPDATE SET count = count + excluded.count`,
    )
    .bind(from, it.to, it.from)
  const waves = db
    .prepare(
      `INSERT INTO wave_tallies (campaign_id, wave, variant, kind, count) ${wavesOfEvents(which)}
         AND e.id > ? AND e.id <= ? AND (SELECT value FROM meta WHERE key = '${it.cursor}') = ?
       GROUP BY 1, 2, 3, 4 ON CONFLICT DO UPDATE SET count = count + excluded.count`,
    )
    .bind(from, it.to, it.from)
  return [
    ...(which === 'others' ? [add(rowsOf('others'))] : [add(rowsOf('hits')), add(rowsOf('previews'))]),
    hourly,
    waves,
    db
      .prepare(`UPDATE meta SET value = ? WHERE key = '${it.cursor}' AND value = ?`)
      .bind(String(it.to), it.from),
  ]
}

/** Another fold may have marked the same minute: then its mark stays. */
function remember(db: Db, before: string, after: string): Statement[] {
  if (before === after) return []
  const sql = "UPDATE meta SET value = ? WHERE key = 'hit-marks' AND value = ?"
  return [db.prepare(sql).bind(after, before)]
}

/**
 * Events as cells of the tallies. A preview counts once as the hit that it is and once as `preview`, with the app that drew
 * it as class (from the reason `preview-whatsapp`).
 */
export function rowsOf(which: 'others' | 'hits' | 'previews'): string {
  const [kind, hitClass] =
    which === 'previews'
      ? ["'preview'", "substr(reasons, 9, instr(reasons, ';') - 9)"]
      : ['kind', "coalesce(class, '')"]
  const where = {
    others: `kind NOT IN (${hitKinds})`,
    hits: `kind IN (${hitKinds})`,
    previews: `kind IN (${hitKinds}) AND class = 'preview' AND reasons LIKE 'preview-%;%'`,
  }
  return `SELECT campaign_id, coalesce(step_id, 0), ${kind}, ${hitClass}, generation, coalesce(language, ''),
    coalesce(country, ''), coalesce(variant, ''), coalesce(share_channel, ''), coalesce(link_id, 0), count(*)
    FROM events WHERE ${where[which]}`
}

/** Events as cells of the counts by hour: mails of the launch and joins, or hits that look human. */
export function hoursOf(which: 'others' | 'hits'): string {
  const where = {
    others: `(e.kind = 'join' OR (e.kind = 'sent' AND s.trigger = 'launch' AND s.channel = 'email'))`,
    hits: `e.kind IN ('click', 'visit') AND e.class = 'human'`,
  }
  return `SELECT e.campaign_id, e.kind, e.at / 3600000, CASE e.kind WHEN 'join' THEN e.generation ELSE 0 END,
    CASE e.kind WHEN 'sent' THEN '' ELSE coalesce(e.country, '') END,
    coalesce(e.kind = 'join' AND e.class = 'flagged', 0), count(*)
    FROM events e LEFT JOIN steps s ON s.id = e.step_id WHERE ${where[which]}`
}
