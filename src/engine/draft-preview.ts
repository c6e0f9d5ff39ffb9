import type { CampaignDefinition } from '../core/campaign.ts'
import type { OutgoingMail } from '../core/channel.ts'
import { readDefinition } from '../core/definition.ts'
import { Problems } from '../core/error.ts'
import { renderPost } from '../render/message.ts'
import type { Campaign } from '../store/campaigns.ts'
import { type Institution, institutionById } from '../store/institutions.ts'
import { type Person, personByEmail } from '../store/people.ts'
import { sampleAddress } from '../store/sample-person.ts'
import { type Composed, composeFor } from './compose.ts'
import type { Deps } from './deps.ts'
import { type Compiled, compileAll } from './publish-contents.ts'
import { readSources, type Source } from './publish-sources.ts'
import { type Ready, shareUrl } from './ready.ts'
import { withTemplates } from './templates.ts'

export type DraftPreview = {
  subject: string
  /** Empty for posts and share texts. */
  html: string
  text: string
  language: string
}

/**
 * What the linter of `publish` says about one copy file.
 *
 * @param files  the folder as it would be saved
 * @returns lines `path:line: what`; none = the file can be published
 */
export async function lintFile(
  deps: Deps,
  it: { campaign: Campaign; files: Record<string, string>; path: string },
): Promise<{ problems: readonly string[]; warnings: readonly string[] }> {
  try {
    const { warnings } = await compileFile(deps, it)
    return { problems: [], warnings }
  } catch (error) {
    if (!(error instanceof Problems)) throw error
    return { problems: error.lines, warnings: [] }
  }
}

/**
 * A copy file of a draft as its reader would get it, through the very code that sends. Its links lead straight to
 * where they go, so looking at it counts nothing.
 *
 * @param contact  how the name or address of a person of the institution begins; empty = an invented reader
 * @throws Problems what the linter of `publish` finds in this file
 */
export async function previewDraft(
  deps: Deps,
  it: { campaign: Campaign; files: Record<string, string>; path: string; contact: string },
): Promise<DraftPreview> {
  const compiled = await compileFile(deps, it)
  const { source, content, definition } = compiled
  const { language } = source
  const plain = { subject: content.subject, html: content.html, text: content.text, language }
  const step = definition.steps.find((one) => one.id === source.step)
  if (!step) return plain
  if (step.channel === 'x') {
    const url = shareUrl(deps, { campaignId: it.campaign.id, generation: 0, language }, 'x')
    return { ...plain, text: renderPost(content.text, { language, shareUrl: url }) }
  }
  const { subject, html, text } = await composed(deps, it, compiled)
  return { subject, html, text, language }
}

/**
 * The same as a whole mail, to be sent as a test. Null where the file is no mail.
 *
 * @param mark  what stands before the subject
 * @throws what `previewDraft` throws
 */
export async function draftMail(
  deps: Deps,
  it: { campaign: Campaign; files: Record<string, string>; path: string; contact: string; mark: string },
): Promise<OutgoingMail | null> {
  const compiled = await compileFile(deps, it)
  const { source, content, definition } = compiled
  const step = definition.steps.find((one) => one.id === source?.step)
  if (step?.channel !== 'email') return null
  const subject = `${it.mark} ${content.subject}`
  return (await composed(deps, it, { ...compiled, content: { ...content, subject } })).mail
}

async function composed(
  deps: Deps,
  it: { campaign: Campaign; contact: string },
  compiled: Compiling,
): Promise<Composed> {
  const { definition, source, institution } = compiled
  const step = definition.steps.find((one) => one.id === source.step)
  const ready = readyDraft(deps, { ...compiled, campaign: it.campaign })
  const person = await samplePerson(deps, institution.id, it.contact)
  return composeFor(deps, ready, {
    ...person,
    messageId: 0,
    generation: 0,
    variant: source.variant,
    signupId: step?.trigger === 'signup' ? 0 : null,
    pseudonym: null,
    date: deps.clock.now(),
  })
}

type Compiling = {
  source: Source
  content: Compiled
  definition: CampaignDefinition
  institution: Institution
  warnings: string[]
}

/** The file and what it leans on: the share text of its language, of a variant of the page the page without. */
async function compileFile(
  deps: Deps,
  { campaign, files, path }: { campaign: Campaign; files: Record<string, string>; path: string },
): Promise<Compiling> {
  const definition = readDefinition('campaign.yaml', files['campaign.yaml'] ?? '')
  const institution = (await institutionById(deps.db, campaign.institutionId))!
  const language = path.split('.').at(-2)
  const beside = Object.keys(files).filter(
    (one) =>
      (one.startsWith('share.') && one.split('.').at(-2) === language) ||
      (path.startsWith('landing.') && one === `landing.${language}.md`),
  )
  const some = Object.fromEntries([path, ...beside].map((one) => [one, files[one] ?? '']))
  const sources = readSources(some, definition, '')
  const { contents, warnings } = await compileAll(
    await withTemplates(deps, institution.id),
    definition,
    institution,
    sources,
  )
  const at = sources.findIndex((one) => one.path === path)
  return {
    source: sources[at]!,
    content: contents[at]!,
    definition,
    institution,
    warnings: ownOf(warnings, path),
  }
}

const ownOf = (lines: readonly string[], path: string) => lines.filter((line) => line.startsWith(`${path}:`))

function readyDraft(deps: Deps, it: Omit<Compiling, 'warnings'> & { campaign: Campaign }): Ready {
  const { source, content, definition, institution, campaign } = it
  const { urls, ...words } = content
  return {
    content: { ...words, id: 0, editionId: 0, language: source.language, links: urls.map((_, at) => at) },
    edition: {
      id: 0,
      campaignId: campaign.id,
      hash: '',
      definition,
      authorId: 0,
      createdAt: deps.clock.now(),
    },
    campaign,
    institution,
    step: definition.steps.find((one) => one.id === source.step),
    mode: 'none',
    destinations: new Map(urls.map((url, at) => [at, url])),
    shareText: '',
  }
}

type Sample = { contactId: number; address: string } & Pick<
  Person,
  'firstName' | 'lastName' | 'country' | 'city'
>

async function samplePerson(deps: Deps, institutionId: number, wanted: string): Promise<Sample> {
  const address = wanted.trim() ? await sampleAddress(deps.db, institutionId, wanted.trim()) : null
  const person = address === null ? null : await personByEmail(deps.db, institutionId, address)
  if (person?.email) return { ...person, contactId: person.id, address: person.email }
  const invented = { firstName: 'Nadia', lastName: 'Exemple', country: 'FR', city: 'Lyon' }
  return { ...invented, contactId: 0, address: 'nadia@lecteurs.example' }
}
