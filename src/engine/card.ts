import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { inLanguage } from '../core/campaign.ts'
import { readDefinition } from '../core/definition.ts'
import { AppError } from '../core/error.ts'
import { isLanguageTag, type LanguageTag } from '../core/language.ts'
import { toHex } from '../core/token.ts'
import type { Card } from '../render/card.ts'
import { readCopy } from '../render/copy.ts'
import type { Content } from '../store/campaigns.ts'
import type { Deps } from './deps.ts'
import { withBaseWords } from './landing-words.ts'
import { openLanding } from './open-landing.ts'

/** Of what a landing page says, the words of its picture: a headline of its own, else the title. */
export const headlineOf = ({ text, subject }: Pick<Content, 'text' | 'subject'>): string => text || subject

/**
 * The card behind a share link: of the campaign, the language and the variant that it was passed on in. Generation, channel
 * and person of the link make no difference, and nothing is counted.
 */
export async function sharedCard(deps: Deps, token: string): Promise<Card | null> {
  const opened = await openLanding(deps, token)
  if (!opened) return null
  const { page, edition } = opened
  const { sender, fallback } = edition.definition
  const language = page.language as LanguageTag
  return { language, institution: inLanguage(sender.name, language, fallback), title: headlineOf(page) }
}

/**
 * The card that a landing page of a draft would have. Null where there is nothing to draw: no such file or title yet, settings that
 * cannot be read, or a picture of the campaign's own in their place.
 *
 * @param files  the folder as it stands
 * @param path  `landing.ar.md`, `landing.long.ar.md`
 * @param title  as it is being typed; empty = what the file says
 */
export function draftCard(files: Readonly<Record<string, string>>, path: string, title = ''): Card | null {
  const language = path.split('.').at(-2) ?? ''
  const body = files[path]
  if (!path.startsWith('landing.') || !isLanguageTag(language)) return null
  try {
    const { sender, card, fallback } = readDefinition('campaign.yaml', files['campaign.yaml'] ?? '')
    if (card && inLanguage(card, language, fallback)) return null
    const base = path === `landing.${language}.md` ? undefined : files[`landing.${language}.md`]
    const said = body === undefined ? '' : titleIn(path, body, base)
    const shown = title.trim() || said
    return shown ? { language, institution: inLanguage(sender.name, language, fallback), title: shown } : null
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}

function titleIn(path: string, body: string, base: string | undefined): string {
  const { headline, subject } = withBaseWords(
    readCopy(path, body),
    base === undefined ? null : readCopy('landing.md', base),
  )
  return headline || subject
}

/** Names a picture by what is drawn and how (RFC 9110, section 8.8.3): known without drawing it. */
export const cardTag = (card: Card): string =>
  `"${toHex(sha256(utf8ToBytes(JSON.stringify([drawing, card.language, card.institution, card.title])))).slice(0, 16)}"`

/** One more whenever cards come to look different. */
const drawing = 1
