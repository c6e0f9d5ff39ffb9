import { escapeHtml } from './interpret.ts'
import { renderHtml, type Token, wordsOf } from './markdown.ts'
import { type Tags, tagsIn } from './tags.ts'
import { flowOf, padding, type Theme } from './theme.ts'
import { divider } from './wave-arcs.ts'

/** One thing that stands in the column of a letter. */
type Part =
  | { kind: 'words'; tokens: Token[] }
  | { kind: 'tag'; content: string }
  | { kind: 'divider' }
  | { kind: 'image'; token: Token }
  | { kind: 'button'; href: string; label: Token[] }

/** Markdown → the MJML that fills the column. */
export function mailBlocks(tokens: readonly Token[], tags: Tags, theme: Theme): string {
  const main = mainButtons(tags)
  return partsOf(tokens)
    .map((part) => {
      if (part.kind === 'tag') main.pass(part.content)
      return blockOf(part, tags, theme, part.kind === 'button' && main.next())
    })
    .join('')
}

function blockOf(part: Part, tags: Tags, theme: Theme, isMain: boolean): string {
  switch (part.kind) {
    case 'words':
      return wordsBlock(part.tokens, tags, theme)
    case 'tag':
      return `<mj-raw>${part.content}</mj-raw>\n`
    case 'divider':
      return divider(theme)
    case 'image':
      return imageBlock(part.token)
    case 'button':
      return buttonBlock(part, tags, theme, isMain)
  }
}

function partsOf(tokens: readonly Token[]): Part[] {
  const parts: Part[] = []
  for (let at = 0; at < tokens.length; ) {
    const size = sizeOfBlock(tokens, at)
    const block = tokens.slice(at, at + size)
    const part = partOf(block)
    const last = parts.at(-1)
    if (part.kind === 'words' && last?.kind === 'words') last.tokens.push(...block)
    else parts.push(part)
    at += size
  }
  return parts
}

function sizeOfBlock(tokens: readonly Token[], from: number): number {
  let depth = 0
  for (let at = from; at < tokens.length; at++) {
    depth += tokens[at]!.nesting
    if (depth <= 0) return at - from + 1
  }
  return tokens.length - from
}

function partOf(block: Token[]): Part {
  const [first, second] = block as [Token, Token | undefined]
  if (first.type === 'handlebars') return { kind: 'tag', content: first.content }
  if (first.type === 'hr') return { kind: 'divider' }
  if (first.type === 'paragraph_open') {
    const inside = (second?.children ?? []).filter((token) => token.type !== 'text' || token.content.trim())
    if (inside.length === 1 && inside[0]!.type === 'image') return { kind: 'image', token: inside[0]! }
    if (isButton(inside))
      return { kind: 'button', href: String(inside[0]!.attrGet('href')), label: inside.slice(1, -1) }
  }
  return { kind: 'words', tokens: block }
}

function isButton(inside: readonly Token[]): boolean {
  const [first] = inside
  const end = inside.findIndex((token) => token.type === 'link_close')
  return first?.type === 'link_open' && first.attrGet('title') === 'button' && end === inside.length - 1
}

/** Saffron is for one button a reader sees: in `{{#if}}…{{else}}…{{/if}}` each side has its own first. */
function mainButtons(tags: Tags) {
  let used = false
  const stack: { before: boolean; any: boolean }[] = []
  const pass = (content: string) => {
    for (const { kind } of tagsIn(content, tags)) {
      const top = stack.at(-1)
      if (kind === 'open') stack.push({ before: used, any: false })
      if (top && kind !== 'open') top.any ||= used
      if (top && kind === 'else') used = top.before
      if (top && kind === 'close') used = stack.pop()!.any
    }
  }
  const next = () => {
    const first = !used
    used = true
    return first
  }
  return { pass, next }
}

function buttonBlock(
  { href, label }: { href: string; label: Token[] },
  tags: Tags,
  theme: Theme,
  main: boolean,
): string {
  const { light, direction } = theme
  const words = `<span dir="${direction}">${renderHtml(inline(label), tags, direction)}</span>`
  const look = main
    ? `css-class="main" background-color="${light.accent}" color="${light.onAccent}"`
    : `css-class="other" background-color="${light.card}" color="${light.brand}" border="2px solid ${light.brand}"`
  return `<mj-button ${look} href="${escapeHtml(href)}">${words}</mj-button>\n`
}

/** The renderer takes blocks: inline tokens have to stand in one. */
function inline(children: Token[]): Token[] {
  const [first] = children
  if (!first) return []
  const holder = Object.assign(Object.create(Object.getPrototypeOf(first)), first) as Token
  return [Object.assign(holder, { type: 'inline', children, content: '', nesting: 0 })]
}

function imageBlock(token: Token): string {
  return `<mj-image src="${escapeHtml(String(token.attrGet('src')))}" alt="${escapeHtml(wordsOf(token.children ?? []))}" />\n`
}

function wordsBlock(tokens: Token[], tags: Tags, theme: Theme): string {
  const styles = stylesOf(theme)
  let quotes = 0
  const dress = (token: Token, first: boolean) => {
    if (token.type.startsWith('blockquote')) quotes += token.nesting
    const style = token.nesting === 1 || token.type === 'image' ? styles[token.tag] : undefined
    if (style !== undefined) {
      if (token.block && theme.direction === 'rtl') token.attrSet('dir', 'rtl')
      const space =
        (first && /^h\d/.test(token.tag) ? 'margin-top:0;' : '') +
        (quotes && token.tag === 'p' ? 'margin:0 0 4px;' : '')
      token.attrSet('style', (token.block ? flowOf(theme) : '') + style + space)
    }
    for (const child of token.children ?? []) dress(child, false)
  }
  for (const [at, token] of tokens.entries()) dress(token, at === 0)
  return `<mj-text css-class="ink">${renderHtml(tokens, tags, theme.direction)}</mj-text>\n`
}

/** Inline, because some web mail throws style sheets away. */
function stylesOf(theme: Theme): Readonly<Record<string, string>> {
  const heading = (size: number, above: number) =>
    `margin:${above}px 0 12px;font-size:${size}px;line-height:${theme.direction === 'rtl' ? 1.5 : 1.3};font-weight:bold;`
  const { light, start } = theme
  return {
    p: 'margin:0 0 16px;',
    h1: heading(27, 0).replace('12px', '20px'),
    h2: heading(20, 28),
    h3: heading(17, 24),
    h4: heading(16, 20),
    ul: `margin:0 0 16px;padding:${padding(theme, 0, 0, 0, 24)};`,
    ol: `margin:0 0 16px;padding:${padding(theme, 0, 0, 0, 24)};`,
    li: 'margin:0 0 8px;',
    blockquote: `margin:0 0 16px;padding:${padding(theme, 4, 0, 4, 20)};border-${start}:3px solid ${light.accent};`,
    a: `color:${light.brand};text-decoration:underline;`,
    img: 'max-width:100%;height:auto;border:0;',
  }
}
