import { isMap, type Node, type YAMLSeq } from 'yaml'
import { nodeChange } from './definition-edit-map.ts'
import {
  type Change,
  indentAt,
  isOwnLine,
  lineStart,
  nextLine,
  nodeEnd,
  type Place,
} from './definition-edit-place.ts'
import { behindDash, inline, isRecord, same } from './definition-edit-text.ts'

/** The first difference between a list that has items and what it is to say; items that are moved keep their lines. */
export function listChange(list: YAMLSeq, next: readonly unknown[], outer: Place): Change | null {
  const items = list.items as Node[]
  const { source, document } = outer
  const inFlow = outer.inFlow || list.flow === true
  const place = { ...outer, inFlow, indent: inFlow ? outer.indent : indentAt(source, list.range![0]) }
  const now = items.map((item) => item?.toJS(document) ?? null)
  const from = partners(now, next)
  if (now.length !== next.length || from.some((partner, at) => partner !== at && partner !== null))
    return inFlow ? anew(list, next) : rearranged(list, next, from, place)
  const at = now.findIndex((item, index) => !same(item, next[index]))
  return at < 0 ? null : itemChange(list, at, next[at], place)
}

const anew = (list: YAMLSeq, next: readonly unknown[]): Change | null =>
  list.range ? { from: list.range[0], to: list.range[1], text: inline(next) } : null

function itemChange(list: YAMLSeq, at: number, next: unknown, place: Place): Change | null {
  const node = list.items[at] as Node
  const { source, newline, indent, inFlow } = place
  const inner = nodeChange(node, next, { ...place, indent: `${indent}  ` })
  if (inner) return inner
  const to = nodeEnd(node, source)
  const start = node.range![0]
  const gap = to === start && source[start - 1] === '-' ? ' ' : ''
  return { from: start, to, text: gap + (inFlow ? inline(next) : behindDash(next, indent, newline)) }
}

/** For each item that is to be: which of the items there it is, by its `id` or because it is the same. */
function partners(now: readonly unknown[], next: readonly unknown[]): (number | null)[] {
  const free = new Set(now.keys())
  const find = (is: (item: unknown, at: number) => boolean) => {
    const found = now.findIndex((item, at) => free.has(at) && is(item, at))
    free.delete(found)
    return found < 0 ? null : found
  }
  const inPlace = next.map((item, at) => (at in now && isSame(now[at], item) ? at : null))
  for (const at of inPlace) if (at !== null) free.delete(at)
  return next.map((item, at) => inPlace[at] ?? find((one) => isSame(one, item)))
}

const idOf = (item: unknown): unknown => (isRecord(item) ? item.id : undefined)
const isSame = (one: unknown, other: unknown) =>
  typeof idOf(one) === 'string' ? idOf(one) === idOf(other) : same(one, other)

/** A list of lines in another order, with fewer or more. An item has the lines from the end of the one before it. */
function rearranged(
  list: YAMLSeq,
  next: readonly unknown[],
  from: (number | null)[],
  place: Place,
): Change | null {
  const { source, newline, indent } = place
  const items = list.items as Node[]
  const dash = list.range![0]
  if (!isOwnLine(source, dash) || source[dash] !== '-') return null
  const ends = items.map((item) => nextLine(source, nodeEnd(item, source)))
  const starts = [remarksAbove(source, lineStart(source, dash)), ...ends.slice(0, -1)]
  const isSpread = items.some((item) => isMap(item) && !item.flow)
  const lines = next.map((item, at) => {
    const own = from[at]
    if (own === null || own === undefined) return `${indent}- ${written(item, isSpread, place)}${newline}`
    const text = source.slice(starts[own]!, ends[own]!)
    return text.endsWith('\n') ? text : text + newline
  })
  const to = ends.at(-1)!
  const text = lines.join('')
  return { from: starts[0]!, to, text: source[to - 1] === '\n' ? text : text.slice(0, -newline.length) }
}

/** Where the comments begin that stand, each on its own line, right above a line. */
function remarksAbove(source: string, start: number): number {
  const above = start > 0 ? lineStart(source, start - 1) : start
  return above < start && /^\s*#/.test(source.slice(above, start)) ? remarksAbove(source, above) : start
}

/** A new item in the manner of those beside it. */
function written(item: unknown, isSpread: boolean, { indent, newline }: Place): string {
  if (!isSpread || !isRecord(item)) return behindDash(item, indent, newline)
  const lines = Object.entries(item).filter(([, value]) => value !== undefined)
  return lines.map(([key, value]) => inline({ [key]: value }).slice(1, -1)).join(`${newline}${indent}  `)
}
