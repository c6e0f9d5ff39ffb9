import { isMap, isScalar, isSeq, type Node, type YAMLMap } from 'yaml'
import { listChange } from './definition-edit-list.ts'
import {
  type Change,
  colonEnd,
  type Entry,
  endOf,
  indentAt,
  isOwnLine,
  lineEnd,
  lineStart,
  nameOf,
  nextLine,
  type Place,
  startOf,
} from './definition-edit-place.ts'
import { behindColon, fitsInline, inline, isRecord, keysOf, pair, same } from './definition-edit-text.ts'

/** A change inside a collection that stays one; null where all of it has to be written anew. */
export function nodeChange(node: Node, next: unknown, place: Place): Change | null {
  const marked = (isMap(node) || isSeq(node)) && Boolean(node.anchor || node.tag)
  if (marked) return null
  if (isMap(node) && node.items.length && isRecord(next) && keysOf(next).length)
    return mapChange(node, next, place)
  if (isSeq(node) && node.items.length && Array.isArray(next) && next.length)
    return listChange(node, next, place)
  return null
}

/** The first difference between a map that has entries and what it is to say. */
export function mapChange(map: YAMLMap, next: Record<string, unknown>, outer: Place): Change | null {
  const entries = map.items as Entry[]
  const { source } = outer
  const inFlow = outer.inFlow || map.flow === true
  const indent = inFlow ? outer.indent : indentAt(source, startOf(entries[0]!))
  const place = { ...outer, inFlow, indent }
  // New ones first: a map is never empty in between.
  const written = entries.map(nameOf)
  const missing = keysOf(next).find((key) => !written.includes(key))
  if (missing !== undefined) return entryAdded(map, missing, next, place)
  for (const [at, entry] of entries.entries()) {
    const key = nameOf(entry)
    if (key === null || next[key] === undefined) return entryRemoved(map, at, place)
    const now = entry.value?.toJS(place.document) ?? null
    if (!same(now, next[key])) return valueChange(entry, next[key], place)
  }
  return null
}

/** Another value behind a key: what is inside it where that can be, else all of it. */
function valueChange(entry: Entry, next: unknown, place: Place): Change | null {
  const { source, newline, indent, inFlow } = place
  const node = entry.value
  const inner = node && nodeChange(node, next, { ...place, indent: `${indent}  ` })
  if (inner) return inner
  const colon = colonEnd(source, entry)
  if (colon === null) return null
  const to = endOf(entry, source)
  const start = node?.range && node.range[1] > node.range[0] ? node.range[0] : colon
  const isOneValue = isScalar(node) && !node.anchor && !node.tag && start > colon
  const fits = inFlow || fitsInline(next)
  // A comment between the key and what it says stays where it is.
  if (fits && (isOneValue || source.slice(colon, start).includes('#')))
    return { from: start, to, text: inline(next) }
  return { from: colon, to, text: inFlow ? ` ${inline(next)}` : behindColon(next, indent, newline) }
}

function entryRemoved(map: YAMLMap, at: number, { source, inFlow }: Place): Change | null {
  const entries = map.items as Entry[]
  const [entry, before, after] = [entries[at]!, entries[at - 1], entries[at + 1]]
  const end = endOf(entry, source)
  if (inFlow && before) return { from: endOf(before, source), to: end, text: '' }
  if (inFlow && after) return { from: startOf(entry), to: startOf(after), text: '' }
  if (inFlow) return { from: startOf(entry), to: map.range![1] - 1, text: '' }
  if (!before && !after) return { from: startOf(entry), to: end, text: '{}' }
  // Of an item of a list the first key stands behind the dash, which stays.
  if (!isOwnLine(source, startOf(entry)))
    return after ? { from: startOf(entry), to: startOf(after), text: '' } : null
  return { from: lineStart(source, startOf(entry)), to: nextLine(source, end), text: '' }
}

function entryAdded(map: YAMLMap, key: string, next: Record<string, unknown>, place: Place): Change {
  const entries = map.items as Entry[]
  const { source, newline, indent, inFlow } = place
  const keys = keysOf(next)
  const earlier = keys.slice(0, keys.indexOf(key))
  const before = entries.findLast((one) => earlier.includes(nameOf(one) ?? '')) ?? entries.at(-1)!
  const end = endOf(before, source)
  if (inFlow) return { from: end, to: end, text: `, ${inline({ [key]: next[key] }).slice(1, -1)}` }
  const at = lineEnd(source, end)
  return { from: at, to: at, text: newline + indent + pair(key, next[key], indent, newline) }
}
