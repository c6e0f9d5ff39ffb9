import { AppError } from '../core/error.ts'
import { wholeHour } from '../core/hit.ts'
import type { Campaign } from '../store/campaigns.ts'
import type { Officer } from '../store/institutions.ts'
import { settleUnknown } from '../store/progress.ts'
import { audit } from './audit.ts'
import type { Deps } from './deps.ts'

/**
 * An officer has looked at the account and says of a post whose answer was lost: it is there, or it may go out again.
 *
 * @throws AppError `settled` when somebody was faster
 */
export async function settlePost(
  deps: Deps,
  it: { campaign: Campaign; officer: Officer; messageId: number; arrived: boolean },
): Promise<void> {
  const { campaign, officer, messageId, arrived } = it
  const now = deps.clock.now()
  const settled = await settleUnknown(deps.db, {
    campaignId: campaign.id,
    messageId,
    arrived,
    now,
    at: wholeHour(now),
  })
  if (!settled) throw new AppError('conflict', 'settled', 'this post has been settled already')
  await audit(deps, {
    institutionId: campaign.institutionId,
    officerId: officer.id,
    act: arrived ? 'settle-arrived' : 'settle-again',
    subject: `campaign:${campaign.id}`,
    detail: { message: messageId },
  })
  if (!arrived) for (const channel of deps.channels.keys()) await deps.wake.ring(channel)
}
