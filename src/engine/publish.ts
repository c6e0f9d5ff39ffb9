import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { type CampaignDefinition, isNotice } from '../core/campaign.ts'
import { readDefinition } from '../core/definition.ts'
import { AppError, Problems } from '../core/error.ts'
import { shareButtons, shareLink } from '../core/share.ts'
import { toHex } from '../core/token.ts'
import { compileAudience } from '../store/audience.ts'
import {
  editionByHash,
  ensureCampaign,
  ensureLinks,
  findCampaign,
  insertEdition,
  makeNewest,
} from '../store/campaigns.ts'
import { type Institution, institutionById, type Officer } from '../store/institutions.ts'
import { audit } from './audit.ts'
import { remembering } from './compile-memory.ts'
import type { Deps } from './deps.ts'
import { audienceScope } from './funnel.ts'
import { checkFallback, type LanguageStatus, missingWords, statusOfLanguages } from './languages.ts'
import { type Compiled, compileAll } from './publish-contents.ts'
import { readSources } from './publish-sources.ts'
import { withTemplates } from './templates.ts'
import { tell } from './webhooks-tell.ts'

export type Published = {
  campaign: string
  edition: string
  unchanged: boolean
  languages: Record<string, LanguageStatus>
  warnings: string[]
}

/**
 * Compiles and checks a campaign's files and makes them its newest edition. Nothing is written unless everything
 * passes. The same files give the same edition.
 *
 * @param slug   name of the campaign: its folder
 * @param files  path inside the folder → text
 * @param place  what stands before a path in a problem, for example `campaigns/mobilisation-competences/`
 * @throws Problems with one line per fault, `path:line: what`
 */
export async function publish(
  deps: Deps,
  it: { slug: string; files: Record<string, string>; author: Officer; place?: string },
): Promise<Published> {
  const place = it.place ?? `${it.slug}/`
  const { definition, institution, contents, languages, warnings } = await check(deps, it, place)
  const hash = hashOf(it.files, contents)
  const { campaign, unchanged } = await save(deps, { ...it, definition, contents, hash, institution })
  if (!unchanged) {
    await audit(deps, {
      institutionId: institution.id,
      officerId: it.author.id,
      act: 'publish',
      subject: `campaign:${campaign.id}`,
      detail: { edition: hash },
    })
    // The letters of the house are nobody's campaign.
    if (it.author.role !== 'service')
      await tell(deps, institution.id, 'campaign.published', { campaign: it.slug, edition: hash })
  }
  return { campaign: it.slug, edition: hash, unchanged, languages, warnings }
}

/**
 * The same checks without writing anything.
 *
 * @returns warnings, `path:line: what`
 * @throws what `publish` throws
 */
export async function checkFolder(
  deps: Deps,
  it: { slug: string; files: Record<string, string>; author: Officer; place?: string },
): Promise<string[]> {
  return (await check(deps, it, it.place ?? `${it.slug}/`)).warnings
}

async function check(
  deps: Deps,
  it: { slug: string; files: Record<string, string>; author: Officer },
  place: string,
) {
  const { definition, institution } = await readCampaign(deps, it, place)
  const sources = readSources(it.files, definition, place)
  const { contents, warnings } = await compileAll(
    await withTemplates({ ...deps, compile: remembering(deps.compile) }, institution.id),
    definition,
    institution,
    sources,
  )
  const languages = statusOfLanguages(definition, contents)
  checkFallback(definition, languages, place)
  const missing = Object.entries(languages).flatMap(([tag, status]) =>
    missingWords(definition, contents, tag, status),
  )
  return { definition, institution, contents, languages, warnings: [...warnings, ...missing] }
}

async function readCampaign(
  deps: Deps,
  it: { slug: string; files: Record<string, string>; author: Officer },
  place: string,
): Promise<{ definition: CampaignDefinition; institution: Institution }> {
  // The desk begins a campaign at /desk/campaigns/new.
  if (!/^[a-z0-9][a-z0-9-]{0,62}$/.test(it.slug) || it.slug === 'new') {
    throw new AppError(
      'invalid',
      'slug',
      `"${it.slug}" cannot name a campaign: use small letters, digits and hyphens`,
    )
  }
  const source = it.files['campaign.yaml']
  if (source === undefined) throw new AppError('invalid', 'campaign-file', `${place}campaign.yaml is missing`)
  const definition = readDefinition(`${place}campaign.yaml`, source)
  const institution = (await institutionById(deps.db, it.author.institutionId))!
  if (definition.institution !== institution.slug) {
    const line = `${place}campaign.yaml: institution is "${definition.institution}", but ${institution.slug} is the author's`
    throw new AppError('forbidden', 'other-institution', line)
  }
  if (it.author.role === 'analyst') {
    throw new AppError('forbidden', 'role', 'an analyst reads figures; an officer must publish')
  }
  checkWhole(deps, definition, Object.keys(it.files), place)
  const isService = it.author.role === 'service'
  if (!isService && (it.slug.startsWith('service-') || definition.steps.some(isRequest))) {
    const line = `${place}campaign.yaml: the slug service-… and "trigger: request" belong to the letters of the house`
    throw new Problems('campaign-file', [line])
  }
  const taken = await findCampaign(deps.db, it.slug)
  if (taken && taken.institutionId !== institution.id) {
    throw new AppError('conflict', 'slug-taken', `another institution has a campaign called "${it.slug}"`)
  }
  compileAudience(definition.audience, await audienceScope(deps, institution.id))
  return { definition, institution }
}

const isRequest = ({ trigger }: { trigger: string }) => trigger === 'request'

/** What would only be missed at the first message or the first sign-up. */
function checkWhole(
  deps: Deps,
  definition: CampaignDefinition,
  paths: readonly string[],
  place: string,
): void {
  const { sender, steps } = definition
  const problems: string[] = []
  if (!sender.email && !deps.settings.mailFrom && steps.some((step) => step.channel === 'email')) {
    problems.push(
      `${place}campaign.yaml: sender.email is missing, and MAWJA_MAIL_FROM names no sender either`,
    )
  }
  const hasPage = paths.some((path) => path.startsWith('landing.'))
  // A notice may have no page at all; `readSources` says so.
  if (hasPage && !isNotice(definition) && !steps.some((step) => step.trigger === 'signup')) {
    problems.push(
      `${place}campaign.yaml: steps: a landing page needs a step with "trigger: signup" that asks for confirmation`,
    )
  }
  for (const { id } of steps.filter((step) => !paths.some((path) => path.startsWith(`${step.id}.`)))) {
    problems.push(
      `${place}campaign.yaml: steps: "${id}" has no copy file (${id}.<language>.md, or .txt for posts)`,
    )
  }
  if (problems.length) throw new Problems('campaign-file', problems)
}

function hashOf(files: Record<string, string>, contents: readonly Compiled[]): string {
  const sorted = Object.keys(files)
    .sort()
    .map((path) => [path, files[path]])
  const texts = contents.map((one) => [
    one.step,
    one.variant,
    one.language,
    one.subject,
    one.preheader,
    one.html,
    one.text,
  ])
  return toHex(sha256(utf8ToBytes(JSON.stringify([sorted, texts]))))
}

async function save(
  deps: Deps,
  it: {
    slug: string
    files: Record<string, string>
    author: Officer
    definition: CampaignDefinition
    contents: Compiled[]
    hash: string
    institution: Institution
  },
) {
  const now = deps.clock.now()
  const campaign = await ensureCampaign(deps.db, {
    institutionId: it.institution.id,
    slug: it.slug,
    createdAt: now,
  })
  const same = await editionByHash(deps.db, campaign.id, it.hash)
  if (same) {
    if (campaign.editionId !== same.id) await makeNewest(deps.db, campaign.id, it.hash)
    return { campaign, unchanged: campaign.editionId === same.id }
  }
  const urls = [...new Set(it.contents.flatMap((content) => content.urls)), ...shareButtons.map(shareLink)]
  const rows = await ensureLinks(deps.db, campaign.id, urls)
  const contents = it.contents.map(({ urls: own, ...content }) => ({
    ...content,
    links: own.map((url) => rows.get(url)!),
  }))
  await insertEdition(deps.db, {
    campaignId: campaign.id,
    hash: it.hash,
    definition: it.definition,
    authorId: it.author.id,
    createdAt: now,
    files: it.files,
    contents,
  })
  return { campaign, unchanged: false }
}
