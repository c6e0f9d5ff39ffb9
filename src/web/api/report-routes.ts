import { z } from 'zod'
import { AppError } from '../../core/error.ts'
import {
  addReportLink,
  dropReportLink,
  mostLinkDays,
  reportAddresses,
  usualLinkDays,
} from '../../engine/report-link.ts'
import { deskLanguages } from '../../i18n/desk/words.ts'
import { campaignOf } from './campaign-routes.ts'
import { objectToken, openObject } from './cursor.ts'
import { type Route, route } from './route.ts'
import { instant, told } from './shapes.ts'

const path = '/campaigns/{campaign}/report-links'
const language = z.enum(deskLanguages)

/** Links that open a campaign's report without signing in. */
export const reportRoutes: Route[] = [
  route({
    method: 'get',
    path,
    id: 'listReportLinks',
    scope: 'campaigns:write',
    does: 'The links to its report, the newest first, with their addresses.',
    answer: told({
      links: z.array(
        told({
          link: z.string(),
          url: z.url(),
          language,
          state: z.enum(['open', 'expired', 'revoked']),
          created: instant,
          expires: instant,
        }),
      ),
    }),
    run: async (call) => {
      const links = await reportAddresses(call.deps, await campaignOf(call))
      return {
        links: links.map((one) => ({
          link: objectToken(call.deps.keys, 'reportLink', one.id),
          url: one.url,
          language: one.language,
          state: one.state,
          created: new Date(one.createdAt).toISOString(),
          expires: new Date(one.expiresAt).toISOString(),
        })),
      }
    },
  }),
  route({
    method: 'post',
    path,
    id: 'addReportLink',
    scope: 'campaigns:write',
    does: 'Makes a link that opens the report for some days, to whoever has it.',
    body: z.strictObject({
      language: language.default('fr'),
      days: z.int().min(1).max(mostLinkDays).default(usualLinkDays),
    }),
    example: { language: 'ar', days: 14 },
    answer: told({ link: z.string(), url: z.url() }),
    run: async (call) => {
      const { deps, officer, body } = call
      const { id, url } = await addReportLink(deps, { campaign: await campaignOf(call), officer, ...body })
      return { link: objectToken(deps.keys, 'reportLink', id), url }
    },
  }),
  route({
    method: 'delete',
    path: `${path}/{link}`,
    id: 'removeReportLink',
    scope: 'campaigns:write',
    does: 'Takes a link back: it opens nothing from now on.',
    answer: told({ link: z.string(), state: z.literal('revoked') }),
    run: async (call) => {
      const { deps, officer, params } = call
      const campaign = await campaignOf(call)
      const id = openObject(deps.keys, 'reportLink', params.link!)
      if (id === null) throw new AppError('not_found', 'report-link', 'there is no such link')
      await dropReportLink(deps, { campaign, officer, id })
      return { link: params.link!, state: 'revoked' }
    },
  }),
]
