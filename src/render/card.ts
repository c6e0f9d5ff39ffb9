import type { LanguageTag } from '../core/language.ts'
import { directionOf } from '../i18n/words.ts'
import type { Face } from './card-face.ts'
import { type Room, setIn } from './card-words.ts'
import { escapeHtml } from './interpret.ts'
import { light } from './theme.ts'

/** What a messenger's picture of a campaign says, in the language of whoever gets the link. */
export type Card = { language: LanguageTag; institution: string; title: string }
/** `joining`: a font in which Arabic letters join; `plain`: one in which Latin ones are set closer. */
export type CardFaces = { plain: Face; joining: Face }

/** In pixels, the size that Open Graph's readers agree on. Words keep clear of the edge: some messengers trim it. */
export const cardSize = { width: 1200, height: 630, edge: 72 } as const
const { width, height, edge } = cardSize

const ways = (most: number, sizes: readonly number[]) => sizes.map((size) => ({ size, most }))
const column = width - 2 * edge
const institutionRoom: Room = {
  width: column,
  tries: [...ways(1, [46, 42, 38, 34]), ...ways(2, [36, 32, 28])],
}
/** The least sizes are for titles of two hundred letters and more. */
const titleRoom = (rtl: boolean): Room => ({
  width: column,
  tries: rtl
    ? [...ways(2, [92, 84, 76]), ...ways(3, [70, 64, 58, 52]), ...ways(4, [46, 40])]
    : [...ways(3, [92, 84, 78]), ...ways(4, [70, 64, 58, 52, 46, 40])],
})

/** The picture as SVG, drawn for `card-draw.ts`: it names the fonts by the names that our faces have. */
export function cardSvg(card: Card, faces: CardFaces): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<rect width="${width}" height="${height}" fill="${light.card}"/>`,
    band(),
    wave(card),
    ...cardWords(card, faces),
    '</svg>',
  ].join('')
}

/** The words alone, a `text` for each line. */
export function cardWords(card: Card, faces: CardFaces): string[] {
  const rtl = directionOf(card.language) === 'rtl'
  return [
    ...placed(card.institution, faces, institutionRoom, { rtl, middle: 70, fill: light.card }),
    ...placed(card.title, faces, titleRoom(rtl), { rtl, middle: 352, fill: light.ink }),
  ]
}

type Style = { rtl: boolean; middle: number; fill: string }

/** Lines about a middle. Baselines lie below the middle of letters, by a third of their size or so. */
function placed(text: string, faces: CardFaces, room: Room, { rtl, middle, fill }: Style): string[] {
  const face = /\p{Script=Arabic}/u.test(text) ? faces.joining : faces.plain
  const { size, lines } = setIn(text, room, face)
  const leading = size * (rtl ? 1.45 : 1.22)
  const first = middle - ((lines.length - 1) * leading) / 2 + size * (rtl ? 0.25 : 0.35)
  const [x, anchor] = rtl ? [width - edge, 'end'] : [edge, 'start']
  return lines.map((line, index) => {
    const y = (first + index * leading).toFixed(1)
    const words = bolder(escapeHtml(rtl ? embedded(line) : line), size, fill)
    return `<text x="${x}" y="${y}" font-family="${face.name}" font-size="${size}" text-anchor="${anchor}" fill="${fill}">${words}</text>`
  })
}

/** A renderer takes every line for one from left to right; an embedding (UAX #9, RLE and PDF) says otherwise. */
const embedded = (line: string) => `\u202b${line}\u202c`

/** There is no bolder Tifinagh, so its letters get an outline. */
const bolder = (words: string, size: number, fill: string) =>
  words.replace(
    /\p{Script=Tifinagh}+/gu,
    (run) => `<tspan stroke="${fill}" stroke-width="${(size * 0.03).toFixed(1)}">${run}</tspan>`,
  )

/** The institution's ground, its lower edge made of the arcs of the mark. */
const band = () => `<path d="M0 156${'q30 -34 60 0'.repeat(20)}V0H0Z" fill="${light.brand}"/>`

/** The wave, where lines begin. */
function wave({ language }: Card): string {
  const arcs = 9
  const x = directionOf(language) === 'rtl' ? width - edge - arcs * 28 : edge
  return `<path d="M${x} 578${'q14 -26 28 0'.repeat(arcs)}" fill="none" stroke="${light.accent}" stroke-width="7" stroke-linecap="round"/>`
}
