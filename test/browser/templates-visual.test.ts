import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { openWindow, overflow, seriousFaults } from './support/chromium.ts'
import { linkFor } from './support/site.ts'
import { openStage, pictures } from './support/stage.ts'

const stage = openStage()
const path = '/desk/templates/letter/visual'
const ready = (page: Page) => page.waitForSelector('#visual[data-ready]', { timeout: 30_000 })

it.each(['fr', 'ar'] as const)('shows a layout in %s', async (locale) => {
  const page = await openWindow(stage.browser, { locale, scheme: 'light' })
  await page.goto(await linkFor(stage.site, 'author'))
  await page.click('.main')
  await page.goto(`${stage.site.url}/desk/templates/letter`)
  await page.click(`a[href="${path}"]`)
  await ready(page)
  await page.screenshot({ path: `${pictures}/x.${locale}.png`, fullPage: true })
  const source = await page.inputValue('#source')
  await page
    .frameLocator('#visual-canvas iframe.gjs-frame')
    .locator('.mawja-part')
    .first()
    .click({ timeout: 5_000 })
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 1100 })
    await page.screenshot({
      path: `${pictures}/template-visual.${locale}.${width}.light.png`,
      fullPage: true,
    })
    expect(await overflow(page), `at ${width}`).toBe(0)
  }
  expect(await seriousFaults(page)).toEqual([])
  // Looking changes nothing.
  expect(await page.inputValue('#source')).toBe(source)
})

it('is ours alone: no eval, no other origin, nothing kept of the layout', async () => {
  const context = await stage.browser.newContext({ locale: 'fr' })
  const page = await context.newPage()
  const asked: string[] = []
  const wrong: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  page.on('console', (message) => {
    if (message.type() === 'error') wrong.push(message.text())
  })
  page.on('pageerror', (error) => wrong.push(String(error)))
  await page.goto(await linkFor(stage.site, 'author'))
  await page.click('.main')
  await page.goto(stage.site.url + path)
  await ready(page)
  await page.focus('#visual-blocks .gjs-block[title="Texte"]')
  await page.keyboard.press('Enter')
  await page.waitForFunction(() =>
    /Écrivez ici/.test((document.querySelector('#source') as HTMLTextAreaElement).value),
  )
  expect(asked.filter((url) => !url.startsWith(stage.site.url) && !/^(data|blob|about):/.test(url))).toEqual(
    [],
  )
  expect(wrong).toEqual([])
  expect(await page.evaluate(() => JSON.stringify(localStorage))).toBe('{}')
  await context.close()
})
