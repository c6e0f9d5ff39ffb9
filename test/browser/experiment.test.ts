import { mkdirSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startDraft } from '../../src/engine/drafts.ts'
import { publish } from '../../src/engine/publish.ts'
import { type Look, openChromium, openWindow, overflow, seriousFaults } from './support/chromium.ts'
import { type ExperimentSite, openExperimentSite, slotFiles } from './support/experiment-site.ts'
import { pictures } from './support/stage.ts'

const figures = '/desk/campaigns/competences/figures/experiment'
let browser: Browser
let site: ExperimentSite

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true })
  ;[browser, site] = await Promise.all([openChromium(), openExperimentSite()])
  const files = slotFiles(site.files)
  await startDraft(site.deps, { slug: 'heures', officer: site.author, files })
  await publish(site.deps, { slug: 'heures-publiees', files, author: site.author })
}, 240_000)

afterAll(async () => {
  await browser?.close()
  await site?.close()
})

const looks: Look[] = [
  { locale: 'fr', scheme: 'light' },
  { locale: 'ar', scheme: 'light' },
]

async function look(
  at: Look,
  pages: Record<string, string>,
  expected: (name: string, text: string) => void,
): Promise<void> {
  const page = await openWindow(browser, at)
  await page.goto(await site.link())
  await page.click('.main')
  for (const [name, path] of Object.entries(pages)) {
    await page.goto(site.url + path)
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 900 })
      const file = `${pictures}/${name}.${at.locale}.${width}.png`
      await page.screenshot({ path: file, fullPage: true })
      expect(await overflow(page), `${name} at ${width}`).toBe(0)
    }
    expect(await seriousFaults(page), name).toEqual([])
    expected(name, await page.innerText('main'))
  }
  await page.context().close()
}

const alarm = { fr: 'Alerte', ar: 'إنذار' }

it.each(looks)(
  'shows a comparison with its chart and what the campaign added, and hours of versions: $locale',
  async (at) => {
    const pages = {
      'experiment-won': figures,
      'experiment-slots-form': '/desk/campaigns/heures/edit/experiment',
      'experiment-slots-plan': '/desk/campaigns/heures-publiees',
    }
    await look(at, pages, (name, text) => {
      expect(text).toContain(name === 'experiment-won' ? 'court' : 'long')
      expect(text).not.toContain(alarm[at.locale])
    })
  },
  240_000,
)

it('raises the alarm when it was not dealt out as planned', async () => {
  site.db.raw.exec("UPDATE enrollments SET variant = 'long' WHERE wave = 1 AND contact_id % 3 > 0")
  for (const at of looks)
    await look(at, { 'experiment-alarm': figures }, (_, text) => expect(text).toContain(alarm[at.locale]))
}, 240_000)
