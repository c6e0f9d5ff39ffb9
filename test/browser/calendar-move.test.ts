import { expect, it } from 'vitest'
import { openWindow, overflow, seriousFaults } from './support/chromium.ts'
import { linkFor } from './support/site.ts'
import { openStage, pictures } from './support/stage.ts'

const stage = openStage()

it('moves an entry that is dragged to another day, hour for hour, and by the keyboard back again', async () => {
  const context = await stage.browser.newContext({ locale: 'fr', viewport: { width: 1280, height: 900 } })
  const page = await context.newPage()
  const refused: string[] = []
  page.on('console', (message) => message.type() === 'error' && refused.push(message.text()))
  await page.goto(await linkFor(stage.site, 'author'))
  await page.click('.main')
  await page.goto(`${stage.site.url}/desk/calendar?view=month&at=2027-03`)
  const entry = '[data-date="2027-03-10"] .entry.movable'
  await page.dragAndDrop(entry, '[data-date="2027-03-12"]')
  await page.waitForSelector('.moved [role="status"]')
  expect(await page.locator('[data-date="2027-03-12"] .entry input[name="time"]').first().inputValue()).toBe(
    '09:00',
  )
  expect(await page.locator(entry).count()).toBe(0)
  await page.focus('.moved button')
  await page.keyboard.press('Enter')
  await page.waitForSelector(entry)
  expect(refused).toEqual([])
  await context.close()
})

it.each(['fr', 'ar'] as const)('shows its forms in %s', async (locale) => {
  const page = await openWindow(stage.browser, { locale, scheme: 'light' })
  await page.goto(await linkFor(stage.site, 'author'))
  await page.click('.main')
  const said = 'done=edition&campaign=competences-2027&step=fete&wave=0&from=2027-03-09+09:00'
  await page.goto(`${stage.site.url}/desk/calendar?view=month&at=2027-03&${said}`)
  await page.click('[data-date="2027-03-10"] summary')
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 900 })
    await page.screenshot({ path: `${pictures}/calendar-move.${locale}.${width}.light.png`, fullPage: true })
    expect(await overflow(page), `at ${width}`).toBe(0)
  }
  expect(await seriousFaults(page)).toEqual([])
})
