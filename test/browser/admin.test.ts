import { mkdirSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openChromium, openWindow, overflow, seriousFaults } from './support/chromium.ts'
import { linkFor, openSite, type Site } from './support/site.ts'

const pictures = 'test-results/pages'
let browser: Browser
let site: Site

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true })
  ;[browser, site] = await Promise.all([openChromium(), openSite()])
}, 240_000)

afterAll(async () => {
  await browser?.close()
  await site?.close()
})

it.each(['fr', 'ar'] as const)('shows the administration in %s', async (locale) => {
  const page = await openWindow(browser, { locale, scheme: 'light' })
  await page.goto(await linkFor(site, 'admin'))
  await page.click('.main')
  for (const name of ['people', 'audit', 'keys', 'suppressions', 'settings', 'days']) {
    await page.goto(`${site.url}/desk/admin/${name}`)
    expect(await page.getAttribute('html', 'dir')).toBe(locale === 'ar' ? 'rtl' : 'ltr')
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 900 })
      const path = `${pictures}/admin-${name}.${locale}.${width}.light.png`
      await page.screenshot({ path, fullPage: true })
      expect(await overflow(page), `${name} at ${width}`).toBe(0)
    }
    expect(await seriousFaults(page), name).toEqual([])
  }
})
