import { z } from 'zod'
import { leastSmallest, usualSmallest } from '../../core/disclosure.ts'
import { cascade } from '../../engine/cascade.ts'
import { experiment } from '../../engine/experiment.ts'
import { exportTallies } from '../../engine/export.ts'
import { exportFormats, exportMedia } from '../../engine/export-file.ts'
import { forecast } from '../../engine/forecast.ts'
import { forecastPlan, forecastPlanInput } from '../../engine/forecast-plan.ts'
import { plan } from '../../engine/plan.ts'
import { stats } from '../../engine/stats.ts'
import { campaignOf, published } from './campaign-routes.ts'
import { experimentShape } from './experiment-shape.ts'
import {
  cascadeShape,
  forecastPlanShape,
  forecastShape,
  planFunnel,
  planShape,
  statsShape,
} from './figure-shapes.ts'
import { type FileAnswer, type Route, route } from './route.ts'

const days = z.strictObject({ days: z.coerce.number().int().min(1).max(365).default(7) })

export const figureRoutes: Route[] = [
  figure('plan', 'planCampaign', 'Who will get what when, on whose clock.', planShape, async (call) =>
    plan(call.deps, await published(call)),
  ),
  figure(
    'funnel',
    'funnelCampaign',
    'Whom the audience reaches, and whom not and why.',
    planFunnel,
    async (call) => (await plan(call.deps, await published(call))).funnel,
  ),
  figure('stats', 'statsCampaign', 'Figures up to this moment.', statsShape, async (call) =>
    stats(call.deps, await campaignOf(call)),
  ),
  figure(
    'cascade',
    'cascadeCampaign',
    'How far it spread from reader to reader.',
    cascadeShape,
    async (call) => cascade(call.deps, await campaignOf(call)),
  ),
  figure('experiment', 'experimentCampaign', 'Its variants compared.', experimentShape, async (call) =>
    experiment(call.deps, await campaignOf(call)),
  ),
  route({
    method: 'post',
    path: '/campaigns/{campaign}/forecast',
    id: 'forecastCampaign',
    scope: 'figures:read',
    does: 'How many it will have reached, with bands. A POST, for forecasts are kept and scored.',
    query: days,
    answer: forecastShape,
    run: async (call) => forecast(call.deps, { campaign: await campaignOf(call), days: call.query.days }),
  }),
  route({
    method: 'post',
    path: '/forecasts/plan',
    id: 'planForecast',
    scope: 'figures:read',
    does: 'What a campaign would come to, before there is one. Changes nothing.',
    // A year of days keeps a processor busy for seconds.
    body: forecastPlanInput.extend({ days: z.int().min(1).max(90) }),
    example: { seedsPerDay: 500, days: 14, shareRate: 0.1, conversion: 1.5, delayHours: 20 },
    answer: forecastPlanShape,
    run: async ({ body }) => forecastPlan(body),
  }),
  route({
    method: 'get',
    path: '/campaigns/{campaign}/export',
    id: 'exportCampaign',
    scope: 'figures:read',
    does: 'The tallies as a file for analysts. Small numbers are hidden, the others rounded.',
    query: z.strictObject({
      as: z.enum(exportFormats).default('csv'),
      smallest: z.coerce.number().int().min(leastSmallest).max(1000).default(usualSmallest),
    }),
    media: Object.values(exportMedia),
    answer: z.never(),
    run: async (call): Promise<FileAnswer> => {
      const campaign = await campaignOf(call)
      const { file } = await exportTallies(call.deps, { campaign, ...call.query })
      return { file, type: exportMedia[call.query.as], name: `${campaign.slug}.${call.query.as}` }
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
