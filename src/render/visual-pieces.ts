import { AppError } from '../core/error.ts'

/** From the first character to the one behind the last, in the text of the layout. */
export type Span = { from: number; to: number }
export type Attribute = Span & { name: string; value: string }

/** A tag of the template that stands between elements, or a block of them with no element inside. */
export type Part = Span & { kind: 'part' }
export type Element = Span & {
  kind: 'element'
  name: string
  /** The opening tag. */
  open: Span
  attributes: readonly Attribute[]
  /** What stands between the tags; null = `<mj-spacer />`. */
  inner: Span | null
  /** Elements and parts inside; null = its content is text or HTML. */
  children: readonly Piece[] | null
}
export type Piece = Part | Element

/** A tag of the template at the place where it is looked for: `{{name}}`, `{{{name}}}`, `\{{name}}`, a comment. */
const tagAt = /\\?(?:\{\{!--[\s\S]*?--\}\}|\{\{\{[\s\S]*?\}\}\}|\{\{[\s\S]*?\}\})/y
/** An opening tag whose attributes may hold tags of the template. */
const openAt = /<([a-zA-Z][\w-]*)((?:"[^"]*"|'[^']*'|[^"'>])*?)(\/?)>/y
const closeAt = /<\/([a-zA-Z][\w-]*)\s*>/y
const blankAt = /(?:\s+|<!--[\s\S]*?-->)+/y

/** Elements that hold text or HTML, not elements of MJML. */
const endings = /^mj-(?:text|button|raw|table|title|preview|style|navbar-link|social-element|accordion-t\w+)$/

/** Elements that show nothing by themselves. */
const unseen = /^mj-(?:raw|style|font|title|preview|attributes|breakpoint)$/

/**
 * Takes what can be seen of a layout apart: the children of `<mj-body>`, or the whole of a part of a layout. Nothing is
 * lost: what no piece covers is white space and comments.
 *
 * @throws AppError `visual-…` when it has no such form: a block of the template that begins in one element and ends in
 * another, a tag of the template inside of an element's opening tag, text between elements
 */
export function piecesOf(source: string): { body: Span; pieces: readonly Piece[] } {
  const body = bodyOf(source)
  const pieces = childrenFrom({ source, end: body.to, at: body.from }, null)
  if (!pieces.some((piece) => piece.kind === 'element' && !unseen.test(piece.name)))
    throw refusal('visual-nothing', source, body.from)
  return { body, pieces }
}

/** The tag of the template that begins there. */
export const templateTagAt = (source: string, at: number): string | null =>
  match(tagAt, source, at)?.[0] ?? null
/** The opening tag of HTML that begins there. */
export const openTagAt = (source: string, at: number): string | null => match(openAt, source, at)?.[0] ?? null

function bodyOf(source: string): Span {
  if (!/<mjml\b/.test(source)) return { from: 0, to: source.length }
  const at = source.search(/<mj-body\b/)
  const open = at < 0 ? null : match(openAt, source, at)
  const to = source.lastIndexOf('</mj-body')
  if (!open || to < at) throw refusal('visual-nothing', source, Math.max(at, 0))
  return { from: at + open[0].length, to }
}

function refusal(key: string, source: string, at: number): AppError {
  const line = source.slice(0, at).split('\n').length
  return new AppError('invalid', key, `line ${line}: this layout can be edited as text only`, { line })
}

function match(pattern: RegExp, source: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(source)
}

/** Where reading has come to. */
type Reader = { source: string; end: number; at: number }

/** @param parent  its name; null = the end of the body ends them */
function childrenFrom(reader: Reader, parent: string | null): Piece[] {
  const { source } = reader
  const pieces: Piece[] = []
  for (;;) {
    reader.at += match(blankAt, source, reader.at)?.[0].length ?? 0
    if (reader.at >= reader.end) break
    const close = match(closeAt, source, reader.at)
    if (close && close[1] === parent) return balanced(source, pieces)
    if (close) throw refusal('visual-elements', source, reader.at)
    pieces.push(partFrom(reader) ?? elementFrom(reader))
  }
  if (parent !== null) throw refusal('visual-elements', source, reader.at)
  return balanced(source, pieces)
}

function partFrom(reader: Reader): Part | null {
  const found = templateTagAt(reader.source, reader.at)
  if (!found) return null
  const from = reader.at
  reader.at += found.length
  return { kind: 'part', from, to: reader.at }
}

function elementFrom(reader: Reader): Element {
  const { source, at: from } = reader
  const found = match(openAt, source, from)
  if (!found?.[1]?.startsWith('mj-')) throw refusal('visual-elements', source, from)
  const [whole, name, between, slash] = found as unknown as [string, string, string, string]
  const open = { from, to: from + whole.length }
  const attributes = attributesIn(source, between, from + 1 + name.length)
  reader.at = open.to
  const head = { kind: 'element' as const, name, from, open, attributes }
  if (slash) return { ...head, to: reader.at, inner: null, children: endings.test(name) ? null : [] }
  const children = endings.test(name) ? textFrom(reader, name) : childrenFrom(reader, name)
  const inner = { from: open.to, to: reader.at }
  reader.at += match(closeAt, source, reader.at)![0].length
  return { ...head, to: reader.at, inner, children }
}

function textFrom(reader: Reader, name: string): null {
  const end = reader.source.indexOf(`</${name}`, reader.at)
  if (end < 0 || !match(closeAt, reader.source, end))
    throw refusal('visual-elements', reader.source, reader.at)
  reader.at = end
  return null
}

function attributesIn(source: string, between: string, at: number): Attribute[] {
  const found = [...between.matchAll(/([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)]
  if (found.reduce((left, [whole]) => left.replace(whole, ''), between).trim())
    throw refusal('visual-attribute', source, at)
  return found.map((one) => ({
    name: one[1]!,
    value: one[2] ?? one[3] ?? '',
    from: at + one.index,
    to: at + one.index + one[0].length,
  }))
}

/** Blocks of the template end beside where they begin. One without an element inside is one part. */
function balanced(source: string, pieces: readonly Piece[]): Piece[] {
  const done: Piece[] = []
  const open: { name: string; at: number }[] = []
  for (const piece of pieces) {
    done.push(piece)
    if (piece.kind === 'element') continue
    const [, later, sign, name] = /^(\\?)\{\{\{?~?\s*([#^/])?\s*([\w.-]*)/.exec(
      source.slice(piece.from, piece.to),
    )!
    if (sign === '#' || (sign === '^' && name)) open.push({ name: `${later}${name}`, at: done.length - 1 })
    if (sign !== '/') continue
    const begun = open.pop()
    if (begun?.name !== `${later}${name}`) throw refusal('visual-crossing', source, piece.from)
    const inside = done.slice(begun.at)
    if (inside.every(({ kind }) => kind === 'part'))
      done.splice(begun.at, inside.length, { kind: 'part', from: inside[0]!.from, to: piece.to })
  }
  if (open.length) throw refusal('visual-crossing', source, done[open[0]!.at]!.from)
  return done
}
