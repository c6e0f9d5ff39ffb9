import { AppError } from '../core/error.ts'
import type { Campaign } from '../store/campaigns.ts'
import type { Officer } from '../store/institutions.ts'
import { approvalHashOf, isApproved, type LifeCycleAnswer, newestEdition } from './approve.ts'
import type { Deps } from './deps.ts'
import { checkReadable, note, readComment } from './review-note.ts'
import { tell } from './webhooks-tell.ts'

/**
 * Gives the newest edition back to its author with what should change. It takes no yes away: what is approved already
 * is not returned.
 *
 * @param seen  what the officer read (`reviewOf`); left out, whatever is newest
 * @throws AppError `role`, `own-work`, `comment` (there is none), `approved`, `state`, `changed`, `comment-long`
 */
export async function sendBack(
  deps: Deps,
  it: { campaign: Campaign; officer: Officer; comment: string; seen?: string | undefined },
): Promise<LifeCycleAnswer> {
  const { campaign, officer } = it
  const edition = await newestEdition(deps, campaign)
  const approvalHash = await approvalHashOf(deps, campaign, edition)
  checkReadable(campaign, officer, { seen: it.seen, now: approvalHash })
  if (officer.role === 'analyst')
    throw new AppError('forbidden', 'role', 'an analyst returns nothing; a reviewer does')
  if (officer.id === edition.authorId)
    throw new AppError('forbidden', 'own-work', `${campaign.slug}: its author cannot return it; publish anew`)
  const comment = readComment(it.comment)
  if (!comment) throw new AppError('invalid', 'comment', 'say what should change')
  if (await isApproved(deps, campaign, edition))
    throw new AppError(
      'conflict',
      'approved',
      `${campaign.slug} is approved already; an edition that is published anew can be returned`,
    )
  await note(deps, { campaign, edition, officer, said: 'returned', approvalHash, comment })
  const data = { campaign: campaign.slug, edition: edition.hash }
  await tell(deps, campaign.institutionId, 'campaign.returned', data)
  return { campaign: campaign.slug, state: 'returned', edition: edition.hash }
}
