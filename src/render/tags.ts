import type { At } from './findings.ts'

/**
 * Handlebars tags have to pass through Markdown and MJML untouched. They are taken out beforehand and a token of
 * private-use characters stands in their place: to Markdown a letter, to MJML a word. `restore` puts them back.
 */
export type Tag = {
  source: string
  kind: 'open' | 'else' | 'close' | 'value'
  name: string
  line: number
  column: number
}
export type Tags = Tag[]

const OPEN = '\uE000'
const CLOSE = '\uE001'
/** A brace that is only a brace. Written out as it is, it could come to stand before another and be read as a tag. */
const BRACE = '\uE002'
const held = /\uE000(\d+)\uE001/g

/** As Handlebars reads them: a `}}` inside a string does not end a tag. */
const tagPattern =
  /\{\{!--[\s\S]*?--~?\}\}|\{\{![\s\S]*?\}\}|\{\{(?:"(?:\\"|[^"])*"|'(?:\\'|[^'])*'|[^}"'])*\}\}/g

export type Hidden = { text: string; faults: (At & { what: string })[] }

/**
 * Takes the tags out of a text, which keeps its lines.
 *
 * @param tags  grows by the tags found
 */
export function hide(source: string, tags: Tags): Hidden {
  const faults: Hidden['faults'] = []
  const strange = source.search(/[\uE000-\uE002]/)
  if (strange >= 0)
    faults.push({ ...spotOf(source, strange), what: 'has a private-use character, which no font shows' })
  const escaped = source.search(/\\\{\{/)
  if (escaped >= 0) faults.push({ ...spotOf(source, escaped), what: 'no backslash can stand before {{' })
  const text = source.replace(tagPattern, (tag, offset: number) => {
    if (tag.startsWith('{{!') || tag.startsWith('{{~!')) return tag.replace(/[^\n]/g, '')
    const at = spotOf(source, offset)
    if (tag.includes('\n')) faults.push({ ...at, what: 'a tag {{…}} must stand on one line' })
    return hold(tags, tag, at)
  })
  return { text: still(text), faults }
}

/** A token for a tag. */
export function hold(
  tags: Tags,
  source: string,
  at: { line: number; column: number } = { line: 1, column: 1 },
): string {
  const index = tags.push({ source, ...read(source), ...at }) - 1
  return `${OPEN}${index}${CLOSE}`
}

/** Makes braces harmless in a text that is no template: names, addresses, words of the catalogue. */
export function still(text: string): string {
  return text.replaceAll('{', BRACE)
}

/** The same for every text in a piece of data. */
export function stilled<T>(value: T): T {
  if (typeof value === 'string') return still(value) as T
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(stilled) as T
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, stilled(inner)])) as T
}

function read(source: string): Pick<Tag, 'kind' | 'name'> {
  const [, mark = '', name = ''] = /^\{\{~?\s*([#/^&]?)\s*([^\s~}]*)/.exec(source) ?? []
  if (mark === '/') return { kind: 'close', name }
  if (name === 'else' || (mark === '^' && !name)) return { kind: 'else', name: 'else' }
  return { kind: mark === '#' || mark === '^' ? 'open' : 'value', name }
}

/** The tags in a text, in order. */
export function tagsIn(text: string, tags: Tags): Tag[] {
  return [...text.matchAll(held)].map((match) => tags[Number(match[1])]!)
}

/** The tag when a text is one tag and nothing else. */
export function onlyTag(text: string, tags: Tags): Tag | null {
  const match = /^\uE000(\d+)\uE001$/.exec(text)
  return match ? tags[Number(match[1])]! : null
}

/** A line of nothing but block tags: `{{#if contact.city}}`, `{{else}}`, `{{/if}}`. */
export function isTagLine(line: string, tags: Tags): boolean {
  return /^(?:\uE000\d+\uE001\s*)+$/.test(line) && tagsIn(line, tags).every((tag) => tag.kind !== 'value')
}

/** Puts the tags back. A backslash before a tag would switch it off, so it is doubled or written as an entity. */
export function restore(text: string, tags: Tags, mode: 'html' | 'text'): string {
  const safe =
    mode === 'html'
      ? text.replaceAll(BRACE, '&#123;').replace(/\\(?=\uE000)/g, '&#92;')
      : text
          .replace(/\uE002(?=[\uE000\uE002])/g, '{ ')
          .replaceAll(BRACE, '{')
          .replace(/\\(?=\uE000)/g, '\\\\')
  return safe.replace(held, (_, index: string) => tags[Number(index)]!.source)
}

/** The same text with the tags as the person wrote them, for problems. */
export function shown(text: string, tags: Tags): string {
  return text.replaceAll(BRACE, '{').replace(held, (_, index: string) => tags[Number(index)]!.source)
}

function spotOf(source: string, offset: number): { line: number; column: number } {
  const before = source.slice(0, offset)
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') }
}
