import type { Db, Value } from '../core/ports.ts'
import { type AudienceQuestion, type Fragment, leftList, matched } from './audience.ts'
import { objectsToNotices } from './consents.ts'

/**
 * Why a matched contact gets nothing, in the order in which the reasons are looked at. Who has left the campaign's
 * mailing list counts as unsubscribed; `paused` is the person's own pause; `frequency` means that they have had as
 * much as the institution's cap or their own wish allows.
 */
export const exclusions = [
  'unsubscribed',
  'suppressed',
  'noConsent',
  'paused',
  'frequency',
  'noAddress',
  'noLanguage',
] as const
export type Exclusion = (typeof exclusions)[number]

export type FunnelQuestion = AudienceQuestion & {
  /** Language list as it stands in a row (JSON) → the language it is answered in. */
  answers: Readonly<Record<string, string>>
  /** Language of those whose wishes are not covered; null leaves them out. */
  fallback: string | null
  /** The campaign that asks: its own mails do not count against it. Null for an audience by itself. */
  campaignId: number | null
  /** Mailing list of the campaign. */
  list: string | null
  /** An official notice: needs no consent, heeds no pause and no cap; only an objection and a dead address stop it. */
  notice: boolean
  /** The institution's: at most `count` campaign mails within `days` days. */
  cap: { count: number; days: number } | null
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
export function judged(question: FunnelQuestion): Fragment {
  const { names, reasons } = question.notice ? noticeReasons() : campaignReasons(question)
  const people = matched(question, {
    sql: `LEFT JOIN addresses a ON a.contact_id = c.id AND a.channel = 'email'
      LEFT JOIN suppressions s ON s.institution_id = c.institution_id AND s.hash = a.hash
      LEFT JOIN answer n ON n.languages = c.languages`,
    values: [],
  })
  // The answer per list of languages: taking the list of every row apart would cost more than all the rest.
  const sql = `
    WITH answer AS MATERIALIZED (SELECT key AS languages, value AS language FROM json_each(?))${names.sql}
    SELECT c.id, c.country, c.time_zone, coalesce(n.language, ?) AS language,
      CASE ${reasons.sql}
           WHEN a.id IS NULL THEN 'noAddress'
           WHEN coalesce(n.language, ?) IS NULL THEN 'noLanguage'
           ELSE 'final' END AS verdict
    FROM ${people.sql}`
  const { answers, fallback } = question
  const values = [JSON.stringify(answers), ...names.values, fallback, ...reasons.values, fallback]
  return { sql, values: [...values, ...people.values] }
}

type Reasons = { names: Fragment; reasons: Fragment }

/** GDPR art. 21: an objection to notices stops them. Unsubscribing from campaigns is none. */
function noticeReasons(): Reasons {
  const sql = `WHEN s.reason NOT IN ('unsubscribed', 'complaint', 'list') OR ${objectsToNotices('c.id')} THEN 'suppressed'`
  return { names: { sql: '', values: [] }, reasons: { sql, values: [] } }
}

function campaignReasons(question: FunnelQuestion): Reasons {
  const { list, now } = question
  const often = tooOften(question)
  const left = list === null ? { sql: '', values: [] } : { sql: ` OR ${leftList}`, values: [list] }
  const sql = `WHEN c.consent_email IS 'withdrawn' OR s.reason IS 'unsubscribed'${left.sql} THEN 'unsubscribed'
    WHEN s.reason IS NOT NULL THEN 'suppressed'
    WHEN c.consent_email IS NOT 'given' THEN 'noConsent'
    WHEN c.paused_until > ? THEN 'paused'
    WHEN ${often.reasons.sql} THEN 'frequency'`
  return { names: often.names, reasons: { sql, values: [...left.values, now, ...often.reasons.values] } }
}

const dayMs = 86_400_000
/** A person's own wish counts mails in so many days. */
const monthDays = 30

/**
 * Mails that people have had of other campaigns, or that wait for them, counted once for everybody; and only when
 * somebody asks: the set is made at its first use. Without a cap that is the first person with a wish of their own.
 */
function tooOften({ institutionId, campaignId, cap, now }: FunnelQuestion): Reasons {
  const month = now - monthDays * dayMs
  const since = cap ? now - cap.days * dayMs : month
  const sql = `, recent AS MATERIALIZED (
      SELECT m.contact_id AS id, sum(m.state = 'queued' OR m.finished_at > ?) AS capped,
        sum(m.state = 'queued' OR m.finished_at > ?) AS monthly
      FROM campaigns k JOIN steps t ON t.campaign_id = k.id AND t.trigger = 'launch' AND t.channel = 'email'
        JOIN messages m ON m.step_id = t.id
      WHERE k.institution_id = ? AND k.kind = 'campaign' AND k.id IS NOT ?
        AND (m.state = 'queued' AND k.finished_at IS NULL OR m.state = 'accepted' AND m.finished_at > ?)
      GROUP BY m.contact_id)`
  const own = 'r.monthly >= c.monthly_cap'
  const reasons = cap
    ? { sql: `(SELECT r.capped >= ? OR ${own} FROM recent r WHERE r.id = c.id)`, values: [cap.count] }
    : { sql: `c.monthly_cap IS NOT NULL AND (SELECT ${own} FROM recent r WHERE r.id = c.id)`, values: [] }
  const values: Value[] = [since, month, institutionId, campaignId, Math.min(since, month)]
  return { names: { sql, values }, reasons }
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

/** Every list of languages that contacts of an institution hold, as it stands in the rows. */
export async function languageListsOf(
  db: Db,
  { institutionId, most }: Pick<AudienceQuestion, 'institutionId' | 'most'>,
): Promise<string[]> {
  const sql = `SELECT DISTINCT languages FROM contacts ${most ? 'NOT INDEXED ' : ''}
    WHERE institution_id = ? AND kind = 'person'`
  const { results } = await db.prepare(sql).bind(institutionId).all<{ languages: string }>()
  return results.map((row) => row.languages)
}

export type Clock = { timeZone: string | null; country: string | null; count: number }

export type FunnelByClockRow = FunnelRow & { timeZone: string | null }

/**
 * The funnel, counted, and by the clock that people live by: what a launch needs to know, in one look. One word for the
 * four columns is sorted in half the time.
 */
export async function countFunnelByClock(db: Db, question: FunnelQuestion): Promise<FunnelByClockRow[]> {
  const { sql, values } = judged(question)
  const words = ['language', 'country', 'time_zone'].map((column) => `coalesce(${column}, '')`)
  const grouped = `SELECT ${['verdict', ...words].join(" || '|' || ")} AS words, count(*) AS count FROM (${sql}) GROUP BY 1`
  const { results } = await db
    .prepare(grouped)
    .bind(...values)
    .all<{ words: string; count: number }>()
  return results.map(({ words, count }) => {
    // The zone is the only one that a person may have written themselves: it is whatever is left.
    const [verdict, language, country, ...zone] = words.split('|')
    return {
      verdict: verdict as FunnelRow['verdict'],
      language: language || null,
      country: country || null,
      timeZone: zone.join('|') || null,
      count,
    }
  })
}

/** How many of those who will be written to live by which clock. */
export function clocksOf(rows: readonly FunnelByClockRow[]): Clock[] {
  const clocks = new Map<string, Clock>()
  for (const { verdict, timeZone, country, count } of rows) {
    if (verdict !== 'final') continue
    const key = JSON.stringify([timeZone, country])
    const clock = clocks.get(key) ?? { timeZone, country, count: 0 }
    clock.count += count
    clocks.set(key, clock)
  }
  return [...clocks.values()].sort((a, b) => (clockName(a) < clockName(b) ? -1 : 1))
}

/** In the order in which the database has them, before a launch and after it. */
const clockName = ({ timeZone, country }: Clock) => `${timeZone ?? ''}\n${country ?? ''}`
