import { openShare, type Share } from '../core/tokens.ts'
import { ofVariant, variantNamed } from '../core/variants.ts'
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
import { type Institution, institutionById } from '../store/institutions.ts'
import { liveShare } from '../store/shares.ts'
import type { Deps } from './deps.ts'
import { readyLanguages, statusOfLanguages } from './languages.ts'

export type OpenedLanding = {
  share: Share
  campaign: Campaign
  edition: Edition
  institution: Institution
  page: Content
  /** That the link was passed on in; empty = none. */
  variant: string
  /** Every language of the page that is ready. */
  pages: ContentHead[]
}

/** What a share token leads to; null for a forged one and for a campaign without a page that is ready. */
export async function openLanding(deps: Deps, token: string, wish?: string): Promise<OpenedLanding | null> {
  const share = await openShareLink(deps, token)
  const campaign = share && (await campaignById(deps.db, share.campaignId))
  const editionId = campaign?.runningEditionId ?? campaign?.editionId
  const edition = editionId ? await editionById(deps.db, editionId) : undefined
  if (!share || !campaign || !edition) return null
  const contents = await contentsOf(deps.db, edition.id)
  const ready: readonly string[] = readyLanguages(statusOfLanguages(edition.definition, contents))
  const landings = contents.filter(
    (one) => one.step === 'landing' && one.status !== 'draft' && ready.includes(one.language),
  )
  const variant = variantNamed(edition.definition, share.variant)
  const pages = [...Map.groupBy(landings, (one) => one.language).values()].map(
    (written) => ofVariant(written, variant)!,
  )
  const inOrder = [wish, share.language, edition.definition.fallback]
  const head = inOrder.map((tag) => pages.find((one) => one.language === tag)).find(Boolean) ?? pages[0]
  const page = head && (await contentById(deps.db, head.id))
  const institution = await institutionById(deps.db, campaign.institutionId)
  return page && institution ? { share, campaign, edition, institution, page, variant, pages } : null
}

/** A link of somebody's own is one like all others once they have left, or where it says what their row does not. */
async function openShareLink(deps: Deps, token: string): Promise<Share | null> {
  const share = openShare(deps.keys, token)
  if (!share?.personal) return share
  const own = await liveShare(deps.db, share.personal)
  if (own?.campaignId === share.campaignId && own.generation === share.generation) return share
  const { personal: _, ...common } = share
  return common
}
