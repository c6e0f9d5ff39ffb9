import { z } from 'zod'
import { type CommandName, runCommand } from '../../engine/commands.ts'
import { newWebhook } from '../../engine/webhooks.ts'
import { type Route, route } from './route.ts'
import { open } from './shapes.ts'

const endpoint = open({ endpoint: z.string() })
const does = {
  rotate: 'Makes a new secret and shows it once; the old one signs as well for 24 hours.',
  test: 'Sends an event now and says what came of it.',
  on: 'Calls the address again.',
  off: 'Calls the address no more; what waits for it is closed.',
} as const

const act = (name: keyof typeof does): Route =>
  route({
    method: 'post',
    path: `/webhooks/{endpoint}/${name}`,
    id: `${name}Webhook`,
    scope: 'admin',
    does: does[name],
    // The answer to rotate holds a secret.
    unkept: true,
    answer: endpoint,
    run: async ({ deps, institution, params }) =>
      runCommand(deps, `webhook ${name}` as CommandName, {
        endpoint: params.endpoint!,
        institution: institution.slug,
      }),
  })

export const webhookRoutes: Route[] = [
  route({
    method: 'get',
    path: '/webhooks',
    id: 'listWebhooks',
    scope: 'admin',
    does: 'The systems that are told what happens, and their last deliveries.',
    answer: z.object({ institution: z.string(), endpoints: z.array(endpoint) }),
    run: async ({ deps, institution }) => runCommand(deps, 'webhook list', { institution: institution.slug }),
  }),
  route({
    method: 'post',
    path: '/webhooks',
    id: 'addWebhook',
    scope: 'admin',
    does: 'Tells an address what happens, and shows its secret once.',
    body: newWebhook.omit({ as: true, institution: true }),
    unkept: true,
    answer: open({ endpoint: z.string(), secret: z.string() }),
    run: async ({ deps, institution, officer, body }) =>
      runCommand({ ...deps, actor: officer.id }, 'webhook add', { ...body, institution: institution.slug }),
  }),
  ...(Object.keys(does) as (keyof typeof does)[]).map(act),
  route({
    method: 'delete',
    path: '/webhooks/{endpoint}',
    id: 'removeWebhook',
    scope: 'admin',
    does: 'Removes the address and the list of its deliveries.',
    answer: endpoint,
    run: async ({ deps, institution, params }) =>
      runCommand(deps, 'webhook remove', { endpoint: params.endpoint!, institution: institution.slug }),
  }),
]
