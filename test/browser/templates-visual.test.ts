import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { publish } from '../../src/engine/publish.ts'
import { readCampaignFolder } from '../../src/node/files.ts'
import { contentById, contentsOf, findCampaign } from '../../src/store/campaigns.ts'
import { openWindow, overflow, seriousFaults } from './support/chromium.ts'
import { linkFor, slug } from './support/site.ts'
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

it('a text and a colour that were put in arrive in the mail of a campaign', { timeout: 90_000 }, async () => {
  const page = await openWindow(stage.browser, { locale: 'fr', scheme: 'light' })
  await page.goto(await linkFor(stage.site, 'author'))
  await page.click('.main')
  await page.goto(`${stage.site.url}/desk/templates/new`)
  await page.fill('#name', 'lettre')
  await page.selectOption('#from', 'letter')
  await page.click('form.begin button')
  await page.click('a[href="/desk/templates/lettre/visual"]')
  await ready(page)
  const before = await page.inputValue('#source')
  const canvas = page.frameLocator('#visual-canvas iframe.gjs-frame')
  await canvas.getByText('Corps du message').click()
  await page.focus('#visual-blocks .gjs-block[title="Texte"]')
  await page.keyboard.press('Enter')
  await holds(page, '<mj-text>Écrivez ici.</mj-text>')
  const colour = page.locator('#visual-styles .gjs-sm-property__color input[type="text"]').first()
  await colour.fill('#b00020')
  await colour.press('Enter')
  await holds(page, '<mj-text color="#b00020">')
  await canvas.getByText('Écrivez ici.').dblclick()
  await page.keyboard.press('Control+A')
  await page.keyboard.type('Vu par la maison.')
  await page.screenshot({ path: `${pictures}/template-visual-writing.fr.1280.light.png`, fullPage: true })
  await canvas.getByText('Pied de page').click()
  await holds(page, '<mj-text color="#b00020">Vu par la maison.</mj-text>')
  const after = await page.inputValue('#source')
  expect(after).toBe(
    before.replace('{{{body}}}', '{{{body}}}\n        <mj-text color="#b00020">Vu par la maison.</mj-text>'),
  )
  await page.frameLocator('iframe[name="preview"]').getByText('Vu par la maison.').waitFor()

  // A needed part stays, and what was done is undone.
  await page.click('[data-do="remove"]')
  expect(await canvas.getByText('Pied de page').count()).toBe(1)
  await page.click('button[value="save"]')
  await page.waitForURL('**/lettre/visual?done=saved')
  await ready(page)
  expect(await page.inputValue('#source')).toBe(after)
  await page.click('button[value="publish"]')
  await page.waitForURL('**/lettre/visual?done=published')

  const files = readCampaignFolder(`campaigns/${slug}`)
  const settings = files['campaign.yaml']!.replace(
    'trigger: launch, layout: letter',
    'trigger: launch, layout: lettre',
  )
  const { deps, officers } = stage.site
  await publish(deps, {
    slug: 'vue',
    files: { ...files, 'campaign.yaml': settings },
    author: officers.author,
  })
  const heads = await contentsOf(deps.db, (await findCampaign(deps.db, 'vue'))!.editionId!)
  const { id } = heads.find(({ step, language }) => step === 'invitation' && language === 'fr')!
  const { html } = (await contentById(deps.db, id))!
  expect(html).toMatch(/color:#b00020;[^>]*>Vu par la maison\./)
  expect(html).toContain('{{unsubscribeUrl}}')
})

it('undoes and does again, with a value put in by its name', async () => {
  const page = await openWindow(stage.browser, { locale: 'fr', scheme: 'light' })
  await page.goto(await linkFor(stage.site, 'author'))
  await page.click('.main')
  await page.goto(stage.site.url + path)
  await ready(page)
  const before = await page.inputValue('#source')
  await page.locator('#visual-blocks .gjs-title', { hasText: 'Valeurs' }).press('Enter')
  await page.focus('#visual-blocks .gjs-block[title="Prénom"]')
  await page.keyboard.press('Enter')
  await holds(page, '<mj-text>\\{{contact.firstName}}</mj-text>')
  const after = await page.inputValue('#source')
  await page.click('[data-do="undo"]')
  await page.waitForFunction(
    (text) => (document.querySelector('#source') as HTMLTextAreaElement).value === text,
    before,
  )
  await page.click('[data-do="redo"]')
  await page.waitForFunction(
    (text) => (document.querySelector('#source') as HTMLTextAreaElement).value === text,
    after,
  )
})

it('keeps what the template writes in a text that is written on, and follows the text area', async () => {
  const page = await openWindow(stage.browser, { locale: 'ar', scheme: 'light' })
  page.setDefaultTimeout(8_000)
  await page.goto(await linkFor(stage.site, 'author'))
  await page.click('.main')
  await page.goto(stage.site.url + path)
  await ready(page)
  const before = await page.inputValue('#source')
  const canvas = page.frameLocator('#visual-canvas iframe.gjs-frame')
  const heading = canvas.getByText('العنوان الكبير', { exact: true })
  await heading.click({ force: true })
  await page.waitForSelector('#visual-styles .gjs-sm-property__font-size', { state: 'attached' })
  await heading.dblclick({ force: true })
  await canvas.locator('[contenteditable="true"]').waitFor()
  await page.keyboard.press('Control+End')
  await page.keyboard.type(' 2027')
  await canvas.getByText('التذييل').click()
  await holds(page, '{{heading}} 2027')
  expect(await page.inputValue('#source')).toBe(before.replace('{{heading}}<', '{{heading}} 2027<'))
  await canvas.getByText('2027').click({ force: true })
  await page.setViewportSize({ width: 1280, height: 1100 })
  await page.screenshot({ path: `${pictures}/template-visual-chosen.ar.1280.light.png`, fullPage: true })
  await page.click('.visual-form summary')
  await page.fill('#source', before.replace('{{{body}}}', '{{{body}}}<mj-text>mawja-here</mj-text>'))
  await page.locator('#source').blur()
  await canvas.getByText('mawja-here').waitFor()
  await page.fill('#source', before.replace('</mj-column>', ''))
  await page.locator('#source').blur()
  await page.getByText('يعدل هذا القالب نصا').waitFor()
  expect(await page.locator('#visual').isVisible()).toBe(false)
})

const holds = (page: Page, text: string) =>
  page.waitForFunction(
    (text) => (document.querySelector('#source') as HTMLTextAreaElement).value.includes(text),
    text,
    { timeout: 10_000 },
  )
