import { z } from 'zod'
import { approve } from '../../engine/approve.ts'
import { reviewOf } from '../../engine/review.ts'
import { mostComment } from '../../engine/review-note.ts'
import { sendBack } from '../../engine/send-back.ts'
import { submit } from '../../engine/submit.ts'
import { published } from './campaign-routes.ts'
import { type Call, type Route, route } from './route.ts'
import { instant, lifeCycle, told } from './shapes.ts'

const path = '/campaigns/{campaign}'
const comment = z.string().max(mostComment)
/** `seen` names what was read: an edition, audience or time that came meanwhile is not what is decided about. */
const seen = z.string().max(200).optional()
const remark = z.strictObject({ comment: comment.optional(), seen })

const read = async (call: Pick<Call<never, never>, 'deps' | 'institution' | 'params' | 'officer'>) => ({
  campaign: await published(call),
  officer: call.officer,
})

/** The reading of an edition by a second person. */
export const reviewRoutes: Route[] = [
  route({
    method: 'get',
    path: `${path}/review`,
    id: 'getReview',
    scope: 'campaigns:read',
    does: 'Where the reading of the newest edition stands, and what was said. `seen` goes back with the decision.',
    answer: told({
      state: z.enum(['none', 'submitted', 'returned', 'approved', 'stale']),
      seen: z.string(),
      thread: z.array(
        told({
          act: z.enum(['submitted', 'returned', 'approved']),
          edition: z.string(),
          comment: z.string(),
          officer: z.string(),
          invitedBy: z.string().nullable(),
          created: instant,
        }),
      ),
    }),
    run: async (call) => {
      const { thread, ...review } = await reviewOf(call.deps, await published(call))
      return {
        ...review,
        thread: thread.map(({ createdAt, approvalHash: _, ...note }) => ({
          ...note,
          created: new Date(createdAt).toISOString(),
        })),
      }
    },
  }),
  route({
    method: 'post',
    path: `${path}/submit`,
    id: 'submitCampaign',
    scope: 'campaigns:write',
    does: 'Tells those who read it that the newest edition waits for them.',
    body: remark,
    example: { comment: 'The dates are those of the consulate.' },
    answer: lifeCycle,
    run: async (call) => submit(call.deps, { ...(await read(call)), ...call.body }),
  }),
  route({
    method: 'post',
    path: `${path}/return`,
    id: 'returnCampaign',
    scope: 'campaigns:approve',
    does: 'Gives the newest edition back to its author, and says what should change.',
    body: z.strictObject({ comment, seen }),
    example: { comment: 'The Arabic subject is cut off.' },
    answer: lifeCycle,
    run: async (call) => sendBack(call.deps, { ...(await read(call)), ...call.body }),
  }),
  route({
    method: 'post',
    path: `${path}/approve`,
    id: 'approveCampaign',
    scope: 'campaigns:approve',
    does: 'A second person says yes: the maker of the key, a reviewer or an admin, and not the author.',
    body: remark,
    example: { comment: 'Read in French and Arabic.' },
    answer: lifeCycle,
    run: async (call) => approve(call.deps, { ...(await read(call)), ...call.body }),
  }),
]
