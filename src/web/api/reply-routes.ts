import { z } from 'zod'
import { AppError } from '../../core/error.ts'
import { repliesNamed, settleReply } from '../../engine/replies.ts'
import { campaignOf } from './campaign-routes.ts'
import { objectToken, openObject } from './cursor.ts'
import { type Route, route } from './route.ts'
import { count, instant, told } from './shapes.ts'

const path = '/campaigns/{campaign}/replies'
const reply = told({
  reply: z.string(),
  at: instant,
  from: z.string(),
  subject: z.string(),
  text: z.string(),
  done: z.boolean(),
})

/** What people wrote back. */
export const replyRoutes: Route[] = [
  route({
    method: 'get',
    path,
    id: 'listReplies',
    scope: 'contacts:read',
    does: 'What people wrote back, the 200 that matter most: what waits first, the newest first.',
    answer: told({ campaign: z.string(), waiting: count, replies: z.array(reply) }),
    run: async (call) => {
      const answer = await repliesNamed(call.deps, { campaign: (await campaignOf(call)).slug })
      const { replies, ...rest } = answer as { replies: { id: number }[] }
      const { keys } = call.deps
      return {
        ...rest,
        replies: replies.map(({ id, ...one }) => ({ reply: objectToken(keys, 'reply', id), ...one })),
      }
    },
  }),
  route({
    method: 'post',
    path: `${path}/{reply}`,
    id: 'settleReply',
    scope: 'contacts:write',
    does: 'Somebody has seen to a reply, or has not after all.',
    body: z.strictObject({ done: z.boolean().default(true) }),
    example: { done: true },
    answer: told({ reply: z.string(), done: z.boolean() }),
    run: async (call) => {
      const { deps, params, body, officer } = call
      const campaign = await campaignOf(call)
      const replyId = openObject(deps.keys, 'reply', params.reply!)
      if (replyId === null) throw new AppError('not_found', 'reply', 'there is no such reply')
      await settleReply(deps, { campaign, officerId: officer.id, replyId, done: body.done })
      return { reply: params.reply!, done: body.done }
    },
  }),
]
