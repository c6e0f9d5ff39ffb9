import { mkdirSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { languageTags } from '../../src/core/language.ts'
import { sealShare } from '../../src/core/tokens.ts'
import { type Look, openChromium, openWindow, overflow, seriousFaults } from './support/chromium.ts'
import { linkFor, openSite, publicPages, type Site, slug } from './support/site.ts'

const pictures = 'test-results/pages'
const looks: Look[] = (['fr', 'ar'] as const).flatMap((locale) =>
  (['light', 'dark'] as const).map((scheme) => ({ locale, scheme })),
)

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

/** The page as it stands: its language and direction, nothing to push sideways, no serious fault, pictures of it. */
async function check(page: Page, look: Look, name: string): Promise<void> {
  expect(await page.getAttribute('html', 'lang'), name).toBe(look.locale)
  expect(await page.getAttribute('html', 'dir'), name).toBe(look.locale === 'ar' ? 'rtl' : 'ltr')
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 900 })
    await page.screenshot({
      path: `${pictures}/${name}.${look.locale}.${width}.${look.scheme}.png`,
      fullPage: true,
    })
    expect(await overflow(page), `${name} at ${width}`).toBe(0)
  }
  expect(await seriousFaults(page), name).toEqual([])
}

describe.each(looks)('$locale, $scheme', (look) => {
  it('shows public pages that everybody can use', async () => {
    const page = await openWindow(browser, look)
    const doors = await publicPages(site, look.locale)
    const visit = async (path: string, name: string) => {
      await page.goto(site.url + path)
      await check(page, look, name)
    }
    await visit(doors.landing, 'landing')
    await page.fill('#email', 'nadia@')
    await page.fill('#firstName', 'Nadia')
    await page.selectOption('#country', 'BE')
    await page.click('.main')
    await check(page, look, 'landing-wrong')
    expect(await page.inputValue('#firstName')).toBe('Nadia')
    expect(await page.inputValue('#country')).toBe('BE')
    await page.fill('#email', 'nadia@amis.example')
    await page.check('[name=agreed]')
    await page.click('.main')
    await check(page, look, 'joined')
    await visit(doors.confirm, 'confirm')
    if (await page.isVisible('.main')) await page.click('.main')
    await check(page, look, 'confirmed')
    await visit(doors.preferences, 'preferences')
    await page.fill('#city', 'evil.example')
    await page.check('[name=pause]')
    await page.click('.main')
    await check(page, look, 'preferences-wrong')
    expect(await page.isChecked('[name=pause]')).toBe(true)
    await page.fill('#city', 'Liège')
    await page.click('.main')
    await check(page, look, 'preferences-saved')
    await page.click('.panel .button')
    await check(page, look, 'data-asked')
    await visit(doors.ownData, 'own-data')
    await visit(doors.erasure, 'erasure')
    await visit(doors.unsubscribe, 'unsubscribe')
    await visit(doors.objection, 'objection')
    await page.click('.main')
    await check(page, look, 'objected')
    await visit(doors.signUp, 'sign-up')
    await page.click('.main')
    await check(page, look, 'sign-up-wrong')
    await visit('/s/nothing', 'error')
    await page.context().close()
  }, 240_000)

  it('shows a desk that everybody can use', async () => {
    const page = await openWindow(browser, look)
    const visit = async (path: string, name: string) => {
      await page.goto(site.url + path)
      await check(page, look, name)
    }
    await visit('/desk', 'closed')
    await page.goto(await linkFor(site, 'admin'))
    await check(page, look, 'sign-in')
    await page.click('.main')
    await check(page, look, 'campaigns')
    await visit(`/desk/campaigns/${slug}`, 'campaign')
    await visit(`/desk/campaigns/${slug}/replies`, 'replies')
    await page.click('.reply .button')
    await check(page, look, 'replies-ticked')
    await visit(`/desk/campaigns/${slug}/posters`, 'posters')
    await visit('/desk/campaigns/competences-2027', 'campaign-draft')
    await visit('/desk/mailbox', 'mailbox')
    await page.click('.letters a')
    await page.waitForLoadState('networkidle')
    await check(page, look, 'letter')
    await page.goto(await linkFor(site, 'analyst'))
    await page.click('.main')
    await visit(`/desk/campaigns/${slug}`, 'campaign-analyst')
    await page.context().close()
  }, 240_000)
})

it('weighs less than 20 KB with its stylesheet, whatever the page, in every language of the shipped campaign', async () => {
  const bytes = async (path: string) => (await (await fetch(site.url + path)).arrayBuffer()).byteLength
  const campaignId = (await site.campaign()).id
  // Fonts come on top and are kept for a year; so are the rules that name them.
  const fonts = await bytes('/assets/fonts.css')
  const [css, own] = await Promise.all(
    ['public', 'own'].map(async (name) => (await bytes(`/assets/${name}.css`)) - fonts),
  )
  const weights: { page: string; bytes: number }[] = await Promise.all(
    languageTags.map(async (language) => {
      const token = sealShare(site.deps.keys, { campaignId, generation: 1, channel: 'whatsapp', language })
      return { page: `landing ${language}`, bytes: css! + (await bytes(`/s/${token}`)) }
    }),
  )
  const doors = await publicPages(site, 'ar')
  for (const name of ['preferences', 'signUp', 'erasure', 'objection'] as const) {
    weights.push({ page: name, bytes: Math.max(css!, own!) + (await bytes(doors[name])) })
  }
  expect(weights.filter((one) => one.bytes >= 20 * 1024)).toEqual([])
})
