import type { Audience } from '../../../core/audience.ts'
import { writeAudienceSource } from '../../../core/audience-source.ts'
import { AppError } from '../../../core/error.ts'
import type { CustomField } from '../../../core/fields.ts'
import type { Deps } from '../../../engine/deps.ts'
import { audienceQuestion, type Funnel, funnel } from '../../../engine/funnel.ts'
import { usersOf, wordsOf } from '../../../engine/segments.ts'
import type { DeskLanguage } from '../../../i18n/desk/words.ts'
import { listCampaigns } from '../../../store/campaigns.ts'
import { customFieldsOf, customLabelsOf } from '../../../store/custom-fields.ts'
import { type Institution, institutionById, listSegments, type Officer } from '../../../store/institutions.ts'

/** What an institution may ask about: its own fields with their labels, its segments and campaigns. */
export type Choices = {
  own: CustomField[]
  labels: Readonly<Record<string, string>>
  segments: { slug: string; name: string }[]
  campaigns: string[]
}

export type Counted = { funnel: Funnel; words: string; source: string; veil: boolean }

export const institutionOf = async (deps: Deps, officer: Officer): Promise<Institution> =>
  (await institutionById(deps.db, officer.institutionId))!

export async function choicesOf(deps: Deps, institutionId: number, language: DeskLanguage): Promise<Choices> {
  const labels = Object.entries(await customLabelsOf(deps.db, institutionId))
  return {
    own: await customFieldsOf(deps.db, institutionId),
    labels: Object.fromEntries(labels.map(([name, label]) => [name, label[language] ?? name])),
    segments: await listSegments(deps.db, institutionId),
    campaigns: (await listCampaigns(deps.db, institutionId)).map(({ slug }) => slug),
  }
}

/** Whom an audience reaches now. At a million people this takes about a second. */
export async function countedView(
  deps: Deps,
  it: { officer: Officer; language: DeskLanguage; audience: Audience },
): Promise<Counted> {
  const institution = await institutionOf(deps, it.officer)
  return {
    funnel: await funnel(deps, await audienceQuestion(deps, institution.id, it.audience)),
    words: (await wordsOf(deps, institution, it.audience))[it.language],
    source: writeAudienceSource(it.audience),
    veil: it.officer.role === 'analyst',
  }
}

/** @throws AppError `segment`, also for another institution's: not even its name is confirmed */
export async function ownSegment(deps: Deps, { institutionId }: Officer, slug: string) {
  const found = (await listSegments(deps.db, institutionId)).find((one) => one.slug === slug)
  if (!found) throw new AppError('not_found', 'segment', 'there is no such audience')
  return found
}

/** What leans on a segment. */
export async function usesOf(deps: Deps, officer: Officer, slug: string) {
  const segments = await listSegments(deps.db, officer.institutionId)
  const users = await usersOf(deps, await institutionOf(deps, officer), slug, segments)
  return users.map((one) => {
    const [kind, name = ''] = one.split(' ')
    return { kind: kind === 'campaign' ? ('campaign' as const) : ('segment' as const), name }
  })
}
export type Use = Awaited<ReturnType<typeof usesOf>>[number]
