import { AppError } from '../core/error.ts'
import type { Campaign } from '../store/campaigns.ts'
import type { Officer } from '../store/institutions.ts'
import { approvalHashOf, isApproved, type LifeCycleAnswer, newestEdition } from './approve.ts'
import type { Deps } from './deps.ts'
import { mayWrite } from './drafts.ts'
import { reviewOf } from './review.ts'
import { checkReadable, note, readComment } from './review-note.ts'
import { tell } from './webhooks-tell.ts'

/**
 * Asks for a second person's reading of the newest edition, with an answer to what was said of the one before. Whatever
 * is published or changed afterwards has to be submitted again. Submitting the same twice without a word does nothing.
 *
 * @param seen  what the officer saw (`reviewOf`); left out, whatever is newest
 * @throws AppError `role`, `approved` (nothing is left to read), `state`, `changed`, `comment-long`, `no-edition`
 */
export async function submit(
  deps: Deps,
  it: { campaign: Campaign; officer: Officer; comment?: string | undefined; seen?: string | undefined },
): Promise<LifeCycleAnswer> {
  const { campaign, officer } = it
  const edition = await newestEdition(deps, campaign)
  const approvalHash = await approvalHashOf(deps, campaign, edition)
  checkReadable(campaign, officer, { seen: it.seen, now: approvalHash })
  if (!mayWrite(officer.role))
    throw new AppError('forbidden', 'role', `a ${officer.role} submits nothing; an officer does`)
  if (await isApproved(deps, campaign, edition))
    throw new AppError('conflict', 'approved', `${campaign.slug} is approved already: launch it`)
  const comment = readComment(it.comment)
  const answer = { campaign: campaign.slug, state: 'submitted', edition: edition.hash }
  if (!comment && (await reviewOf(deps, campaign)).state === 'submitted') return answer
  await note(deps, { campaign, edition, officer, said: 'submitted', approvalHash, comment })
  const data = { campaign: campaign.slug, edition: edition.hash }
  await tell(deps, campaign.institutionId, 'campaign.submitted', data)
  return answer
}
