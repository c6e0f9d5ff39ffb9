import { inLanguage } from '../core/campaign.ts'
import { classifyHit, type Hit, type Verdict, wholeHour } from '../core/hit.ts'
import type { LanguageTag } from '../core/language.ts'
import type { Statement } from '../core/ports.ts'
import { isShareButton, type ShareButton } from '../core/share.ts'
import { type Click, openOpen, openTrace, openView, type Trace } from '../core/tokens.ts'
import { variantMark, variantNamed, waveOfMark } from '../core/variants.ts'
import type { Campaign, Edition } from '../store/campaigns.ts'
import { hitPlace, insertHit, type NewEvent } from '../store/events.ts'
import { type NewTrace, openEventStatement, traceStatement } from '../store/traces.ts'
import { composeForWeb } from './compose.ts'
import type { Deps } from './deps.ts'
import { type KnownClick, knownClick, modeOf } from './hit-place.ts'
import { writeHit } from './hit-write.ts'
import { openLanding } from './open-landing.ts'
import { intent, readyContent, type ShareSet, shareSet, shareTextOf, trackingOf } from './ready.ts'

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
  if (place.campaignMode !== 'none') await writeClick(deps, it.hit, found, button)
  if (!button) return { location: url }
  return isShareButton(button) ? shareIntentOf(deps, click, button) : null
}

type Followed = KnownClick & { trace?: Trace }

async function writeClick(deps: Deps, hit: Hit, found: Followed, button: string | null): Promise<void> {
  const { contentId, generation, linkId, variant: mark } = found.click
  const { campaignId, language, variant, institutionId } = found.place
  const kind = button ? 'share' : 'click'
  const event = {
    campaignId,
    kind,
    generation,
    language,
    variant,
    shareChannel: button,
    linkId,
    wave: waveOfMark(mark),
  }
  await writeHit(deps, hit, { contentId, linkId }, async (verdict) => [
    hitStatement(deps, verdict, event, institutionId),
    ...(await ownTrace(deps, verdict, found)),
  ])
}

async function tracedClick(deps: Deps, token: string): Promise<(KnownClick & { trace: Trace }) | null> {
  const trace = openTrace(deps.keys, token)
  const place = trace && (await hitPlace(deps.db, trace))
  return trace && place && { click: trace, trace, place }
}

async function ownTrace(deps: Deps, verdict: Verdict, { trace, place }: Followed): Promise<Statement[]> {
  if (!trace || (await modeOf(deps, place)) !== 'individual') return []
  return [traceOf(deps, verdict, { ...trace, campaignId: place.campaignId, kind: 'click' })]
}

/** The person's own app, opened with the words of the campaign and a link of their generation. */
async function shareIntentOf(
  deps: Deps,
  { contentId, generation, variant: number }: Click,
  button: ShareButton,
): Promise<{ location: string }> {
  const { content, campaign, edition } = await readyContent(deps, contentId)
  const { language } = content
  const variant = content.variant || variantNamed(edition.definition, number)
  const subject = inLanguage(edition.definition.name, language, edition.definition.fallback)
  const text = await shareTextOf(deps, edition, { language, variant })
  const passed = variantMark(edition.definition, variant, waveOfMark(number) ?? 0)
  const sharing = { campaignId: campaign.id, generation, language, variant: passed, text, subject }
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
    // Images are fetched by mail programs and their servers: where from, and how, tells nothing.
    const verdict = classifyHit({ ...it.hit, address: null, isNavigation: false })
    const event = { ...verdict, ...opened, campaignId, language, variant, at }
    const trace = traceOf(deps, verdict, { ...opened, campaignId, linkId: null, kind: 'open' })
    await deps.db.batch([openEventStatement(deps.db, event), trace])
  }
  return true
}

function traceOf(deps: Deps, verdict: Verdict, it: Omit<NewTrace, 'at' | 'class'>): Statement {
  return traceStatement(deps.db, { ...it, at: deps.clock.now(), class: verdict.class })
}

/** Nothing is counted for an institution that lets nothing be counted, whatever the campaign says. */
function hitStatement(
  deps: Deps,
  verdict: Verdict,
  event: Omit<NewEvent, 'at' | 'class' | 'reasons'>,
  institutionId: number,
): Statement {
  const at = wholeHour(deps.clock.now())
  return insertHit(deps.db, { ...event, ...verdict, at }, institutionId)
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
  /** Address of the campaign's own picture for previews. */
  card: string | null
  /** Of a link of somebody's own, which counts who joins: whether one may count in its chain as well; else null. */
  chain: { mayCount: boolean } | null
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
  const mode = trackingOf(institution, edition)
  if (it.hit && mode !== 'none') {
    const event = {
      campaignId: campaign.id,
      kind: 'visit',
      generation: share.generation,
      language: page.language,
      variant: opened.variant,
      shareChannel: share.channel,
      linkId: share.place ?? null,
    }
    const visited = { contentId: null, linkId: null }
    await writeHit(deps, it.hit, visited, async (verdict) => [
      hitStatement(deps, verdict, event, institution.id),
    ])
  }
  const { name, sender, funders, card, fallback } = edition.definition
  const language = page.language as LanguageTag
  const campaignName = inLanguage(name, language, fallback)
  const { variant } = opened
  const { generation } = share
  const passing = await sharesOf(deps, { campaign, edition, language, generation, variant })
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
    share: passing,
    funders: funders ? inLanguage(funders.text, language, fallback) : null,
    contactUrl: sender.contact ?? null,
    card: card ? inLanguage(card, language, fallback) : deps.drawCard ? `${passing.url}/card.png` : null,
    chain: share.personal && mode !== 'none' ? { mayCount: mode === 'individual' } : null,
  }
}

export async function sharesOf(
  deps: Deps,
  it: {
    campaign: Campaign
    edition: Edition
    language: LanguageTag
    generation: number
    /** Of whoever passes it on; empty = none. */
    variant: string
    /** By whose shares that was dealt out, where their links say so. */
    wave?: number | null
    personal?: number
  },
): Promise<ShareSet> {
  const subject = inLanguage(it.edition.definition.name, it.language, it.edition.definition.fallback)
  const text = await shareTextOf(deps, it.edition, it)
  return shareSet(deps, {
    campaignId: it.campaign.id,
    generation: it.generation,
    language: it.language,
    variant: variantMark(it.edition.definition, it.variant, it.wave ?? 0),
    text,
    subject,
    ...(it.personal ? { personal: it.personal } : {}),
  })
}

/** The mail as a page for everybody. Nothing is counted: the address holds no person, and a look is no act. */
export async function readMailOnline(
  deps: Deps,
  it: { token: string },
): Promise<{ html: string; language: string } | null> {
  const view = openView(deps.keys, it.token)
  const ready = view && (await readyContent(deps, view.contentId).catch(() => null))
  if (!view || !ready || ready.step?.channel !== 'email') return null
  const variant = variantNamed(ready.edition.definition, view.variant)
  return {
    html: composeForWeb(deps, ready, { ...view, variant, wave: waveOfMark(view.variant) }),
    language: ready.content.language,
  }
}
