import type { CampaignDefinition, Step } from '../../../core/campaign.ts'
import { inLanguage, isNotice } from '../../../core/campaign.ts'
import { readDefinition } from '../../../core/definition.ts'
import { AppError, Problems } from '../../../core/error.ts'
import { languageTags } from '../../../core/language.ts'
import type { Deps } from '../../../engine/deps.ts'
import { bodiesOf, draftOf } from '../../../engine/drafts.ts'
import { audienceQuestion, funnel } from '../../../engine/funnel.ts'
import { type LanguageStatus, statusOfLanguages } from '../../../engine/languages.ts'
import { checkFolder } from '../../../engine/publish.ts'
import type { DeskLanguage } from '../../../i18n/desk/words.ts'
import { readCopy } from '../../../render/copy.ts'
import type { Campaign } from '../../../store/campaigns.ts'
import type { Officer } from '../../../store/institutions.ts'
import { type Shown, shownColumn } from '../small-cells.ts'

export type Cell = { path: string; status: LanguageStatus | 'unreadable'; changed: boolean }
export type OverviewView = {
  slug: string
  name: string
  languages: readonly { tag: string; status: LanguageStatus; readers: Shown }[]
  /** `name`: of a step, with its variant, or `landing` or `share`; a cell per language, in their order. */
  rows: readonly { name: string; cells: readonly Cell[] }[]
  /** Files that fit into no row. */
  others: readonly string[]
  checks: readonly { name: 'definition' | 'languages' | 'fallback' | 'published'; done: boolean }[]
  findings: readonly string[]
  settingsChanged: boolean
  /** Whether readers were counted. */
  counted: boolean
}

/**
 * What is written of a campaign, and what is still to be written, before it is published.
 *
 * @param counts  whether to count the readers of each language, over the whole audience
 * @param checks  false = without what the check of the folder finds
 */
export async function overviewView(
  deps: Deps,
  it: { campaign: Campaign; officer: Officer; language: DeskLanguage; counts: boolean; checks?: boolean },
): Promise<OverviewView> {
  const { campaign, officer, language } = it
  const draft = await draftOf(deps, campaign)
  const files = bodiesOf(draft)
  const definition = definitionOf(files)
  const cells = cellsOf(draft)
  const readers = definition && it.counts ? await readersOf(deps, campaign, definition) : {}
  const tags = languageTags.filter((tag) => cells.some((cell) => cell.language === tag) || readers[tag])
  const statuses = definition
    ? statusOfLanguages(definition, withVariants(definition, cells.filter(isReadable)))
    : {}
  const shown = shownColumn(
    tags.map((tag) => readers[tag] ?? 0),
    officer.role === 'analyst',
  )
  const languages = tags
    .map((tag, at) => ({ tag, status: statuses[tag] ?? ('missing' as const), readers: shown[at]! }))
    .sort(
      (a, b) =>
        Number(b.readers === 'hidden' ? 0 : b.readers) - Number(a.readers === 'hidden' ? 0 : a.readers),
    )
  const names = rowNames(definition, cells)
  const rows = names.map((name) => ({
    name,
    cells: languages.map(({ tag }) => cellFor(name, tag, cells, definition)),
  }))
  const placed = new Set(rows.flatMap((row) => row.cells.map((cell) => cell.path)))
  const findings = it.checks === false ? [] : await findingsOf(deps, campaign, officer, files)
  const ready = (tag: string) => statuses[tag] === 'reviewed' || statuses[tag] === 'machine'
  const fallback = definition?.fallback
  return {
    slug: campaign.slug,
    name: definition ? inLanguage(definition.name, language, definition.fallback) : campaign.slug,
    languages,
    rows,
    others: Object.keys(files).filter((path) => path !== 'campaign.yaml' && !placed.has(path)),
    checks: [
      { name: 'definition', done: definition !== null },
      { name: 'languages', done: languages.some(({ tag }) => ready(tag)) },
      { name: 'fallback', done: definition !== null && (!fallback || ready(fallback)) },
      { name: 'published', done: Object.values(draft).every(({ changed }) => !changed) },
    ],
    findings,
    settingsChanged: draft['campaign.yaml']?.changed ?? false,
    counted: it.counts,
  }
}

export function definitionOf(files: Record<string, string>): CampaignDefinition | null {
  try {
    return readDefinition('campaign.yaml', files['campaign.yaml'] ?? '')
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}

type Found = Cell & { name: string; step: string; variant: string; language: string; status: string }

function cellsOf(draft: Awaited<ReturnType<typeof draftOf>>): Found[] {
  return Object.entries(draft).flatMap(([path, { body, changed }]) => {
    const [, step, variant = '', language] = /^([^.]+)(?:\.([^.]+))?\.([^.]+)\.(?:md|txt)$/.exec(path) ?? []
    if (!step || !language) return []
    const name = variant ? `${step}.${variant}` : step
    return [{ path, name, step, variant, language, status: statusOf(path, body), changed }]
  })
}

function statusOf(path: string, body: string): Cell['status'] {
  try {
    return readCopy(path, body).status
  } catch (error) {
    if (error instanceof AppError) return 'unreadable'
    throw error
  }
}

const isReadable = ({ status }: Found) => status !== 'unreadable'

/** Every text that the steps need, then the page and the words to pass on, then what else is there. */
function rowNames(definition: CampaignDefinition | null, cells: readonly Found[]): string[] {
  const steps = definition?.steps ?? []
  const needed = steps.flatMap((step) => stepNames(step, cells, definition?.experiment?.slots))
  const passing = definition && !isNotice(definition) ? ['landing', 'share'] : []
  return [...new Set([...needed, ...passing, ...cells.map((cell) => cell.name)])]
}

/** One text for all variants is enough, and all there is to write where they differ by their hours alone. */
function stepNames({ id, variants }: Step, cells: readonly Found[], slots: Record<string, string> = {}) {
  if (!variants) return [id]
  const own = cells.filter(({ step }) => step === id)
  const isShared = own.some(({ variant }) => !variant) || variants.every((one) => one in slots)
  return isShared && own.every(({ variant }) => !variant) ? [id] : variants.map((one) => `${id}.${one}`)
}

/** As it will be published: a text without a variant stands for those that have none of their own. */
const withVariants = ({ steps }: CampaignDefinition, cells: readonly Found[]): Found[] =>
  cells.flatMap((cell) => {
    const variants = cell.variant ? undefined : steps.find(({ id }) => id === cell.step)?.variants
    const has = (name: string) =>
      cells.some((one) => one.name === `${cell.step}.${name}` && one.language === cell.language)
    return variants ? variants.filter((one) => !has(one)).map((variant) => ({ ...cell, variant })) : [cell]
  })

function cellFor(
  name: string,
  tag: string,
  cells: readonly Found[],
  definition: CampaignDefinition | null,
): Cell {
  const found = cells.find((cell) => cell.name === name && cell.language === tag)
  const [step, variant] = name.split('.')
  const shared = variant && cells.find((cell) => cell.name === step && cell.language === tag)
  const isPlain = step === 'share' || definition?.steps.find(({ id }) => id === step)?.channel === 'x'
  return (
    found ??
    (shared || null) ?? {
      path: `${name}.${tag}.${isPlain ? 'txt' : 'md'}`,
      status: 'missing',
      changed: false,
    }
  )
}

/** People of the audience by the language they would read, as if every language were written. */
async function readersOf(
  deps: Deps,
  { institutionId, id }: Campaign,
  definition: CampaignDefinition,
): Promise<Record<string, number>> {
  try {
    const asked = await audienceQuestion(deps, institutionId, definition.audience, definition.fallback)
    const own = { campaignId: id, list: definition.list.id, notice: isNotice(definition) }
    return (await funnel(deps, { ...asked, ...own })).byLanguage
  } catch (error) {
    // A segment or campaign that is not there: the check list says so.
    if (error instanceof AppError) return {}
    throw error
  }
}

async function findingsOf(deps: Deps, { slug }: Campaign, author: Officer, files: Record<string, string>) {
  try {
    const checked = { ...author, role: author.role === 'analyst' ? 'reviewer' : author.role }
    return await checkFolder(deps, { slug, files, author: checked, place: '' })
  } catch (error) {
    if (error instanceof Problems) return error.lines
    if (error instanceof AppError) return [error.message]
    throw error
  }
}
