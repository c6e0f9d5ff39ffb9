import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { stageWords } from '../../src/i18n/desk/editor-stage-words.ts'
import { openWindow, overflow, seriousFaults } from './support/chromium.ts'
import { clipped } from './support/clipped.ts'
import { keyboard, roundByTab } from './support/hands.ts'
import { linkFor, slug } from './support/site.ts'
import { openStage, pictures } from './support/stage.ts'
import { untranslated } from './support/untranslated.ts'

const stage = openStage()
const home = `/desk/campaigns/${slug}/edit`
const forms = ['goal', 'audience', 'steps', 'schedule', 'experiment', 'launch'] as const

async function signedIn(locale: 'fr' | 'ar'): Promise<Page> {
  const page = await openWindow(stage.browser, { locale, scheme: 'light' })
  await page.goto(await linkFor(stage.site, 'author'))
  await page.click('.main')
  return page
}

it.each(['fr', 'ar'] as const)('shows every stage in %s, on a phone and on a desk', async (locale) => {
  const page = await signedIn(locale)
  for (const name of forms) {
    await page.goto(`${stage.site.url}${home}/${name}`)
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 900 })
      await page.screenshot({
        path: `${pictures}/stage-${name}.${locale}.${width}.light.png`,
        fullPage: true,
      })
      expect(await overflow(page), `${name} at ${width}`).toBe(0)
    }
    expect(await seriousFaults(page), name).toEqual([])
    expect([...(await clipped(page)), ...(await untranslated(page, locale))], name).toEqual([])
    expect(await roundByTab(page), name).toEqual([])
  }
})

it('goes from goal to launch by keyboard alone', async () => {
  const page = await signedIn('fr')
  const words = stageWords('fr')
  const save = () => page.locator('.actions .button.main')
  await page.goto(`${stage.site.url}${home}/goal`)
  await keyboard.choose(page.locator('#objective'), 'clicks')
  await keyboard.press(save())
  await page.waitForURL(/goal\?done=saved/)
  for (const name of ['audience', 'steps', 'texts', 'schedule', 'experiment', 'launch'] as const) {
    await keyboard.press(page.locator('.stages').getByRole('link', { name: words.names[name] }))
    if (name === 'steps') {
      await keyboard.press(page.getByRole('button', { name: words.steps.add, exact: true }))
      const row = page.locator('.step-row').last()
      await keyboard.write(row.getByLabel(words.steps.id), 'rappel')
      await keyboard.choose(row.getByLabel(words.steps.begins), 'after')
      await keyboard.choose(row.getByLabel(words.steps.step), 'invitation')
      await keyboard.write(row.getByRole('textbox', { name: words.steps.delay }), '3')
      await keyboard.press(save())
      await page.waitForURL(/steps\?done=saved/)
    }
    expect(await page.locator('.stages [aria-current="step"]').textContent()).toContain(words.names[name])
  }
  expect(await page.textContent('.findings')).toContain('rappel')
})
