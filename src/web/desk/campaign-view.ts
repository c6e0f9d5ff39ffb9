import { type CampaignState, inLanguage } from '../../core/campaign.ts'
import type { R } from '../../core/cascade/measure.ts'
import type { LanguageTag } from '../../core/language.ts'
import { zoneOf } from '../../core/time.ts'
import { isApproved } from '../../engine/approve.ts'
import { cascade } from '../../engine/cascade.ts'
import type { Deps } from '../../engine/deps.ts'
import type { Funnel } from '../../engine/funnel.ts'
import { type LanguageStatus, statusOfLanguages } from '../../engine/languages.ts'
import { shareUrl } from '../../engine/ready.ts'
import { type Review, reviewOf } from '../../engine/review.ts'
import { type Stats, stats } from '../../engine/stats.ts'
import { type Stopped, stoppedOf } from '../../engine/stop.ts'
import type { DeskLanguage } from '../../i18n/desk/words.ts'
import { renderPost } from '../../render/message.ts'
import { type Campaign, contentsOf, type Edition, editionById } from '../../store/campaigns.ts'
import { institutionById, type Officer, officerById } from '../../store/institutions.ts'
import { lastPreflight } from '../../store/preflights.ts'
import { unknownsOf } from '../../store/progress.ts'
import { countReplies, type ReplyCounts } from '../../store/replies.ts'
import { type ReasonCount, returnsByReason } from '../../store/returns.ts'
import { campaignSchedule, type Schedule, unscheduled, type WaveView } from './campaign-schedule.ts'
import { type Act, mayByRole, offered } from './permissions.ts'
import type { PlanView } from './plan-view.ts'
import type { PreflightView } from './preflight.tsx'

export type UnknownPost = { id: number; channel: string; language: string; text: string; at: number }
export type LanguageView = { tag: string; status: LanguageStatus; readers: number }

/** A campaign as one officer sees it now: everything the page says, nothing it must not. */
export type CampaignView = {
  slug: string
  name: string
  state: CampaignState
  finishedAt: number | null
  /** The rule that holds it, while one does. */
  stopped: Stopped | null
  launchedAt: number | null
  edition: { hash: string; author: string } | null
  approved: boolean
  /** The officer wrote the edition. */
  own: boolean
  /** Null before there is an edition, and for analysts, who read figures. */
  review: Review | null
  waves: WaveView[]
  plan: PlanView
  /** False where the audience is counted by a part of its own: then waves, plan, funnel and readers are empty here. */
  counted: boolean
  /** Before the launch: who would receive it. */
  funnel: Schedule['funnel']
  stats: Stats
  /** How many others one participant brings, corrected for age. */
  reproduction: R
  languages: LanguageView[]
  unknowns: UnknownPost[]
  /** Why messages came back; and what people wrote, for those who may see persons. */
  returned: { byReason: ReasonCount[]; replies: ReplyCounts | null }
  offered: Act[]
  maySettle: boolean
  preflight: PreflightView
  /** Numbers under ten are hidden. */
  veil: boolean
  timeZone: string
}

export async function campaignView(
  deps: Deps,
  it: { campaign: Campaign; officer: Officer; language: DeskLanguage; counts: boolean },
): Promise<CampaignView> {
  const { campaign, officer, language } = it
  const edition = campaign.editionId === null ? undefined : await editionById(deps.db, campaign.editionId)
  const author = edition && (await officerById(deps.db, edition.authorId))
  const approved = edition ? await isApproved(deps, campaign, edition) : false
  const standing = {
    role: officer.role,
    own: edition?.authorId === officer.id,
    state: campaign.state,
    approved,
  }
  const institution = await institutionById(deps.db, campaign.institutionId)
  const figures = await stats(deps, campaign)
  const counted = it.counts || campaign.launchedAt !== null || !edition
  const { waves, funnel, plan } = edition && counted ? await campaignSchedule(deps, it) : unscheduled
  return {
    slug: campaign.slug,
    name: edition
      ? inLanguage(edition.definition.name, language, edition.definition.fallback)
      : campaign.slug,
    state: campaign.state,
    finishedAt: campaign.finishedAt,
    stopped: stoppedOf(campaign),
    launchedAt: campaign.launchedAt,
    edition: edition ? { hash: edition.hash.slice(0, 12), author: author?.email ?? '' } : null,
    approved,
    own: standing.own,
    review: edition && officer.role !== 'analyst' ? await reviewOf(deps, campaign) : null,
    waves,
    plan,
    counted,
    funnel,
    stats: figures,
    reproduction: (await cascade(deps, campaign)).rAll,
    languages: edition ? await languagesOf(deps, edition, funnel, figures) : [],
    unknowns: await unknownPosts(deps, campaign),
    returned: {
      byReason: await returnsByReason(deps.db, campaign.id),
      replies: officer.role === 'analyst' ? null : await countReplies(deps.db, campaign.id),
    },
    offered: offered({ ...standing, published: edition !== undefined }),
    maySettle: mayByRole(officer.role, 'settle'),
    preflight: edition ? await preflightOf(deps, campaign, officer) : null,
    veil: officer.role === 'analyst',
    timeZone: zoneOf(null, institution?.country ?? null),
  }
}

/** Nobody outside looks at mail that stays in the built-in mailbox, so nobody here needs to. */
async function preflightOf(deps: Deps, campaign: Campaign, officer: Officer): Promise<PreflightView> {
  const last = await lastPreflight(deps.db, campaign.id)
  if (!last && !deps.settings.receivers?.email) return null
  return { last, mayLook: mayByRole(officer.role, 'preflight') }
}

/** Each as it went out, so that it can be found again on the account. */
export async function unknownPosts(deps: Deps, campaign: Campaign): Promise<UnknownPost[]> {
  const posts = await unknownsOf(deps.db, campaign.id)
  return posts.map(({ text, ...post }) => {
    const language = post.language as LanguageTag
    const url = shareUrl(deps, { campaignId: campaign.id, generation: 0, language }, 'post')
    return { ...post, text: renderPost(text, { language, shareUrl: url }) }
  })
}

async function languagesOf(
  deps: Deps,
  edition: Edition,
  funnel: Funnel | null,
  figures: Stats,
): Promise<LanguageView[]> {
  const statuses = statusOfLanguages(edition.definition, await contentsOf(deps.db, edition.id))
  const readers = (tag: string) => (funnel ? funnel.byLanguage[tag] : figures.byLanguage[tag]?.audience) ?? 0
  return Object.entries(statuses)
    .map(([tag, status]) => ({ tag, status, readers: readers(tag) }))
    .sort((a, b) => b.readers - a.readers)
}
