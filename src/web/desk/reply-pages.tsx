import type { Context, MiddlewareHandler } from 'hono'
import { inLanguage } from '../../core/campaign.ts'
import { AppError } from '../../core/error.ts'
import { zoneOf } from '../../core/time.ts'
import type { Deps } from '../../engine/deps.ts'
import { mostReplies, readReplies, settleReply } from '../../engine/replies.ts'
import { editionById } from '../../store/campaigns.ts'
import { institutionById } from '../../store/institutions.ts'
import { type Env, page } from '../answer.tsx'
import { formOf } from '../reader.ts'
import { ownCampaign } from './campaign-pages.tsx'
import { RepliesPage } from './replies.tsx'
import { viewerOf } from './viewer.ts'

/** What people wrote back. Analysts see figures, not persons. */
export function replyPages(deps: Deps) {
  const guard: MiddlewareHandler<Env> = async (c, next) => {
    if (c.get('officer').role === 'analyst')
      throw new AppError('forbidden', 'role', 'replies show persons; an analyst reads figures')
    await next()
  }

  const list = async (c: Context<Env>) => {
    const campaign = await ownCampaign(deps, c)
    const { slug, institutionId, editionId } = campaign
    const edition = editionId === null ? undefined : await editionById(deps.db, editionId)
    const institution = await institutionById(deps.db, institutionId)
    const replies = await readReplies(deps, campaign)
    return page(
      c,
      <RepliesPage
        viewer={await viewerOf(deps, c)}
        slug={slug}
        name={
          edition
            ? inLanguage(edition.definition.name, c.get('deskLanguage'), edition.definition.fallback)
            : slug
        }
        timeZone={zoneOf(null, institution?.country ?? null)}
        replies={replies}
        more={replies.length === mostReplies}
        said={c.req.query('done') !== undefined}
      />,
    )
  }

  const settle = async (c: Context<Env>) => {
    const campaign = await ownCampaign(deps, c)
    const form = await formOf(c)
    const replyId = Number(form('reply') || Number.NaN)
    if (!Number.isSafeInteger(replyId)) throw new AppError('not_found', 'reply', 'there is no such reply')
    const officerId = c.get('officer').id
    await settleReply(deps, { campaign, officerId, replyId, done: form('done') === 'yes' })
    return c.redirect(`/desk/campaigns/${campaign.slug}/replies?done=settle`, 303)
  }

  return { guard, list, settle }
}
