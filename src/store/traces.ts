import type { Db, Statement } from '../core/ports.ts'
import type { NewEvent } from './events.ts'

/** A person in a campaign. */
export type Participant = { campaignId: number; contactId: number }

/**
 * The pseudonyms of those among `participants` who agree to be measured at this moment; who has none yet gets the one
 * that is offered. The consent is asked here and not where the caller read it: it may have ended since.
 *
 * @param participants  with a random number each, 1 … 2^53 - 1
 * @returns contact → pseudonym, for the campaign's own people only
 */
export async function pseudonymsOf(
  db: Db,
  participants: readonly (Participant & { offered: number })[],
  now: number,
): Promise<(Participant & { pseudonym: number })[]> {
  const rows = JSON.stringify(participants)
  const asked = `json_each(?) o JOIN contacts c ON c.id = o.value ->> 'contactId' AND c.consent_track = 'given'`
  const [, found] = await db.batch([
    db
      .prepare(
        `INSERT INTO pseudonyms (campaign_id, contact_id, pseudonym, created_at)
         SELECT o.value ->> 'campaignId', c.id, o.value ->> 'offered', ? FROM ${asked} WHERE true
         ON CONFLICT DO NOTHING`,
      )
      .bind(now, rows),
    db
      .prepare(
        `SELECT p.campaign_id AS campaignId, p.contact_id AS contactId, p.pseudonym FROM ${asked}
         JOIN pseudonyms p ON p.campaign_id = o.value ->> 'campaignId' AND p.contact_id = c.id`,
      )
      .bind(rows),
  ])
  return found!.results as (Participant & { pseudonym: number })[]
}

/** Whom a pseudonym stands for, as long as that person agrees: withdrawn, erased or forged, it stands for nobody. */
const agreeing = `pseudonyms p JOIN contacts c ON c.id = p.contact_id AND c.consent_track = 'given'
  WHERE p.pseudonym = CAST(? AS INTEGER) AND p.campaign_id = ?`

export type NewTrace = {
  pseudonym: number
  campaignId: number
  kind: 'open' | 'click'
  /** Exact, ms. */
  at: number
  class: string
  linkId: number | null
}

/** Writes what somebody did under their pseudonym, if they agree to it at this moment. */
export function traceStatement(db: Db, it: NewTrace): Statement {
  return db
    .prepare(
      `INSERT INTO traces (pseudonym, campaign_id, kind, at, class, link_id)
       SELECT p.pseudonym, p.campaign_id, ?, ?, ?, ? FROM ${agreeing}`,
    )
    .bind(it.kind, it.at, it.class, it.linkId, it.pseudonym, it.campaignId)
}

/** Counts an opening, without a person and by the hour, if the person behind the pseudonym agrees at this moment. */
export function openEventStatement(
  db: Db,
  it: Required<
    Pick<NewEvent, 'campaignId' | 'at' | 'class' | 'reasons' | 'generation' | 'language' | 'variant'>
  > & {
    pseudonym: number
  },
): Statement {
  return db
    .prepare(
      `INSERT INTO events (campaign_id, kind, at, class, reasons, generation, language, variant)
       SELECT p.campaign_id, 'open', ?, ?, ?, ?, ?, ? FROM ${agreeing}`,
    )
    .bind(it.at, it.class, it.reasons, it.generation, it.language, it.variant, it.pseudonym, it.campaignId)
}
