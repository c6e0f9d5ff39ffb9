import type { Context } from 'hono'
import { type AppError, statusOf } from '../../../core/error.ts'
import { webhookTypes } from '../../../core/webhook-out/events.ts'
import { type CommandName, runCommand } from '../../../engine/commands.ts'
import type { Deps } from '../../../engine/deps.ts'
import { type Env, page } from '../../answer.tsx'
import { fieldsOf } from '../../reader.ts'
import { adminView, inTheName, ownInstitution, refused } from './acting.ts'
import { type EndpointShown, WebhookPage } from './webhook-endpoint.tsx'
import { type EndpointLine, SecretPage, type TypedWebhook, WebhooksPage } from './webhook-list.tsx'

type Handler = (c: Context<Env>) => Promise<Response>
const nothing: TypedWebhook = { url: '', description: '', types: [] }
const acts = { test: 'webhook test', on: 'webhook on', off: 'webhook off', again: 'webhook again' } as const

/** Which of an institution's own systems are told what happens; every verb asks whose the endpoint is. */
export function webhookPages(deps: Deps) {
  const say = async (c: Context<Env>, name: CommandName, input: object) =>
    runCommand(inTheName(deps, c), name, { ...input, institution: (await ownInstitution(deps, c)).slug })

  const list = async (c: Context<Env>, refusal?: AppError, typed = nothing) => {
    const { endpoints } = (await say(c, 'webhook list', {})) as { endpoints: EndpointLine[] }
    const props = { ...(await adminView(deps, c, refusal)), endpoints, typed }
    return page(c, <WebhooksPage {...props} />, refusal ? statusOf[refusal.code] : 200)
  }

  const show = async (c: Context<Env>, refusal?: AppError) => {
    const endpoint = (await say(c, 'webhook deliveries', {
      endpoint: c.req.param('endpoint'),
    })) as EndpointShown
    const props = { ...(await adminView(deps, c, refusal)), endpoint }
    return page(c, <WebhookPage {...props} />, refusal ? statusOf[refusal.code] : 200)
  }

  const add: Handler = async (c) => {
    const typed = typedOf(await fieldsOf(c))
    const answer = await refused(say(c, 'webhook add', { ...typed }))
    if ('refusal' in answer) return list(c, answer.refusal, typed)
    const { secret } = answer.value as { secret: string }
    return page(c, <SecretPage {...(await adminView(deps, c))} url={typed.url} secret={secret} />)
  }

  const act: Handler = async (c) => {
    const fields = await fieldsOf(c)
    const endpoint = c.req.param('endpoint')!
    const name = fields.get('act') ?? ''
    if (name === 'rotate') return rotate(c, endpoint)
    if (name === 'remove') {
      await say(c, 'webhook remove', { endpoint })
      return c.redirect('/desk/admin/webhooks?done', 303)
    }
    const verb = acts[name as keyof typeof acts]
    if (!Object.hasOwn(acts, name)) return show(c)
    const event = name === 'again' ? { event: fields.get('event') ?? '' } : {}
    const answer = await refused(say(c, verb, { endpoint, ...event }))
    if ('refusal' in answer) {
      if (answer.refusal.key === 'webhook') throw answer.refusal
      return show(c, answer.refusal)
    }
    return c.redirect(`/desk/admin/webhooks/${endpoint}?done`, 303)
  }

  const rotate = async (c: Context<Env>, endpoint: string) => {
    const answer = await refused(say(c, 'webhook rotate', { endpoint }))
    if ('refusal' in answer) {
      if (answer.refusal.key === 'webhook') throw answer.refusal
      return show(c, answer.refusal)
    }
    const { secret } = answer.value as { secret: string }
    return page(c, <SecretPage {...(await adminView(deps, c))} secret={secret} isRotated />)
  }

  return { list: (c: Context<Env>) => list(c), show: (c: Context<Env>) => show(c), add, act }
}

const typedOf = (fields: ReadonlyMap<string, string>): TypedWebhook => ({
  url: (fields.get('url') ?? '').trim(),
  description: (fields.get('description') ?? '').trim().slice(0, 200),
  types: webhookTypes.filter((type) => fields.has(type)),
})
