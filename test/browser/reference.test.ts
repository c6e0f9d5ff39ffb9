import { serve } from '@hono/node-server'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readAssets } from '../../src/node/assets.ts'
import { openApi } from '../../src/web/api/openapi.ts'
import { createApp } from '../../src/web/app.tsx'
import { makeWorld } from '../support/world.ts'
import { openChromium } from './support/chromium.ts'

let browser: Browser
let server: ReturnType<typeof serve>
beforeAll(async () => {
  browser = await openChromium()
  const { deps } = await makeWorld()
  server = serve({ fetch: createApp(deps, readAssets()).fetch, hostname: '127.0.0.1', port: 0 })
  await new Promise((ready) => server.once('listening', ready))
}, 60_000)
afterAll(async () => {
  await browser?.close()
  server?.close()
})

it('the reference page draws every route from the description, with nothing from elsewhere', async () => {
  const origin = `http://127.0.0.1:${(server.address() as { port: number }).port}`
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  await page.goto(`${origin}/api/v1/reference`)
  const [first] = Object.values(openApi(origin).paths ?? {}).flatMap((item) => Object.values(item ?? {}))
  await page.waitForFunction(
    (summary) => document.body.innerText.includes(summary),
    (first as { summary: string }).summary,
  )
  expect(asked.filter((url) => !url.startsWith(origin) && !/^(data|blob):/.test(url))).toEqual([])
  await page.screenshot({ path: 'test-results/pages/reference.png' })
})
