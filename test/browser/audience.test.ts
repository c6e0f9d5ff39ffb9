import { mkdirSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { addField } from '../../src/engine/fields.ts'
import { keepSegment } from '../../src/engine/segments.ts'
import { listInstitutions } from '../../src/store/institutions.ts'
import { openChromium, openWindow, overflow, seriousFaults } from './support/chromium.ts'
import { linkFor, openSite, type Site } from './support/site.ts'

const pictures = 'test-results/pages'
let browser: Browser
let site: Site

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true })
  ;[browser, site] = await Promise.all([openChromium(), openSite()])
  const { institutionId } = site.officers.author
  const institution = (await listInstitutions(site.deps.db)).find(({ id }) => id === institutionId)!
  const labels = { fr: 'Année d’arrivée', ar: 'سنة الوصول', en: 'Year of arrival' }
  await addField(site.deps, { institution: institution.slug, name: 'arrivee', type: 'number', labels })
  const audience = {
    any: [
      {
        all: [
          { field: 'country' as const, op: 'in' as const, value: ['BE', 'FR'] },
          { not: { did: 'joined' as const, within: '90d' } },
        ],
      },
      {
        all: [
          { field: 'custom.arrivee' as const, op: 'gte' as const, value: 2020 },
          { consent: 'receive:email' },
        ],
      },
    ],
  }
  await keepSegment(site.deps, { institution, slug: 'competences', name: 'Compétences', audience })
}, 240_000)

afterAll(async () => {
  await browser?.close()
  await site?.close()
})

it.each(['fr', 'ar'] as const)('shows audiences in %s, and counts while one types', async (locale) => {
  const page = await openWindow(browser, { locale, scheme: 'light' })
  await page.goto(await linkFor(site, 'author'))
  await page.click('.main')
  for (const [name, path] of [
    ['audiences', '/desk/audiences'],
    ['audience', '/desk/audiences/competences'],
    ['audience-new', '/desk/audiences/new'],
  ] as const) {
    await page.goto(site.url + path)
    await page.waitForSelector(name === 'audiences' ? 'td.number:not(:has(span))' : '.sentence')
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 900 })
      await page.screenshot({ path: `${pictures}/${name}.${locale}.${width}.light.png`, fullPage: true })
      expect(await overflow(page), `${name} at ${width}`).toBe(0)
    }
    expect(await seriousFaults(page), name).toEqual([])
  }
  await page.selectOption('[name=new]', 'city')
  await page.click('button[value=group]')
  await page.waitForSelector('.sentence')
  await page.fill('[name="g0.r0.value"]', 'Atlantide')
  await page.waitForFunction(() => document.querySelector('.sentence')?.textContent?.includes('Atlantide'))
})
