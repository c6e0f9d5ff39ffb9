import { join } from 'node:path'
import { convertV4MiniflareOptions, Miniflare, type V4WorkerOptions } from 'miniflare'
import { build } from 'vite'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type WebhookCall, webhookProviders } from '../../../src/core/webhook/webhook.ts'
import { mail } from '../../contracts/channel.ts'
import { certificate, genuine } from '../../core/webhook/calls.ts'
import type { Calling, Sending } from './edge.ts'
import { houses } from './houses.ts'
import { startStandIn } from './stand-in.ts'

let miniflare: Miniflare
let url: URL

beforeAll(async () => {
  const worker = {
    name: 'edge',
    modules: true,
    script: await bundled(join(import.meta.dirname, 'edge.ts')),
    compatibilityDate: '2026-10-01',
  } as V4WorkerOptions
  miniflare = new Miniflare(convertV4MiniflareOptions({ workers: [worker] }))
  url = await miniflare.ready
}, 60_000)
afterAll(() => miniflare?.dispose())

/** The worker in one file, with nothing of Node in it: it would not start. */
async function bundled(entry: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    build: { write: false, minify: false, lib: { entry, formats: ['es'], fileName: 'edge' } },
  })
  const [{ output }] = built as unknown as [{ output: [{ code: string }] }]
  return output[0].code
}

async function ask(path: string, body: Sending | Calling): Promise<unknown> {
  const answer = await fetch(new URL(path, url), { method: 'POST', body: JSON.stringify(body) })
  return answer.json()
}

it.each(houses)('$name takes a mail from workerd', async (house) => {
  const server = await startStandIn(house)
  try {
    expect(await ask('/send', { url: server.url, mail: mail(1) })).toMatchObject({ outcome: 'accepted' })
    server.script(house.throttled, house.refusal, { fault: 'cut' }, { fault: 'hang' })
    const next = (id: number, stopAfterMs?: number) =>
      ask('/send', { url: server.url, mail: mail(id), ...(stopAfterMs && { stopAfterMs }) })
    expect(await next(2)).toMatchObject({ outcome: 'refused', retryable: true })
    expect(await next(3)).toMatchObject({ outcome: 'refused', retryable: false })
    expect(await next(4)).toMatchObject({ outcome: 'unknown' })
    expect(await next(5, 300)).toMatchObject({ outcome: 'unknown' })
    expect(server.taken.length).toBe(3)
  } finally {
    await server.close()
  }
})

it.each(webhookProviders)('%s is known in workerd, and a forger is not', async (provider) => {
  const call: WebhookCall = genuine[provider]()
  const asked = (secret: string): Calling => ({
    provider,
    headers: [...call.headers],
    body: [...call.rawBody],
    secret,
    now: call.now,
    certificate,
  })
  expect(await ask('/look', asked(call.secret))).toMatchObject({ ok: true })
  expect(await ask('/look', asked('another'))).toMatchObject({ ok: false })
})
