import type { Audience } from '../core/audience.ts'
import { isNotice } from '../core/campaign.ts'
import { chooseLanguage, languageTags } from '../core/language.ts'
import { type AudienceScope, ownsMost } from '../store/audience.ts'
import { contentsOf, type Edition, listCampaigns } from '../store/campaigns.ts'
import {
  countFunnel,
  type Exclusion,
  exclusions,
  type FunnelQuestion,
  type FunnelRow,
  languageListsOf,
} from '../store/funnel.ts'
import { institutionById, segmentsOf } from '../store/institutions.ts'
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
  const { definition, campaignId } = edition
  const statuses = statusOfLanguages(definition, await contentsOf(deps.db, edition.id))
  const asked = await question(
    deps,
    institutionId,
    definition.audience,
    readyLanguages(statuses),
    definition.fallback,
  )
  return { ...asked, campaignId, list: definition.list.id, notice: isNotice(definition) }
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

/** What the names in an institution's audiences mean now. */
export async function audienceScope(deps: Deps, institutionId: number): Promise<AudienceScope> {
  const campaigns = await listCampaigns(deps.db, institutionId)
  return {
    segments: await segmentsOf(deps.db, institutionId),
    campaigns: Object.fromEntries(campaigns.map((one) => [one.slug, one.id])),
    now: deps.clock.now(),
  }
}

async function question(
  deps: Deps,
  institutionId: number,
  audience: Audience,
  ready: readonly string[],
  fallback: string | null,
): Promise<FunnelQuestion> {
  const institution = await institutionById(deps.db, institutionId)
  const { capCount, capDays } = institution ?? {}
  const most = await ownsMost(deps.db, institutionId)
  const lists = await languageListsOf(deps.db, { institutionId, most })
  const answers = lists
    .map((list) => [list, chooseLanguage(JSON.parse(list) as string[], ready, fallback)] as const)
    .filter(([, language]) => language)
  return {
    ...(await audienceScope(deps, institutionId)),
    institutionId,
    audience,
    most,
    answers: Object.fromEntries(answers) as Record<string, string>,
    fallback,
    campaignId: null,
    list: null,
    notice: false,
    cap: capCount && capDays ? { count: capCount, days: capDays } : null,
  }
}

/** matched → minus each reason → final. Every matched contact is in exactly one of them. */
export async function funnel(deps: Deps, asked: FunnelQuestion): Promise<Funnel> {
  return funnelOf(await countFunnel(deps.db, asked))
}

export function funnelOf(rows: readonly FunnelRow[]): Funnel {
  const final = rows.filter((row) => row.verdict === 'final')
  return {
    matched: sum(rows),
    excluded: excludedOf(rows),
    final: sum(final),
    byLanguage: countsBy(final, (row) => row.language),
    byCountry: countsBy(final, (row) => row.country),
  }
}

function excludedOf(rows: readonly FunnelRow[]): Record<Exclusion, number> {
  const counts = exclusions.map((reason) => [reason, sum(rows.filter((row) => row.verdict === reason))])
  return Object.fromEntries(counts) as Record<Exclusion, number>
}

const sum = (rows: readonly FunnelRow[]) => rows.reduce((total, row) => total + row.count, 0)

function countsBy(rows: readonly FunnelRow[], key: (row: FunnelRow) => string | null) {
  const counts = new Map<string, number>()
  for (const row of rows) counts.set(key(row) ?? '', (counts.get(key(row) ?? '') ?? 0) + row.count)
  return Object.fromEntries([...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])))
}
