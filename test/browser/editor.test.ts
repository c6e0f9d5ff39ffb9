import { expect, it } from 'vitest'
import { openWindow, overflow, seriousFaults } from './support/chromium.ts'
import { linkFor, slug } from './support/site.ts'
import { openStage, pictures } from './support/stage.ts'

const stage = openStage()

it.each(['fr', 'ar'] as const)('writes a campaign in %s', async (locale) => {
  const page = await openWindow(stage.browser, { locale, scheme: 'light' })
  await page.goto(await linkFor(stage.site, 'author'))
  await page.click('.main')
  const home = `/desk/campaigns/${slug}/edit`
  const file = `${home}/file?path=invitation.${locale}.md`
  for (const [name, path] of [
    ['editor-begin', '/desk/campaigns/new'],
    ['editor-overview', home],
    ['editor-settings', `${home}/file?path=campaign.yaml`],
    ['editor-history', `${home}/history?path=invitation.fr.md`],
    ['editor-file', file],
  ] as const) {
    await page.goto(stage.site.url + path)
    if (name === 'editor-file') {
      await page.fill('#subject', locale === 'fr' ? 'Une autre rentrée' : 'دخول آخر')
      // Typing rests: the script asks for the preview by itself.
      const frame = page.frameLocator('iframe[name="preview"]')
      await frame.locator('[role="article"], table').first().waitFor({ timeout: 20_000 })
    }
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 900 })
      await page.screenshot({ path: `${pictures}/${name}.${locale}.${width}.light.png`, fullPage: true })
      expect(await overflow(page), `${name} at ${width}`).toBe(0)
    }
    expect(await seriousFaults(page), name).toEqual([])
  }
  // Marks by keyboard, and words that outlive the tab's page.
  await page.locator('#body').focus()
  await page.keyboard.press('Control+Home')
  await page.keyboard.press('Control+b')
  await page.keyboard.type('mawja')
  expect(await page.inputValue('#body')).toMatch(/^\*\*mawja\*\*/)
  await page.waitForFunction((key) => sessionStorage.getItem(key)?.includes('**mawja**'), `mawja:${file}`)
  page.on('dialog', (dialog) => dialog.accept())
  await page.goto(stage.site.url + file)
  expect(await page.inputValue('#body')).not.toMatch(/mawja/)
  await page.click('[data-kept] [data-act="take"]')
  expect(await page.inputValue('#body')).toMatch(/^\*\*mawja\*\*/)
  await page.click('button[value="save"]')
  await page.waitForURL(/done=saved/)
  await page.goto(stage.site.url + file)
  expect(await page.isVisible('[data-kept]')).toBe(false)
  expect(await page.inputValue('#body')).toMatch(/^\*\*mawja\*\*/)
})

it('renews the preview under the policy of its own pages, where nothing that is written runs', async () => {
  const context = await stage.browser.newContext({ locale: 'fr' })
  const page = await context.newPage()
  const refused: string[] = []
  page.on('console', (message) => {
    if (/Content Security Policy|Refused to/.test(message.text())) refused.push(message.text())
  })
  await page.goto(await linkFor(stage.site, 'author'))
  await page.click('.main')
  await page.goto(`${stage.site.url}/desk/campaigns/${slug}/edit/file?path=invitation.nl.md`)
  await page.fill('#subject', 'Welkom <script>top.document.title="x"</script>')
  const frame = page.frameLocator('iframe[name="preview"]')
  await frame.getByText('Welkom <script>').first().waitFor({ timeout: 20_000 })
  expect(await page.title()).not.toBe('x')
  expect(refused).toEqual([])
  await context.close()
})
