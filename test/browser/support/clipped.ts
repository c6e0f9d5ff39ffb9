import type { Page } from 'playwright-core'

/** Words that are cut off: by a box that hides what is too much, or by the edge of the window. */
export function clipped(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const cut: string[] = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent!.trim()
      const parent = node.parentElement!
      if (!text || !parent.checkVisibility() || parent.closest('.skip, option, svg')) continue
      const range = document.createRange()
      range.selectNodeContents(node)
      const { left, right, top, bottom, width } = range.getBoundingClientRect()
      if (!width) continue
      let isCut = left < -1 || right > innerWidth + 1
      for (let box: Element | null = parent; box && box !== document.body; box = box.parentElement) {
        const { overflowX, overflowY } = getComputedStyle(box)
        const edge = box.getBoundingClientRect()
        // Words for screen readers alone stand in a box of one pixel; what can be scrolled is not lost.
        const scrolls = /auto|scroll/.test(overflowX) || edge.width <= 1
        if (scrolls) {
          isCut = false
          break
        }
        const isHidden = /hidden|clip/
        if (isHidden.test(overflowX) && (left < edge.left - 1 || right > edge.right + 1)) isCut = true
        if (isHidden.test(overflowY) && (top < edge.top - 3 || bottom > edge.bottom + 3)) isCut = true
      }
      if (isCut) cut.push(`cut off: ${text.slice(0, 60)}`)
    }
    return cut
  })
}
