import { mkdirSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { reportPdf } from '../../src/node/report-pdf.ts'
import { countSkills } from '../../src/store/skills.ts'
import { testNow } from '../support/database.ts'
import { type Look, openChromium, openWindow, overflow, seriousFaults } from './support/chromium.ts'
import { linkFor, openSite, type Site, slug } from './support/site.ts'

const pictures = 'test-results/pages'
const home = `/desk/campaigns/${slug}`
const pages = {
  figures: `${home}/figures`,
  'figures-spread': `${home}/figures/spread`,
  'figures-experiment': `${home}/figures/experiment`,
  'figures-skills': `${home}/figures/skills`,
  'figures-skill': `${home}/figures/skills?skill=soudure`,
  comparison: '/desk/figures?sort=joins',
  report: `${home}/report`,
}
let browser: Browser
let site: Site

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true })
  ;[browser, site] = await Promise.all([openChromium(), openSite()])
  site.deps.drawReport = reportPdf
  const skills = `CASE id % 3 WHEN 0 THEN '["java","soudure"]' WHEN 1 THEN '["soudure"]' ELSE '["médecine"]' END`
  const country = `CASE WHEN id % 17 = 3 THEN 'CA' WHEN id % 117 = 4 THEN 'LU' ELSE country END`
  await site.db.prepare(`UPDATE contacts SET skills = ${skills}, country = ${country}`).run()
  // They were counted at the launch, when nobody had named one.
  await site.db.prepare('UPDATE campaigns SET skills_at = NULL WHERE slug = ?').bind(slug).run()
  const { id } = (await site.db
    .prepare('SELECT id FROM campaigns WHERE slug = ?')
    .bind(slug)
    .first<{ id: number }>())!
  await countSkills(site.db, id, testNow)
}, 240_000)

afterAll(async () => {
  await browser?.close()
  await site?.close()
})

const looks: (Look & { who: 'author' | 'analyst' })[] = [
  { locale: 'fr', scheme: 'light', who: 'author' },
  { locale: 'ar', scheme: 'dark', who: 'analyst' },
  { locale: 'ar', scheme: 'light', who: 'author' },
]

it.each(looks)(
  'shows figures that everybody can read: $locale, $scheme, $who',
  async (look) => {
    const page = await openWindow(browser, look)
    await page.goto(await linkFor(site, look.who))
    await page.click('.main')
    for (const [name, path] of Object.entries(pages)) {
      await page.goto(site.url + path)
      expect(await page.getAttribute('html', 'dir'), name).toBe(look.locale === 'ar' ? 'rtl' : 'ltr')
      for (const width of [1280, 390]) {
        await page.setViewportSize({ width, height: 900 })
        const file = `${pictures}/${name}-${look.who}.${look.locale}.${width}.${look.scheme}.png`
        await page.screenshot({ path: file, fullPage: true })
        expect(await overflow(page), `${name} at ${width}`).toBe(0)
      }
      expect(await seriousFaults(page), name).toEqual([])
      const maps = await page.locator('.map').count()
      expect(maps, name).toBe(['figures', 'figures-skill', 'report'].includes(name) ? 1 : 0)
    }
    if (look.who === 'author') {
      await page.click('.panel .main')
      const address = await page.innerText('.address')
      const reader = await openWindow(browser, look)
      expect((await reader.goto(address))?.status()).toBe(200)
      expect(await seriousFaults(reader)).toEqual([])
      await reader.context().close()
    }
    await page.context().close()
  },
  240_000,
)
