import type { Db } from '../core/ports.ts'

/**
 * SQL of the wave by whose shares the variant of somebody whom the launch enrolled was dealt out; null for everybody else.
 *
 * @param campaign  SQL of the campaign's row number, `contact` of the contact's
 */
export const dealtWave = (campaign: string, contact: string): string =>
  `(SELECT coalesce(e.dealt, 1) FROM enrollments e WHERE e.campaign_id = ${campaign} AND e.contact_id = ${contact}
    AND e.generation = 0 AND e.wave > 0 AND e.variant <> '')`

/** Events of variants as cells of `wave_tallies`: what `variantCounts` (engine) counts, wave by wave. */
export function wavesOfEvents(which: 'others' | 'hits'): string {
  const where = {
    others: `(e.kind = 'join' AND e.generation = 1 OR e.generation = 0 AND e.kind IN ('unsubscribe', 'complaint')
      OR e.generation = 0 AND e.kind IN ('sent', 'bounce') AND s.trigger = 'launch' AND s.channel = 'email')`,
    hits: `e.kind = 'click' AND e.class = 'human' AND e.generation = 0`,
  }
  return `SELECT e.campaign_id, e.wave, e.variant, e.kind, count(*) FROM events e LEFT JOIN steps s ON s.id = e.step_id
    WHERE e.wave IS NOT NULL AND e.variant <> '' AND ${where[which]}`
}

export type WaveTally = { wave: number; variant: string; kind: string; count: number }

export async function waveTalliesOf(db: Db, campaignId: number): Promise<WaveTally[]> {
  const sql = 'SELECT wave, variant, kind, count FROM wave_tallies WHERE campaign_id = ? ORDER BY wave'
  return (await db.prepare(sql).bind(campaignId).all<WaveTally>()).results
}
