import { isDoor } from './core/doors.ts'
import { AppError } from './core/error.ts'
import type { Deps } from './engine/deps.ts'
import { dispatch } from './engine/dispatch.ts'
import { receive } from './engine/receive.ts'
import { tick } from './engine/tick.ts'
import { refuseOldZones } from './engine/zones.ts'
import { createApp } from './web/app.tsx'
import { assembleWorker, log } from './worker/assemble.ts'
import { assets } from './worker/assets.ts'
import type { Bindings, InboundMail, Invocation, Rings } from './worker/bindings.ts'
import { budget } from './worker/budget.ts'
import { drawCard } from './worker/card.ts'
import { drawReport } from './worker/draw-report.ts'
import { readStart } from './worker/read-start.ts'

/** Mawja on Cloudflare Workers: pages, the clock of every minute, and the bell that says "look at channel X". */
export default {
  async fetch(request: Request, env: Bindings, ctx: Invocation): Promise<Response> {
    try {
      const deps: Deps = { ...(await assembleWorker(env)), drawReport, drawCard }
      const answer = await createApp(deps, assets).fetch(request)
      ctx.waitUntil(closeChannels(deps))
      return answer
    } catch (error) {
      return notSetUp(error)
    }
  },

  async scheduled(_event: unknown, env: Bindings, ctx: Invocation): Promise<void> {
    if (isZoneDataOld()) return
    const deps = await assembleWorker(env)
    await tick(deps)
    ctx.waitUntil(closeChannels(deps))
  },

  /** A bell that is lost or rings twice does no harm, so whatever happens the queue does not ring it again. */
  async queue(rings: Rings, env: Bindings): Promise<void> {
    rings.ackAll()
    if (isZoneDataOld()) return
    const { db, spent } = budget(env.DB)
    const deps = await assembleWorker(env, db)
    const channels = new Set(rings.messages.map((ring) => ring.body.channel))
    await Promise.all([...channels].map((channel) => send(deps, channel, spent)))
    await closeChannels(deps)
  },

  /** Mail that Email Routing brings. What cannot be written down now throws, and the other side comes again. */
  async email(mail: InboundMail, env: Bindings): Promise<void> {
    const deps = await assembleWorker(env)
    const { bounceDomain } = deps.settings
    if (!bounceDomain || !isDoor(mail.to, bounceDomain)) return mail.setReject('No such address here')
    await receive(deps, { raw: await readStart(mail.raw), to: [mail.to], from: mail.from })
    await closeChannels(deps)
  },
}

/** Nothing is planned or sent by wrong clocks; the pages, where people unsubscribe, stay. */
function isZoneDataOld(): boolean {
  try {
    refuseOldZones()
    return false
  } catch (error) {
    log('zone-data', { problem: (error as Error).message })
    return true
  }
}

async function send(deps: Deps, channel: string, signal: AbortSignal): Promise<void> {
  // Without its message: a failed query's quotes the values that were bound, which are people's.
  const done = await dispatch(deps, { channel, signal }).catch((error: Error) =>
    log('dispatch-failed', { channel, error: error.name }),
  )
  if (done && Object.values(done).some(Boolean)) log('dispatched', { channel, ...done })
  if (signal.aborted) await deps.wake.ring(channel)
}

async function closeChannels(deps: Deps): Promise<void> {
  await Promise.all([...deps.channels.values()].map((channel) => channel.close?.()))
}

/** A setting is wrong or missing: the line that says which is all there is to show. */
function notSetUp(error: unknown): Response {
  if (!(error instanceof AppError)) throw error
  log('not-set-up', { problem: error.message })
  const problem = {
    type: `urn:mawja:problem:${error.key}`,
    title: error.key,
    status: 503,
    detail: error.message,
  }
  return Response.json(problem, { status: 503, headers: { 'Content-Type': 'application/problem+json' } })
}
