import { serve } from '@hono/node-server'
import type { Hono } from 'hono'
import cron from 'node-cron'
import type { Settings } from '../config.ts'
import { setUpLink } from '../engine/auth/set-up.ts'
import type { Deps } from '../engine/deps.ts'
import { dispatch } from '../engine/dispatch.ts'
import { tick } from '../engine/tick.ts'
import { refuseOldZones } from '../engine/zones.ts'
import { readAssets } from '../node/assets.ts'
import { diskState, pulse } from '../node/health.ts'
import { errorFacts, lineLog } from '../node/log.ts'
import { processWake } from '../node/wake.ts'
import { openNode } from '../node.ts'
import type { Env } from '../web/answer.tsx'
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
    const announce = async (deps: Deps, url: string) => {
      const setUp = await setUpLink(deps)
      const first = setUp ? `Nobody works here yet. Set it up, once and within a day, at ${setUp}\n` : ''
      const said = context.options.json
        ? `${JSON.stringify({ url, ...(setUp ? { setUp } : {}) })}\n`
        : `Mawja listens on ${url}\n${first}`
      process.stdout.write(said)
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
  refuseOldZones()
  const { settings } = context
  const log = lineLog(settings.log)
  const stop = stopped(log)
  const heedNoMore = heedFaults(log)
  let deps: Deps
  const bell = processWake((channel, signal) => sendDue(deps, settings.database, { channel, signal }))
  const node = await openNode(settings, { wake: bell.wake, log })
  deps = node.deps
  const clock = pulse(
    () => tick(deps),
    (error) => log('tick-failed', errorFacts(error)),
  )
  try {
    const surroundings = async () => ({ clock: clock.state(), disk: await diskState(settings.database) })
    const app = createApp(deps, readAssets(), surroundings)
    const server = await listen(watched(app, log, settings.log === 'debug'), settings.host, settings.port)
    const door = await inboundDoor(deps, settings).catch(async (error) => {
      await server.close()
      throw error
    })
    const minute = cron.schedule(everyMinute, () => void clock.beat())
    await Promise.race([clock.beat(), stop.asked])
    if (!stop.isAsked()) await announce(deps, server.url)
    await stop.asked
    await minute.stop()
    await Promise.all([server.close(), door?.close(), bell.stop(), clock.idle()])
    log('stopped')
  } finally {
    await node.close()
    heedNoMore()
  }
}

/** Loaded by those who have such a door. */
async function inboundDoor(
  deps: Deps,
  { inbound, bounceDomain }: Settings,
): Promise<{ close(): Promise<void> } | undefined> {
  if (!inbound) return undefined
  if ('user' in inbound) {
    const { watchMailbox } = await import('../node/inbound-imap.ts')
    return watchMailbox(deps, inbound)
  }
  const { listenInbound } = await import('../node/inbound.ts')
  const door = await listenInbound(deps, inbound, bounceDomain!)
  deps.log('inbound', { protocol: inbound.protocol, port: door.port })
  return door
}

/** Nothing is sent while there is no room to write down what came of it: it would be sent again, and again. */
async function sendDue(
  deps: Deps,
  database: string,
  it: { channel: string; signal: AbortSignal },
): Promise<void> {
  const { channel } = it
  const disk = await diskState(database)
  if (disk !== 'ok') return deps.log('disk-unwritable', { channel, disk })
  const startedAt = performance.now()
  try {
    const done = await dispatch(deps, it)
    if (Object.values(done).some(Boolean))
      deps.log('dispatched', { channel, ...done, ms: Math.round(performance.now() - startedAt) })
  } catch (error) {
    deps.log('dispatch-failed', { channel, ...errorFacts(error) })
  }
}

type Fetch = (request: Request, surroundings?: object) => Response | Promise<Response>
const slowMs = 1_000

/**
 * A line for each slow request, at `debug` for every one. The kind of page alone is named: its token is a person's,
 * and what does not exist may be called anything.
 */
function watched(app: Hono<Env>, log: Deps['log'], isEach: boolean): Fetch {
  const areaOf = (path: string) => `/${path.split('/')[1] ?? ''}`
  const areas = new Set(app.routes.map(({ path }) => areaOf(path)))
  return async (request, surroundings) => {
    const startedAt = performance.now()
    const answer = await app.fetch(request, surroundings)
    const ms = Math.round(performance.now() - startedAt)
    if (!isEach && ms < slowMs) return answer
    const area = areaOf(new URL(request.url).pathname)
    const facts = { method: request.method, area: areas.has(area) ? area : 'none', status: answer.status, ms }
    log(ms < slowMs ? 'request' : 'request-slow', facts)
    return answer
  }
}

export type Listening = { url: string; close(): Promise<void> }

/** Who reads slowly or never ends a request has this long at the stop. */
const lastWordsMs = 10_000

/** @throws the error of the socket, for example when the port is taken */
export function listen(fetch: Fetch, host: string, port: number): Promise<Listening> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch, hostname: host, port }, ({ port: actual }) => {
      const name = host.includes(':') ? `[${host}]` : host
      resolve({
        url: `http://${name}:${actual}`,
        close: () =>
          new Promise((done) => {
            if (!('closeIdleConnections' in server)) return server.close(() => done())
            // A connection that nobody reads keeps no process alive: the timer does, until the last one is gone.
            const lastWord = setTimeout(() => server.closeAllConnections(), lastWordsMs)
            server.close(() => {
              clearTimeout(lastWord)
              done()
            })
            server.closeIdleConnections()
          }),
      })
    })
    server.once('error', reject)
  })
}

/** The first signal asks, the second ends the process at once, as if nobody heeded it. */
function stopped(log: Deps['log']) {
  const signals = ['SIGINT', 'SIGTERM'] as const
  let isAsked = false
  const asked = new Promise<void>((done) => {
    const onSignal = (signal: NodeJS.Signals) => {
      for (const one of signals) process.off(one, onSignal)
      isAsked = true
      log('stopping', { signal })
      done()
    }
    for (const one of signals) process.on(one, onSignal)
  })
  return { asked, isAsked: () => isAsked }
}

/**
 * A fault that nobody awaited must not take the pages down with it; one that nobody caught ends the process, for its
 * successor to go on. Node would print both with their words.
 */
function heedFaults(log: Deps['log']): () => void {
  const onRejection = (error: unknown) => log('background-failed', errorFacts(error))
  const onException = (error: unknown) => {
    log('crashed', errorFacts(error))
    process.exit(1)
  }
  process.on('unhandledRejection', onRejection)
  process.on('uncaughtException', onException)
  return () => {
    process.off('unhandledRejection', onRejection)
    process.off('uncaughtException', onException)
  }
}
