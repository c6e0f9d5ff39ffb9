import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import sparticuz from '@sparticuz/chromium'
import { type Browser, chromium, type Page } from 'playwright-core'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** A whole Chromium out of an npm package: it draws Arabic and Tifinagh, and needs nothing of the system. */
export async function openChromium(): Promise<Browser> {
  // Made for a place where one process is all there is; here, closing one window would close them all.
  const args = sparticuz.args.filter((arg) => arg !== '--single-process')
  return chromium.launch({ executablePath: await sparticuz.executablePath(), args })
}

export type Look = { scheme: 'light' | 'dark'; locale: 'fr' | 'ar' }

/** A reader's window. Our policy forbids foreign scripts on pages, and axe is one: it comes in past the policy. */
export async function openWindow(browser: Browser, look: Look): Promise<Page> {
  const context = await browser.newContext({
    colorScheme: look.scheme,
    locale: look.locale,
    bypassCSP: true,
    deviceScaleFactor: 1,
  })
  return context.newPage()
}

/** Faults that keep people out, each in one line. */
export async function seriousFaults(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  return page.evaluate(async () => {
    type Result = {
      violations: { id: string; impact: string; nodes: { html: string; failureSummary: string }[] }[]
    }
    const run = (globalThis as unknown as { axe: { run(options: object): Promise<Result> } }).axe.run
    const { violations } = await run({ iframes: false })
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) =>
        nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary}`),
      )
  })
}

/** How far a page can be pushed sideways, in pixels; on a phone this must be nothing. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
}
