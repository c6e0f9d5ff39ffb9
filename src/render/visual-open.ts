import { type Element, type Piece, piecesOf } from './visual-pieces.ts'
import { encodeText, type Filling, isFragile, type Naming } from './visual-text.ts'

/** What the visual editor is given for an element or a part. `mark` is its place in the source. */
export type VisualNode = {
  mark: number
  /** `mj-section`; `mawja-part` = something that is shown by its name and stays where it is. */
  type: string
  attributes: Record<string, string>
  /** Holds something that a letter needs: it is neither removed nor copied. */
  fixed: boolean
  children?: readonly VisualNode[]
  /** Text or HTML with marks. */
  content?: string
  /** Its text is edited in the source. */
  closed?: boolean
  label?: string
}

/** Elements that the editor knows. All others are shown by their name. */
export const visualElements: readonly string[] = [
  ...['mj-wrapper', 'mj-section', 'mj-group', 'mj-column', 'mj-hero'],
  ...['mj-text', 'mj-button', 'mj-image', 'mj-divider', 'mj-spacer'],
]

/**
 * A layout as the visual editor shows it.
 *
 * @param fill  fills in colours and directions, so that the picture looks like a letter
 * @returns the children of the body, and the defaults of the head with their values filled in
 * @throws AppError `visual-…` when only the source can be edited
 */
export function toVisual(source: string, it: { name: Naming; fill: Filling }) {
  const { body, pieces } = piecesOf(source)
  const head = source.slice(0, body.from)
  const [, defaults] = /<mj-attributes>([\s\S]*?)<\/mj-attributes>/.exec(head) ?? []
  const [, attributes] = /<mj-body\b((?:"[^"]*"|[^">])*)>$/.exec(head) ?? []
  const read = [...(attributes ?? '').matchAll(/([\w-]+)="([^"]*)"/g)]
  return {
    nodes: pieces.map((piece) => nodeOf(source, piece, it)),
    defaults: it.fill(defaults ?? ''),
    body: Object.fromEntries(read.map(([, name, value]) => [name!, it.fill(value!)])),
  }
}
export type Visual = ReturnType<typeof toVisual>

function nodeOf(source: string, piece: Piece, it: { name: Naming; fill: Filling }): VisualNode {
  const mark = piece.from
  const opaque = { mark, type: 'mawja-part', attributes: {} }
  if (piece.kind === 'part')
    return { ...opaque, fixed: true, label: it.name(source.slice(piece.from, piece.to)) }
  const fixed = isFixed(source, piece)
  if (!visualElements.includes(piece.name)) return { ...opaque, fixed, label: it.name(`<${piece.name}>`) }
  const attributes = Object.fromEntries(piece.attributes.map(({ name, value }) => [name, it.fill(value)]))
  const node = { mark, type: piece.name, attributes, fixed }
  if (piece.children) return { ...node, children: piece.children.map((child) => nodeOf(source, child, it)) }
  if (!piece.inner) return { ...node, content: '' }
  const text = source.slice(piece.inner.from, piece.inner.to)
  return isFragile(text)
    ? { ...node, content: it.fill(text.replace(/<!--[\s\S]*?-->/g, '')), closed: true }
    : { ...node, content: encodeText(source, piece.inner, it) }
}

/** Tags of the template in it, beside those in attributes of elements. */
function isFixed(source: string, element: Element): boolean {
  if (element.children)
    return element.children.some((child) => child.kind === 'part' || isFixed(source, child))
  return element.inner !== null && source.slice(element.inner.from, element.inner.to).includes('{{')
}
