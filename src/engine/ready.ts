import { isAnswer, isNotice, type Step, strictest, type TrackingMode } from '../core/campaign.ts'
import { AppError } from '../core/error.ts'
import { isLanguageTag, type LanguageTag } from '../core/language.ts'
import { type ShareButton, shareButtons, shareIntent, shareLink } from '../core/share.ts'
import { type Click, type ShareChannel, sealClick, sealShare, sealTrace } from '../core/tokens.ts'
import { ofVariant, waveOfMark } from '../core/variants.ts'
import {
  type Campaign,
  type Content,
  campaignById,
  contentById,
  contentsOf,
  type Edition,
  editionById,
  linksOf,
} from '../store/campaigns.ts'
import { type Institution, institutionById } from '../store/institutions.ts'
import type { Deps } from './deps.ts'
import { type Timing, timingOf } from './timing.ts'

/** A content with all that is needed to say it to somebody, or to answer when somebody comes back from it. */
export type Ready = {
  content: Content & { language: LanguageTag }
  edition: Edition
  campaign: Campaign
  institution: Institution
  /** Undefined for the landing page and the share text, which are no steps. */
  step: Step | undefined
  mode: TrackingMode
  /** Destinations by row. */
  destinations: ReadonlyMap<number, string>
  shareText: string
  /** Of what is about to be sent: whether its hour has come. */
  timing?: Timing | null
}

/** @throws AppError `content` when the row does not exist */
export async function readyContent(deps: Deps, contentId: number): Promise<Ready> {
  const content = await contentById(deps.db, contentId)
  const edition = content && (await editionById(deps.db, content.editionId))
  const campaign = edition && (await campaignById(deps.db, edition.campaignId))
  if (!content || !edition || !campaign || !isLanguageTag(content.language)) {
    throw new AppError('not_found', 'content', `there is no content ${contentId}`)
  }
  const institution = (await institutionById(deps.db, campaign.institutionId))!
  return {
    content: { ...content, language: content.language },
    edition,
    campaign,
    institution,
    step: edition.definition.steps.find((step) => step.id === content.step),
    mode: trackingOf(institution, edition),
    destinations: await linksOf(deps.db, campaign.id),
    shareText: await shareTextOf(deps, edition, content),
  }
}

/** The same, for messages that are due: with the windows and holidays that decide about each. */
export async function readyToSend(deps: Deps, contentId: number): Promise<Ready> {
  const ready = await readyContent(deps, contentId)
  const { step, institution, edition } = ready
  if (step?.trigger !== 'launch') return ready
  return { ...ready, timing: await timingOf(deps, { institution, definition: edition.definition, step }) }
}

/** The strictest of institution and campaign; what a person may have agreed to beyond that is asked where it counts. */
export function trackingOf(institution: Institution, edition: Edition): TrackingMode {
  return strictest(institution.trackingMode as TrackingMode, edition.definition.tracking)
}

/** Whether a message of this content measures those who agreed to it: an answer or a notice never does. */
export function isMeasured({ mode, step, edition }: Ready): boolean {
  return mode === 'individual' && step !== undefined && !isAnswer(step) && !isNotice(edition.definition)
}

/** The prewritten words in a language, else in the fallback, else none: the link then speaks for itself. */
export async function shareTextOf(
  deps: Deps,
  edition: Edition,
  { language, variant }: { language: string; variant: string },
): Promise<string> {
  const texts = (await contentsOf(deps.db, edition.id)).filter(
    (one) => one.step === 'share' && one.status !== 'draft',
  )
  const written = (tag: string | null) =>
    ofVariant(
      texts.filter((one) => one.language === tag),
      variant,
    )
  const head = written(language) ?? written(edition.definition.fallback)
  return head ? (await contentById(deps.db, head.id))!.text.trim() : ''
}

export type Sharing = {
  campaignId: number
  generation: number
  language: LanguageTag
  personal?: number
  /** Number of the variant that is passed on (core/variants). */
  variant?: number
}

/** Address of the landing page for people who come over `channel` from somebody in `generation`. */
export function shareUrl(deps: Deps, it: Sharing, channel: ShareChannel): string {
  const { campaignId, generation, language, personal, variant } = it
  const rest = { ...(personal ? { personal } : {}), ...(variant ? { variant } : {}) }
  const share = { campaignId, generation, language, channel, ...rest }
  return `${deps.settings.publicUrl}/s/${sealShare(deps.keys, share)}`
}

export type ShareSet = {
  /** To be copied. */
  url: string
  buttons: { button: ShareButton; href: string }[]
  /** Address of the picture of a code that leads to the same page; most readers never look at it. */
  code: string
}

/** Buttons that open the person's own app with the words and a link of their generation in it. */
export function shareSet(deps: Deps, it: Sharing & { text: string; subject: string }): ShareSet {
  const buttons = shareButtons.map((button) => ({ button, href: intent(deps, it, button) }))
  // Of the same server, whatever its name: the path is enough.
  const code = `${new URL(shareUrl(deps, it, 'qr')).pathname}/code.svg`
  return { url: shareUrl(deps, it, 'page'), buttons, code }
}

export function intent(
  deps: Deps,
  it: Sharing & { text: string; subject: string },
  button: ShareButton,
): string {
  return shareIntent(button, { text: it.text, subject: it.subject, url: shareUrl(deps, it, button) })
}

/** Where each place of the copy leads: over our counter, or straight in mode `none`. */
export function wrappedLinks(
  deps: Deps,
  ready: Ready,
  it: { generation: number; pseudonym: number | null; variant?: number },
): string[] {
  const { content, mode, destinations } = ready
  const { generation, pseudonym, variant } = it
  const measured = pseudonym !== null && isMeasured(ready)
  return content.links.map((linkId) => {
    const click = { linkId, contentId: content.id, generation, ...(variant ? { variant } : {}) }
    if (mode === 'none') return destinations.get(linkId)!
    return measured
      ? `${deps.settings.publicUrl}/c/${sealTrace(deps.keys, { ...click, pseudonym })}`
      : clickUrl(deps, click)
  })
}

/**
 * The share buttons of a mail: a press is counted on its way to the app, unless nothing may be. Never under a
 * pseudonym: the mail promises that nobody will know who passed it on.
 */
export function wrappedShares(
  deps: Deps,
  ready: Ready,
  { generation, variant }: { generation: number; variant: number },
  subject: string,
): Record<ShareButton, string> {
  const { content, mode, destinations, campaign } = ready
  const rows = new Map([...destinations].map(([id, url]) => [url, id]))
  const it = {
    campaignId: campaign.id,
    generation,
    language: content.language,
    text: ready.shareText,
    subject,
    variant,
  }
  // A content of a variant says which; any other is told whose mail it is in.
  const told = content.variant && waveOfMark(variant) === null ? {} : { variant }
  return Object.fromEntries(
    shareButtons.map((button) => {
      const linkId = rows.get(shareLink(button))
      const counted = mode !== 'none' && linkId !== undefined
      return [
        button,
        counted
          ? clickUrl(deps, { linkId, contentId: content.id, generation, ...told })
          : intent(deps, it, button),
      ]
    }),
  ) as Record<ShareButton, string>
}

function clickUrl(deps: Deps, it: Click): string {
  return `${deps.settings.publicUrl}/c/${sealClick(deps.keys, it)}`
}
