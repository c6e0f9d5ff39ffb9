import { z } from 'zod'
import { cascade } from '../../engine/cascade.ts'
import { experiment } from '../../engine/experiment.ts'
import { forecast } from '../../engine/forecast.ts'
import { plan } from '../../engine/plan.ts'
import { repliesNamed } from '../../engine/replies.ts'
import { stats } from '../../engine/stats.ts'
import { campaignOf, published } from './campaign-routes.ts'
import { type Route, route } from './route.ts'
import { count, counts, funnel, open } from './shapes.ts'

const hits = open({ raw: count, human: count })
const days = z.strictObject({ days: z.coerce.number().int().min(1).max(365).default(7) })

export const figureRoutes: Route[] = [
  figure(
    'plan',
    'planCampaign',
    'Who will get what when, on whose clock.',
    open({
      campaign: z.string(),
      state: z.string(),
      edition: z.string(),
      funnel,
      waves: z.array(open({ wave: count, count })),
      warnings: z.array(z.unknown()),
    }),
    async (call) => plan(call.deps, await published(call)),
  ),
  figure(
    'funnel',
    'funnelCampaign',
    'Whom the audience reaches, and whom not and why.',
    funnel,
    async (call) => (await plan(call.deps, await published(call))).funnel,
  ),
  figure(
    'stats',
    'statsCampaign',
    'Figures up to this moment.',
    open({
      campaign: z.string(),
      state: z.string(),
      audience: count,
      sent: count,
      refused: count,
      unknown: count,
      skipped: count,
      waiting: count,
      clicks: hits,
      visits: hits,
      shares: count,
      joins: count,
      unsubscribes: count,
      bounces: count,
      complaints: count,
      excluded: counts,
    }),
    async (call) => stats(call.deps, await campaignOf(call)),
  ),
  figure(
    'cascade',
    'cascadeCampaign',
    'How far it spread from reader to reader.',
    open({ campaign: z.string() }),
    async (call) => cascade(call.deps, await campaignOf(call)),
  ),
  figure(
    'experiment',
    'experimentCampaign',
    'Its variants compared.',
    open({ campaign: z.string(), arms: z.array(z.unknown()) }),
    async (call) => experiment(call.deps, await campaignOf(call)),
  ),
  route({
    method: 'post',
    path: '/campaigns/{campaign}/forecast',
    id: 'forecastCampaign',
    scope: 'figures:read',
    does: 'How many it will have reached, with bands. A POST, for forecasts are kept and scored.',
    query: days,
    answer: open({ campaign: z.string(), at: z.string(), horizon: z.string() }),
    run: async (call) => forecast(call.deps, { campaign: await campaignOf(call), days: call.query.days }),
  }),
  route({
    method: 'get',
    path: '/campaigns/{campaign}/replies',
    id: 'listReplies',
    scope: 'contacts:read',
    does: 'What people wrote back, the 200 that matter most.',
    answer: open({
      campaign: z.string(),
      waiting: count,
      replies: z.array(open({ at: z.string(), done: z.boolean() })),
    }),
    run: async (call) => {
      const answer = await repliesNamed(call.deps, { campaign: (await campaignOf(call)).slug })
      const { replies, ...rest } = answer as { replies: { id: number }[] }
      return { ...rest, replies: replies.map(({ id: _, ...reply }) => reply) }
    },
  }),
]

function figure(name: string, id: string, does: string, answer: z.ZodType, run: Route['run']): Route {
  return route({
    method: 'get',
    path: `/campaigns/{campaign}/${name}`,
    id,
    scope: 'figures:read',
    does,
    answer,
    run,
  })
}
