import { serve } from '@hono/node-server'
import cron from 'node-cron'
import type { Deps } from '../engine/deps.ts'
import { dispatch } from '../engine/dispatch.ts'
import { tick } from '../engine/tick.ts'
import { readAssets } from '../node/assets.ts'
import { processWake } from '../node/wake.ts'
import { openNode } from '../node.ts'
import { createApp } from '../web/app.tsx'
import type { Context, Verb } from './verb.ts'

/** The clock of both runtimes: wrangler.toml says the same (a test compares them). */
export const everyMinute = '* * * * *'

export const serveVerb: Verb = {
  name: 'serve',
  usage: 'serve',
  does: 'web, dispatch and clock in one process; SIGTERM finishes what is under way',
  words: { least: 0, most: 0 },
  options: {},
  run: async (context) => {
    const announce = async (_deps: Deps, url: string) => {
      process.stdout.write(
        context.options.json ? `${JSON.stringify({ url })}\n` : `Mawja listens on ${url}\n`,
      )
    }
    await serveUntilStopped(context, announce)
    return undefined
  },
}

/** @param announce  tells the operator, once the address is known */
export async function serveUntilStopped(
  context: Context,
  announce: (deps: Deps, url: string) => Promise<void>,
): Promise<void> {
  const stop = stopped()
  const log = jsonLog
  let deps: Deps
  const bell = processWake(async (channel, signal) => {
    const done = await dispatch(deps, { channel, signal }).catch((error: Error) =>
      log('dispatch-failed', { problem: error.message }),
    )
    if (done && Object.values(done).some(Boolean)) log('dispatched', { channel, ...done })
  })
  const node = await openNode(context.settings, { wake: bell.wake, log })
  deps = node.deps
  const { host, port } = context.settings
  const server = await listen(createApp(deps, readAssets()).fetch, host, port)
  const minute = cron.schedule(everyMinute, () => void oneTick(deps, log))
  await oneTick(deps, log)
  await announce(deps, server.url)
  await stop
  await minute.stop()
  await server.close()
  await bell.stop()
  await node.close()
}

async function oneTick(deps: Deps, log: Deps['log']): Promise<void> {
  // The next minute tries again; one failed tick must not end the process.
  await tick(deps).catch((error: Error) => log('tick-failed', { problem: error.message }))
}

export type Listening = { url: string; close(): Promise<void> }

/** @throws the error of the socket, for example when the port is taken */
export function listen(
  fetch: (request: Request) => Response | Promise<Response>,
  host: string,
  port: number,
): Promise<Listening> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch, hostname: host, port }, ({ port: actual }) => {
      const name = host.includes(':') ? `[${host}]` : host
      resolve({
        url: `http://${name}:${actual}`,
        close: () =>
          new Promise((done) => {
            server.close(() => done())
            if ('closeIdleConnections' in server) server.closeIdleConnections()
          }),
      })
    })
    server.once('error', reject)
  })
}

const stopped = () =>
  new Promise<void>((done) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => done())
  })

/** One JSON object a line on stderr; facts are numbers and names of things, never of people. */
const jsonLog: Deps['log'] = (event, facts) => {
  process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), event, ...facts })}\n`)
}
