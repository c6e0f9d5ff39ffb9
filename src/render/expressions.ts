import type { Call, Expression, Path } from 'handlebars/dist/cjs/handlebars/compiler/base.js'
import { isBlockName } from './blocks.ts'
import { formatters, isFormatter } from './formatters.ts'
import { type Builder, fault } from './interpret.ts'
import { frameNames, hashReader, type Place, type Read, reader, readHash } from './scope.ts'

/** What a mustache or a subexpression stands for: a formatter's answer or a value of the context. */
export function readerOf(builder: Builder, it: Call & { type: string }, place: Place): Read {
  const name = nameOf(it)
  const called = it.type === 'SubExpression' || it.params.length > 0 || it.hash !== undefined
  const simple = it.path.type !== 'PathExpression' || isSimple(it.path)
  if (simple && isFormatter(name)) return formatted(builder, it, name, place)
  if (called || (simple && (isBlockName(name) || reserved.has(name)))) {
    const hint = isBlockName(name) ? `write {{#${name} …}}…{{/${name}}}` : `there is no helper "${name}"`
    fault(builder, it.loc, `${hint}; helpers are ${Object.keys(formatters).join(', ')}`)
    return () => undefined
  }
  return expression(builder, asPath(it), place)
}

/** Names that Handlebars keeps for itself. */
const reserved = new Set(['log', 'lookup', 'helperMissing', 'blockHelperMissing'])

function formatted(builder: Builder, it: Call, name: string, place: Place): Read {
  const { least, most, names, run } = formatters[name]!
  if (it.params.length < least || it.params.length > most) {
    fault(
      builder,
      it.loc,
      `"${name}" takes ${least} ${least === 1 ? 'value' : 'values'}, not ${it.params.length}`,
    )
  }
  for (const { key } of it.hash?.pairs ?? []) {
    if (key !== 'lang' && !names.includes(key)) {
      fault(builder, it.loc, `"${name}" does not know "${key}="; it knows ${[...names, 'lang'].join(', ')}`)
    }
  }
  const values = it.params.map((param) => expression(builder, param, place))
  const hash = hashReader(it.hash, (value) => expression(builder, value, place))
  return (scope) => {
    const named = readHash(hash, scope)
    return run(
      values.map((read) => read(scope)),
      named,
      languageOf(named, scope.frame.root),
    )
  }
}

function languageOf(named: Readonly<Record<string, unknown>>, context: unknown): string {
  const language = named.lang ?? (context as { language?: unknown } | null | undefined)?.language
  return typeof language === 'string' && language ? language : 'en'
}

export function expression(builder: Builder, it: Expression, place: Place): Read {
  if (it.type === 'PathExpression') {
    if (it.depth) builder.deep.used = true
    if (it.data && !(frameNames as readonly string[]).includes(it.parts[0] ?? '')) {
      fault(
        builder,
        it.loc,
        `there is no {{@${it.parts[0]}}}; there are ${frameNames.map((name) => `@${name}`).join(', ')}`,
      )
    }
  }
  const note = (path: string, at: Path) => {
    const { line, column } = at.loc.start
    builder.variables.push({ path, line, column: column + 1 })
  }
  return reader(it, place, note, (call) => readerOf(builder, call as Call & { type: string }, place))
}

/** In the place of a name a literal is a name: `{{"first name"}}`, `{{12}}`. */
function asPath(it: Call): Path {
  if (it.path.type === 'PathExpression') return it.path
  const name = String(it.path.original)
  return { type: 'PathExpression', data: false, depth: 0, parts: [name], original: name, loc: it.path.loc }
}

export function nameOf(it: Call): string {
  return it.path.type === 'PathExpression' ? it.path.original : String(it.path.original)
}

const isSimple = (path: Path) =>
  path.parts.length === 1 && !path.depth && !path.data && path.parts[0] === path.original
