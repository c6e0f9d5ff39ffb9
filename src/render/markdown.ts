import MarkdownIt, { type Env, type StateBlock, type Token } from 'markdown-it'
import type { Direction } from '../i18n/words.ts'
import { type Findings, problem } from './findings.ts'
import { hide, isTagLine, still, type Tags, tagsIn } from './tags.ts'

export type { Token }

type Place = Env & { tags: Tags; direction?: Direction }

/**
 * Markdown without what has no place in a letter: HTML, code, tables. Every link is let through here, `javascript:`
 * too: markdown-it would quietly leave it out, `checkLinks` says so.
 */
const markdown = new MarkdownIt({ html: false, linkify: true, breaks: false })
markdown.disable(['code', 'fence', 'table', 'html_block', 'lheading'])
markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false })
markdown.linkify.add('//', null)
markdown.validateLink = () => true
markdown.normalizeLink = (url) => url
markdown.normalizeLinkText = (url) => url
markdown.block.ruler.before('blockquote', 'handlebars', handlebars, {
  alt: ['paragraph', 'reference', 'blockquote', 'list'],
})

/** A line of block tags is a block of its own, so that `{{#if}}` can stand around paragraphs, lists and buttons. */
function handlebars(state: StateBlock, startLine: number, _endLine: number, silent: boolean): boolean {
  const line = state.src
    .slice(state.bMarks[startLine]! + state.tShift[startLine]!, state.eMarks[startLine])
    .trim()
  if (!isTagLine(line, (state.env as Place).tags)) return false
  if (silent) return true
  const token = state.push('handlebars', '', 0)
  token.content = line
  token.map = [startLine, startLine + 1]
  state.line = startLine + 1
  return true
}

/** The parsed words of a copy file. Lines are counted from the beginning of the file. */
export function parseMarkdown(found: Findings, source: string, tags: Tags): Token[] {
  const { text, faults } = hide(source, tags)
  for (const fault of faults) problem(found, fault, fault.what)
  const tokens = markdown.parse(text, { tags })
  forEachToken(tokens, calm)
  checkNesting(found, tokens, tags)
  return tokens
}

export function forEachToken(
  tokens: readonly Token[],
  act: (token: Token, line: number) => void,
  from = 1,
): void {
  let line = from
  for (const token of tokens) {
    if (token.map) line = token.map[0] + 1
    act(token, line)
    if (token.children) forEachToken(token.children, act, line)
    if (token.type === 'softbreak' || token.type === 'hardbreak') line++
  }
}

/** Braces written as entities (`&#123;`) come out of Markdown as braces; see `still`. */
function calm(token: Token): void {
  token.content = still(token.content)
  token.attrs = token.attrs?.map(([name, value]) => [name, still(String(value))]) ?? null
}

type Opened = { level: number; inline: Token | null }

/** Tags and Markdown must not cross: `**{{#if x}}a**{{/if}}` would leave a `<strong>` open for half of the readers. */
function checkNesting(found: Findings, tokens: readonly Token[], tags: Tags): void {
  const opened: Opened[] = []
  const look = (token: Token, inline: Token | null, parent: Token | null) => {
    for (const tag of token.children ? [] : tagsIn(token.content, tags)) {
      if (tag.kind === 'value') continue
      const here = { level: token.level, inline: inline ?? null }
      const start = tag.kind === 'open' ? here : opened.at(-1)
      if (tag.kind === 'open') opened.push(here)
      else if (start?.level !== here.level || start?.inline !== here.inline) crossing(found, tag)
      if (tag.kind === 'close') opened.pop()
    }
    for (const child of token.children ?? []) look(child, token.type === 'inline' ? token : parent, token)
  }
  for (const token of tokens) look(token, null, null)
}

function crossing(found: Findings, tag: { line: number; column: number; source: string }): void {
  const what = 'and the tag it belongs to must stand in the same sentence, or each alone on its line'
  problem(found, tag, `${tag.source} ${what}`)
}

/** What reads left to right in any text, and falls apart in Arabic unless it is told so. */
const leftToRight = /(?:https?:\/\/[^\s<>]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\+?\d[\d\s\u00a0().-]{5,}\d)/g

markdown.renderer.rules.text = (tokens, index, _options, env) => {
  const text = tokens[index]!.content
  if ((env as Place).direction !== 'rtl') return escaped(text)
  let out = ''
  let from = 0
  for (const match of text.matchAll(leftToRight)) {
    out += `${escaped(text.slice(from, match.index))}<span dir="ltr">${escaped(match[0])}</span>`
    from = match.index + match[0].length
  }
  return out + escaped(text.slice(from))
}
markdown.renderer.rules.handlebars = (tokens, index) => `${tokens[index]!.content}\n`

const escaped = (text: string) => markdown.utils.escapeHtml(text)

/** HTML with the tags still held back. */
export function renderHtml(tokens: Token[], tags: Tags, direction: Direction): string {
  return markdown.renderer.render(tokens, markdown.options, { tags, direction } satisfies Place)
}

/** The words of a token without their markup. */
export function wordsOf(tokens: readonly Token[]): string {
  return tokens
    .map((token) =>
      token.children ? wordsOf(token.children) : /break$/.test(token.type) ? ' ' : token.content,
    )
    .join('')
}
