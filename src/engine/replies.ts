import { z } from 'zod'
import { AppError } from '../core/error.ts'
import type { Campaign } from '../store/campaigns.ts'
import { type Reply, repliesOf, tickReply } from '../store/replies.ts'
import { audit } from './audit.ts'
import type { Deps } from './deps.ts'
import { campaignNamed } from './named.ts'

/** Enough to answer a day; what is older is found once these are ticked off. */
export const mostReplies = 200

/** What people wrote back to a campaign: what waits first, the newest first. Changes nothing. */
export const readReplies = (deps: Deps, { id, institutionId }: Campaign): Promise<Reply[]> =>
  repliesOf(deps.db, { institutionId, campaignId: id, limit: mostReplies })

/**
 * An officer has seen to a reply, or has not after all. Doing it again changes nothing.
 *
 * @throws AppError `reply` when the campaign has no such reply
 */
export async function settleReply(
  deps: Deps,
  it: { campaign: Campaign; officerId: number | null; replyId: number; done: boolean },
): Promise<void> {
  const { campaign, officerId, replyId, done } = it
  const { id: campaignId, institutionId } = campaign
  const doneAt = done ? deps.clock.now() : null
  const found = await tickReply(deps.db, { id: replyId, campaignId, doneAt })
  if (found === null) throw new AppError('not_found', 'reply', 'there is no such reply')
  if (!found) return
  const act = done ? 'reply-done' : 'reply-again'
  const subject = `campaign:${campaignId}`
  await audit(deps, { institutionId, officerId, act, subject, detail: { reply: replyId } })
}

export const repliesInput = z.strictObject({
  campaign: z.string(),
  done: z.number().int().nonnegative().optional(),
})

/** As an operator says it: by the name of the campaign, and with dates to read. */
export async function repliesNamed(deps: Deps, it: z.infer<typeof repliesInput>): Promise<object> {
  const campaign = await campaignNamed(deps, it.campaign)
  if (it.done !== undefined)
    await settleReply(deps, { campaign, officerId: null, replyId: it.done, done: true })
  const replies = await readReplies(deps, campaign)
  return {
    campaign: campaign.slug,
    waiting: replies.filter(({ doneAt }) => doneAt === null).length,
    replies: replies.map(({ id, sender, subject, body, at, doneAt }) => ({
      id,
      at: new Date(at).toISOString(),
      from: sender,
      subject,
      text: body,
      done: doneAt !== null,
    })),
  }
}
