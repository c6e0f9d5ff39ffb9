import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { zipFolder } from '../../src/engine/folder-zip.ts'
import { drain } from '../../src/engine/tick.ts'
import { actWords } from '../../src/i18n/desk/act-words.ts'
import { editorWords } from '../../src/i18n/desk/editor-words.ts'
import { liveWords } from '../../src/i18n/desk/live-words.ts'
import { planWords } from '../../src/i18n/desk/plan-words.ts'
import { reviewWords } from '../../src/i18n/desk/review-words.ts'
import { deskWords } from '../../src/i18n/desk/words.ts'
import { fill, words } from '../../src/i18n/words.ts'
import { readCampaignFolder } from '../../src/node/files.ts'
import { openChromium } from './support/chromium.ts'
import { keyboard, mouse } from './support/hands.ts'
import { comeBack, firstVisit, type Life, openPage, reads } from './support/people.ts'
import { openSmallSite, slug } from './support/small-site.ts'

const hour = 3_600_000
const password = 'une phrase que personne ne devine'
let browser: Browser

beforeAll(async () => {
  browser = await openChromium()
}, 240_000)

afterAll(async () => {
  await browser?.close()
})

it.each([
  ['fr', 'mouse', mouse],
  ['ar', 'mouse', mouse],
  ['fr', 'keyboard alone', keyboard],
  ['ar', 'keyboard alone', keyboard],
] as const)(
  'a campaign lives through the pages in %s, by %s',
  async (language, _, hands) => {
    const site = await openSmallSite(language)
    const life: Life = { site, browser, language, hands }
    try {
      const officer = await writes(life)
      const reviewer = await returns(life)
      await answers(life, officer)
      await approves(life, reviewer)
      await launches(life, officer)
      await joins(life, officer)
      await watches(life, officer)
      await counts(life)
      await ends(life, officer)
    } finally {
      await Promise.all(browser.contexts().map((context) => context.close()))
      await site.close()
    }
  },
  240_000,
)

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const nameOf = (language: 'fr' | 'ar') =>
  ({ fr: 'Mobilisation des compétences', ar: 'تعبئة الكفاءات' })[language]

async function openCampaign(page: Page, life: Life): Promise<void> {
  await life.hands.press(page.getByRole('link', { name: nameOf(life.language) }))
}

/** An officer begins with the folder of a campaign and publishes it. */
async function writes(life: Life): Promise<Page> {
  const { hands, language } = life
  const { start, overview } = editorWords(language)
  const page = await firstVisit(life, 'officer', password)
  await comeBack(page, life, 'officer', password)
  await hands.press(page.getByRole('link', { name: start.link }))
  await reads(page, life, start.title)
  await hands.write(page.getByLabel(start.slug), slug)
  await hands.choose(page.getByLabel(start.from), 'zip')
  const buffer = Buffer.from(zipFolder(slug, readCampaignFolder(`campaigns/${slug}`)))
  const archive = { name: `${slug}.zip`, mimeType: 'application/zip', buffer }
  await hands.hand(page.getByLabel(start.file, { exact: true }), archive)
  await hands.press(button(page, start.begin))
  await reads(page, life, overview.list, overview.texts)
  await hands.press(button(page, overview.publish))
  await reads(page, life, overview.published)
  await hands.press(page.getByRole('link', { name: overview.campaign }))
  await reads(page, life, deskWords(language).attention.own)
  expect(await button(page, deskWords(language).actions.approve).count()).toBe(0)
  await hands.press(button(page, reviewWords(language).submit))
  await reads(page, life, actWords(language).done.submit!, reviewWords(language).own.submitted)
  return page
}

const remark = { fr: 'La deuxième vague part trop tôt.', ar: 'الموجة الثانية مبكرة جدًا.' }
const reply = { fr: 'C’est voulu : voir le plan.', ar: 'هذا مقصود: انظر الخطة.' }

/** A second person finds it among what waits for them, and gives it back with a comment. */
async function returns(life: Life): Promise<Page> {
  const { hands, language } = life
  const words = reviewWords(language)
  const page = await firstVisit(life, 'reviewer', password)
  await comeBack(page, life, 'reviewer', password)
  await reads(page, life, deskWords(language).attention.title, words.waiting.submitted)
  await hands.press(page.locator('.waits a'))
  await reads(page, life, words.others.submitted)
  await hands.unfold(page.locator('.task details.twice summary'))
  await hands.write(page.getByLabel(words.wanted), remark[language])
  await hands.press(button(page, words.backButton))
  await reads(page, life, actWords(language).done.return!, words.title, remark[language])
  return page
}

/** The author reads the comment, answers it, and submits again. */
async function answers(life: Life, page: Page): Promise<void> {
  const { hands, language } = life
  const words = reviewWords(language)
  await hands.press(page.getByRole('link', { name: deskWords(language).nav.campaigns, exact: true }))
  await reads(page, life, words.waiting.returned)
  await hands.press(page.locator('.waits a'))
  await reads(page, life, words.own.returned, remark[language])
  await hands.write(page.getByLabel(words.answer), reply[language])
  await hands.press(button(page, words.again))
  await reads(page, life, actWords(language).done.submit!, reply[language])
}

/** A second person reads the plan and says yes. */
async function approves(life: Life, page: Page): Promise<void> {
  const { hands, language } = life
  const { attention, actions, funnel, nav } = deskWords(language)
  await hands.press(page.getByRole('link', { name: nav.campaigns, exact: true }))
  await hands.press(page.locator('.waits a'))
  await reads(page, life, attention.approval, planWords(language).title, funnel.title, reply[language])
  await hands.press(button(page, actions.approve))
  await reads(page, life, actWords(language).done.approve!, reviewWords(language).acts.approved)
  expect(await button(page, actions.launch).count()).toBe(0)
}

async function launches(life: Life, page: Page): Promise<void> {
  const { site, hands, language } = life
  const { actions, mailbox, nav } = deskWords(language)
  await hands.press(page.getByRole('link', { name: nav.campaigns, exact: true }))
  await openCampaign(page, life)
  await hands.press(button(page, actions.launch))
  await reads(page, life, actWords(language).done.launch!)
  site.at.now += hour
  await drain(site.deps)
  await hands.press(page.getByRole('link', { name: nav.mailbox }))
  await reads(page, life, mailbox.title)
}

/** The newest letter to somebody, opened in the mailbox; the addresses in it. */
async function letterTo(page: Page, life: Life, recipient: string): Promise<string[]> {
  const { mailbox, nav } = deskWords(life.language)
  await life.hands.press(page.getByRole('link', { name: nav.mailbox }))
  const id = life.site.db.raw
    .prepare('SELECT id FROM mailbox WHERE recipient = ? ORDER BY id DESC LIMIT 1')
    .pluck()
    .get(recipient)
  await life.hands.press(page.locator(`a[href="/desk/mailbox/${id}"]`))
  await reads(page, life, mailbox.back)
  const links = page.frameLocator('iframe.letter').locator('a[href]')
  await links.first().waitFor()
  return links.evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href))
}

/** A reader follows the letter to the campaign's page, a friend joins there and confirms by mail. */
async function joins(life: Life, officer: Page): Promise<void> {
  const { site, hands, language } = life
  const { landing, joined, confirm } = words(language).page
  const first = site.db.raw
    .prepare("SELECT recipient FROM mailbox WHERE recipient LIKE '%@diaspora.example' LIMIT 1")
    .pluck()
    .get() as string
  const links = await letterTo(officer, life, first)
  const reader = await openPage(life)
  await reader.goto(links.find((link) => link.includes('/s/'))!)
  await reads(reader, life, landing.form)
  await hands.write(reader.getByLabel(landing.email, { exact: true }), 'nadia@amis.example')
  await hands.press(button(reader, landing.submit))
  await reads(reader, life, landing.consentProblem)
  await hands.tick(reader.locator('[name=agreed]'))
  await hands.press(button(reader, landing.submit))
  await reads(reader, life, joined.title)
  await drain(site.deps)
  const confirmation = await letterTo(officer, life, 'nadia@amis.example')
  await reader.goto(confirmation.find((link) => link.includes('/j/'))!)
  await reads(reader, life, confirm.title)
  await hands.press(button(reader, confirm.submit))
  await reads(reader, life, confirm.done)
}

async function watches(life: Life, page: Page): Promise<void> {
  const { site, hands, language } = life
  const { actions, nav, states } = deskWords(language)
  const live = liveWords(language)
  const done = actWords(language).done
  const gone = () => site.db.raw.prepare('SELECT COUNT(*) FROM mailbox').pluck().get() as number
  await hands.press(page.getByRole('link', { name: nav.campaigns }))
  await openCampaign(page, life)
  await hands.press(page.getByRole('link', { name: live.link }))
  await reads(page, life, live.pace.title, live.steps.title, states.running!)
  await hands.press(button(page, actions.pause))
  await reads(page, life, done.pause!, states.paused!)
  const before = gone()
  site.at.now += 2 * hour
  await drain(site.deps)
  expect(gone()).toBe(before)
  await hands.press(button(page, actions.resume))
  await reads(page, life, done.resume!, states.running!)
  await drain(site.deps)
  site.at.now += 2 * hour
  await drain(site.deps)
  expect(gone()).toBeGreaterThan(before)
}

/** An analyst reads numbers, and none under ten. */
async function counts(life: Life): Promise<void> {
  const { language } = life
  const { figures, tables, actions } = deskWords(language)
  const page = await firstVisit(life, 'analyst', password)
  await comeBack(page, life, 'analyst', password)
  await openCampaign(page, life)
  await reads(page, life, figures.title, figures.joins, tables.small, tables.less)
  for (const name of [actions.pause, actions.approve, actions.finishConfirm])
    expect(await button(page, name).count()).toBe(0)
}

async function ends(life: Life, page: Page): Promise<void> {
  const { hands, language } = life
  const { actions, states, campaign } = deskWords(language)
  await hands.unfold(page.locator('details.twice summary'))
  await reads(page, life, actions.finishText)
  await hands.press(button(page, actions.finishConfirm))
  await reads(page, life, actWords(language).done.finish!, states.finished!)
  await reads(page, life, fill(campaign.title, { name: nameOf(language) }))
  expect(await button(page, actions.pause).count()).toBe(0)
  expect(page.url()).toContain(slug)
}
