import type { Audience } from '../core/audience.ts'
import { languageTags, resolveTag } from '../core/language.ts'
import type { Edition } from '../store/campaigns.ts'
import { contentsOf } from '../store/campaigns.ts'
import { countFunnel, type Exclusion, exclusions, type FunnelQuestion, wishesOf } from '../store/funnel.ts'
import { segmentsOf } from '../store/institutions.ts'
import type { Deps } from './deps.ts'
import { readyLanguages, statusOfLanguages } from './languages.ts'

export type Funnel = {
  matched: number
  excluded: Record<Exclusion, number>
  final: number
  byLanguage: Record<string, number>
  byCountry: Record<string, number>
}

/** The question a campaign asks: its audience, in the languages that are ready to be read. */
export async function campaignQuestion(
  deps: Deps,
  institutionId: number,
  edition: Edition,
): Promise<FunnelQuestion> {
  const statuses = statusOfLanguages(edition.definition, await contentsOf(deps.db, edition.id))
  const ready = readyLanguages(statuses)
  return question(deps, institutionId, edition.definition.audience, ready, edition.definition.fallback)
}

/** An audience by itself, as if every language Mawja speaks were written. */
export async function audienceQuestion(
  deps: Deps,
  institutionId: number,
  audience: Audience,
  fallback: string | null = null,
): Promise<FunnelQuestion> {
  return question(deps, institutionId, audience, languageTags, fallback)
}

async function question(
  deps: Deps,
  institutionId: number,
  audience: Audience,
  ready: readonly string[],
  fallback: string | null,
): Promise<FunnelQuestion> {
  const wishes = await wishesOf(deps.db, institutionId)
  const answers = wishes
    .map((wish) => [wish, resolveTag(wish, ready)] as const)
    .filter(([, language]) => language)
  const cover = Object.fromEntries(answers) as Record<string, string>
  return { institutionId, audience, segments: await segmentsOf(deps.db, institutionId), cover, fallback }
}

/** matched → minus each reason → final. Every matched contact is in exactly one of them. */
export async function funnel(deps: Deps, asked: FunnelQuestion): Promise<Funnel> {
  const rows = await countFunnel(deps.db, asked)
  const sum = (of: typeof rows) => of.reduce((total, row) => total + row.count, 0)
  const final = rows.filter((row) => row.verdict === 'final')
  return {
    matched: sum(rows),
    excluded: Object.fromEntries(
      exclusions.map((reason) => [reason, sum(rows.filter((row) => row.verdict === reason))]),
    ) as Record<Exclusion, number>,
    final: sum(final),
    byLanguage: countsBy(final, (row) => row.language),
    byCountry: countsBy(final, (row) => row.country),
  }
}

function countsBy<Row extends { count: number }>(rows: readonly Row[], key: (row: Row) => string | null) {
  const counts = new Map<string, number>()
  for (const row of rows) counts.set(key(row) ?? '', (counts.get(key(row) ?? '') ?? 0) + row.count)
  return Object.fromEntries([...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])))
}
