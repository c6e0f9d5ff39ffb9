import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { inLanguage } from '../core/campaign.ts'
import type { LanguageTag } from '../core/language.ts'
import { toHex } from '../core/token.ts'
import type { Card } from '../render/card.ts'
import type { Content } from '../store/campaigns.ts'
import type { Deps } from './deps.ts'
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

/** Names a picture by what is drawn and how (RFC 9110, section 8.8.3): known without drawing it. */
export const cardTag = (card: Card): string =>
  `"${toHex(sha256(utf8ToBytes(JSON.stringify([drawing, card.language, card.institution, card.title])))).slice(0, 16)}"`

/** One more whenever cards come to look different. */
const drawing = 1
