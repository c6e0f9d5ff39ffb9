import type { CampaignDefinition } from '../../../core/campaign.ts'
import { AppError, Problems } from '../../../core/error.ts'
import type { LanguageTag } from '../../../core/language.ts'
import { addressWeight, longestPost, postLength } from '../../../core/post-length.ts'
import { draftCard } from '../../../engine/card.ts'
import type { Deps } from '../../../engine/deps.ts'
import { lintFile } from '../../../engine/draft-preview.ts'
import { bodiesOf, type Draft, noBase } from '../../../engine/drafts.ts'
import { emptyCopy } from '../../../engine/new-folder.ts'
import type { Card } from '../../../render/card.ts'
import { renderPost } from '../../../render/message.ts'
import { mailVariables, postVariables, requestVariables, signupVariables } from '../../../render/variables.ts'
import type { Campaign } from '../../../store/campaigns.ts'
import { type CopyFields, fieldsIn } from './copy-text.ts'
import { definitionOf } from './overview-view.ts'

export type CopyView = {
  slug: string
  path: string
  exists: boolean
  /** Which state of the file the form begins from. */
  base: string
  /** The file as the form shows it, and its parts where it has any. */
  text: string
  fields: CopyFields | null
  kind: 'mail' | 'landing' | 'plain' | 'settings'
  language: string | null
  variables: readonly string[]
  /** Languages in which the same text is written, this one left out. */
  others: readonly string[]
  source: { language: string; fields: CopyFields } | null
  /** Of what goes to a network: its characters as the network counts them. */
  length: { count: number; limit: number } | null
  /** What the picture of a landing page says; null = none is drawn. */
  card: Card | null
  problems: readonly string[]
  warnings: readonly string[]
}

type Question = {
  campaign: Campaign
  draft: Record<string, Draft>
  path: string
  /** What the form holds; null = what is saved. */
  typed: string | null
  /** Language of the text beside it; empty = the fallback of the campaign. */
  source: string
  /** Of a file that is not there yet: the language whose text it begins with. */
  from: string
  /** One field for all of it, front matter too. */
  whole: boolean
}

/** One file of a draft, ready to be written. */
export async function copyView(deps: Deps, it: Question): Promise<CopyView> {
  const { campaign, draft, path, typed } = it
  const files = bodiesOf(draft)
  const definition = definitionOf(files)
  const saved = draft[path]
  const text = typed ?? saved?.body ?? beginning(path, files, it.from)
  const fields = it.whole ? null : fieldsIn(path, text)
  const others = otherLanguages(path, files)
  return {
    slug: campaign.slug,
    path,
    exists: saved !== undefined,
    base: saved?.base ?? noBase,
    text,
    fields,
    kind: kindOf(path),
    language: languageOf(path),
    variables: variablesFor(path, definition),
    others,
    source: sourceText(path, files, others, it.source || (definition?.fallback ?? '')),
    length: lengthOf(path, text),
    card: deps.drawCard ? draftCard({ ...files, [path]: text }, path) : null,
    ...(await findings(deps, campaign, { ...files, [path]: text }, path)),
  }
}

export const languageOf = (path: string): string | null =>
  path === 'campaign.yaml' ? null : (path.split('.').at(-2) ?? null)

/** The same text in another language: `invitation.fr.md` → `invitation.nl.md`. */
export const inOther = (path: string, language: string): string =>
  path.replace(/\.[^.]+(\.[^.]+)$/, (_, end) => `.${language}${end}`)

function kindOf(path: string): CopyView['kind'] {
  if (path === 'campaign.yaml') return 'settings'
  if (path.endsWith('.txt')) return 'plain'
  return path.startsWith('landing.') ? 'landing' : 'mail'
}

function otherLanguages(path: string, files: Record<string, string>): string[] {
  if (path === 'campaign.yaml') return []
  const found = Object.keys(files).filter((one) => one !== path && inOther(one, '') === inOther(path, ''))
  return found.map((one) => languageOf(one)!).sort()
}

function beginning(path: string, files: Record<string, string>, from: string): string {
  if (path === 'campaign.yaml') return ''
  const other = from ? files[inOther(path, from)] : undefined
  return other === undefined ? emptyCopy(path) : other.replace(/^status:[^\r\n]*/m, 'status: draft')
}

function sourceText(
  path: string,
  files: Record<string, string>,
  others: readonly string[],
  wanted: string,
): CopyView['source'] {
  const language = others.includes(wanted) ? wanted : others[0]
  const fields = language ? fieldsIn(path, files[inOther(path, language)] ?? '') : null
  return language && fields ? { language, fields } : null
}

function variablesFor(path: string, definition: CampaignDefinition | null): readonly string[] {
  const step = definition?.steps.find(({ id }) => id === path.split('.')[0])
  if (!step) return []
  if (step.channel === 'x') return postVariables
  if (step.trigger === 'signup') return signupVariables
  return step.trigger === 'request' ? requestVariables : mailVariables
}

function lengthOf(path: string, text: string): CopyView['length'] {
  const fields = path.endsWith('.txt') ? fieldsIn(path, text) : null
  if (!fields) return null
  const body = fields.body.trim()
  if (path.startsWith('share.')) return { count: postLength(body) + 1 + addressWeight, limit: longestPost }
  try {
    const language = languageOf(path) as LanguageTag
    const post = renderPost(body, { language, shareUrl: 'https://x.example/' })
    return { count: postLength(post), limit: longestPost }
  } catch {
    // Braces that do not close: the linter says where.
    return { count: postLength(body), limit: longestPost }
  }
}

async function findings(deps: Deps, campaign: Campaign, files: Record<string, string>, path: string) {
  try {
    return await lintFile(deps, { campaign, files, path })
  } catch (error) {
    if (error instanceof Problems) return { problems: error.lines, warnings: [] }
    if (error instanceof AppError) return { problems: [error.message], warnings: [] }
    throw error
  }
}
