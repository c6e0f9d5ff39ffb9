import { expect, it } from 'vitest'
import { openWindow, overflow, seriousFaults } from './support/chromium.ts'
import { linkFor, slug } from './support/site.ts'
import { openStage, pictures } from './support/stage.ts'

const stage = openStage()

it.each(['fr', 'ar'] as const)('shows the live view and the calendar in %s', async (locale) => {
  const page = await openWindow(stage.browser, { locale, scheme: 'light' })
  await page.goto(await linkFor(stage.site, 'author'))
  await page.click('.main')
  const calendar = '/desk/calendar?at=2027-03&view='
  for (const [name, path] of [
    ['live', `/desk/campaigns/${slug}/live`],
    ...['month', 'week', 'list'].map((view) => [`calendar-${view}`, `${calendar}${view}`]),
  ] as const) {
    await page.goto(stage.site.url + path)
    expect(await page.getAttribute('html', 'dir')).toBe(locale === 'ar' ? 'rtl' : 'ltr')
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 900 })
      await page.screenshot({ path: `${pictures}/${name}.${locale}.${width}.light.png`, fullPage: true })
      expect(await overflow(page), `${name} at ${width}`).toBe(0)
    }
    expect(await seriousFaults(page), name).toEqual([])
  }
})
