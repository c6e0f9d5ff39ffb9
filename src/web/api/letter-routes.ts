import { z } from 'zod'
import { runCommand } from '../../engine/commands.ts'
import { preview } from '../../engine/preview.ts'
import { posterSizes } from '../../render/poster.ts'
import { campaignOf, published } from './campaign-routes.ts'
import { addressOf } from './contact-routes.ts'
import { type Route, route } from './route.ts'
import { count, language, told } from './shapes.ts'

const text = z.string()
const name = z.string().max(100).optional()

/** What a campaign looks like to those whom it reaches. */
export const letterRoutes: Route[] = [
  route({
    method: 'post',
    path: '/campaigns/{campaign}/preview',
    id: 'previewCampaign',
    scope: 'contacts:read',
    does: 'The mail that a contact would get, whole, in a language if one is asked for. Its links are theirs: keep it to yourself. Nothing is sent.',
    body: z.strictObject({
      contact: z.string().max(200),
      step: name,
      language: language.optional(),
      variant: name,
    }),
    example: { contact: 'AQEBAg', language: 'ar' },
    unkept: true,
    answer: told({
      subject: text,
      bytes: count,
      language,
      direction: z.enum(['ltr', 'rtl']),
      eml: text,
      html: text,
      text,
    }),
    run: async (call) => {
      const { contact, ...wish } = call.body
      const campaign = await published(call)
      return preview(call.deps, { campaign, email: await addressOf(call, contact), ...wish })
    },
  }),
  route({
    method: 'post',
    path: '/campaigns/{campaign}/poster',
    id: 'drawPoster',
    scope: 'campaigns:write',
    does: 'A poster with a QR code that leads to the landing page. Visits over the poster of a named place are counted apart.',
    body: z.strictObject({
      as: z.enum(['svg', 'html']).default('svg'),
      language: language.optional(),
      size: z.enum(posterSizes).default('A4'),
      place: z.string().max(200).optional(),
    }),
    example: { language: 'fr', size: 'A3', place: 'Gare du Midi' },
    answer: told({ language, size: z.enum(posterSizes), place: text.nullable(), url: z.url(), file: text }),
    run: async (call) =>
      runCommand(call.deps, 'poster', { campaign: (await campaignOf(call)).slug, ...call.body }),
  }),
]
