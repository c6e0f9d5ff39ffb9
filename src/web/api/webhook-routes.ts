import { z } from 'zod'
import { testType, webhookTypes } from '../../core/webhook-out/events.ts'
import { type CommandName, runCommand } from '../../engine/commands.ts'
import { newWebhook } from '../../engine/webhooks.ts'
import { type Route, route } from './route.ts'
import { count, instant, told } from './shapes.ts'

const text = z.string()
const types = z.array(z.enum(webhookTypes))
const delivery = told({
  event: text,
  type: z.enum([...webhookTypes, testType]),
  state: z.enum(['queued', 'delivered', 'failed']),
  attempts: count,
  status: z.int().nullable(),
  error: text.nullable(),
  due: instant.nullable(),
  created: instant,
  finished: instant.nullable(),
})
const endpoint = told({
  endpoint: text,
  url: text,
  types,
  description: text,
  state: z.enum(['on', 'off']),
  reason: z.enum(['officer', 'gone', 'failed']).nullable(),
  previousUntil: instant.nullable(),
  created: instant,
})
const turned = told({ endpoint: text, state: z.enum(['on', 'off']) })

/** What can be done to one endpoint: what it is, and what comes back. */
const acts = {
  rotate: {
    does: 'Makes a new secret and shows it once; the old one signs as well for 24 hours.',
    answer: told({ endpoint: text, secret: text, previousUntil: instant }),
  },
  test: {
    does: 'Sends an event now and says what came of it.',
    answer: delivery.extend({ endpoint: text }),
  },
  on: { does: 'Calls the address again.', answer: turned },
  off: { does: 'Calls the address no more; what waits for it is closed.', answer: turned },
} as const

const act = (name: keyof typeof acts): Route =>
  route({
    method: 'post',
    path: `/webhooks/{endpoint}/${name}`,
    id: `${name}Webhook`,
    scope: 'admin',
    does: acts[name].does,
    // The answer to rotate holds a secret.
    unkept: true,
    answer: acts[name].answer,
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
    answer: told({
      institution: text,
      endpoints: z.array(endpoint.extend({ last: delivery.nullable() })),
    }),
    run: async ({ deps, institution }) => runCommand(deps, 'webhook list', { institution: institution.slug }),
  }),
  route({
    method: 'post',
    path: '/webhooks',
    id: 'addWebhook',
    scope: 'admin',
    does: 'Tells an address what happens, and shows its secret once.',
    body: newWebhook.omit({ as: true, institution: true }),
    example: { url: 'https://registry.mre.example/mawja', types: ['campaign.launched', 'join.confirmed'] },
    unkept: true,
    answer: told({ endpoint: text, institution: text, url: text, types, secret: text }),
    run: async ({ deps, institution, body }) =>
      runCommand(deps, 'webhook add', { ...body, institution: institution.slug }),
  }),
  ...(Object.keys(acts) as (keyof typeof acts)[]).map(act),
  route({
    method: 'delete',
    path: '/webhooks/{endpoint}',
    id: 'removeWebhook',
    scope: 'admin',
    does: 'Removes the address and the list of its deliveries.',
    answer: told({ endpoint: text, removed: z.literal(true) }),
    run: async ({ deps, institution, params }) =>
      runCommand(deps, 'webhook remove', { endpoint: params.endpoint!, institution: institution.slug }),
  }),
  route({
    method: 'get',
    path: '/webhooks/{endpoint}/deliveries',
    id: 'listDeliveries',
    scope: 'admin',
    does: 'One system and its last 50 deliveries, the newest first.',
    answer: endpoint.extend({ deliveries: z.array(delivery) }),
    run: async ({ deps, institution, params }) =>
      runCommand(deps, 'webhook deliveries', { endpoint: params.endpoint!, institution: institution.slug }),
  }),
  route({
    method: 'post',
    path: '/webhooks/{endpoint}/deliveries/{event}/again',
    id: 'repeatDelivery',
    scope: 'admin',
    does: 'Puts a delivery that is finished back into the queue.',
    answer: told({ endpoint: text, event: text, state: z.literal('queued') }),
    run: async ({ deps, institution, params }) =>
      runCommand(deps, 'webhook again', {
        endpoint: params.endpoint!,
        event: params.event!,
        institution: institution.slug,
      }),
  }),
]
