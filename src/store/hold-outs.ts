import type { Db, Statement, Value } from '../core/ports.ts'
import { type ContentChoice, clockWords, type Due, fits, offerTable } from './enrollment.ts'
import { keyedOrder, prime, type Salts } from './keyed-order.ts'
import { started } from './launch-tallies.ts'

/**
 * Takes a keyed share of those whom a launch has just enrolled out again: they stand in `hold_outs` with the wave and the
 * variant they would have had. Whatever reads participants does not meet them, so nothing else can reach them.
 *
 * @param guard  campaign, edition and instant of the launch
 */
export function holdOutStatements(
  db: Db,
  it: { campaignId: number; guard: readonly Value[]; share: number; salts: Salts },
): Statement[] {
  const { campaignId, guard } = it
  const drawn = `${keyedOrder(it.salts, 'coalesce(unit, contact_id)')} < ${Math.round(it.share * prime)}`
  return [
    db
      .prepare(
        `INSERT INTO hold_outs (campaign_id, contact_id, wave, language, variant, unit, created_at)
         SELECT campaign_id, contact_id, wave, language, variant, unit, created_at FROM enrollments
         WHERE campaign_id = ? AND generation = 0 AND ${drawn} AND ${started}`,
      )
      .bind(campaignId, ...guard),
    db
      .prepare(
        `DELETE FROM enrollments WHERE campaign_id = ? AND generation = 0 AND ${started} AND EXISTS
           (SELECT 1 FROM hold_outs h WHERE h.campaign_id = enrollments.campaign_id AND h.contact_id = enrollments.contact_id)`,
      )
      .bind(campaignId, ...guard),
    db
      .prepare(
        `INSERT INTO tallies (campaign_id, kind, language, country, variant, count)
         SELECT h.campaign_id, 'held', h.language, coalesce(c.country, ''), h.variant, count(*)
         FROM hold_outs h JOIN contacts c ON c.id = h.contact_id WHERE h.campaign_id = ? AND ${started} GROUP BY 3, 4, 5`,
      )
      .bind(campaignId, ...guard),
  ]
}

/** Writes down which mail those held out would have got, and when, as the launch decides it for all others. */
export function ghostStatement(
  db: Db,
  it: { campaignId: number; choices: readonly ContentChoice[]; dues: readonly Due[] },
): Statement {
  const { clock, dues, values } = clockWords(it.dues, 'h')
  return db
    .prepare(
      `WITH ${offerTable},
         due AS MATERIALIZED (SELECT value ->> 0 AS clock, value ->> 2 AS due_at FROM json_each(?))
       UPDATE hold_outs AS h SET content_id = o.content_id, due_at = d.due_at
       FROM contacts c, offer o, due d
       WHERE h.campaign_id = ? AND h.due_at IS NULL AND c.id = h.contact_id AND o.language = h.language AND ${fits('h')}
         AND d.clock = ${clock}`,
    )
    .bind(JSON.stringify(it.choices), JSON.stringify(dues), it.campaignId, ...values)
}

/** People whom the launch of a campaign held out, as it was decided then. */
export async function countHeldOut(db: Db, campaignId: number): Promise<number> {
  const sql = "SELECT coalesce(sum(count), 0) AS n FROM tallies WHERE campaign_id = ? AND kind = 'held'"
  return (await db.prepare(sql).bind(campaignId).first<{ n: number }>())!.n
}

/** How many there are and how many confirmed a sign-up of their own; `shared`: over what somebody passed on. */
export type Outcome = { n: number; joined: number; shared: number }

/**
 * What became of the people a launch wrote to, and of those it held out. Both are asked the same thing, so both can be
 * compared: whether the person themselves signed up and confirmed.
 */
export async function outcomes(db: Db, campaignId: number): Promise<{ treated: Outcome; heldOut: Outcome }> {
  const of = async (people: string) => {
    // A post is public: who comes over it owes that to nobody who got a mail.
    const sql = `SELECT count(*) AS n, count(s.id) AS joined,
        coalesce(sum(s.share_channel NOT IN ('post', 'form')), 0) AS shared
      FROM (${people}) p LEFT JOIN signups s ON s.campaign_id = p.campaign_id AND s.contact_id = p.contact_id
        AND s.state IN ('confirmed', 'enrolled')`
    return (await db.prepare(sql).bind(campaignId).first<Outcome>())!
  }
  return {
    treated: await of(
      'SELECT campaign_id, contact_id FROM enrollments WHERE campaign_id = ? AND generation = 0 AND wave > 0',
    ),
    heldOut: await of('SELECT campaign_id, contact_id FROM hold_outs WHERE campaign_id = ?'),
  }
}

export type Assigned = { wave: number; variant: string; heldOut: 0 | 1; n: number }

/** Units of assignment (people, or households where they stay together) by the wave by whose shares each was dealt out. */
export async function assignedUnits(db: Db, campaignId: number): Promise<Assigned[]> {
  const sql = `SELECT wave, variant, heldOut, count(*) AS n FROM (
      SELECT min(wave) AS wave, min(variant) AS variant, heldOut FROM (
        SELECT coalesce(unit, -contact_id) AS one, coalesce(dealt, 1) AS wave, variant, 0 AS heldOut FROM enrollments
          WHERE campaign_id = ? AND generation = 0 AND wave > 0
        UNION ALL SELECT coalesce(unit, -contact_id), wave, variant, 1 FROM hold_outs WHERE campaign_id = ?)
      GROUP BY one, heldOut)
    GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`
  return (await db.prepare(sql).bind(campaignId, campaignId).all<Assigned>()).results
}
