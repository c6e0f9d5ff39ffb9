import { type Campaign, type Edition, listCampaigns } from '../store/campaigns.ts'
import type { Officer } from '../store/institutions.ts'
import { lastNotes, type ReviewNote, reviewNotes } from '../store/reviews.ts'
import { approvalHashOf, newestEdition } from './approve.ts'
import type { Deps } from './deps.ts'

/**
 * Where the reading of an edition stands. `stale`: it was said of another edition, audience or time. `none`: nobody has
 * submitted anything.
 */
export type ReviewState = 'none' | 'submitted' | 'returned' | 'approved' | 'stale'
export type Review = {
  state: ReviewState
  /** Names what a yes would be said to now: a form sends it back, so nobody approves what they have not seen. */
  seen: string
  thread: ReviewNote[]
}

/** The talk about a campaign, and where it stands. @throws AppError `no-edition` */
export async function reviewOf(deps: Deps, campaign: Campaign): Promise<Review> {
  const seen = await approvalHashOf(deps, campaign, await newestEdition(deps, campaign))
  const thread = await reviewNotes(deps.db, campaign.id)
  return { state: stateOf(thread.at(-1), seen), seen, thread }
}

export const stateOf = (
  last: Pick<ReviewNote, 'act' | 'approvalHash'> | undefined,
  wanted: string,
): ReviewState => (!last ? 'none' : last.approvalHash === wanted ? last.act : 'stale')

export type Waiting = { campaign: Campaign; edition: Edition; state: 'submitted' | 'returned' }

/** What waits for somebody: submitted editions for whoever may approve them, returned ones for whoever writes. */
export async function waitingFor(deps: Deps, officer: Officer): Promise<Waiting[]> {
  const last = new Map(
    (await lastNotes(deps.db, officer.institutionId)).map((note) => [note.campaignId, note] as const),
  )
  const found: Waiting[] = []
  for (const campaign of last.size ? await listCampaigns(deps.db, officer.institutionId) : []) {
    const note = last.get(campaign.id)
    if (!note || note.act === 'approved') continue
    const edition = await newestEdition(deps, campaign)
    if (stateOf(note, await approvalHashOf(deps, campaign, edition)) !== note.act) continue
    const isOwn = edition.authorId === officer.id
    const concerns = note.act === 'submitted' ? officer.role !== 'analyst' && !isOwn : writes(officer)
    if (concerns) found.push({ campaign, edition, state: note.act })
  }
  return found
}

const writes = ({ role }: Officer) => role === 'officer' || role === 'admin'
