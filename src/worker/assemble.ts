import { assemble } from '../assemble.ts'
import type { Db, Wake } from '../core/ports.ts'
import type { Deps } from '../engine/deps.ts'
import type { Bindings } from './bindings.ts'
import { compile } from './compile.ts'
import { httpsResolver } from './dns-over-https.ts'
import { guardedPost } from './guarded-post.ts'
import { readWorkerSettings } from './settings.ts'
import { templates } from './templates.ts'

/** Each takes two questions to the DNS, and an invocation may ask outside a thousand times. */
const webhookCallsPerTick = 100

/**
 * Everything for one invocation. Made anew each time: a connection to a mail server belongs to the invocation that
 * opened it.
 *
 * @throws AppError `setting`
 */
export async function assembleWorker(env: Bindings, db: Db = env.DB): Promise<Deps> {
  const settings = readWorkerSettings(env)
  const dns = httpsResolver(settings.dnsUrl)
  const deps = await assemble({
    settings,
    secret: settings.secret,
    dkimKey: settings.dkim?.key?.replaceAll('\\n', '\n') ?? null,
    db,
    clock: { now: () => Date.now() },
    wake: doorbell(env),
    dns,
    compile,
    templates,
    holder: 'worker',
    log,
  })
  deps.webhooks = { post: guardedPost(dns), callsPerTick: webhookCallsPerTick }
  return deps
}

function doorbell(env: Bindings): Wake {
  return {
    ring: async (channel) => {
      await env.DOORBELL.send({ channel })
    },
  }
}

/** One JSON object a line; Workers keep what is written to the console. */
export const log: Deps['log'] = (event, facts) => {
  // biome-ignore lint/suspicious/noConsole: there is no other log here
  console.log(JSON.stringify({ event, ...facts }))
}
