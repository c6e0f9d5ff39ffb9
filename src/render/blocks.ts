import type { Block } from 'handlebars/dist/cjs/handlebars/compiler/base.js'
import { expression } from './expressions.ts'
import { type Builder, fault, type Piece, sequence } from './interpret.ts'
import { enter, hashReader, type Place, placeOf, type Read, readHash, type Scope, stay } from './scope.ts'

export const blocks = { if: conditional, unless: conditional, each, with: within }

export function isBlockName(name: string): name is keyof typeof blocks {
  return Object.hasOwn(blocks, name)
}

/** Handlebars.Utils.isEmpty: zero is something, an empty list is nothing. */
function isEmpty(value: unknown): boolean {
  return (!value && value !== 0) || (Array.isArray(value) && value.length === 0)
}

function conditional(builder: Builder, it: Block, place: Place): Piece {
  const test = onlyValue(builder, it, place)
  const hash = hashReader(it.hash, (value) => expression(builder, value, place))
  if (it.program?.blockParams?.length)
    fault(builder, it.loc, '{{#if}} and {{#unless}} name nothing: leave out "as |…|"')
  checkNames(builder, it, ['includeZero'])
  const yes = sequence(builder, it.program, place)
  const no = sequence(builder, it.inverse, place)
  const [full, empty] = (it.path as { original: string }).original === 'if' ? [yes, no] : [no, yes]
  const { deep } = builder
  return (scope) => {
    const value = test(scope)
    const zeroCounts = hash.length > 0 && readHash(hash, scope).includeZero
    return ((!zeroCounts && !value) || isEmpty(value) ? empty : full)(stay(scope, deep.used))
  }
}

function within(builder: Builder, it: Block, place: Place): Piece {
  const read = onlyValue(builder, it, place)
  checkNames(builder, it, [])
  const path = it.params[0] ? placeOf(it.params[0], place) : '?'
  const body = sequence(builder, it.program, inner(it, place, path, [path]))
  const no = sequence(builder, it.inverse, place)
  const named = it.program?.blockParams !== undefined
  const { deep } = builder
  return (scope) => {
    const value = read(scope)
    if (isEmpty(value)) return no(stay(scope, deep.used))
    const next = enter(scope, value, deep.used)
    return body(named ? { ...next, params: { values: [value], up: scope.params } } : next)
  }
}

function each(builder: Builder, it: Block, place: Place): Piece {
  const read = onlyValue(builder, it, place)
  checkNames(builder, it, [])
  const list = it.params[0] ? placeOf(it.params[0], place) : '?'
  const path = list === '?' ? '?' : `${list}.[]`
  const body = sequence(builder, it.program, inner(it, place, path, [path, '?']))
  const no = sequence(builder, it.inverse, place)
  const named = it.program?.blockParams !== undefined
  const { deep } = builder
  return (scope) => {
    const value = read(scope)
    const entries = entriesOf(value)
    if (!entries) return no(stay(scope, deep.used))
    let out = ''
    for (const [key, index, last, element] of entries) {
      const next = enter(scope, element, deep.used)
      next.frame = { root: scope.frame.root, key, index, first: index === 0, last, up: scope.frame }
      if (named) next.params = { values: [element, key], up: scope.params }
      out += body(next)
    }
    return out
  }
}

type Entry = [key: string | number, index: number, last: boolean, value: unknown]

/** Null when there is nothing to go through. Holes of a list are left out but counted. */
function entriesOf(value: unknown): Entry[] | null {
  if (!value || typeof value !== 'object') return null
  const list = Array.isArray(value)
    ? value
    : Symbol.iterator in value
      ? [...(value as Iterable<unknown>)]
      : null
  if (list) {
    const entries: Entry[] = []
    for (let at = 0; at < list.length; at++)
      if (at in list) entries.push([at, at, at === list.length - 1, list[at]])
    return list.length ? entries : null
  }
  const keys = Object.keys(value)
  const { length } = keys
  return length
    ? keys.map((key, at): Entry => [key, at, at === length - 1, (value as Record<string, unknown>)[key]])
    : null
}

function inner(it: Block, place: Place, path: string, paths: readonly string[]): Place {
  const names = it.program?.blockParams
  return { path, up: place, names: names ? { names, paths, up: place.names } : place.names }
}

function onlyValue(builder: Builder, it: Block, place: Place): Read {
  const [param] = it.params
  if (it.params.length === 1 && param) return expression(builder, param, place)
  fault(
    builder,
    it.loc,
    `{{#${(it.path as { original: string }).original}}} takes one value, not ${it.params.length}`,
  )
  return () => undefined
}

function checkNames(builder: Builder, it: Block, known: readonly string[]): void {
  for (const { key } of it.hash?.pairs ?? []) {
    if (!known.includes(key)) fault(builder, it.loc, `"${key}=" means nothing here`)
  }
}

export type { Scope }
