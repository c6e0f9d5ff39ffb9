import { inLanguage } from '../../../core/campaign.ts'
import { zoneOf } from '../../../core/time.ts'
import type { Deps } from '../../../engine/deps.ts'
import { type Live, live } from '../../../engine/live.ts'
import { type Stopped, stoppedOf } from '../../../engine/stop.ts'
import type { DeskLanguage } from '../../../i18n/desk/words.ts'
import { type Campaign, editionById } from '../../../store/campaigns.ts'
import { institutionById, type Officer } from '../../../store/institutions.ts'
import { type Reply, repliesOf } from '../../../store/replies.ts'
import { type UnknownPost, unknownPosts } from '../campaign-view.ts'
import { type Act, mayByRole, offered } from '../permissions.ts'

export type LiveView = {
  slug: string
  name: string
  state: Campaign['state']
  now: number
  timeZone: string
  /** Null before the launch. */
  live: Live | null
  stopped: Stopped | null
  unknowns: UnknownPost[]
  /** The newest; null for those who see figures and no persons. */
  replies: Reply[] | null
  offered: Act[]
  maySettle: boolean
  veil: boolean
}

const shownReplies = 5

export async function liveView(
  deps: Deps,
  it: { campaign: Campaign; officer: Officer; language: DeskLanguage },
): Promise<LiveView> {
  const { campaign, officer, language } = it
  const { slug, state, institutionId } = campaign
  const editionId = campaign.runningEditionId ?? campaign.editionId
  const edition = editionId === null ? undefined : await editionById(deps.db, editionId)
  const institution = await institutionById(deps.db, institutionId)
  const veil = officer.role === 'analyst'
  return {
    slug,
    name: edition ? inLanguage(edition.definition.name, language, edition.definition.fallback) : slug,
    state,
    now: deps.clock.now(),
    timeZone: zoneOf(institution?.timeZone ?? null, institution?.country ?? null),
    live: campaign.launchedAt === null ? null : await live(deps, campaign),
    stopped: stoppedOf(campaign),
    unknowns: await unknownPosts(deps, campaign),
    replies: veil
      ? null
      : await repliesOf(deps.db, { institutionId, campaignId: campaign.id, limit: shownReplies }),
    offered: offered({ role: officer.role, own: false, state, published: false, approved: false }),
    maySettle: mayByRole(officer.role, 'settle'),
    veil,
  }
}
