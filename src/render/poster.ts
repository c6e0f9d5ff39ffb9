import type { LanguageTag } from '../core/language.ts'
import type { QrCode } from '../core/qr.ts'
import { directionOf } from '../i18n/words.ts'
import { escapeHtml } from './interpret.ts'
import { fitLines } from './line-break.ts'
import { light, themeOf } from './theme.ts'

export const posterSizes = ['A4', 'A3'] as const
export type PosterSize = (typeof posterSizes)[number]

export type Poster = {
  language: LanguageTag
  institution: string
  title: string
  text: string
  scan: string
  qrLabel: string
  qr: QrCode
  funders: string | null
  /** Where it will hang, in small letters at its foot: so that the right one goes to the right place. */
  place: string | null
}

/** Everything is laid out on A4, in millimetres (ISO 216); A3 is the same drawing, √2 times as large. */
const [width, height, edge] = [210, 297, 18]
const paper: Record<PosterSize, [string, string]> = { A4: ['210mm', '297mm'], A3: ['297mm', '420mm'] }

/** The poster as an SVG document of its own; its words are text, so that they can be searched and read out. */
export function posterSvg(it: Poster, size: PosterSize): string {
  const [paperWidth, paperHeight] = paper[size]
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${paperWidth}" height="${paperHeight}"`,
    ` viewBox="0 0 ${width} ${height}" role="img" xml:lang="${it.language}" lang="${it.language}">`,
    `<title>${escapeHtml(it.title)}</title><rect width="${width}" height="${height}" fill="#ffffff"/>`,
    band(it),
    ...body(it),
    '</svg>\n',
  ].join('')
}

/** The same on a page that prints on one sheet. */
export function posterPage(it: Poster, size: PosterSize): string {
  const head = `<meta charset="utf-8"><title>${escapeHtml(it.title)}</title>`
  const sheet = `<style>@page{size:${size};margin:0}body{margin:0}svg{display:block}</style>`
  const body = posterSvg(it, size).trim()
  return `<!DOCTYPE html>\n<html lang="${it.language}" dir="${directionOf(it.language)}"><head>${head}${sheet}</head><body>${body}</body></html>\n`
}

/** The institution above, on its colour, with the wave beneath. */
function band(it: Poster): string {
  const name = lines(it, it.institution, {
    y: 24,
    sizes: [7.5, 6.5, 5.5],
    most: 2,
    fill: '#ffffff',
    weight: 600,
  })
  const arcs = `M0 46${'q7 -12 14 0'.repeat(15)}V0H0Z`
  return `<path d="${arcs}" fill="${light.brand}"/>${name.svg}`
}

function body(it: Poster): string[] {
  const title = lines(it, it.title, {
    y: 74,
    sizes: [14.5, 13, 11.5, 10],
    most: 3,
    fill: light.ink,
    weight: 600,
  })
  const text = lines(it, it.text, { y: title.end + 1, sizes: [7.5, 6.5, 5.5], most: 4, fill: light.ink })
  const scan = lines(it, it.scan, { y: 248, sizes: [7, 6, 5], most: 2, fill: light.brand, weight: 600 })
  const foot = it.funders ? fine(it, it.funders, 267) : ''
  return [title.svg, text.svg, code(it, text.end - 3, 242), scan.svg, foot, hangs(it)]
}

/** As large as the space between the words above and the words below allows, in the middle of the sheet. */
function code({ qr, qrLabel }: Poster, from: number, to: number): string {
  const side = Math.min(112, to - from)
  const [x, y] = [(width - side) / 2, from + (to - from - side) / 2]
  const scale = side / qr.size
  return `<g transform="translate(${round(x)} ${round(y)}) scale(${scale.toFixed(5)})" role="img" aria-label="${escapeHtml(qrLabel)}"><path d="${qr.path}" transform="translate(0 .5)" stroke="#000" shape-rendering="crispEdges"/></g>`
}

const fine = (it: Poster, text: string, y: number) =>
  lines(it, text, { y, sizes: [3.4, 3, 2.6], most: 4, fill: light.muted }).svg

const hangs = (it: Poster) => (it.place ? fine(it, it.place, height - 8) : '')

type Style = { y: number; sizes: readonly number[]; most: number; fill: string; weight?: number }

/**
 * @param it.y  baseline of the first line, mm
 * @returns the drawing, and where the next thing may begin
 */
function lines({ language }: Poster, text: string, it: Style): { svg: string; end: number } {
  const theme = themeOf(language, directionOf(language))
  const { size, lines } = fitLines(text, { width: width - 2 * edge, sizes: it.sizes, most: it.most })
  const rtl = theme.direction === 'rtl'
  const leading = size * (rtl ? 1.55 : 1.3)
  // In a text of direction rtl, `start` is the right end of the line.
  const x = rtl ? width - edge : edge
  const rows = lines.map(
    (line, index) => `<tspan x="${x}" y="${round(it.y + index * leading)}">${escapeHtml(line)}</tspan>`,
  )
  const style = `font-family="${theme.font.replaceAll("'", '&#39;')}" font-size="${size}" font-weight="${it.weight ?? 400}" fill="${it.fill}"`
  const direction = rtl ? ' direction="rtl" unicode-bidi="plaintext"' : ''
  return { svg: `<text ${style}${direction}>${rows.join('')}</text>`, end: it.y + lines.length * leading }
}

const round = (millimetres: number) => Number(millimetres.toFixed(2))
