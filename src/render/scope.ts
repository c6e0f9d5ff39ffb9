import type { Expression, Hash, Path } from 'handlebars/dist/cjs/handlebars/compiler/base.js'

/** Where a template stands while it runs. `depths` serves `../`, `frame` serves `@index`, `params` serves `as |x|`. */
export type Scope = { context: unknown; depths: Depth; frame: Frame; params: Params | null }
export type Depth = { value: unknown; up: Depth | null }
export type Frame = {
  root: unknown
  key?: string | number
  index?: number
  first?: boolean
  last?: boolean
  up: Frame | null
}
export type Params = { values: readonly unknown[]; up: Params | null }
export type Read = (scope: Scope) => unknown

/**
 * The same place as far as the template's text tells it: which path of the root the context is. A list's elements
 * are written `[]`: inside `{{#each contact.skills}}` the context is `contact.skills.[]`.
 */
export type Place = { path: string; up: Place | null; names: Names | null }
export type Names = { names: readonly string[]; paths: readonly string[]; up: Names | null }
export type Note = (path: string, at: Path) => void

export const root: Place = { path: '', up: null, names: null }

/** What Handlebars puts in the place of a context that is null when a block is entered. */
const nobody = Object.seal({})

/** The names of `@` variables. Handlebars copies whatever a frame holds; a closed list can be checked beforehand. */
export const frameNames = ['root', 'key', 'index', 'first', 'last'] as const

/**
 * Enters a block. The loose comparison is Handlebars' own: `../` counts changes of context, not blocks.
 *
 * @param deep  whether the template uses `../` at all; the comparison can call `toString`, so it is left out if not
 */
export function enter(scope: Scope, context: unknown, deep: boolean): Scope {
  const { depths, frame, params } = scope
  if (!deep) return { context, depths, frame, params }
  // biome-ignore lint/suspicious/noDoubleEquals: see above
  const same = context == depths.value || (context === nobody && depths.value === null)
  return { context, depths: same ? depths : { value: context, up: depths }, frame, params }
}

/** The scope of `{{#if}}` and of every `{{else}}`: the same context, but never null. */
export function stay(scope: Scope, deep: boolean): Scope {
  return scope.context == null ? enter(scope, nobody, deep) : scope
}

/** A property of plain data. Prototypes and functions are out of reach: `{{constructor.constructor}}` is empty. */
function own(parent: unknown, name: string): unknown {
  const value = (parent as Record<string, unknown>)[name]
  if (value == null) return value
  return typeof value !== 'function' && Object.hasOwn(parent as object, name) ? value : undefined
}

/** What an expression stands for while the template runs. */
export function reader(
  expression: Expression,
  place: Place,
  note: Note,
  call: (it: Expression) => Read,
): Read {
  switch (expression.type) {
    case 'PathExpression':
      return pathReader(expression, place, note)
    case 'SubExpression':
      return call(expression)
    case 'NullLiteral':
      return () => null
    case 'UndefinedLiteral':
      return () => undefined
    default:
      return () => expression.value
  }
}

export function pathReader(path: Path, place: Place, note: Note): Read {
  const found = blockParam(path, place)
  if (found) {
    note(join(found.path, path.parts.slice(1)), path)
    return digger(({ params }) => ancestor(params, found.depth)?.values[found.position], path.parts.slice(1))
  }
  if (path.data) return frameReader(path, note)
  // An empty name, `{{""}}`, is the context itself.
  const parts = path.parts[0] === '' ? [] : path.parts
  note(join(climb(place, path.depth)?.path ?? '?', parts), path)
  if (path.depth === 0) return digger(({ context }) => context, parts)
  return digger(({ depths }) => ancestor(depths, path.depth)?.value, parts)
}

function blockParam(path: Path, place: Place) {
  // This expression is Handlebars' own (ast.js, scopedId), with its oddity that "foothis" counts as scoped.
  if (path.depth || /^\.|this\b/.test(path.original)) return null
  let depth = 0
  for (let it = place.names; it; it = it.up, depth++) {
    const position = it.names.indexOf(path.parts[0] ?? '')
    if (position >= 0) return { depth, position, path: it.paths[position] ?? '?' }
  }
  return null
}

function digger(start: Read, parts: readonly string[]): Read {
  const [first, second] = parts
  if (first === undefined) return start
  if (second === undefined) {
    return (scope) => {
      const from = start(scope)
      return from == null ? from : own(from, first)
    }
  }
  return (scope) => {
    let value = start(scope)
    for (const part of parts) {
      if (value == null) return value
      value = own(value, part)
    }
    return value
  }
}

function frameReader(path: Path, note: Note): Read {
  const [name, ...parts] = path.parts as [keyof Frame, ...string[]]
  if (name === 'root') note(parts.join('.'), path)
  return ({ frame }) => {
    let value: unknown = ancestor(frame, path.depth)?.[name]
    // `&&`, not `!= null`: so does Handlebars for `@` variables.
    for (const part of parts) value = value && own(value, part)
    return value
  }
}

function ancestor<T extends { up: T | null }>(from: T | null, depth: number): T | null {
  let it = from
  for (let left = depth; it && left > 0; left--) it = it.up
  return it
}

const climb = (place: Place, depth: number) => ancestor<Place>(place, depth)

/** The place a block helper leads to: what `expression` names, as a path from the root. `?` = not known beforehand. */
export function placeOf(expression: Expression, place: Place): string {
  if (expression.type !== 'PathExpression') return '?'
  const found = blockParam(expression, place)
  if (found) return join(found.path, expression.parts.slice(1))
  if (expression.data) return expression.parts[0] === 'root' ? expression.parts.slice(1).join('.') : '?'
  return join(climb(place, expression.depth)?.path ?? '?', expression.parts)
}

function join(path: string, parts: readonly string[]): string {
  return path === '?' ? '?' : [path, ...parts].filter(Boolean).join('.')
}

export type HashReader = readonly [string, Read][]

export function hashReader(hash: Hash | undefined, read: (it: Expression) => Read): HashReader {
  // The first of two equal names wins, as in Handlebars.
  return (hash?.pairs ?? []).map((pair): [string, Read] => [pair.key, read(pair.value)]).reverse()
}

export function readHash(hash: HashReader, scope: Scope): Record<string, unknown> {
  const values: Record<string, unknown> = Object.create(null)
  for (const [key, read] of hash) values[key] = read(scope)
  return values
}
