import { z } from 'zod'
import { customTypes } from '../../core/fields.ts'
import { runCommand } from '../../engine/commands.ts'
import { fieldInput } from '../../engine/fields.ts'
import { customFieldsOf, customLabelsOf } from '../../store/custom-fields.ts'
import { type Route, route } from './route.ts'
import { told } from './shapes.ts'

const field = told({ field: z.string(), type: z.enum(customTypes), choices: z.array(z.string()) })

/** Fields of an institution's own. */
export const fieldRoutes: Route[] = [
  route({
    method: 'get',
    path: '/fields',
    id: 'listFields',
    scope: 'campaigns:read',
    does: "The institution's own fields, as audiences ask for them.",
    answer: told({ fields: z.array(field.extend({ labels: z.record(z.string(), z.string()) })) }),
    run: async ({ deps, institution }) => {
      const labels = await customLabelsOf(deps.db, institution.id)
      const fields = await customFieldsOf(deps.db, institution.id)
      return {
        fields: fields.map(({ name, ...one }) => ({
          field: `custom.${name}`,
          ...one,
          labels: labels[name] ?? {},
        })),
      }
    },
  }),
  route({
    method: 'put',
    path: '/fields/{field}',
    id: 'saveField',
    scope: 'campaigns:write',
    does: 'Declares a field of its own. What came in before stays as it is; what comes in from now on is checked.',
    body: fieldInput.omit({ name: true, institution: true }),
    example: {
      type: 'choice',
      choices: ['member', 'volunteer'],
      labels: { fr: 'Engagement', ar: 'الالتزام', en: 'Involvement' },
    },
    answer: field,
    run: async ({ deps, institution, params, body }) =>
      runCommand(deps, 'field add', { name: params.field, institution: institution.slug, ...body }),
  }),
]
