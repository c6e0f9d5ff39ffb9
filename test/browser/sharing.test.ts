import { mkdirSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { languageTags } from '../../src/core/language.ts'
import { qrCode } from '../../src/core/qr.ts'
import { sealChain } from '../../src/core/tokens.ts'
import { words } from '../../src/i18n/words.ts'
import { posterPage } from '../../src/render/poster.ts'
import { personByEmail } from '../../src/store/people.ts'
import { openChromium, openWindow, overflow, seriousFaults } from './support/chromium.ts'
import { openSite, publicPages, type Site } from './support/site.ts'

const pictures = 'test-results/pages'
/** Participants of the first waves who read that language. */
const reader = { fr: '', ar: '' }
let browser: Browser
let site: Site

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true })
  ;[browser, site] = await Promise.all([openChromium(), openSite()])
  for (const language of ['fr', 'ar'] as const) {
    const sql = `SELECT a.value FROM enrollments e JOIN addresses a ON a.contact_id = e.contact_id WHERE e.language = ? LIMIT 1`
    reader[language] = site.db.raw.prepare(sql).pluck().get(language) as string
  }
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

  it('shows what a link of one’s own counts, before and after', async () => {
    const { id: campaignId } = await site.campaign()
    const person = (await personByEmail(site.db, site.officers.author.institutionId, reader[language]))!
    const path = `/me/${sealChain(site.deps.keys, { campaignId, contactId: person.id })}`
    const page = await openWindow(browser, { locale: language, scheme: 'light' })
    const check = async (name: string) => {
      for (const width of [1280, 390]) {
        await page.setViewportSize({ width, height: 900 })
        expect(await overflow(page), name).toBe(0)
      }
      await page.screenshot({ path: `${pictures}/${name}.${language}.390.png`, fullPage: true })
      expect(await seriousFaults(page), name).toEqual([])
    }
    await page.goto(site.url + path)
    await page.click('.main')
    await check('chain-wrong')
    await page.check('[name=agreed]')
    await page.click('.main')
    await check('chain-few')
    site.db.raw.prepare('UPDATE shares SET joined = 17 WHERE contact_id = ?').run(person.id)
    const own = new URL(await page.inputValue('#share-url')).pathname
    await page.goto(site.url + path)
    await check('chain')
    expect(await page.textContent('.chain')).toContain('15')
    await page.goto(site.url + own)
    await check('landing-chain')
    await page.goto(site.url + path)
    await page.click('[action$="/leave"] .button')
    await check('chain-left')
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
