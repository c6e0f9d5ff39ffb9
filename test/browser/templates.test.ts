import { expect, it } from 'vitest'
import { openWindow, overflow, seriousFaults } from './support/chromium.ts'
import { linkFor } from './support/site.ts'
import { openStage, pictures } from './support/stage.ts'

const stage = openStage()

it.each(['fr', 'ar'] as const)('writes a layout in %s, and its preview follows', async (locale) => {
  const page = await openWindow(stage.browser, { locale, scheme: 'light' })
  await page.goto(await linkFor(stage.site, 'author'))
  await page.click('.main')
  for (const [name, path] of [
    ['templates', '/desk/templates'],
    ['templates-new', '/desk/templates/new'],
    ['template', '/desk/templates/letter'],
  ] as const) {
    await page.goto(stage.site.url + path)
    if (name === 'template') {
      const source = await page.inputValue('#source')
      // As another editor writes: into the text area, which says so. The editor over it follows.
      await page.waitForSelector('.cm-content')
      await page.locator('#source').evaluate(
        (area: HTMLTextAreaElement, text) => {
          area.value = text
          area.dispatchEvent(new Event('input', { bubbles: true }))
        },
        source.replace('{{{body}}}', '{{{body}}}<mj-text>mawja-here</mj-text>'),
      )
      const frame = page.frameLocator('iframe[name="preview"]')
      await frame.getByText('mawja-here').waitFor({ timeout: 20_000 })
    }
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 900 })
      await page.screenshot({ path: `${pictures}/${name}.${locale}.${width}.light.png`, fullPage: true })
      expect(await overflow(page), `${name} at ${width}`).toBe(0)
    }
    expect(await seriousFaults(page), name).toEqual([])
  }
})
