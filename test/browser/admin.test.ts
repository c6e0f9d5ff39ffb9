import { expect, it } from 'vitest'
import { openWindow, overflow, seriousFaults } from './support/chromium.ts'
import { linkFor } from './support/site.ts'
import { openStage, pictures } from './support/stage.ts'

const stage = openStage()

it.each(['fr', 'ar'] as const)('shows the administration in %s', async (locale) => {
  const page = await openWindow(stage.browser, { locale, scheme: 'light' })
  await page.goto(await linkFor(stage.site, 'admin'))
  await page.click('.main')
  for (const name of ['people', 'audit', 'keys', 'sending', 'suppressions', 'settings', 'days']) {
    await page.goto(`${stage.site.url}/desk/admin/${name}`)
    expect(await page.getAttribute('html', 'dir')).toBe(locale === 'ar' ? 'rtl' : 'ltr')
    for (const width of [1280, 768, 390, 320]) {
      await page.setViewportSize({ width, height: 900 })
      const path = `${pictures}/admin-${name}.${locale}.${width}.light.png`
      await page.screenshot({ path, fullPage: true })
      expect(await overflow(page), `${name} at ${width}`).toBe(0)
    }
    expect(await seriousFaults(page), name).toEqual([])
  }
})
