import { z } from 'zod'
import { inLanguage } from '../core/campaign.ts'
import { cleanText } from '../core/contact.ts'
import { AppError } from '../core/error.ts'
import { isLanguageTag, type LanguageTag } from '../core/language.ts'
import { qrCode } from '../core/qr.ts'
import { placeLink, placeOf } from '../core/share.ts'
import { sealShare } from '../core/tokens.ts'
import { ofVariant } from '../core/variants.ts'
import { words } from '../i18n/words.ts'
import { type Poster, type PosterSize, posterPage, posterSizes, posterSvg } from '../render/poster.ts'
import {
  type Campaign,
  type ContentHead,
  contentById,
  contentsOf,
  type Edition,
  editionById,
  ensureLinks,
  linksOf,
} from '../store/campaigns.ts'
import { talliesOf } from '../store/events.ts'
import { newestEdition } from './approve.ts'
import type { Deps } from './deps.ts'
import { readyLanguages, statusOfLanguages } from './languages.ts'
import { campaignNamed } from './named.ts'

export const posterInput = z.strictObject({
  campaign: z.string(),
  language: z.string().optional(),
  size: z.enum(posterSizes, 'write A4 or A3').default('A4'),
  place: z.string().optional(),
  as: z.enum(['svg', 'html'], 'write svg or html').default('svg'),
})

export type PosterWish = { language?: string | undefined; size: PosterSize; place?: string | undefined }
export type Drawn = {
  language: LanguageTag
  size: PosterSize
  place: string | null
  url: string
  poster: Poster
}

/**
 * A campaign's poster: the words of its landing page, and a code that leads there. With a place, visits over this
 * poster are counted apart from those of all others.
 *
 * @throws AppError `unpublished` | `language` | `place`
 */
export async function drawPoster(deps: Deps, campaign: Campaign, it: PosterWish): Promise<Drawn> {
  const edition = await editionBehind(deps, campaign)
  const { name, sender, funders, fallback } = edition.definition
  const page = await landingIn(deps, edition, it.language ?? fallback ?? undefined)
  const { language } = page
  const place = it.place === undefined ? null : placeName(it.place)
  const share = { campaignId: campaign.id, generation: 0, channel: 'qr', language } as const
  const found = place
    ? (await ensureLinks(deps.db, campaign.id, [placeLink(place)])).get(placeLink(place))
    : undefined
  const url = `${deps.settings.publicUrl}/s/${sealShare(deps.keys, { ...share, ...(found ? { place: found } : {}) })}`
  const { scan, qrLabel } = words(language).sharing
  const poster: Poster = {
    language,
    institution: inLanguage(sender.name, language, fallback),
    title: page.subject || inLanguage(name, language, fallback),
    text: page.preheader,
    scan,
    qrLabel,
    qr: qrCode(url, 'Q'),
    funders: funders ? inLanguage(funders.text, language, fallback) : null,
    place,
  }
  return { language, size: it.size, place, url, poster }
}

/** The verb as operators say it; `file` is what stands in the file. */
export async function posterNamed(deps: Deps, { as, ...it }: z.infer<typeof posterInput>) {
  const { poster, ...drawn } = await drawPoster(deps, await campaignNamed(deps, it.campaign), it)
  const draw = as === 'html' ? posterPage : posterSvg
  return { ...drawn, file: draw(poster, it.size) }
}

/** One line of letters and what joins them: it is printed, and read in figures. */
function placeName(text: string): string {
  const place = cleanText(text)
  if (place && place.length <= 80) return place
  throw new AppError('invalid', 'place', '--place: write a name of 80 letters at most')
}

/** What visitors find behind the code: of a campaign under way the edition that runs. */
async function editionBehind(deps: Deps, campaign: Campaign): Promise<Edition> {
  const running = campaign.runningEditionId
    ? await editionById(deps.db, campaign.runningEditionId)
    : undefined
  return running ?? (await newestEdition(deps, campaign))
}

async function landingIn(deps: Deps, edition: Edition, wish: string | undefined) {
  const pages = await landingsOf(deps, edition)
  const head = wish === undefined ? pages[0] : pages.find((one) => one.language === wish)
  const page = head && (await contentById(deps.db, head.id))
  if (page && isLanguageTag(page.language)) return { ...page, language: page.language }
  const there = pages.map((one) => one.language).join(', ') || 'none'
  throw new AppError('not_found', 'language', `there is no landing page in ${wish}; ready are: ${there}`)
}

async function landingsOf(deps: Deps, edition: Edition): Promise<ContentHead[]> {
  const contents = await contentsOf(deps.db, edition.id)
  const ready: readonly string[] = readyLanguages(statusOfLanguages(edition.definition, contents))
  const landings = contents.filter(
    (one) => one.step === 'landing' && one.status !== 'draft' && ready.includes(one.language),
  )
  // A poster is of no variant.
  return [...Map.groupBy(landings, (one) => one.language).values()].map((pages) => ofVariant(pages, '')!)
}

/** Languages in which a poster can be drawn, and the places named so far with the people who came over them. */
export async function readPosters(
  deps: Deps,
  campaign: Campaign,
): Promise<{ languages: LanguageTag[]; places: { place: string; visits: number }[] }> {
  const edition = await editionBehind(deps, campaign)
  const [pages, tallies, links] = [
    await landingsOf(deps, edition),
    await talliesOf(deps.db, campaign.id),
    await linksOf(deps.db, campaign.id),
  ]
  const human = tallies.filter((one) => one.kind === 'visit' && one.class === 'human')
  const places = [...links.values()].flatMap((url) => {
    const place = placeOf(url)
    const visits = human.filter((one) => one.url === url).reduce((sum, one) => sum + one.count, 0)
    return place === null ? [] : [{ place, visits }]
  })
  const languages = pages.map((one) => one.language).filter(isLanguageTag)
  return { languages, places: places.sort((a, b) => b.visits - a.visits || a.place.localeCompare(b.place)) }
}
