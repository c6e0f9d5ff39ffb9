import type { Merge } from '../core/interleave.ts'
import type { Db, Statement, Value } from '../core/ports.ts'
import type { Fragment } from './audience.ts'
import { type FunnelByClockRow, type FunnelQuestion, judged } from './funnel.ts'
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
  /** Four keyed numbers below 2^31 - 1, the first above 0. */
  salts: readonly [number, number, number, number]
}

const prime = 2_147_483_647

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
  return [start, db.prepare(sql).bind(...values), ...decisionStatements(db, plan, guard)]
}

function participants({ campaignId, launchedAt, ...plan }: LaunchPlan, guard: readonly Value[]): Fragment {
  const people = judged(plan.question)
  const order = keyedOrder(plan.salts)
  const sql = `
    INSERT INTO enrollments (campaign_id, contact_id, generation, wave, language, variant, created_at)
    SELECT ?, id, 0, ${waveOfPlace(plan.waveEnds)}, language, variant, ?
    FROM (SELECT id, language, ${placeOfTurn(plan.languages)} AS place, ${variantOfTurn(plan)} AS variant
          FROM (SELECT id, language, row_number() OVER (PARTITION BY language ORDER BY ${order}, id) AS turn
                FROM (${people.sql}) WHERE verdict = 'final' AND ${started}))
    ORDER BY place ON CONFLICT DO NOTHING`
  const values = [campaignId, launchedAt, ...people.values, ...guard]
  return { sql, values }
}

/**
 * A keyed order of contacts: three rounds over the field of 2^31 - 1, two of them squares, so that nobody who knows
 * the row numbers and this file can tell who comes before whom. Two contacts on one number are told apart by the id.
 */
function keyedOrder([scale, shift, first, second]: LaunchPlan['salts']): string {
  const start = `((id * ${scale} + ${shift}) % ${prime})`
  const square = (value: string, salt: number) => `(${value} * (${value} + ${salt}) % ${prime})`
  return square(square(start, first), second)
}

function placeOfTurn(languages: LaunchPlan['languages']): string {
  const merged = ({ merges }: LaunchPlan['languages'][number]) =>
    merges.reduce((place, { times, plus, over }) => `(${place} * ${times} + ${plus}) / ${over}`, 'turn')
  return byLanguage(languages, merged, 'turn')
}

function variantOfTurn({ languages, variants }: Pick<LaunchPlan, 'languages' | 'variants'>): string {
  if (!variants.length) return "''"
  const first = byLanguage(languages, (one) => String(one.firstVariant), '0')
  const cases = variants.map((name, index) => `WHEN ${index} THEN ${quoted(name)}`)
  return `CASE (turn - 1 + ${first}) % ${variants.length} ${cases.join(' ')} END`
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
const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`

function waveOfPlace(waveEnds: readonly number[]): string {
  const earlier = waveEnds.slice(0, -1).map((end, index) => `WHEN place <= ${end} THEN ${index + 1}`)
  return earlier.length ? `CASE ${earlier.join(' ')} ELSE ${waveEnds.length} END` : '1'
}
