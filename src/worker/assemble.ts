import { assemble } from '../assemble.ts'
import { readSettings, type Settings } from '../config.ts'
import { AppError } from '../core/error.ts'
import type { Db, Wake } from '../core/ports.ts'
import type { Deps } from '../engine/deps.ts'
import type { Bindings } from './bindings.ts'
import { compile } from './compile.ts'
import { templates } from './templates.ts'

/** Six lines may be open at once in one invocation; one stays free for the doorbell. */
const mostConnections = 5

/**
 * Everything for one invocation. Made anew each time: a connection to a mail server belongs to the invocation that
 * opened it.
 *
 * @throws AppError `setting`
 */
export async function assembleWorker(env: Bindings, db: Db = env.DB): Promise<Deps> {
  const settings = settingsOf(env)
  return assemble({
    settings,
    secret: settings.secret!,
    dkimKey: settings.dkim?.key?.replaceAll('\\n', '\n') ?? null,
    db,
    clock: { now: () => Date.now() },
    wake: doorbell(env),
    compile,
    templates,
    holder: 'worker',
    log,
  })
}

function settingsOf(env: Bindings): Settings {
  const settings = readSettings(env)
  const missing = (['MAWJA_SECRET', 'MAWJA_PUBLIC_URL'] as const).find((name) => !env[name])
  if (missing === 'MAWJA_SECRET')
    throw problem('MAWJA_SECRET is missing: npx wrangler secret put MAWJA_SECRET')
  if (missing) throw problem('MAWJA_PUBLIC_URL is missing: set it under [vars] in wrangler.toml')
  if (settings.dkim && !settings.dkim.key)
    throw problem(
      'MAWJA_DKIM_KEY_FILE: there are no files on Workers; put the key itself into MAWJA_DKIM_KEY',
    )
  return { ...settings, mailConnections: Math.min(settings.mailConnections, mostConnections) }
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

const problem = (line: string) => new AppError('invalid', 'setting', line)
