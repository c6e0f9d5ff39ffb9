import {
  type Block,
  type Location,
  type Mustache,
  type Partial,
  type Program,
  parse,
  type Statement,
} from 'handlebars/dist/cjs/handlebars/compiler/base.js'
import { Problems } from '../core/error.ts'
import { blocks, isBlockName } from './blocks.ts'
import { nameOf, readerOf } from './expressions.ts'
import { isFormatter } from './formatters.ts'
import { type Place, root, type Scope } from './scope.ts'

export type Mode = 'html' | 'text'
export type Variable = { path: string; line: number; column: number }
/** What is wrong with a template, `line` and `column` from 1. */
export type Fault = { line: number; column: number; what: string; file?: string }
/** A parsed template: closures, no tree is walked while it runs. */
export type Template = { run(context: unknown): string; variables: readonly Variable[] }

export type ParseOptions = {
  mode: Mode
  /** As the person knows the file; stands at the head of each problem. */
  path?: string
  /** For layouts, which we write ourselves: allows `{{{raw}}}` and `{{> name}}` of these. */
  partials?: Readonly<Record<string, string>>
}

/**
 * Parses a Handlebars template of the closed language: variables, `if unless each with`, the formatters. The same
 * as `Handlebars.compile` in every output (tests hold them side by side), except that functions in the context are
 * never called.
 *
 * @throws Problems `template`, one line `path:line:column: what` for each fault
 */
export function parseTemplate(source: string, options: ParseOptions): Template {
  const { template, faults } = readTemplate(source, options)
  if (template) return template
  const name = options.path ?? 'template'
  throw new Problems(
    'template',
    faults.map((fault) => `${fault.file ?? name}:${fault.line}:${fault.column}: ${fault.what}`),
  )
}

export function render(template: Template, context: unknown): string {
  return template.run(context)
}

/** Every value of the context that the template reads, as a path from the root: `contact.firstName`, `links.0`. */
export function variablesIn(template: Template): readonly Variable[] {
  return template.variables
}

export function readTemplate(
  source: string,
  options: ParseOptions,
): { template: Template | null; faults: Fault[]; variables: Variable[] } {
  const builder: Builder = { ...options, faults: [], variables: [], deep: { used: false }, within: [] }
  const program = parsed(builder, source)
  const run = program ? sequence(builder, program, root) : null
  const { faults, variables } = builder
  if (!run || faults.length) return { template: null, faults, variables }
  const start = (context: unknown): Scope => ({
    context,
    depths: { value: context, up: null },
    frame: { root: context, up: null },
    params: null,
  })
  return { template: { run: (context) => run(start(context)), variables }, faults, variables }
}

export type Piece = (scope: Scope) => string

export type Builder = ParseOptions & {
  faults: Fault[]
  variables: Variable[]
  /** Whether `../` occurs; known only when all is built. */
  deep: { used: boolean }
  /** Names of the partials we are in. */
  within: readonly string[]
}

export function fault(builder: Builder, at: Location | undefined, what: string): void {
  const { line, column } = at?.start ?? { line: 1, column: 0 }
  const file = builder.within.at(-1)
  builder.faults.push({ line, column: column + 1, what, ...(file ? { file } : {}) })
}

function parsed(builder: Builder, source: string): Program | null {
  try {
    return parse(source)
  } catch (error) {
    const { message, lineNumber, column } = error as Error & { lineNumber?: number; column?: number }
    const line = lineNumber ?? Number(/on line (\d+)/.exec(message)?.[1] ?? 1)
    const lines = message.split('\n')
    const words = lines.at(-1)!.startsWith('Expecting') ? syntax(lines) : lines[0]!.replace(/ - \d+:\d+$/, '')
    const place = lines.findIndex((text) => /^-*\^$/.test(text))
    fault(
      builder,
      { start: { line, column: column ?? Math.max(0, lines[place]?.length ?? 1) - 1 } } as Location,
      words,
    )
    return null
  }
}

/** Handlebars names tokens of its grammar; a writer is told where the sentence breaks off. */
const syntax = (lines: readonly string[]) =>
  `cannot be read as a template near "${lines[1]?.trim().slice(-40)}"`

const nothing: Piece = () => ''

export function sequence(builder: Builder, program: Program | undefined, place: Place): Piece {
  if (!program) return nothing
  const pieces: Piece[] = []
  const texts = ['']
  for (const statement of program.body) {
    const piece =
      statement.type === 'ContentStatement' ? statement.value : statementPiece(builder, statement, place)
    if (typeof piece === 'string') texts[texts.length - 1] += piece
    else if (piece) texts[pieces.push(piece)] = ''
  }
  const [before, after] = texts as [string, string]
  if (pieces.length === 0) return () => before
  if (pieces.length === 1) {
    const [only] = pieces as [Piece]
    return (scope) => before + only(scope) + after
  }
  return (scope) => {
    let out = before
    for (let at = 0; at < pieces.length; at++) out += pieces[at]!(scope) + texts[at + 1]!
    return out
  }
}

function statementPiece(builder: Builder, statement: Statement, place: Place): Piece | null {
  switch (statement.type) {
    case 'MustacheStatement':
      return mustache(builder, statement, place)
    case 'BlockStatement':
      return block(builder, statement, place)
    case 'PartialStatement':
      return partial(builder, statement, place)
    case 'CommentStatement':
    case 'ContentStatement':
      return null
    default:
      fault(builder, statement.loc, 'decorators and partial blocks are not allowed')
      return null
  }
}

function mustache(builder: Builder, it: Mustache, place: Place): Piece {
  const raw = !it.escaped
  if (raw && !builder.partials) {
    fault(builder, it.loc, 'write {{name}} with two braces: three would put unchecked text into the message')
  }
  const read = readerOf(builder, it, place)
  if (raw || builder.mode === 'text') return (scope) => asText(read(scope))
  return (scope) => escapeHtml(asText(read(scope)))
}

function block(builder: Builder, it: Block, place: Place): Piece {
  const name = nameOf(it)
  if (isBlockName(name)) return blocks[name](builder, it, place)
  const hint = isFormatter(name)
    ? `"${name}" gives a value: write {{${name} …}} without #`
    : `there is no {{#${name}}}`
  fault(builder, it.loc, `${hint}; blocks are if, unless, each, with`)
  return nothing
}

function partial(builder: Builder, it: Partial, place: Place): Piece {
  const name = it.name.type === 'PathExpression' ? it.name.original : ''
  const source = builder.partials?.[name]
  if (source === undefined || it.params.length || it.hash || builder.within.includes(name)) {
    fault(
      builder,
      it.loc,
      builder.partials ? `no partial "${name}" can stand here` : 'partials are not allowed',
    )
    return nothing
  }
  const inner: Builder = { ...builder, within: [...builder.within, name] }
  const program = parsed(inner, source)
  const run = program ? sequence(inner, program, { ...place, up: null, names: null }) : nothing
  return ({ context, frame }) => run({ context, depths: { value: context, up: null }, frame, params: null })
}

function asText(value: unknown): string {
  if (typeof value === 'string') return value
  // Not String(value): Handlebars concatenates, and only this fails alike for values that have no text.
  // biome-ignore lint/style/useTemplate: a template literal asks an object for its text in another way
  return value == null ? '' : '' + value
}

const special = /[&<>"'`=]/
const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#x27;',
  '`': '&#x60;',
  '=': '&#x3D;',
}

/** Handlebars' own seven: safe in text and in quoted and unquoted attributes. */
export function escapeHtml(text: string): string {
  return special.test(text) ? text.replace(/[&<>"'`=]/g, (character) => entities[character]!) : text
}
