import { type Audience, audienceSchema, segmentsIn } from '../core/audience.ts'
import { AppError } from '../core/error.ts'
import { type AudienceNames, audienceLanguages, audienceWords } from '../i18n/audience-words.ts'
import { compileAudience, countMatched, ownsMost } from '../store/audience.ts'
import { editionById, listCampaigns } from '../store/campaigns.ts'
import { customLabelsOf } from '../store/custom-fields.ts'
import {
  deleteSegment,
  type Institution,
  listSegments,
  type Segment,
  saveSegment,
} from '../store/institutions.ts'
import { audit } from './audit.ts'
import type { Deps } from './deps.ts'
import { audienceQuestion, audienceScope, funnel } from './funnel.ts'

/** @throws AppError `audience`, with the place in the tree */
export function readAudience(value: unknown): Audience {
  const read = audienceSchema.safeParse(value)
  if (read.success) return read.data
  const issue = read.error.issues[0]!
  const place = issue.path.join('.')
  throw new AppError('invalid', 'audience', `audience: ${place}${place ? ': ' : ''}${issue.message}`)
}

/** Whom an audience reaches, whom not and why, and what it says in words. */
export async function countAudience(deps: Deps, institution: Institution, audience: Audience) {
  const counted = await funnel(deps, await audienceQuestion(deps, institution.id, audience))
  return { ...counted, words: await wordsOf(deps, institution, audience) }
}

/** An audience as a sentence in each language of the desk, with the institution's names for its segments and fields. */
export async function wordsOf(deps: Deps, institution: Institution, audience: Audience) {
  const listed = await listSegments(deps.db, institution.id)
  const segments = Object.fromEntries(listed.map((one) => [one.slug, one.name]))
  const labels = Object.entries(await customLabelsOf(deps.db, institution.id))
  const said = audienceLanguages.map((language) => {
    const fields = Object.fromEntries(labels.map(([name, label]) => [name, label[language] ?? name]))
    const names: AudienceNames = { segments, fields }
    return [language, audienceWords(audience, language, names)]
  })
  return Object.fromEntries(said) as Record<(typeof audienceLanguages)[number], string>
}

type Named = { institution: Institution; slug: string; name: string; audience: Audience; officerId?: number }

/** Saves an audience under a name, over the one that had it, and counts it. */
export async function saveSegmentNamed(deps: Deps, it: Named) {
  await keepSegment(deps, it)
  return { segment: it.slug, ...(await countAudience(deps, it.institution, it.audience)) }
}

/**
 * The same without counting anybody.
 *
 * @throws AppError `unknown-segment` | `segment-cycle` | `unknown-campaign` | `audience-size`
 */
export async function keepSegment(deps: Deps, it: Named): Promise<void> {
  const { institution, slug, name, audience } = it
  const scope = await audienceScope(deps, institution.id)
  const segments = { ...scope.segments, [slug]: audience }
  compileAudience(audience, { ...scope, segments })
  compileAudience({ segment: slug }, { ...scope, segments })
  const row = { institutionId: institution.id, slug, name, audience, createdAt: deps.clock.now() }
  await saveSegment(deps.db, row)
  await record(deps, institution, 'segment-save', slug, it.officerId)
}

/** Every segment with how many people it holds now, paused and unsubscribed ones among them. */
export async function listSegmentsCounted(deps: Deps, institution: Institution) {
  const scope = await audienceScope(deps, institution.id)
  const most = await ownsMost(deps.db, institution.id)
  const segments = []
  for (const { slug, name } of await listSegments(deps.db, institution.id)) {
    const audience = { segment: slug }
    const count = await countMatched(deps.db, { ...scope, institutionId: institution.id, audience, most })
    segments.push({ segment: slug, name, count })
  }
  return { segments }
}

/** How many people a segment holds now. */
export async function sizeOfSegment(deps: Deps, { id }: Institution, slug: string): Promise<number> {
  const scope = await audienceScope(deps, id)
  const question = {
    ...scope,
    institutionId: id,
    audience: { segment: slug },
    most: await ownsMost(deps.db, id),
  }
  return countMatched(deps.db, question)
}

/** @throws AppError `segment` when there is none, `segment-used` while something leans on it */
export async function removeSegment(
  deps: Deps,
  { institution, slug }: { institution: Institution; slug: string },
) {
  const segments = await listSegments(deps.db, institution.id)
  if (!segments.some((one) => one.slug === slug)) {
    const there = segments.map((one) => one.slug).join(', ') || 'none yet'
    throw new AppError('not_found', 'segment', `there is no segment "${slug}"; there are ${there}`)
  }
  const users = await usersOf(deps, institution, slug, segments)
  if (users.length) {
    const line = `segment "${slug}" is used by ${users.join(', ')}; take it out there first`
    throw new AppError('conflict', 'segment-used', line)
  }
  await deleteSegment(deps.db, institution.id, slug)
  await record(deps, institution, 'segment-remove', slug)
  return { segment: slug, removed: true }
}

/** What would break without a segment: others (`segment SLUG`), and campaigns that may still ask it (`campaign SLUG`). */
export async function usersOf(
  deps: Deps,
  institution: Institution,
  slug: string,
  segments: readonly Segment[],
) {
  const users = segments
    .filter((one) => one.slug !== slug && segmentsIn(one.audience).includes(slug))
    .map((one) => `segment ${one.slug}`)
  for (const campaign of await listCampaigns(deps.db, institution.id)) {
    if (campaign.state === 'finished') continue
    for (const id of new Set([campaign.editionId, campaign.runningEditionId])) {
      const edition = id === null ? undefined : await editionById(deps.db, id)
      if (edition && segmentsIn(edition.definition.audience).includes(slug))
        users.push(`campaign ${campaign.slug}`)
    }
  }
  return [...new Set(users)]
}

async function record(
  deps: Deps,
  { id }: Institution,
  act: string,
  slug: string,
  officerId: number | null = null,
) {
  await audit(deps, { institutionId: id, officerId, act, subject: `segment:${slug}` })
}
