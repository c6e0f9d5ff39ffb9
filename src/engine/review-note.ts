import { AppError } from '../core/error.ts'
import type { Campaign, Edition } from '../store/campaigns.ts'
import type { Officer } from '../store/institutions.ts'
import { insertNote, type ReviewAct } from '../store/reviews.ts'
import { audit } from './audit.ts'
import type { Deps } from './deps.ts'

/** Characters of a comment. */
export const mostComment = 2000

/** Plain text on lines of its own, without what no page shows. @throws AppError `comment-long` */
export function readComment(text: string | undefined): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
  const plain = (text ?? '').replace(/\r\n?/g, '\n').replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '')
  if (plain.length > mostComment)
    throw new AppError(
      'invalid',
      'comment-long',
      `a comment has at most ${mostComment} characters, this has ${plain.length}`,
    )
  return plain.trim()
}

const submitted: ReviewAct = 'submitted'

type Said = {
  campaign: Campaign
  edition: Edition
  officer: Officer
  said: ReviewAct
  approvalHash: string
  comment: string
}

/** Writes a note down and the act in the log, which does not hold the words. @throws AppError `changed` */
export async function note(deps: Deps, it: Said): Promise<void> {
  const { campaign, edition, officer, said } = it
  const written = await insertNote(deps.db, {
    campaignId: campaign.id,
    editionId: edition.id,
    act: said,
    approvalHash: it.approvalHash,
    comment: it.comment,
    officerId: officer.id,
    createdAt: deps.clock.now(),
  })
  if (!written) throw changed(campaign)
  if (said === 'approved') return
  await audit(deps, {
    institutionId: campaign.institutionId,
    officerId: officer.id,
    act: said === submitted ? 'submit' : 'return',
    subject: `campaign:${campaign.id}`,
    detail: { edition: edition.hash, comment: it.comment.length },
  })
}

export const changed = ({ slug }: Pick<Campaign, 'slug'>) =>
  new AppError('conflict', 'changed', `${slug} has changed meanwhile: read it again as it is now`)

/** @throws AppError `campaign`, `state`, `changed` */
export function checkReadable(
  campaign: Campaign,
  officer: Officer,
  it: { seen: string | undefined; now: string },
): void {
  if (officer.institutionId !== campaign.institutionId)
    throw new AppError('not_found', 'campaign', `there is no campaign "${campaign.slug}"`)
  if (campaign.state !== 'draft')
    throw new AppError('conflict', 'state', `${campaign.slug} is ${campaign.state}; it was launched already`)
  if (it.seen !== undefined && it.seen !== it.now) throw changed(campaign)
}
