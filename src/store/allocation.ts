import type { Db, Statement } from '../core/ports.ts'
import { keyedOrder, prime, type Salts } from './keyed-order.ts'
import { quoted } from './launch.ts'
import { factOf } from './meta.ts'

export type Share = { variant: string; share: number }

/** How a wave was dealt out, and what was known of each variant then. */
export type Allocation = {
  wave: number
  at: number
  shares: Share[]
  seen: { variant: string; delivered: number; gains: number; losses: number; clicks: number; joins: number }[]
}

const keyOf = (campaignId: number, wave: number | string) => `wave-shares/${campaignId}/${wave}`

export async function allocationOf(db: Db, campaignId: number, wave: number): Promise<Allocation | null> {
  const found = await factOf(db, keyOf(campaignId, wave))
  return found === null ? null : (JSON.parse(found) as Allocation)
}

/** All that were made, by wave. */
export async function allocationsOf(db: Db, campaignId: number): Promise<Allocation[]> {
  // '0' follows '/': every key that begins so.
  const sql = 'SELECT value FROM meta WHERE key > ? AND key < ?'
  const [from, to] = [`wave-shares/${campaignId}/`, `wave-shares/${campaignId}0`]
  const { results } = await db.prepare(sql).bind(from, to).all<{ value: string }>()
  return results
    .map(({ value }) => JSON.parse(value) as Allocation)
    .sort((one, other) => one.wave - other.wave)
}

/** Somebody of whom no mail has been tried: theirs can still change. */
const untried = `NOT EXISTS (SELECT 1 FROM steps s JOIN messages m ON m.step_id = s.id AND m.contact_id = e.contact_id
  WHERE s.campaign_id = e.campaign_id AND (m.attempts > 0 OR m.lease IS NOT NULL OR m.due_at IS NULL))`
/** Members of households in the waves before. Binds campaign and wave. */
const earlier = 'campaign_id = ? AND generation = 0 AND wave > 0 AND wave < ? AND unit IS NOT NULL'

/**
 * Deals a wave out anew, by keyed hash: who of it has which variant, what their waiting mails say, and the counts of
 * both. One batch, once: every statement asks that the wave was not dealt out before. Somebody of whom a mail was tried
 * keeps theirs; whose household has a member in an earlier wave gets that one's variant, and counts with that one's wave.
 */
export function allocateStatements(
  db: Db,
  it: { campaignId: number; allocation: Allocation; salts: Salts },
): Statement[] {
  const { campaignId, allocation } = it
  const { wave } = allocation
  const key = keyOf(campaignId, wave)
  const unmade = 'NOT EXISTS (SELECT 1 FROM meta WHERE key = ?)'
  const count = (sign: '' | '-') =>
    db
      .prepare(
        `INSERT INTO tallies (campaign_id, kind, language, country, variant, count)
         SELECT e.campaign_id, 'audience', e.language, coalesce(c.country, ''), e.variant, ${sign}count(*)
         FROM enrollments e JOIN contacts c ON c.id = e.contact_id
         WHERE e.campaign_id = ? AND e.generation = 0 AND e.wave = ? AND ${unmade} GROUP BY 3, 4, 5
         ON CONFLICT DO UPDATE SET count = count + excluded.count`,
      )
      .bind(campaignId, wave, key)
  return [
    count('-'),
    db
      .prepare(
        `UPDATE enrollments AS e SET variant = f.variant, dealt = f.dealt
         FROM (SELECT unit, variant, dealt, min(wave) FROM enrollments WHERE ${earlier} GROUP BY unit) f
         WHERE e.campaign_id = ? AND e.generation = 0 AND e.wave = ? AND e.unit = f.unit AND ${untried} AND ${unmade}`,
      )
      .bind(campaignId, wave, campaignId, wave, key),
    db
      .prepare(
        `UPDATE enrollments AS e SET variant = ${dealt(it.salts, allocation.shares)}, dealt = e.wave
         WHERE e.campaign_id = ? AND e.generation = 0 AND e.wave = ? AND ${untried} AND ${unmade}
           AND (e.unit IS NULL OR e.unit NOT IN (SELECT unit FROM enrollments WHERE ${earlier}))`,
      )
      .bind(campaignId, wave, key, campaignId, wave),
    db
      .prepare(
        `UPDATE messages AS m SET content_id = n.id
         FROM enrollments e, contents o, contents n
         WHERE m.channel = 'email' AND m.campaign_id = ? AND m.wave = ? AND m.generation = 0 AND m.due_at IS NOT NULL AND m.attempts = 0
           AND m.lease IS NULL AND e.campaign_id = m.campaign_id AND e.contact_id = m.contact_id
           AND o.id = m.content_id AND o.variant NOT IN ('', e.variant)
           AND n.edition_id = o.edition_id AND n.step = o.step AND n.language = o.language AND n.variant = e.variant
           AND ${unmade}`,
      )
      .bind(campaignId, wave, key),
    count(''),
    db
      .prepare('INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT DO NOTHING')
      .bind(key, JSON.stringify(allocation)),
  ]
}

/** The last variant takes whatever rounding leaves. */
function dealt(salts: Salts, shares: readonly Share[]): string {
  let below = 0
  const cases = shares.slice(0, -1).map(({ variant, share }) => {
    below += share
    return `WHEN ${keyedOrder(salts, 'coalesce(e.unit, e.contact_id)')} < ${Math.round(below * prime)} THEN ${quoted(variant)}`
  })
  return `CASE ${cases.join(' ')} ELSE ${quoted(shares.at(-1)!.variant)} END`
}
