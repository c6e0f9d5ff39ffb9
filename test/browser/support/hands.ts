import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'

/** How somebody works a page. `press` leads to another page, `unfold` does not. */
export type Hands = {
  press(target: Locator): Promise<void>
  unfold(target: Locator): Promise<void>
  choose(target: Locator, value: string): Promise<void>
  hand(target: Locator, file: { name: string; mimeType: string; buffer: Buffer }): Promise<void>
  write(target: Locator, text: string): Promise<void>
  tick(target: Locator): Promise<void>
}

export const mouse: Hands = {
  press: (target) => led(target.page(), () => target.click()),
  unfold: (target) => target.click(),
  async choose(target, value) {
    await target.selectOption(value)
  },
  hand: (target, file) => target.setInputFiles(file),
  write: (target, text) => target.fill(text),
  tick: (target) => target.check(),
}

/** Tab, Enter, Space and letters; every stop on the way must show where one is. */
export const keyboard: Hands = {
  async press(target) {
    await reach(target)
    await led(target.page(), () => target.page().keyboard.press('Enter'))
  },
  async unfold(target) {
    await reach(target)
    await target.page().keyboard.press('Enter')
  },
  async choose(target, value) {
    await reach(target)
    for (let steps = 0; (await target.inputValue()) !== value; steps += 1) {
      expect(steps, `${value} is among the choices`).toBeLessThan(50)
      await target.page().keyboard.press('ArrowDown')
    }
  },
  async hand(target, file) {
    await reach(target)
    // The dialog that Space opens is the system's own, with keys of its own.
    await target.setInputFiles(file)
  },
  async write(target, text) {
    await reach(target)
    await target.page().keyboard.press('ControlOrMeta+A')
    await target.page().keyboard.type(text)
  },
  async tick(target) {
    await reach(target)
    await target.page().keyboard.press('Space')
    expect(await target.isChecked()).toBe(true)
  },
}

/** Does it and waits for the page it leads to. */
async function led(page: Page, act: () => Promise<void>): Promise<void> {
  await Promise.all([page.waitForEvent('load'), act()])
}

type Stop = { name: string; shown: boolean; inMain: boolean }

/** By Tab alone, over the skip link when the way begins at the top of the page and ends in its main part. */
async function reach(target: Locator): Promise<void> {
  const page = target.page()
  await target.waitFor()
  const isThere = () => target.evaluate((element) => element === document.activeElement)
  const inMain = await target.evaluate((element) => element.closest('main') !== null)
  for (let stops = 0; stops < 150; stops += 1) {
    if (await isThere()) return
    await page.keyboard.press('Tab')
    const stop = await stopOf(page)
    if (!stop) continue
    expect(stop.shown, `the focus is seen on ${stop.name} of ${page.url()}`).toBe(true)
    if (inMain && stop.name.startsWith('A.skip')) await page.keyboard.press('Enter')
  }
  throw new Error(`no way by Tab to ${target} on ${page.url()}`)
}

/** Where the focus is, and whether one can see it there; null outside the page. */
function stopOf(page: Page): Promise<Stop | null> {
  return page.evaluate(() => {
    const host = document.activeElement
    if (!host || host === document.body) return null
    // An editor in a tree of its own draws the ring round all of itself.
    const within = host.shadowRoot?.activeElement
    const element = within?.closest('.cm-editor') ?? within ?? host
    const { outlineStyle, outlineWidth, boxShadow, visibility } = getComputedStyle(element)
    const { width, height, bottom, right, top, left } = element.getBoundingClientRect()
    const inside = bottom > 0 && right > 0 && top < innerHeight && left < innerWidth
    const ring = (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2) || boxShadow !== 'none'
    // A frame hands the focus to what is inside it, and the browser marks the stops inside a field for dates itself.
    const isOthers = element.matches('iframe, input[type^=date], input[type=time], input[type=month]')
    const shown = isOthers || (ring && visibility === 'visible' && width > 0 && height > 0)
    const name = `${element.tagName}.${element.className} ${element.textContent?.trim().slice(0, 40)}`
    return { name, shown: shown && inside, inMain: host.closest('main') !== null }
  })
}

/**
 * Once round the page by Tab: the skip link first, then every stop, then out again.
 *
 * @returns what is wrong, each in one line
 */
export async function roundByTab(page: Page): Promise<string[]> {
  const faults: string[] = []
  for (let stops = 0; stops < 400; stops += 1) {
    await page.keyboard.press('Tab')
    const stop = await stopOf(page)
    if (stop && stops === 0 && !stop.name.startsWith('A.skip')) faults.push(`first stop: ${stop.name}`)
    if (stop && !stop.shown) faults.push(`focus not seen: ${stop.name}`)
    if (!stop || (stops > 0 && stop.name.startsWith('A.skip'))) return faults
  }
  return [...faults, 'no way out by Tab']
}
