import type { Audience } from '../core/audience.ts'
import type { Db, Value } from '../core/ports.ts'
import { compileAudience } from './audience.ts'

/** Why a matched contact gets nothing, in the order in which the reasons are looked at. */
export const exclusions = ['unsubscribed', 'suppressed', 'noConsent', 'noAddress', 'noLanguage'] as const
export type Exclusion = (typeof exclusions)[number]

export type FunnelQuestion = {
  institutionId: number
  audience: Audience
  segments: Readonly<Record<string, Audience>>
  /** Wish, in lower case, to the language it is answered in. */
  cover: Readonly<Record<string, string>>
  /** Language of those whose wishes are not covered; null leaves them out. */
  fallback: string | null
}

export type FunnelRow = {
  verdict: Exclusion | 'final'
  language: string | null
  country: string | null
  count: number
}

/**
 * One verdict per matched contact: the only place that decides who is written to, used before the launch, at the
 * launch and after. Columns: id, country, time_zone, language, verdict.
 */
export function judged(question: FunnelQuestion): { sql: string; values: Value[] } {
  const where = compileAudience(question.audience, question.segments)
  const sql = `
    SELECT id, country, time_zone, language,
      CASE WHEN consent_email IS 'withdrawn' OR suppression IS 'unsubscribed' THEN 'unsubscribed'
           WHEN suppression IS NOT NULL THEN 'suppressed'
           WHEN consent_email IS NOT 'given' THEN 'noConsent'
           WHEN address_id IS NULL THEN 'noAddress'
           WHEN language IS NULL THEN 'noLanguage'
           ELSE 'final' END AS verdict
    FROM (
      SELECT c.id, c.country, c.time_zone, c.consent_email, a.id AS address_id,
        (SELECT s.reason FROM suppressions s WHERE s.institution_id = c.institution_id AND s.hash = a.hash) AS suppression,
        coalesce((SELECT o.value FROM json_each(c.languages) w JOIN json_each(?) o ON o.key = lower(w.value)
                  ORDER BY w.key LIMIT 1), ?) AS language
      FROM contacts c LEFT JOIN addresses a ON a.contact_id = c.id AND a.channel = 'email'
      WHERE c.institution_id = ? AND c.kind = 'person' AND c.pending_since IS NULL AND ${where.sql})`
  const values = [JSON.stringify(question.cover), question.fallback, question.institutionId, ...where.values]
  return { sql, values }
}

/** The funnel, counted: one row per verdict, language and country. */
export async function countFunnel(db: Db, question: FunnelQuestion): Promise<FunnelRow[]> {
  const { sql, values } = judged(question)
  const grouped = `SELECT verdict, language, country, count(*) AS count FROM (${sql}) GROUP BY 1, 2, 3`
  return (
    await db
      .prepare(grouped)
      .bind(...values)
      .all<FunnelRow>()
  ).results
}

/** Every language wish that contacts of an institution hold, in lower case. */
export async function wishesOf(db: Db, institutionId: number): Promise<string[]> {
  const sql = `SELECT DISTINCT lower(w.value) AS wish
    FROM (SELECT DISTINCT languages FROM contacts WHERE institution_id = ? AND kind = 'person') c, json_each(c.languages) w`
  const { results } = await db.prepare(sql).bind(institutionId).all<{ wish: string }>()
  return results.map((row) => row.wish)
}

/** Final contacts by wave-relevant place: how many live by which clock. */
export async function finalByClock(
  db: Db,
  question: FunnelQuestion,
): Promise<{ timeZone: string | null; country: string | null; count: number }[]> {
  const { sql, values } = judged(question)
  const grouped = `SELECT time_zone AS timeZone, country, count(*) AS count FROM (${sql})
    WHERE verdict = 'final' GROUP BY 1, 2`
  return (
    await db
      .prepare(grouped)
      .bind(...values)
      .all<{ timeZone: string | null; country: string | null; count: number }>()
  ).results
}
