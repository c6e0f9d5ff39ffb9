import { type Document, isCollection, isMap, isScalar, type Node, type Pair } from 'yaml'

/** Text from one offset to another is replaced. */
export type Change = { from: number; to: number; text: string }

/** `indent`: of the lines of the collection; `inFlow`: it stands between braces. */
export type Place = { document: Document; source: string; newline: string; indent: string; inFlow: boolean }

export type Entry = Pair<Node, Node | null>

export const startOf = (entry: Entry): number => entry.key.range![0]

export const nameOf = ({ key }: Entry): string | null =>
  isScalar(key) && ['string', 'number', 'boolean'].includes(typeof key.value) ? String(key.value) : null

export const lineStart = (source: string, at: number): number => source.lastIndexOf('\n', at - 1) + 1

/** Where the words of a line end, ahead of its line end. */
export function lineEnd(source: string, at: number): number {
  const end = source.indexOf('\n', at)
  if (end < 0) return source.length
  return end > at && source[end - 1] === '\r' ? end - 1 : end
}

/** Where the next line begins. */
export function nextLine(source: string, at: number): number {
  const end = source.indexOf('\n', at)
  return end < 0 ? source.length : end + 1
}

/** Spaces up to a column, as the lines below have them. */
export const indentAt = (source: string, at: number): string =>
  source.slice(lineStart(source, at), at).replace('\uFEFF', '').replace(/[^\s]/g, ' ')

/** Nothing but spaces ahead of it on its line. */
export const isOwnLine = (source: string, at: number): boolean =>
  /^\uFEFF?\s*$/.test(source.slice(lineStart(source, at), at))

/** Behind the colon of an entry; null where there is none or something else is in between. */
export function colonEnd(source: string, { key }: Entry): number | null {
  const [gap] = /^[^\S\n]*:/.exec(source.slice(key.range![1])) ?? []
  return gap === undefined ? null : key.range![1] + gap.length
}

/** The end of what an entry says, without comments and line ends behind it. */
export function endOf(entry: Entry, source: string): number {
  const colon = colonEnd(source, entry) ?? entry.key.range![1]
  return entry.value ? Math.max(colon, nodeEnd(entry.value, source)) : colon
}

export function nodeEnd(node: Node, source: string): number {
  const end = node.range![1]
  if (isCollection(node) && !node.flow) {
    const last = node.items.at(-1)
    if (last === undefined) return end
    return isMap(node) ? endOf(last as Entry, source) : nodeEnd(last as Node, source)
  }
  const isBlock = isScalar(node) && (node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED')
  return isBlock ? node.range![0] + source.slice(node.range![0], end).trimEnd().length : end
}
