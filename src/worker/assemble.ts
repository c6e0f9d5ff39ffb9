import { assemble } from '../assemble.ts'
import type { Db, Wake } from '../core/ports.ts'
import type { Deps } from '../engine/deps.ts'
import type { Bindings } from './bindings.ts'
import { compile } from './compile.ts'
import { httpsResolver } from './dns-over-https.ts'
import { readWorkerSettings } from './settings.ts'
import { templates } from './templates.ts'

/**
 * Everything for one invocation. Made anew each time: a connection to a mail server belongs to the invocation that
 * opened it.
 *
 * @throws AppError `setting`
 */
export async function assembleWorker(env: Bindings, db: Db = env.DB): Promise<Deps> {
  const settings = readWorkerSettings(env)
  return assemble({
    settings,
    secret: settings.secret,
    dkimKey: settings.dkim?.key?.replaceAll('\\n', '\n') ?? null,
    db,
    clock: { now: () => Date.now() },
    wake: doorbell(env),
    dns: httpsResolver(settings.dnsUrl),
    compile,
    templates,
    holder: 'worker',
    log,
  })
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
