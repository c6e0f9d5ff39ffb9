import { addressHash } from '../../src/core/token.ts'
import { tagOf } from '../../src/core/webhook/identity.ts'
import type { WebhookProvider } from '../../src/core/webhook/webhook.ts'
import { readAssets } from '../../src/node/assets.ts'
import { suppressionOf } from '../../src/store/suppressions.ts'
import { createApp } from '../../src/web/app.tsx'
import { now } from '../core/webhook/calls.ts'
import { sentWorld } from './coming-back.ts'
import { testKeys } from './database.ts'
import { type About, amazonAt, eventOf, genuineCall, hookSecrets, type Told } from './hook-calls.ts'
import type { World } from './world.ts'

export type HookWorld = Awaited<ReturnType<typeof hookWorld>>

/** Mails have gone out, and the doors of all providers are open. */
export async function hookWorld(count = 3, before?: (world: World) => void) {
  const world = await sentWorld(count, before)
  const amazon = amazonAt()
  const lines: string[] = []
  world.deps.hooks = { secrets: hookSecrets, read: amazon.read }
  world.deps.log = (event, facts) => lines.push(JSON.stringify({ event, ...facts }))
  world.at.now = now
  const app = createApp(world.deps, readAssets())
  const post = (provider: string, call: { headers?: Headers; rawBody: Uint8Array | string }) =>
    app.request(`https://mawja.example/hooks/${provider}`, {
      method: 'POST',
      headers: call.headers ?? new Headers(),
      body: call.rawBody as BodyInit,
    })
  return Object.assign(world, {
    amazon,
    app,
    /** What the log was told. */
    lines,
    post,
    tell: (provider: WebhookProvider, told: Told, about: About) =>
      post(provider, genuineCall(provider, eventOf[provider](told, about))),
    suppressed: async (email: string) =>
      (
        await suppressionOf(world.db, {
          institutionId: world.institution.id,
          hash: addressHash(testKeys, 'email', email),
        })
      )?.reason,
    /** What each provider is given along with a mail. */
    aboutOf: (index: number): Required<Omit<About, 'remoteId'>> => {
      const { messageId, envelope } = world.mails[index]!
      return { tag: tagOf(messageId), messageId, address: envelope.to }
    },
  })
}
