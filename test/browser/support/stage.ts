import { mkdirSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { openChromium } from './chromium.ts'
import { openSite, type Site } from './site.ts'

/** Where the browser tests leave what they saw. */
export const pictures = 'test-results/pages'

/** A browser and a site for all tests of a file; both are there once the tests run. */
export function openStage(): { browser: Browser; site: Site } {
  const stage = {} as { browser: Browser; site: Site }
  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true })
    ;[stage.browser, stage.site] = await Promise.all([openChromium(), openSite()])
  }, 240_000)
  afterAll(async () => {
    await stage.browser?.close()
    await stage.site?.close()
  })
  return stage
}
