import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { languageTags } from '../../src/core/language.ts'
import { directionOf, words } from '../../src/i18n/words.ts'
import { cardMeans } from '../../src/node/card.ts'
import { type Card, type CardFaces, cardSize, cardSvg, cardWords } from '../../src/render/card.ts'
import { drawn, readFaces, start } from '../../src/render/card-draw.ts'

const { width, height, edge } = cardSize
let faces: CardFaces
beforeAll(async () => {
  await start(cardMeans)
  faces = await readFaces(cardMeans)
})

const card = (
  title: string,
  language: Card['language'] = 'fr',
  institution = 'Maison des Marocains',
): Card => ({
  language,
  institution,
  title,
})

const framed = (content: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${content}</svg>`

/** Around the ink of all words, measured by the renderer. */
function inkOf(one: Card): { left: number; right: number; top: number; bottom: number } | null {
  return drawn(framed(cardWords(one, faces).join('')), faces, (drawing) => {
    const box = drawing.getBBox()
    return box ? { left: box.x, right: box.x + box.width, top: box.y, bottom: box.y + box.height } : null
  })
}

const inkWidth = (one: Card) => {
  const { left, right } = inkOf(one)!
  return right - left
}

function pixelsOf(svg: string): Uint8Array {
  return drawn(svg, faces, (drawing) => {
    const image = drawing.render()
    const pixels = image.pixels.slice()
    image.free()
    return pixels
  })
}

/** So many pixels of one picture are not those of the other. */
function difference(one: Uint8Array, other: Uint8Array): number {
  let count = 0
  for (let at = 0; at < one.length; at += 4)
    if (one[at] !== other[at] || one[at + 1] !== other[at + 1] || one[at + 2] !== other[at + 2]) count++
  return count
}

describe('the words of a card', () => {
  const letters = ['aeimWÉœß', 'سلامعليكمشڭپ', 'ⴰⵣⵓⵍⵎⵥ', '0189.,!?’«»', '😀\u202e\u0000漢']
  const letter = fc.constantFrom(...letters.flatMap((some) => [...some]))
  const word = fc.string({ unit: letter, minLength: 1, maxLength: 60 })
  const title = fc.array(word, { minLength: 1, maxLength: 40 }).map((all) => all.join(' '))

  it('never leave the safe area', () => {
    fc.assert(
      fc.property(title, title, fc.constantFrom('fr', 'ar', 'zgh'), (title, institution, language) => {
        const ink = inkOf(card(title, language as Card['language'], institution))
        if (!ink) return
        expect(ink.left).toBeGreaterThan(edge / 2)
        expect(ink.right).toBeLessThan(width - edge / 2)
        expect(ink.top).toBeGreaterThan(0)
        expect(ink.bottom).toBeLessThan(560)
      }),
      { numRuns: 60 },
    )
  }, 60_000)

  it('join in Arabic: parted letters look otherwise and take more room', () => {
    const [joined, parted] = ['سلام عليكم', 'س\u200cل\u200cا\u200cم ع\u200cل\u200cي\u200cك\u200cم']
    const pixels = (title: string) => pixelsOf(cardSvg(card(title, 'ar', 'م'), faces))
    expect(difference(pixels(joined!), pixels(parted!))).toBeGreaterThan(1000)
    expect(inkWidth(card(joined!, 'ar', ''))).toBeLessThan(0.95 * inkWidth(card(parted!, 'ar', '')))
  })
})

it.each(languageTags)('a card in %s has its title on the side where lines begin', (language) => {
  const { title } = words(language).page.signup
  const [empty, full] = ['', title].map((one) => pixelsOf(cardSvg(card(one, language), faces)))
  expect(difference(empty!, full!)).toBeGreaterThan(5000)
  const { left, right } = inkOf(card(title, language, ''))!
  if (directionOf(language) === 'rtl') expect(right).toBeGreaterThan(width - edge - 20)
  else expect(left).toBeLessThan(edge + 20)
})
