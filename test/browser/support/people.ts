import type { Browser, Page } from 'playwright-core'
import { expect } from 'vitest'
import { signInWords } from '../../../src/i18n/desk/sign-in-words.ts'
import { deskWords } from '../../../src/i18n/desk/words.ts'
import { openWindow } from './chromium.ts'
import type { Hands } from './hands.ts'
import type { Role, SmallSite } from './small-site.ts'
import { untranslated } from './untranslated.ts'

export type Life = { site: SmallSite; browser: Browser; language: 'fr' | 'ar'; hands: Hands }

export const openPage = ({ browser, language }: Life): Promise<Page> =>
  openWindow(browser, { locale: language, scheme: 'light' })

/** The page is in its reader's language and direction, has no word of another one, and says these texts. */
export async function reads(page: Page, { language }: Life, ...texts: string[]): Promise<void> {
  expect(await page.getAttribute('html', 'lang'), page.url()).toBe(language)
  expect(await page.getAttribute('html', 'dir'), page.url()).toBe(language === 'ar' ? 'rtl' : 'ltr')
  const seen = bare((await page.innerText('body')).concat(' ', await page.title()))
  for (const text of texts) expect(seen, page.url()).toContain(bare(text))
  expect(await untranslated(page, language), page.url()).toEqual([])
}

/** Without the marks around Arabic names and with one kind of space. */
const bare = (text: string) => text.replace(/[\u2068\u2069]/g, '').replace(/\s+/g, ' ')

/** The first time by the link of an invitation: it opens the desk, and a password is chosen for later. */
export async function firstVisit(life: Life, role: Role, password: string): Promise<Page> {
  const { site, hands, language } = life
  const page = await openPage(life)
  const { signIn, nav } = deskWords(language)
  const words = signInWords(language)
  await page.goto(await site.link(role))
  await reads(page, life, signIn.title, `${role}@mcmream.example`)
  await hands.press(page.getByRole('button', { name: signIn.submit }))
  await reads(page, life, `${role}@mcmream.example`)
  await hands.press(page.getByRole('link', { name: words.account.nav }))
  await reads(page, life, words.account.title, words.account.passwordFirst)
  await hands.write(page.getByLabel(words.account.fresh), password)
  await hands.press(page.getByRole('button', { name: words.account.passwordSubmit }))
  await reads(page, life, words.account.done)
  await hands.press(page.getByRole('button', { name: nav.signOut, exact: true }))
  await reads(page, life, words.title)
  return page
}

/** Back with the password; a wrong one is refused in words. */
export async function comeBack(page: Page, life: Life, role: Role, password: string): Promise<void> {
  const { hands, language } = life
  const words = signInWords(language)
  await hands.write(page.getByLabel(words.email), `${role}@mcmream.example`)
  await hands.write(page.getByLabel(words.password, { exact: true }), `${password}?`)
  await hands.press(page.getByRole('button', { name: words.submit, exact: true }))
  await reads(page, life, words.wrong)
  expect(await page.inputValue('#email')).toBe(`${role}@mcmream.example`)
  await hands.write(page.getByLabel(words.password, { exact: true }), password)
  await hands.press(page.getByRole('button', { name: words.submit, exact: true }))
  await reads(page, life, deskWords(language).campaigns.title)
}
