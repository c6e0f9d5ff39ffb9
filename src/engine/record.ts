import { inLanguage } from '../core/campaign.ts'
import { classifyHit, wholeHour } from '../core/hit.ts'
import type { LanguageTag } from '../core/language.ts'
import type { Statement } from '../core/ports.ts'
import { isShareButton, type ShareButton } from '../core/share.ts'
import {
  type Click,
  openOpen,
  openShare,
  openTrace,
  openView,
  type Share,
  type Trace,
} from '../core/tokens.ts'
import {
  type Campaign,
  type Content,
  type ContentHead,
  campaignById,
  contentById,
  contentsOf,
  type Edition,
  editionById,
} from '../store/campaigns.ts'
import { hitPlace, insertHit, type NewEvent } from '../store/events.ts'
import { type Institution, institutionById } from '../store/institutions.ts'
import { type NewTrace, openEventStatement, traceStatement } from '../store/traces.ts'
import { composeForWeb } from './compose.ts'
import type { Deps } from './deps.ts'
import { type KnownClick, knownClick, modeOf } from './hit-place.ts'
import { readyLanguages, statusOfLanguages } from './languages.ts'
import { intent, readyContent, type ShareSet, shareSet, shareTextOf, trackingOf } from './ready.ts'

export type Hit = { method: string; userAgent: string | null; purpose: string | null }

/**
 * Counts a click and says where it leads: only ever to a destination of the campaign's own list. What a person who
 * agreed to be measured does is written under their pseudonym as well, while they agree.
 */
export async function followClick(
  deps: Deps,
  it: { token: string; hit: Hit },
): Promise<{ location: string } | null> {
  const found = (await knownClick(deps, it.token)) ?? (await tracedClick(deps, it.token))
  if (!found?.place.url) return null
  const { click, place } = found
  const { url } = found.place
  const button = url.startsWith('share:') ? url.slice('share:'.length) : null
  if (place.campaignMode !== 'none') {
    const event = {
      campaignId: place.campaignId,
      kind: button ? 'share' : 'click',
      generation: click.generation,
      language: place.language,
      variant: place.variant,
      shareChannel: button,
      linkId: click.linkId,
    }
    await deps.db.batch([
      hitStatement(deps, it.hit, event, place.institutionId),
      ...(await ownTrace(deps, it.hit, found)),
    ])
  }
  if (!button) return { location: url }
  return isShareButton(button) ? shareIntentOf(deps, click, button) : null
}

async function tracedClick(deps: Deps, token: string): Promise<(KnownClick & { trace: Trace }) | null> {
  const trace = openTrace(deps.keys, token)
  const place = trace && (await hitPlace(deps.db, trace))
  return trace && place && { click: trace, trace, place }
}

async function ownTrace(
  deps: Deps,
  hit: Hit,
  { trace, place }: KnownClick & { trace?: Trace },
): Promise<Statement[]> {
  if (!trace || (await modeOf(deps, place)) !== 'individual') return []
  return [traceOf(deps, hit, { ...trace, campaignId: place.campaignId, kind: 'click' })]
}

/** The person's own app, opened with the words of the campaign and a link of their generation. */
async function shareIntentOf(
  deps: Deps,
  { contentId, generation }: Click,
  button: ShareButton,
): Promise<{ location: string }> {
  const { content, campaign, edition, shareText } = await readyContent(deps, contentId)
  const { language } = content
  const subject = inLanguage(edition.definition.name, language, edition.definition.fallback)
  const sharing = { campaignId: campaign.id, generation, language, text: shareText, subject }
  return { location: intent(deps, sharing, button) }
}

/**
 * Counts that a mail was opened, and writes it under the reader's pseudonym: both only while that reader agrees. No
 * decision leans on it: programs open mails too, and people read without images.
 *
 * @returns false for an address that we did not make
 */
export async function recordOpen(deps: Deps, it: { token: string; hit: Hit }): Promise<boolean> {
  const opened = openOpen(deps.keys, it.token)
  const place = opened && (await hitPlace(deps.db, { contentId: opened.contentId, linkId: null }))
  if (!opened || !place) return false
  if ((await modeOf(deps, place)) === 'individual') {
    const { campaignId, language, variant } = place
    const at = wholeHour(deps.clock.now())
    const event = { ...classifyHit(it.hit), ...opened, campaignId, language, variant, at }
    const trace = traceOf(deps, it.hit, { ...opened, campaignId, linkId: null, kind: 'open' })
    await deps.db.batch([openEventStatement(deps.db, event), trace])
  }
  return true
}

function traceOf(deps: Deps, hit: Hit, it: Omit<NewTrace, 'at' | 'class'>): Statement {
  return traceStatement(deps.db, { ...it, at: deps.clock.now(), class: classifyHit(hit).class })
}

/** Nothing is counted for an institution that lets nothing be counted, whatever the campaign says. */
function hitStatement(
  deps: Deps,
  hit: Hit,
  event: Omit<NewEvent, 'at' | 'class' | 'reasons'>,
  institutionId: number,
): Statement {
  const at = wholeHour(deps.clock.now())
  return insertHit(deps.db, { ...event, ...classifyHit(hit), at }, institutionId)
}

export type Landing = {
  campaign: string
  institution: string
  language: LanguageTag
  /** Languages in which the page and everything after it is ready. */
  languages: LanguageTag[]
  title: string
  description: string
  /** Safe: made by our own compiler from reviewed copy. */
  html: string
  over: boolean
  token: string
  share: ShareSet
  funders: string | null
  contactUrl: string | null
}

/**
 * The page behind a share link, and the visit counted.
 *
 * @param hit       null when the page is shown once more to somebody who is there already
 * @param language  the reader's wish; else the language of the link
 */
export async function readLanding(
  deps: Deps,
  it: { token: string; hit: Hit | null; language?: string | undefined },
): Promise<Landing | null> {
  const opened = await openLanding(deps, it.token, it.language)
  if (!opened) return null
  const { share, campaign, edition, institution, page, pages } = opened
  if (it.hit && trackingOf(institution, edition) !== 'none') {
    const event = {
      campaignId: campaign.id,
      kind: 'visit',
      generation: share.generation,
      language: page.language,
      shareChannel: share.channel,
    }
    await hitStatement(deps, it.hit, event, institution.id).run()
  }
  const { name, sender, funders, fallback } = edition.definition
  const language = page.language as LanguageTag
  const campaignName = inLanguage(name, language, fallback)
  return {
    campaign: campaignName,
    institution: inLanguage(sender.name, language, fallback),
    language,
    languages: pages.map((one) => one.language as LanguageTag),
    title: page.subject,
    description: page.preheader,
    html: page.html,
    over: campaign.state === 'finished',
    token: it.token,
    share: await sharesOf(deps, { campaign, edition, language, generation: share.generation }),
    funders: funders ? inLanguage(funders.text, language, fallback) : null,
    contactUrl: sender.contact ?? null,
  }
}

export async function sharesOf(
  deps: Deps,
  it: { campaign: Campaign; edition: Edition; language: LanguageTag; generation: number },
): Promise<ShareSet> {
  const subject = inLanguage(it.edition.definition.name, it.language, it.edition.definition.fallback)
  const text = await shareTextOf(deps, it.edition, it.language)
  return shareSet(deps, {
    campaignId: it.campaign.id,
    generation: it.generation,
    language: it.language,
    text,
    subject,
  })
}

export type OpenedLanding = {
  share: Share
  campaign: Campaign
  edition: Edition
  institution: Institution
  page: Content
  /** Every language of the page that is ready. */
  pages: ContentHead[]
}

/** What a share token leads to; null for a forged one and for a campaign without a page that is ready. */
export async function openLanding(deps: Deps, token: string, wish?: string): Promise<OpenedLanding | null> {
  const share = openShare(deps.keys, token)
  const campaign = share && (await campaignById(deps.db, share.campaignId))
  const editionId = campaign?.runningEditionId ?? campaign?.editionId
  const edition = editionId ? await editionById(deps.db, editionId) : undefined
  if (!share || !campaign || !edition) return null
  const contents = await contentsOf(deps.db, edition.id)
  const ready: readonly string[] = readyLanguages(statusOfLanguages(edition.definition, contents))
  const pages = contents.filter(
    (one) => one.step === 'landing' && one.status !== 'draft' && ready.includes(one.language),
  )
  const inOrder = [wish, share.language, edition.definition.fallback]
  const head = inOrder.map((tag) => pages.find((one) => one.language === tag)).find(Boolean) ?? pages[0]
  const page = head && (await contentById(deps.db, head.id))
  const institution = await institutionById(deps.db, campaign.institutionId)
  return page && institution ? { share, campaign, edition, institution, page, pages } : null
}

/** The mail as a page for everybody. Nothing is counted: the address holds no person, and a look is no act. */
export async function readMailOnline(
  deps: Deps,
  it: { token: string },
): Promise<{ html: string; language: string } | null> {
  const view = openView(deps.keys, it.token)
  const ready = view && (await readyContent(deps, view.contentId).catch(() => null))
  if (!view || !ready || ready.step?.channel !== 'email') return null
  return { html: composeForWeb(deps, ready, view.generation), language: ready.content.language }
}
