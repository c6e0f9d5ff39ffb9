import { type Token, wordsOf } from './markdown.ts'

/**
 * Markdown → the words of the plain-text part, tags still held back. A paragraph is one line: phones break lines
 * themselves. Every destination is written out.
 */
export function plainText(tokens: readonly Token[]): string {
  const out: Writer = { lines: [], indent: [], marker: '', counts: [] }
  for (const token of tokens) writers[token.type]?.(out, token)
  return out.lines
    .join('\n')
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

type Writer = {
  lines: string[]
  /** What stands before each line, from the outside in: quote marks, and blanks under a list's marker. */
  indent: string[]
  /** Waits for the first line of a list item. */
  marker: string
  /** Number of the next item of each list we are in; null where items have dots. */
  counts: (number | null)[]
}

const writers: Readonly<Record<string, (out: Writer, token: Token) => void>> = {
  inline: (out, token) => put(out, inlineText(token.children ?? [])),
  // Alone on its line, where Handlebars takes the whole line away.
  handlebars: ({ lines }, token) => void lines.push(token.content),
  hr: (out) => {
    put(out, '* * *')
    blank(out)
  },
  paragraph_close: (out, token) => {
    if (!token.hidden) blank(out)
  },
  heading_close: (out) => blank(out),
  bullet_list_open: ({ counts }) => void counts.push(null),
  ordered_list_open: ({ counts }, token) => void counts.push(Number(token.attrGet('start') ?? 1)),
  bullet_list_close: closeList,
  ordered_list_close: closeList,
  list_item_open: openItem,
  list_item_close: ({ indent }) => void indent.pop(),
  blockquote_open: ({ indent }) => void indent.push('> '),
  blockquote_close: (out) => {
    out.indent.pop()
    if (out.lines.at(-1)?.endsWith('>')) out.lines.pop()
    blank(out)
  },
}

function openItem(out: Writer): void {
  const count = out.counts.at(-1) ?? null
  const marker = count === null ? '- ' : `${count}. `
  if (count !== null) out.counts[out.counts.length - 1] = count + 1
  out.marker = out.indent.join('') + marker
  out.indent.push(' '.repeat(marker.length))
}

function closeList(out: Writer): void {
  out.counts.pop()
  if (out.counts.length === 0) blank(out)
}

function put(out: Writer, text: string): void {
  const inner = out.indent.join('')
  for (const line of text.split('\n')) {
    out.lines.push((out.marker || inner) + line)
    out.marker = ''
  }
}

function blank(out: Writer): void {
  const quoted = out.indent.filter((piece) => piece === '> ')
  out.lines.push(quoted.join('').trimEnd())
}

function inlineText(children: readonly Token[]): string {
  let text = ''
  let link: { href: string; from: number } | null = null
  for (const token of children) {
    if (token.type === 'softbreak') text += ' '
    else if (token.type === 'hardbreak') text += '\n'
    else if (token.type === 'image') text += wordsOf(token.children ?? [])
    else if (token.type === 'link_open') link = { href: String(token.attrGet('href')), from: text.length }
    else if (token.type === 'link_close' && link) {
      text = withDestination(text, link)
      link = null
    } else text += token.content
  }
  return text
}

/** Only the address when the words are the address. */
function withDestination(text: string, { href, from }: { href: string; from: number }): string {
  const words = text.slice(from)
  return text.slice(0, from) + (words === href || /^https:\/\/\S+$/.test(words) ? href : written(words, href))
}

/** `words <https://…>`, RFC 3986, appendix C: no language's punctuation comes to touch the address. */
export function written(words: string, href: string): string {
  return `${words} <${href}>`
}
