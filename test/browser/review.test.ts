import { afterAll, beforeAll, expect, it } from 'vitest'
import { listen } from '../../src/cli/serve.ts'
import { sendBack } from '../../src/engine/send-back.ts'
import { submit } from '../../src/engine/submit.ts'
import { readAssets } from '../../src/node/assets.ts'
import { findCampaign } from '../../src/store/campaigns.ts'
import { createApp } from '../../src/web/app.tsx'
import { openWindow, overflow, seriousFaults } from './support/chromium.ts'
import { linkFor } from './support/site.ts'
import { openStage, pictures } from './support/stage.ts'

const stage = openStage()
const slug = 'competences-2027'
const page = `/desk/campaigns/${slug}`
let large: Awaited<ReturnType<typeof listen>>

beforeAll(async () => {
  const { deps, officers } = stage.site
  const campaign = (await findCampaign(deps.db, slug))!
  await submit(deps, { campaign, officer: officers.author, comment: 'Relisez surtout la version arabe.' })
  const comment = 'La deuxième vague part trop tôt pour le Portugal.\nEt la date <fin> manque.'
  await sendBack(deps, { campaign, officer: officers.reviewer, comment })
  // The same installation as if it counted five people within an answer and no more.
  const app = createApp(deps, readAssets(), undefined, 5)
  large = await listen((request) => app.fetch(request), '127.0.0.1', 0)
})

afterAll(async () => {
  await large?.close()
})

async function opened(who: 'author' | 'reviewer', locale: 'fr' | 'ar', path: string, at = stage.site.url) {
  const window = await openWindow(stage.browser, { locale, scheme: 'light' })
  await window.goto(new URL(new URL(await linkFor(stage.site, who)).pathname, at).href)
  await window.click('.main')
  await window.goto(at + path)
  return window
}

it.each([
  ['fr', 'author'],
  ['ar', 'author'],
  ['fr', 'reviewer'],
  ['ar', 'reviewer'],
] as const)('shows the talk and the forms in %s to the %s', async (locale, who) => {
  const window = await opened(who, locale, page)
  if (who === 'reviewer') await window.click('.task details.twice summary')
  for (const [name, path] of [
    ['review', null],
    ['waiting', '/desk'],
  ] as const) {
    if (path) await window.goto(stage.site.url + path)
    for (const width of [1280, 390]) {
      await window.setViewportSize({ width, height: 900 })
      const picture = `${pictures}/${name}-${who}.${locale}.${width}.light.png`
      await window.screenshot({ path: picture, fullPage: true })
      expect(await overflow(window), `${name} at ${width}`).toBe(0)
    }
    expect(await seriousFaults(window), name).toEqual([])
  }
  await window.context().close()
})

it.each(['fr', 'ar'] as const)(
  'brings the plan of a large institution after the page, in %s',
  async (locale) => {
    const window = await opened('author', locale, page, large.url)
    await window.waitForSelector('#funnel-title')
    expect(await window.locator('[hx-get]').count()).toBe(0)
    for (const width of [1280, 390]) {
      await window.setViewportSize({ width, height: 900 })
      await window.screenshot({ path: `${pictures}/counting.${locale}.${width}.light.png`, fullPage: true })
      expect(await overflow(window), `at ${width}`).toBe(0)
    }
    expect(await seriousFaults(window)).toEqual([])
    await window.goto(`${large.url}${page}/edit`)
    await window.waitForSelector('table.texts')
    await window.waitForFunction(() => !document.querySelector('table.texts')?.textContent?.includes('…'))
    await window.context().close()
  },
)

it('moves a wave of a draft that is dragged to another day, and back by its button', async () => {
  const window = await opened('author', 'fr', '/desk/calendar?view=month&at=2026-11')
  const entries = () => window.locator('[data-date] .entry.movable:has(input[name="start"])')
  const form = entries().last()
  const day = await form.evaluate((entry) => entry.closest('[data-date]')?.getAttribute('data-date'))
  const seen = await form.locator('input[name="seen"]').first().inputValue()
  const next = new Date(Date.parse(day!) + 86_400_000).toISOString().slice(0, 10)
  await form.dragTo(window.locator(`[data-date="${next}"]`))
  await window.waitForSelector('.moved [role="status"]')
  const undo = window.locator('.moved form')
  expect(await undo.locator('input[name="after"]').inputValue()).toBe(seen)
  await window.screenshot({ path: `${pictures}/wave-moved.fr.1280.light.png`, fullPage: true })
  expect(await seriousFaults(window)).toEqual([])
  await window.focus('.moved button')
  await window.keyboard.press('Enter')
  await window.waitForSelector('.moved [role="status"]')
  const back = window.locator('.moved form input[name="seen"]').first()
  expect(await back.inputValue()).toBe(seen)
  await window.context().close()
})
