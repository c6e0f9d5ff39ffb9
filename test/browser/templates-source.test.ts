import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { openWindow, overflow, seriousFaults } from './support/chromium.ts'
import { linkFor } from './support/site.ts'
import { openStage, pictures } from './support/stage.ts'

const stage = openStage()
const path = '/desk/templates/letter'

async function signIn(page: Page): Promise<void> {
  page.setDefaultTimeout(12_000)
  await page.goto(await linkFor(stage.site, 'author'))
  await page.click('.main')
}

/** A new line beneath the body of the letter, found by searching: lines out of sight are not drawn. */
async function openLine(page: Page): Promise<void> {
  await page.click('label[for="source"]')
  await page.keyboard.press('ControlOrMeta+f')
  await page.keyboard.type('{{{body}}}')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  await page.locator('.cm-line', { hasText: '{{{body}}}' }).waitFor()
  await page.keyboard.press('End')
  await page.keyboard.press('Enter')
}

it('colours, completes and checks under the strict policy, and the text area follows', async () => {
  const context = await stage.browser.newContext({ locale: 'fr' })
  const page = await context.newPage()
  const refused: string[] = []
  page.on('console', (message) => {
    if (/Content.Security.Policy|Refused to/i.test(message.text())) refused.push(message.text())
  })
  page.on('pageerror', (error) => refused.push(String(error)))
  await signIn(page)
  await page.goto(stage.site.url + path)
  await page.waitForSelector('.cm-content')
  expect(await page.locator('#source').isVisible()).toBe(false)

  await openLine(page)
  await page.keyboard.type('<mj-tex')
  await page.locator('.cm-tooltip-autocomplete li', { hasText: 'mj-text' }).first().waitFor()
  await page.keyboard.press('Escape')
  await page.keyboard.type('t>mawja-here {{ins')
  const offered = page.locator('.cm-tooltip-autocomplete li', { hasText: '{{institution}}' })
  await offered.first().waitFor()
  expect(await page.locator('.cm-tooltip-autocomplete').textContent()).toContain('rempli à la publication')
  await offered.first().click()
  const written = await page.inputValue('#source')
  expect(written).toContain('<mj-text>mawja-here {{institution}}</mj-text>')
  await page.frameLocator('iframe[name="preview"]').getByText('mawja-here').waitFor({ timeout: 20_000 })

  await page.keyboard.type(' {{nothing}}')
  await page.locator('.cm-lint-marker-error').waitFor({ timeout: 20_000 })
  await page.locator('#source-faults a').first().waitFor()
  expect(await page.textContent('#source-faults')).toContain('La valeur nothing n’existe pas dans un modèle')
  await page.locator('#source-faults a').first().click()
  await page.keyboard.press('ControlOrMeta+z')
  await page.locator('.cm-lint-marker-error').waitFor({ state: 'detached', timeout: 20_000 })
  await page.locator('#source-faults', { hasText: 'n’a rien trouvé' }).waitFor()
  await page.screenshot({ path: `${pictures}/template-source.fr.strict.light.png`, fullPage: true })
  expect(refused).toEqual([])
  await context.close()
})

it('lets the keyboard in and out', async () => {
  const page = await openWindow(stage.browser, { locale: 'fr', scheme: 'light' })
  await signIn(page)
  await page.goto(stage.site.url + path)
  await page.waitForSelector('.cm-content')
  await page.click('label[for="source"]')
  const inside = () => page.evaluate(() => document.activeElement?.id)
  expect(await inside()).toBe('source-editor')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Tab')
  expect(await inside()).not.toBe('source-editor')
  await page.keyboard.press('Shift+Tab')
  expect(await inside()).toBe('source-editor')
})

it('gives back what the tab kept', async () => {
  const page = await openWindow(stage.browser, { locale: 'fr', scheme: 'light' })
  page.on('dialog', (dialog) => dialog.accept())
  await signIn(page)
  await page.goto(stage.site.url + path)
  await page.waitForSelector('.cm-content')
  await openLine(page)
  await page.keyboard.type('kept-words')
  await page.waitForFunction(() =>
    Object.values({ ...sessionStorage }).some((one) => one.includes('kept-words')),
  )
  await page.goto(stage.site.url + path)
  await page.waitForSelector('.cm-content')
  await page.click('[data-kept] [data-act="take"]')
  await page.locator('.cm-line', { hasText: 'kept-words' }).waitFor()
})

it.each(['fr', 'ar'] as const)('stands in the page of %s', async (locale) => {
  for (const scheme of ['light', 'dark'] as const) {
    const page = await openWindow(stage.browser, { locale, scheme })
    await signIn(page)
    await page.goto(stage.site.url + path)
    await page.waitForSelector('.cm-content')
    await openLine(page)
    await page.keyboard.type('{{nothing}} ')
    await page.locator('.cm-lint-marker-error').waitFor({ timeout: 20_000 })
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 900 })
      const name = `template-source.${locale}.${width}.${scheme}`
      await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true })
      expect(await overflow(page), name).toBe(0)
    }
    expect(await seriousFaults(page), scheme).toEqual([])
  }
})
