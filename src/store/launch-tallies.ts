import type { Db, Statement, Value } from '../core/ports.ts'
import { type FunnelByClockRow, judged } from './funnel.ts'
import type { LaunchPlan } from './launch.ts'

/** True while the state is the one that this launch has set. Binds campaign, edition and instant. */
export const started =
  'EXISTS (SELECT 1 FROM campaigns WHERE id = ? AND running_edition_id = ? AND launched_at = ?)'

/**
 * Writes down what a launch decided: the audience, who was left out and why, how many live by which clock, how many
 * each wave holds.
 *
 * The audience was counted a moment before. When the launch has enrolled just as many, those counts are written; when
 * people have come or gone in between, everybody is counted again where the rows are. Variants are always counted:
 * which of them a person got is known only now.
 */
export function decisionStatements(db: Db, plan: LaunchPlan, guard: readonly Value[]): Statement[] {
  const { campaignId, variants, counted = [] } = plan
  const expected = counted.filter((row) => row.verdict === 'final').reduce((sum, row) => sum + row.count, 0)
  const known = plan.counted ? expected : -1
  // Nobody has joined yet: these are the launch's own, and the index alone knows how many.
  const enrolled = '(SELECT count(*) FROM enrollments WHERE campaign_id = ?)'
  const same = `${started} AND ${enrolled} = ?`
  const changed = `${started} AND ${enrolled} <> ?`
  const checks = [...guard, campaignId, known]
  const people = judged(plan.question)
  const own = 'e.campaign_id = ? AND e.generation = 0'
  return [
    db
      .prepare(
        `INSERT INTO tallies (campaign_id, kind, class, language, country, count)
         SELECT ?, value ->> 'kind', value ->> 'class', value ->> 'language', value ->> 'country', value ->> 'count'
         FROM json_each(?) WHERE ${same}`,
      )
      .bind(campaignId, JSON.stringify(talliesOf(counted, variants.length > 0)), ...checks),
    db
      .prepare(
        `INSERT INTO tallies (campaign_id, kind, language, country, variant, count)
         SELECT e.campaign_id, 'audience', e.language, coalesce(c.country, ''), e.variant, count(*)
         FROM enrollments e JOIN contacts c ON c.id = e.contact_id
         WHERE ${own} AND ${variants.length ? started : changed} GROUP BY 3, 4, 5`,
      )
      .bind(campaignId, ...(variants.length ? guard : checks)),
    db
      .prepare(
        `INSERT INTO tallies (campaign_id, kind, class, country, count)
         SELECT e.campaign_id, 'clock', coalesce(c.time_zone, ''), coalesce(c.country, ''), count(*)
         FROM enrollments e JOIN contacts c ON c.id = e.contact_id WHERE ${own} AND ${changed} GROUP BY 3, 4`,
      )
      .bind(campaignId, ...checks),
    db
      .prepare(
        `INSERT INTO tallies (campaign_id, kind, class, language, country, count)
         SELECT ?, 'excluded', verdict, coalesce(language, ''), coalesce(country, ''), count(*)
         FROM (${people.sql}) WHERE verdict <> 'final' AND ${changed} GROUP BY 3, 4, 5`,
      )
      .bind(campaignId, ...people.values, ...checks),
    db
      .prepare(
        `INSERT INTO tallies (campaign_id, kind, class, count)
         SELECT e.campaign_id, 'wave', e.wave, count(*) FROM enrollments e WHERE ${own} AND ${started} GROUP BY 3`,
      )
      .bind(campaignId, ...guard),
  ]
}

type Tally = { kind: string; class: string; language: string; country: string; count: number }

/** The counts as rows of `tallies`, without the audience where its variants are to be counted. */
function talliesOf(counted: readonly FunnelByClockRow[], withVariants: boolean): Tally[] {
  const tallies = new Map<string, Tally>()
  const add = (tally: Tally) => {
    const key = JSON.stringify([tally.kind, tally.class, tally.language, tally.country])
    const known = tallies.get(key)
    if (known) known.count += tally.count
    else tallies.set(key, tally)
  }
  for (const row of counted) {
    const { verdict, count } = row
    const [country, language] = [row.country ?? '', row.language ?? '']
    if (verdict !== 'final') add({ kind: 'excluded', class: verdict, language, country, count })
    else {
      add({ kind: 'clock', class: row.timeZone ?? '', language: '', country, count })
      if (!withVariants) add({ kind: 'audience', class: '', language, country, count })
    }
  }
  return [...tallies.values()]
}
