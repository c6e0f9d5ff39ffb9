import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { openWindow, overflow, seriousFaults } from './support/chromium.ts'
import { clipped } from './support/clipped.ts'
import { roundByTab } from './support/hands.ts'
import { type Visit, visitsOf } from './support/pages-of-map.ts'
import { linkFor } from './support/site.ts'
import { openStage, pictures } from './support/stage.ts'
import { untranslated } from './support/untranslated.ts'

const stage = openStage()

describe.each(['fr', 'ar'] as const)('in %s', (language) => {
  it('every page of the route map can be read and used', async () => {
    const visits = await visitsOf(stage.site, language)
    const faults: string[] = []
    for (const desk of [false, true]) {
      const page = await openWindow(stage.browser, { locale: language, scheme: 'light' })
      if (desk) {
        await page.goto(await linkFor(stage.site, 'admin'))
        await page.click('.main')
      }
      for (const visit of visits.filter((one) => one.desk === desk))
        faults.push(...(await faultsOf(page, visit, language)))
      await page.context().close()
    }
    expect(faults).toEqual([])
  }, 240_000)
})

/** All that is wrong with a page at the width of a phone and of a desk. */
async function faultsOf(page: Page, visit: Visit, language: 'fr' | 'ar'): Promise<string[]> {
  const faults: string[] = []
  const answer = await page.goto(stage.site.url + visit.path)
  if (answer?.status() !== visit.status) faults.push(`answers ${answer?.status()}`)
  const [lang, dir] = [await page.getAttribute('html', 'lang'), await page.getAttribute('html', 'dir')]
  if (lang !== language || dir !== (language === 'ar' ? 'rtl' : 'ltr')) faults.push(`is ${lang}, ${dir}`)
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 900 })
    const last = visit.route.includes(':page') ? visit.path.split('/').at(-1) : ''
    const name = `${visit.route}${last}`.replace(/[^a-z]+/g, '-').replace(/^-|-$/g, '')
    await page.screenshot({ path: `${pictures}/map-${name}.${language}.${width}.png`, fullPage: true })
    if (await overflow(page)) faults.push(`can be pushed sideways at ${width}`)
    faults.push(...(await clipped(page)).map((one) => `${one} at ${width}`))
  }
  faults.push(...(await seriousFaults(page)), ...(await untranslated(page, language)))
  faults.push(...(await roundByTab(page)))
  return faults.map((fault) => `${visit.route.includes(':token') ? visit.route : visit.path}: ${fault}`)
}
