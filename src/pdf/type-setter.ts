import type PDFDocument from 'pdfkit'
import { unpackWoff } from './unpack-woff.ts'
import { hasArabic, type Script, visualOrder } from './visual-order.ts'

/** Beside one another in the Fontsource packages: WOFF, not WOFF2, out of which the library that cuts fonts down loses letters with accents. */
const families: Record<Script, string> = {
  latin: '@fontsource/noto-sans/files/noto-sans-latin',
  'latin-ext': '@fontsource/noto-sans/files/noto-sans-latin-ext',
  arabic: '@fontsource/noto-sans-arabic/files/noto-sans-arabic-arabic',
}
const weights = [400, 600] as const
type Weight = (typeof weights)[number]
type FontName = `${Script}-${Weight}`

/** Files of fonts by the name under which they are set; paths as packages have them. */
export const fontFiles = Object.entries(families).flatMap(([script, path]) =>
  weights.map((weight) => ({
    name: `${script}-${weight}` as FontName,
    path: `${path}-${weight}-normal.woff`,
  })),
)
export type Fonts = ReadonlyMap<FontName, Uint8Array>

/** @param read  a file of a package */
export async function readFonts(read: (path: string) => Promise<Uint8Array>): Promise<Fonts> {
  const found = fontFiles.map(async ({ name, path }) => [name, await unpackWoff(await read(path))] as const)
  return new Map(await Promise.all(found))
}

export type Style = { size: number; bold?: boolean; color?: string }
export type Place = { x: number; y: number; width: number; align?: 'start' | 'end' }

/** Sets text in lines, in either direction: the library places letters, this places words. */
export function typeSetter(doc: InstanceType<typeof PDFDocument>, fonts: Fonts, rtl: boolean) {
  // Typed as an array of bytes of Node, taken as any.
  for (const [name, font] of fonts) doc.registerFont(name, font as unknown as string)

  const use = (script: Script, { size, bold = false }: Style) =>
    doc.font(`${script}-${bold ? 600 : 400}`).fontSize(size)

  const known = new Map<string, number>()
  /** Shaping is dear, and the same words come again and again: each is measured once. */
  function widthOfWord(word: string, style: Style): number {
    const name = `${style.size}${style.bold ? 'b' : ''} ${word}`
    const before = known.get(name)
    if (before !== undefined) return before
    const width = visualOrder(word, rtl).reduce(
      (sum, piece) => sum + use(piece.script, style).widthOfString(piece.text),
      0,
    )
    known.set(name, width)
    return width
  }

  const spaceOf = (style: Style) => use('latin', style).widthOfString(' ')
  function widthOf(text: string, style: Style): number {
    const words = text.split(' ')
    const spaces = words.length > 1 ? (words.length - 1) * spaceOf(style) : 0
    return words.reduce((sum, word) => sum + widthOfWord(word, style), spaces)
  }

  /** Lines that fit; a word wider than all of the room is cut where the room ends. */
  function linesOf(text: string, width: number, style: Style): string[] {
    const lines: string[] = []
    let line = ''
    for (const word of text.split(' ').flatMap((one) => cut(one, width, style))) {
      const longer = line ? `${line} ${word}` : word
      if (line && widthOf(longer, style) > width) {
        lines.push(line)
        line = word
      } else line = longer
    }
    return [...lines, line]
  }

  function cut(word: string, width: number, style: Style): string[] {
    if (widthOf(word, style) <= width) return [word]
    const parts = ['']
    for (const letter of word) {
      const longer = parts.at(-1)! + letter
      if (parts.at(-1) && widthOf(longer, style) > width) parts.push(letter)
      else parts[parts.length - 1] = longer
    }
    return parts
  }

  const lineHeight = ({ size }: Style) => size * (rtl ? 1.75 : 1.45)
  const heightOf = (text: string, width: number, style: Style) =>
    linesOf(text, width, style).length * lineHeight(style)

  /** Draws lines from their top; whoever reads the file by machine gets them in the order in which they are read. */
  function draw(lines: readonly string[], { x, y, width, align = 'start' }: Place, style: Style): void {
    lines.forEach((line, index) => {
      const atRight = rtl === (align === 'start')
      let at = atRight ? x + width - widthOf(line, style) : x
      const baseline = y + index * lineHeight(style) + lineHeight(style) * 0.72
      doc.markContent('Span', { actual: line })
      // A line without an Arabic letter, such as a title that is cited, runs as it would by itself.
      for (const piece of visualOrder(line, rtl && hasArabic(line))) {
        use(piece.script, style).fillColor(style.color ?? '#1b2422')
        doc.text(piece.text, at, baseline, { lineBreak: false, baseline: 'alphabetic' })
        at += doc.widthOfString(piece.text)
      }
      doc.endMarkedContent()
    })
  }

  return { linesOf, heightOf, lineHeight, draw }
}
