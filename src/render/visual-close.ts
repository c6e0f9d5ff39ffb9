import { AppError } from '../core/error.ts'
import { type Element, type Piece, piecesOf } from './visual-pieces.ts'
import { decodeText } from './visual-text.ts'

/** What the visual editor gives back. What is left out is as it was. */
export type EditedNode = {
  /** Place in the source; absent = new. */
  mark?: number | undefined
  type: string
  /** Attributes that were changed, added, or (null) taken out. */
  set?: Record<string, string | null> | undefined
  children?: readonly EditedNode[] | undefined
  /** Text with marks, if it was changed. */
  content?: string | undefined
  /** Of a new `mawja-part`: the part of a layout that it stands for. */
  part?: string | undefined
}

type Sheet = { source: string; known: ReadonlyMap<number, Placed>; seen: Set<number> }
/** A piece with the white space and comments before it, and whose child it is. */
type Placed = { piece: Piece; before: string; parent: number }

/**
 * Puts what was edited back into the source. Everything that was not touched stays octet by octet: with
 * `nodes` as they were opened the answer is `source`.
 *
 * @throws AppError `visual-lost` when a tag of the template between elements is missing or stands there twice
 */
export function toSource(source: string, nodes: readonly EditedNode[]): string {
  const { body, pieces } = piecesOf(source)
  const known = new Map<number, Placed>()
  place(source, known, { pieces, from: body.from, parent: -1 })
  const sheet: Sheet = { source, known, seen: new Set() }
  const inside = childrenOf(sheet, nodes, { parent: -1, indent: indentAt(source, pieces[0]!.from) })
  for (const { piece } of known.values())
    if (piece.kind === 'part' && !sheet.seen.has(piece.from)) throw lost(source, piece.from)
  return source.slice(0, body.from) + inside + source.slice(pieces.at(-1)!.to)
}

function place(
  source: string,
  known: Map<number, Placed>,
  it: { pieces: readonly Piece[]; from: number; parent: number },
): void {
  let at = it.from
  for (const piece of it.pieces) {
    known.set(piece.from, { piece, before: source.slice(at, piece.from), parent: it.parent })
    at = piece.to
    if (piece.kind === 'element' && piece.children)
      place(source, known, { pieces: piece.children, from: piece.open.to, parent: piece.from })
  }
}

const lost = (source: string, at: number) =>
  new AppError('invalid', 'visual-lost', `line ${source.slice(0, at).split('\n').length}: a part is missing`)

/** White space at the head of the line. */
const indentAt = (source: string, at: number): string =>
  /(?:^|\n)([ \t]*)[^\n]*$/.exec(source.slice(0, at))?.[1] ?? ''

function childrenOf(
  sheet: Sheet,
  nodes: readonly EditedNode[],
  it: { parent: number; indent: string },
): string {
  return nodes
    .map((node) => {
      const placed = node.mark === undefined ? undefined : sheet.known.get(node.mark)
      const before = placed?.parent === it.parent ? placed.before : `\n${it.indent}`
      return before + (placed ? again(sheet, placed.piece, node) : fresh(sheet, node, it.indent))
    })
    .join('')
}

function again(sheet: Sheet, piece: Piece, node: EditedNode): string {
  const { source } = sheet
  if (piece.kind === 'part') {
    if (sheet.seen.has(piece.from)) throw lost(source, piece.from)
    sheet.seen.add(piece.from)
    return source.slice(piece.from, piece.to)
  }
  const open = openingTag(source, piece, node.set ?? {})
  const inside = insideOf(sheet, piece, node)
  if (!piece.inner) return inside ? `${open.replace(/\s*\/>$/, '>')}${inside}</${piece.name}>` : open
  return open + inside + source.slice(piece.inner.to, piece.to)
}

function insideOf(sheet: Sheet, piece: Element, node: EditedNode): string {
  const { source } = sheet
  const text = piece.inner ? source.slice(piece.inner.from, piece.inner.to) : ''
  if (!piece.children) return node.content === undefined ? text : decodeText(source, node.content)
  if (!node.children || (!node.children.length && !piece.children.length)) {
    see(sheet, piece)
    return text
  }
  const own = indentAt(source, piece.from)
  const first = piece.children[0]
  const indent =
    first && source.slice(piece.open.to, first.from).includes('\n')
      ? indentAt(source, first.from)
      : `${own}  `
  const inside = childrenOf(sheet, node.children, { parent: piece.from, indent })
  const last = piece.children.at(-1)
  const after = last && piece.inner ? source.slice(last.to, piece.inner.to) : ''
  return inside + (after || !node.children.length || last ? after : `\n${own}`)
}

/** What stays as a whole keeps its parts. */
function see(sheet: Sheet, piece: Piece): void {
  if (piece.kind === 'part') sheet.seen.add(piece.from)
  else for (const child of piece.children ?? []) see(sheet, child)
}

/** Values are changed where they stand, new attributes come last. */
function openingTag(source: string, piece: Element, set: Record<string, string | null>): string {
  let tag = ''
  let at = piece.open.from
  const added = { ...set }
  for (const attribute of piece.attributes) {
    const wish = added[attribute.name]
    delete added[attribute.name]
    if (wish === undefined) continue
    const kept = source.slice(at, attribute.from)
    tag += wish === null ? kept.trimEnd() : `${kept}${written(attribute.name, wish)}`
    at = attribute.to
  }
  const rest = source.slice(at, piece.open.to)
  const more = Object.entries(added).flatMap(([name, value]) =>
    value === null ? [] : [` ${written(name, value)}`],
  )
  return tag + (more.length ? rest.replace(/\s*\/?>$/, (end) => more.join('') + end) : rest)
}

const written = (name: string, value: string) =>
  `${/^[a-z][a-z-]*$/.test(name) ? name : 'css-class'}="${value
    .replace(/&(?!\w+;)/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/"/g, '&quot;')}"`

function fresh(sheet: Sheet, node: EditedNode, indent: string): string {
  if (node.type === 'mawja-part') return partTag((node.part ?? '').replace(/[^\w-]/g, ''))
  const name = node.type.replace(/[^a-z-]/g, '')
  const attributes = Object.entries(node.set ?? {})
    .flatMap(([key, value]) => (value === null ? [] : [` ${written(key, value)}`]))
    .join('')
  if (node.children?.length) {
    const inside = childrenOf(sheet, node.children, { parent: Number.NaN, indent: `${indent}  ` })
    return `<${name}${attributes}>${inside}\n${indent}</${name}>`
  }
  if (node.content) return `<${name}${attributes}>${decodeText(sheet.source, node.content)}</${name}>`
  return `<${name}${attributes} />`
}

/** Parts of the house that are there only if a letter has what they show. */
const needs: Readonly<Record<string, string>> = { share: 'share', funders: 'funders', pixel: 'measurable' }

const partTag = (name: string) =>
  Object.hasOwn(needs, name) ? `{{#if ${needs[name]}}}{{> ${name}}}{{/if}}` : `{{> ${name}}}`
