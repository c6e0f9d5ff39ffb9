import type { Merge } from '../core/interleave.ts'
import type { Db, Statement, Value } from '../core/ports.ts'
import type { Fragment } from './audience.ts'
import { type FunnelByClockRow, type FunnelQuestion, judged } from './funnel.ts'
import { holdOutStatements } from './hold-outs.ts'
import { keyedOrder, type Salts } from './keyed-order.ts'
import { decisionStatements, started } from './launch-tallies.ts'

export type LaunchPlan = {
  campaignId: number
  editionId: number
  launchedAt: number
  question: FunnelQuestion
  /** How many people have had their place at the end of each wave; the last wave takes whoever is left. */
  waveEnds: readonly number[]
  /** Per language how its turns become places, and the number of the variant that its first reader gets. */
  languages: readonly { language: string; merges: readonly Merge[]; firstVariant: number }[]
  /** Variants to deal out in turn within each language; empty = none. */
  variants: readonly string[]
  /** The audience as it was counted just before: saves counting it again where it has not changed since. */
  counted?: readonly FunnelByClockRow[]
  salts: Salts
  /** Households stay together: one variant for all of them, and all held out or none. */
  byHousehold: boolean
  /** Share of the audience that gets nothing. */
  holdOut: { share: number; salts: Salts } | null
}

/**
 * Starts a campaign: state, participants with their waves, and the tallies of what was decided, in one batch: the
 * audience, who was left out and why, how many live by which clock. They stay when people change or go. Every
 * statement after the first leans on the state that only this launch can have set.
 *
 * Readers of a language take their turns in a keyed order, get the variants in turn, and are mixed with the other
 * languages (core/interleave). They are written down in that order: what reads them by rowid reads them so.
 */
export function launchStatements(db: Db, plan: LaunchPlan): Statement[] {
  const { campaignId } = plan
  const guard = [campaignId, plan.editionId, plan.launchedAt]
  const start = db
    .prepare(
      `UPDATE campaigns SET state = 'running', running_edition_id = ?, launched_at = ? WHERE id = ? AND state = 'draft'`,
    )
    .bind(plan.editionId, plan.launchedAt, campaignId)
  const { sql, values } = participants(plan, guard)
  return [
    start,
    db.prepare(sql).bind(...values),
    ...(plan.holdOut ? holdOutStatements(db, { campaignId, guard, ...plan.holdOut }) : []),
    ...decisionStatements(db, plan, guard),
  ]
}

function participants({ campaignId, launchedAt, ...plan }: LaunchPlan, guard: readonly Value[]): Fragment {
  const people = judged(plan.question)
  const order = keyedOrder(plan.salts)
  const sql = `
    INSERT INTO enrollments (campaign_id, contact_id, generation, wave, language, variant, unit, created_at)
    SELECT ?, id, 0, ${waveOfPlace(plan.waveEnds)}, language, variant, unit, ?
    FROM (SELECT id, language, unit, ${placeOfTurn(plan.languages)} AS place, ${plan.byHousehold ? variantOfUnit(plan.variants) : variantOfTurn(plan)} AS variant
          FROM (SELECT id, language, ${plan.byHousehold ? keyedOrder(plan.salts, 'head') : 'NULL'} AS unit,
                  row_number() OVER (PARTITION BY language ORDER BY ${order}, id) AS turn
                FROM (${plan.byHousehold ? withHead(people.sql) : people.sql}) WHERE verdict = 'final' AND ${started}))
    ORDER BY place ON CONFLICT DO NOTHING`
  const values = [campaignId, launchedAt, ...people.values, ...guard]
  return { sql, values }
}

/**
 * Whoever of a household has the lowest row number stands for it. A household is what the institution's own field of
 * that name says: a phone belongs to one contact only, and a shared mail domain is an employer as often as a family.
 */
const withHead = (people: string) => `SELECT j.*, min(j.id) OVER (PARTITION BY
    coalesce(nullif(lower(trim(h.custom ->> '$.household')), ''), j.id)) AS head
  FROM (${people}) j JOIN contacts h ON h.id = j.id`

const variantOfUnit = (variants: readonly string[]) =>
  variants.length ? `CASE unit % ${variants.length} ${casesOf(variants)} END` : "''"

const casesOf = (variants: readonly string[]) =>
  variants.map((name, index) => `WHEN ${index} THEN ${quoted(name)}`).join(' ')

function placeOfTurn(languages: LaunchPlan['languages']): string {
  const merged = ({ merges }: LaunchPlan['languages'][number]) =>
    merges.reduce((place, { times, plus, over }) => `(${place} * ${times} + ${plus}) / ${over}`, 'turn')
  return byLanguage(languages, merged, 'turn')
}

function variantOfTurn({ languages, variants }: Pick<LaunchPlan, 'languages' | 'variants'>): string {
  if (!variants.length) return "''"
  const first = byLanguage(languages, (one) => String(one.firstVariant), '0')
  return `CASE (turn - 1 + ${first}) % ${variants.length} ${casesOf(variants)} END`
}

function byLanguage(
  languages: LaunchPlan['languages'],
  then: (one: LaunchPlan['languages'][number]) => string,
  otherwise: string,
): string {
  const cases = languages.map((one) => `WHEN ${quoted(one.language)} THEN ${then(one)}`)
  return cases.length ? `CASE language ${cases.join(' ')} ELSE ${otherwise} END` : otherwise
}

/** Tags and names of variants stand in the text: D1 binds a hundred values, and the audience needs most of them. */
export const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`

function waveOfPlace(waveEnds: readonly number[]): string {
  const earlier = waveEnds.slice(0, -1).map((end, index) => `WHEN place <= ${end} THEN ${index + 1}`)
  return earlier.length ? `CASE ${earlier.join(' ')} ELSE ${waveEnds.length} END` : '1'
}
