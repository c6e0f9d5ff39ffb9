import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { languageTags } from '../../../src/core/language.ts'
import { directionOf, words } from '../../../src/i18n/words.ts'
import { openChromium } from './chromium.ts'

/**
 * Draws the pictures that messengers show beside a link, one for each language, anew into `src/web/assets`. A browser
 * draws them because it joins Arabic letters rightly. To be run when their words change:
 * `node --import tsx test/browser/support/cards.ts`.
 */
const folder = 'src/web/assets'
const require = createRequire(import.meta.url)

function face(name: string, part: string, weight: number): string {
  const file = require.resolve(`@fontsource/${name}/files/${name}-${part}-${weight}-normal.woff2`)
  const url = `data:font/woff2;base64,${readFileSync(file).toString('base64')}`
  return `@font-face { font-family: "${name}-${part}"; font-weight: ${weight}; src: url("${url}") }`
}

const faces = [
  face('noto-sans', 'latin', 600),
  face('noto-sans', 'latin-ext', 600),
  face('noto-sans-arabic', 'arabic', 600),
  face('noto-sans-tifinagh', 'tifinagh', 400),
].join('\n')

const wave = (count: number) => `M0 10${'q6 -12 12 0'.repeat(count)}`

const card = (text: string, direction: string) => `<!doctype html><html dir="${direction}"><style>
${faces}
body { margin: 0; inline-size: 1200px; block-size: 630px; box-sizing: border-box; padding: 96px; background: #0b5a52;
  color: #fff; display: flex; flex-direction: column; justify-content: space-between;
  font: 600 76px/1.35 noto-sans-latin, noto-sans-latin-ext, noto-sans-arabic-arabic, noto-sans-tifinagh-tifinagh }
p { margin: 0; text-wrap: balance }
svg { fill: none; stroke: #f2ab26; stroke-width: 2.4; stroke-linecap: round }
</style><p>${text}</p><svg viewBox="-2 -1 188 14" height="76">
<path d="${wave(15)}"/></svg></html>`

mkdirSync(folder, { recursive: true })
const browser = await openChromium()
const page = await browser.newPage({ viewport: { width: 1200, height: 630 } })
for (const language of languageTags) {
  await page.setContent(card(words(language).sharing.card, directionOf(language)))
  await page.evaluate(() => document.fonts.ready)
  await page.screenshot({ path: `${folder}/card-${language}.png` })
}
await browser.close()
