import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { readSettings } from '../../../src/config.ts'
import { type DemoFigures, type DemoOptions, runDemo } from '../../../src/demo/run.ts'
import { readAssets } from '../../../src/node/assets.ts'
import { home, readCampaignFolder } from '../../../src/node/files.ts'
import { type Node, openNode } from '../../../src/node.ts'
import { createApp } from '../../../src/web/app.tsx'

const dayMs = 86_400_000
export const slug = 'mobilisation-competences'

export type Played = {
  node: Node
  figures: DemoFigures
  progress: number[]
  now: number
  close(): Promise<void>
}

/** One whole demonstration against a server that really listens. */
export async function play(secret: string, options: DemoOptions): Promise<Played> {
  let fetch: (request: Request, surroundings: object) => Response | Promise<Response> = () =>
    new Response(null, { status: 503 })
  const server = serve({
    fetch: (request, surroundings) => fetch(request, surroundings),
    hostname: '127.0.0.1',
    port: 0,
  })
  await new Promise((ready) => server.once('listening', ready))
  const baseUrl = `http://127.0.0.1:${(server.address() as { port: number }).port}`
  let now = Date.now() - 6 * dayMs
  const clock = {
    now: () => now,
    set: (ms: number) => {
      if (ms < now) throw new Error('time ran backwards')
      now = ms
    },
  }
  const settings = readSettings({
    MAWJA_PUBLIC_URL: baseUrl,
    MAWJA_DATABASE: ':memory:',
    MAWJA_SECRET: secret,
  })
  const node = await openNode(settings, { clock })
  const app = createApp(node.deps, readAssets())
  fetch = (request, surroundings) => app.fetch(request, surroundings)
  const progress: number[] = []
  const figures = await runDemo(
    { deps: node.deps, clock, baseUrl, campaignFiles: readCampaignFolder(join(home, 'campaigns', slug)) },
    { ...options, onProgress: (done, total) => progress.push(done / total) },
  )
  const close = async () => {
    await new Promise((done) => {
      server.close(done)
      if ('closeAllConnections' in server) server.closeAllConnections()
    })
    await node.close()
  }
  return { node, figures, progress, now, close }
}
