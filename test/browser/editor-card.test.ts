import { expect, it } from 'vitest'
import { drawCard } from '../../src/node/card.ts'
import { openWindow, overflow, seriousFaults } from './support/chromium.ts'
import { linkFor, slug } from './support/site.ts'
import { openStage, pictures } from './support/stage.ts'

const stage = openStage()

it.each(['fr', 'ar'] as const)('the picture of a link follows its title in %s', async (locale) => {
  stage.site.deps.drawCard = drawCard
  const page = await openWindow(stage.browser, { locale, scheme: 'light' })
  await page.goto(await linkFor(stage.site, 'author'))
  await page.click('.main')
  await page.goto(`${stage.site.url}/desk/campaigns/${slug}/edit/file?path=landing.${locale}.md`)
  const title = locale === 'fr' ? 'Une place vous attend' : 'مكانك في انتظارك'
  await page.fill('#headline', title)
  await page.waitForFunction((title) => {
    const picture = document.querySelector<HTMLImageElement>('img.card')
    return picture?.alt === title && picture.complete && picture.naturalWidth === 1200
  }, title)
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 900 })
    await page.screenshot({ path: `${pictures}/editor-card.${locale}.${width}.light.png`, fullPage: true })
    expect(await overflow(page)).toBe(0)
  }
  expect(await seriousFaults(page)).toEqual([])
})
