import { mkdirSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { languageTags } from '../../src/core/language.ts'
import { qrCode } from '../../src/core/qr.ts'
import { words } from '../../src/i18n/words.ts'
import { posterPage } from '../../src/render/poster.ts'
import { openChromium } from './support/chromium.ts'
import { openSite, publicPages, type Site } from './support/site.ts'

const pictures = 'test-results/pages'
let browser: Browser
let site: Site

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true })
  ;[browser, site] = await Promise.all([openChromium(), openSite()])
}, 240_000)

afterAll(async () => {
  await browser?.close()
  await site?.close()
})

/** A reader's window under our own policy. */
async function visit(language: 'fr' | 'ar', it: { scripts?: boolean; shares?: boolean } = {}): Promise<Page> {
  const context = await browser.newContext({
    locale: language,
    javaScriptEnabled: it.scripts ?? true,
    permissions: ['clipboard-read', 'clipboard-write'],
    viewport: { width: 390, height: 900 },
  })
  const page = await context.newPage()
  if (it.shares) {
    await page.addInitScript(() => {
      const handed: unknown[] = []
      Object.assign(globalThis, { handed })
      Object.defineProperty(navigator, 'share', { value: async (words: unknown) => void handed.push(words) })
    })
  }
  await page.goto(site.url + (await publicPages(site, language)).landing)
  return page
}

/** The campaign's own words, as the button of X hands them on. */
const wordsOf = async (page: Page) =>
  new URL((await page.getAttribute('.share [href*="x.com/"]', 'href'))!).searchParams.get('text')

describe.each(['fr', 'ar'] as const)('%s', (language) => {
  const { sharing } = words(language)

  it('copies the address where the browser can, and says so', async () => {
    const page = await visit(language)
    expect(await page.isVisible('[data-share=send]')).toBe(false)
    await page.click('[data-share=copy]')
    await page.waitForFunction(() => document.querySelector('[data-said]')?.textContent)
    expect(await page.textContent('[data-said]')).toBe(sharing.copied)
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
      await page.inputValue('#share-url'),
    )
    await page.context().close()
  })

  it('hands words and address to the system’s own sheet where there is one', async () => {
    const page = await visit(language, { shares: true })
    await page.click('[data-share=send]')
    const handed = await page.evaluate(() => (globalThis as unknown as { handed: object[] }).handed)
    expect(handed).toEqual([{ text: await wordsOf(page), url: await page.inputValue('#share-url') }])
    await page.context().close()
  })

  it('needs no script: what would need one is not there, the code opens all the same', async () => {
    const page = await visit(language, { scripts: false })
    expect(await page.isVisible('[data-share]')).toBe(false)
    await page.click('.share-code summary')
    await page.waitForFunction(() => document.querySelector<HTMLImageElement>('.qr')!.naturalWidth > 0)
    await page.screenshot({ path: `${pictures}/share-code.${language}.390.png`, fullPage: true })
    await page.context().close()
  })

  it('prints the code, and no buttons', async () => {
    const page = await visit(language)
    await page.emulateMedia({ media: 'print' })
    expect(await page.isVisible('.share-list')).toBe(false)
    await page.waitForFunction(() => document.querySelector<HTMLImageElement>('.qr')!.naturalWidth > 0)
    await page.context().close()
  })
})

it('keeps every word of a poster on its sheet, in every language, with fonts wider than ours', async () => {
  const page = await browser.newPage({ viewport: { width: 800, height: 1130 } })
  const name = 'Ministère chargé des Marocains résidant à l’étranger et des Affaires de la migration'
  for (const language of languageTags) {
    const { sharing, page: own } = words(language)
    const poster = {
      language,
      institution: language === 'ar' ? 'الوزارة المكلفة بالمغاربة المقيمين بالخارج وشؤون الهجرة' : name,
      title: own.confirm.title,
      text: own.joined.text,
      scan: sharing.scan,
      qrLabel: sharing.qrLabel,
      qr: qrCode('https://lettres.institution.example/s/abc', 'Q'),
      funders: own.preferences.trackingConsent,
      place: 'Gare du Midi',
    }
    await page.setContent(posterPage(poster, 'A4'))
    const boxes = await page.evaluate(() => {
      const sheet = document.querySelector('svg')!.getBoundingClientRect()
      return [...document.querySelectorAll('text')].map((one) => {
        const { left, right, top, bottom } = one.getBoundingClientRect()
        const inside = left >= 0 && top >= 0 && right <= sheet.right && bottom <= sheet.bottom
        return inside ? 'inside' : `${one.textContent}: ${left} ${right}`
      })
    })
    expect(
      boxes.filter((box) => box !== 'inside'),
      language,
    ).toEqual([])
    if (language === 'zgh') await page.screenshot({ path: `${pictures}/poster.${language}.png` })
  }
  await page.close()
})
