import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { type CampaignDefinition, inLanguage, type Step } from '../core/campaign.ts'
import { readDefinition } from '../core/definition.ts'
import { AppError, Problems } from '../core/error.ts'
import { isLanguageTag, type LanguageTag, languageTags } from '../core/language.ts'
import { shareButtons, shareLink } from '../core/share.ts'
import { toHex } from '../core/token.ts'
import { compileMail } from '../render/compile.ts'
import { type Copy, readCopy } from '../render/copy.ts'
import { compilePage, compilePost, compileShareText } from '../render/post.ts'
import { compileAudience } from '../store/audience.ts'
import {
  type Content,
  editionByHash,
  ensureCampaign,
  ensureLinks,
  findCampaign,
  insertEdition,
  makeNewest,
} from '../store/campaigns.ts'
import { type Institution, institutionById, type Officer, segmentsOf } from '../store/institutions.ts'
import { audit } from './audit.ts'
import type { Deps } from './deps.ts'

export type LanguageStatus = 'missing' | 'draft' | 'machine' | 'reviewed'
export type Published = {
  campaign: string
  edition: string
  unchanged: boolean
  languages: Record<string, LanguageStatus>
  warnings: string[]
}

type Compiled = Omit<Content, 'id' | 'editionId' | 'links'> & { urls: string[] }
type Source = { path: string; step: string; variant: string; language: LanguageTag; copy: Copy }

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
  const { definition, institution } = await readCampaign(deps, it, place)
  const sources = readSources(it.files, definition, place)
  const { contents, warnings } = await compileAll(deps, definition, institution, sources)
  const languages = statusOfLanguages(definition, contents)
  checkFallback(definition, languages, place)
  const hash = hashOf(it.files, contents)
  const { campaign, unchanged } = await save(deps, { ...it, definition, contents, hash, institution })
  const missing = Object.entries(languages).flatMap(([tag, status]) =>
    missingWords(definition, contents, tag, status),
  )
  if (!unchanged) {
    await audit(deps, {
      institutionId: institution.id,
      officerId: it.author.id,
      act: 'publish',
      subject: `campaign:${campaign.id}`,
      detail: { edition: hash },
    })
  }
  return { campaign: it.slug, edition: hash, unchanged, languages, warnings: [...warnings, ...missing] }
}

async function readCampaign(
  deps: Deps,
  it: { slug: string; files: Record<string, string>; author: Officer },
  place: string,
): Promise<{ definition: CampaignDefinition; institution: Institution }> {
  if (!/^[a-z0-9][a-z0-9-]{0,62}$/.test(it.slug)) {
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
  const taken = await findCampaign(deps.db, it.slug)
  if (taken && taken.institutionId !== institution.id) {
    throw new AppError('conflict', 'slug-taken', `another institution has a campaign called "${it.slug}"`)
  }
  compileAudience(definition.audience, await segmentsOf(deps.db, institution.id))
  return { definition, institution }
}

/** What would only be missed at the first message or the first sign-up. */
function checkWhole(deps: Deps, definition: CampaignDefinition, paths: readonly string[], place: string): void {
  const { sender, steps } = definition
  const problems: string[] = []
  if (!sender.email && !deps.settings.mailFrom && steps.some((step) => step.channel === 'email')) {
    problems.push(`${place}campaign.yaml: sender.email is missing, and MAWJA_MAIL_FROM names no sender either`)
  }
  if (paths.some((path) => path.startsWith('landing.')) && !steps.some((step) => step.trigger === 'signup')) {
    problems.push(`${place}campaign.yaml: steps: a landing page needs a step with "trigger: signup" that asks for confirmation`)
  }
  if (problems.length) throw new Problems('campaign-file', problems)
}

/** Sorts the files into steps, variants and languages; a file that fits nowhere is a problem, not a silence. */
function readSources(files: Record<string, string>, definition: CampaignDefinition, place: string): Source[] {
  const problems: string[] = []
  const sources: Source[] = []
  for (const path of Object.keys(files).sort()) {
    if (path === 'campaign.yaml') continue
    const parts = path.split('.')
    const extension = parts.pop()
    const language = parts.pop() ?? ''
    const [step, variant = '', ...rest] = parts
    const home = definition.steps.find((one) => one.id === step)
    const wanted = step === 'landing' ? 'md' : step === 'share' || home?.channel === 'x' ? 'txt' : 'md'
    const known = home || step === 'landing' || step === 'share'
    if (!known || rest.length || extension !== wanted) {
      problems.push(
        `${place}${path}: belongs to no step of campaign.yaml (expected <step>.<language>.md, or .txt for posts)`,
      )
    } else if (!isLanguageTag(language)) {
      problems.push(`${place}${path}: "${language}" is not one of ${languageTags.join(', ')}`)
    } else if (variant && !home?.variants?.includes(variant)) {
      problems.push(`${place}${path}: step ${step} has no variant "${variant}"`)
    } else {
      attempt(problems, () => {
        sources.push({
          path: `${place}${path}`,
          step: step!,
          variant,
          language,
          copy: readCopy(`${place}${path}`, files[path]!),
        })
      })
    }
  }
  if (problems.length) throw new Problems('copy', problems)
  return sources
}

async function compileAll(
  deps: Deps,
  definition: CampaignDefinition,
  institution: Institution,
  sources: readonly Source[],
): Promise<{ contents: Compiled[]; warnings: string[] }> {
  const problems: string[] = []
  const warnings: string[] = []
  const contents: Compiled[] = []
  for (const source of sources) {
    await attemptAsync(problems, async () => {
      const compiled = await compileOne(deps, definition, institution, sources, source)
      const { step, variant, language } = source
      contents.push({
        step,
        variant,
        language,
        status: source.copy.status,
        subject: compiled.subject ?? '',
        preheader: compiled.preheader ?? '',
        html: compiled.html ?? '',
        text: compiled.text ?? '',
        urls: compiled.links ?? [],
      })
      warnings.push(...(compiled.warnings ?? []))
    })
  }
  if (problems.length) throw new Problems('copy', problems)
  return { contents, warnings }
}

type AnyCompiled = {
  subject?: string
  preheader?: string
  html?: string
  text?: string
  links?: string[]
  warnings?: string[]
}

async function compileOne(
  deps: Deps,
  definition: CampaignDefinition,
  institution: Institution,
  sources: readonly Source[],
  { path, step: stepName, language, copy }: Source,
): Promise<AnyCompiled> {
  if (stepName === 'landing') return compilePage({ path, language, copy, definition })
  if (stepName === 'share') return compileShareText({ path, language, copy })
  const step = definition.steps.find((one) => one.id === stepName) as Step
  if (step.channel === 'x') return compilePost({ path, language, copy, definition })
  const shared = sources.find((one) => one.step === 'share' && one.language === language)
  return compileMail(deps.compile, deps.templates, {
    path,
    language,
    copy,
    definition,
    step,
    institutionName: inLanguage(definition.sender.name, language, definition.fallback) || institution.name,
    shareText: shared ? compileShareText({ path: shared.path, language, copy: shared.copy }).text : null,
  })
}

const ranks: readonly LanguageStatus[] = ['missing', 'draft', 'machine', 'reviewed']

/** A language is as far as its least finished mail; a person who joins must be able to go all the way. */
export function statusOfLanguages(
  definition: CampaignDefinition,
  contents: readonly { step: string; variant: string; language: string; status: string }[],
): Record<string, LanguageStatus> {
  const tags = languageTags.filter((tag) => contents.some((content) => content.language === tag))
  const needed = definition.steps.filter((step) => step.channel === 'email')
  return Object.fromEntries(
    tags.map((tag) => {
      const found = needed.flatMap((step) =>
        (step.variants ?? ['']).map((variant): LanguageStatus => {
          const content = contents.find(
            (one) => one.step === step.id && one.variant === variant && one.language === tag,
          )
          return (content?.status as LanguageStatus | undefined) ?? 'missing'
        }),
      )
      return [tag, ranks[Math.min(...found.map((status) => ranks.indexOf(status)), 3)]!]
    }),
  )
}

function checkFallback(
  definition: CampaignDefinition,
  languages: Record<string, LanguageStatus>,
  place: string,
): void {
  const { fallback } = definition
  if (!fallback) return
  const status = languages[fallback] ?? 'missing'
  if (status === 'missing' || status === 'draft') {
    const line = `${place}campaign.yaml: fallback: "${fallback}" is ${status}; the fallback must be complete and not a draft`
    throw new Problems('fallback', [line])
  }
}

function missingWords(
  definition: CampaignDefinition,
  contents: readonly { step: string; language: string }[],
  tag: string,
  status: LanguageStatus,
): string[] {
  if (status === 'draft') return [`${tag}: draft, its readers get another language until it is reviewed`]
  if (status !== 'missing') return []
  const missing = definition.steps.filter(
    (step) =>
      step.channel === 'email' && !contents.some((one) => one.step === step.id && one.language === tag),
  )
  return [`${tag}: ${missing.map((step) => step.id).join(', ')} missing, its readers get another language`]
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

function attempt(problems: string[], work: () => void): void {
  try {
    work()
  } catch (error) {
    collect(problems, error)
  }
}

async function attemptAsync(problems: string[], work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    collect(problems, error)
  }
}

function collect(problems: string[], error: unknown): void {
  if (error instanceof Problems) problems.push(...error.lines)
  else if (error instanceof AppError) problems.push(error.message)
  else throw error
}
