import { z } from 'zod'
import { runCommand } from '../../engine/commands.ts'
import { longestLayout } from '../../render/layout-check.ts'
import { type Call, type Route, route } from './route.ts'
import { count, language, told } from './shapes.ts'

const path = '/templates/{template}'
const text = z.string()
const version = count.nullable()
/** Which layout, of which institution. */
const named = ({ institution, params }: Pick<Call<never, never>, 'institution' | 'params'>) => ({
  name: params.template!,
  institution: institution.slug,
})

/** Layouts of letters: the house's, and the institution's own (docs/templates.md). */
export const templateRoutes: Route[] = [
  route({
    method: 'get',
    path: '/templates',
    id: 'listTemplates',
    scope: 'campaigns:read',
    does: "The house's layouts and the institution's own, with the campaigns that use them.",
    answer: told({
      templates: z.array(
        told({
          name: text,
          house: z.boolean(),
          version,
          published: version,
          usedBy: z.array(text),
          publishAnew: z.array(text),
        }),
      ),
    }),
    run: async ({ deps, institution }) =>
      runCommand(deps, 'template list', { institution: institution.slug }),
  }),
  route({
    method: 'get',
    path,
    id: 'getTemplate',
    scope: 'campaigns:read',
    does: 'The text of a layout: the newest saved one, an earlier one by its number, or `house`.',
    query: z.strictObject({ version: z.string().max(20).optional() }),
    answer: told({ name: text, source: text }),
    run: async (call) => runCommand(call.deps, 'template show', { ...named(call), ...call.query }),
  }),
  route({
    method: 'put',
    path,
    id: 'saveTemplate',
    scope: 'campaigns:write',
    does: 'Saves a text as the newest of a layout. No mail is made from it before it is published.',
    body: z.strictObject({ source: z.string().max(longestLayout) }),
    example: { source: '<mjml><mj-body><mj-raw>{{{body}}}</mj-raw></mj-body></mjml>' },
    answer: told({ name: text, outcome: z.enum(['saved', 'unchanged']), version: count }),
    run: async (call) =>
      runCommand(call.deps, 'template save', { ...named(call), ...call.body, as: call.officer.email }),
  }),
  route({
    method: 'post',
    path: `${path}/preview`,
    id: 'previewTemplate',
    scope: 'campaigns:read',
    does: 'A sample letter in the newest saved text of a layout, and what is wrong with it. Nothing is kept.',
    body: z.strictObject({ language: language.default('fr') }),
    example: { language: 'ar' },
    answer: told({ subject: text, html: text, text, faults: z.array(text) }),
    run: async (call) => runCommand(call.deps, 'template preview', { ...named(call), ...call.body }),
  }),
  route({
    method: 'post',
    path: `${path}/publish`,
    id: 'publishTemplate',
    scope: 'campaigns:write',
    does: 'Campaigns that are published from now on are made with the newest text.',
    answer: told({ name: text, version: count, hash: text, unchanged: z.boolean() }),
    run: async (call) =>
      runCommand(call.deps, 'template publish', { ...named(call), as: call.officer.email }),
  }),
  route({
    method: 'delete',
    path,
    id: 'removeTemplate',
    scope: 'campaigns:write',
    does: "Removes a layout of the institution's own; where the house has one of that name, it counts again.",
    answer: told({ name: text }),
    run: async (call) => runCommand(call.deps, 'template remove', { ...named(call), as: call.officer.email }),
  }),
]
