import { escapeHtml } from './interpret.ts'
import { layoutValues, sentValues } from './layout-values.ts'
import { openTagAt, type Span, templateTagAt } from './visual-pieces.ts'

/** Says a tag of the template in words. */
export type Naming = (tag: string) => string
/** Fills the values in that the picture of a layout needs: colours, direction. */
export type Filling = (text: string) => string

/**
 * Text of an element for the visual editor: each tag of the template is a mark with a name, each HTML tag with one in its
 * attributes carries a mark. A mark is the place of the original in the source, so it comes back octet by octet.
 */
export function encodeText(source: string, { from, to }: Span, it: { name: Naming; fill: Filling }): string {
  let text = ''
  for (let at = from; at < to; ) {
    const html = source[at] === '<' ? openTagAt(source, at) : null
    const tag = html ? null : templateTagAt(source, at)
    const found = html ?? tag
    if (tag) text += markOf(`data-mawja="${at}"`, it.name(tag))
    else if (html?.includes('{{')) text += marked(it.fill(html), at)
    else text += found ?? source[at]
    at += found?.length ?? 1
  }
  return text
}

/** Text whose HTML a browser's parser would move about; it is shown, and edited in the source. */
export const isFragile = (text: string): boolean =>
  /<!--|<\/?(?:table|t[rdh]|t?(?:head|body|foot)|select|option|style|pre)\b|\sdata-mawja/i.test(text)

const markOf = (attribute: string, words: string) =>
  `<span class="mawja-value" contenteditable="false" title="${escapeHtml(words)}" ${attribute}>${escapeHtml(words)}</span>`

const marked = (tag: string, at: number) => tag.replace(/\/?>$/, (end) => ` data-mawja="${at}"${end}`)

const spanAt = /<span\b[^>]*\bdata-mawja(?:-value)?="([^"]*)"[^>]*>((?:(?!<span\b)[\s\S])*?)<\/span>/g
const openWithMark =
  /<[a-zA-Z][\w-]*\b(?:"[^"]*"|'[^']*'|[^"'>])*?\bdata-mawja="(\d+)"(?:"[^"]*"|'[^']*'|[^"'>])*>/g

/** The inverse: what was typed, and each mark replaced by what it stands for. A mark that stands for nothing goes. */
export function decodeText(source: string, text: string): string {
  const values = text.replace(spanAt, (whole, mark: string, words: string) => {
    const tag = /^\d+$/.test(mark) ? templateTagAt(source, Number(mark)) : valueTag(mark)
    const name = / title="([^"]*)"/.exec(whole)?.[1] ?? words
    // The caret may stand in a mark when somebody writes on: what they wrote is kept.
    const [before, after] = words.includes(name) ? words.split(name, 2) : ['', '']
    return `${before}${tag ?? ''}${after}`
  })
  return values.replace(openWithMark, (_, mark: string) => openTagAt(source, Number(mark)) ?? '')
}

/** A value that was put in anew, as the template writes it; null = there is none of that name. */
export function valueTag(name: string): string | null {
  if (layoutValues.includes(name)) return `{{${name}}}`
  return sentValues.includes(name) ? `\\{{${name}}}` : null
}
