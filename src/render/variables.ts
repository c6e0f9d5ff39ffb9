import type { Copy, Spot } from './copy.ts'
import { type Findings, problem } from './findings.ts'
import { type Fault, readTemplate, type Variable } from './interpret.ts'

/** The values that each kind of copy may name. */
export const mailVariables = [
  'contact.firstName',
  'contact.lastName',
  'contact.country',
  'contact.city',
  'shareUrl',
] as const
export const signupVariables = [...mailVariables, 'confirmUrl'] as const
export const requestVariables = [...mailVariables, 'dataUrl'] as const
export const postVariables = ['shareUrl'] as const

/** Body with the front matter's lines left blank: every place found in it is a place in the file. */
export function wholeBody(copy: Copy): string {
  return '\n'.repeat(copy.bodyLine - 1) + copy.body
}

/**
 * Checks a text as a template: syntax, closed language, known values only.
 *
 * @param start  where the text begins in the file
 * @returns names of the values it reads
 */
export function checkTemplate(
  found: Findings,
  source: string,
  allowed: readonly string[],
  start: Spot = { line: 1, column: 1 },
): string[] {
  const { faults, variables } = readTemplate(source, { mode: 'text' })
  const at = ({ line, column }: Spot): Spot => ({
    line: start.line + line - 1,
    column: line === 1 ? start.column + column - 1 : column,
  })
  const seen = new Set<string>()
  const say = (fault: Fault) => {
    const { line, column } = at(fault)
    const key = `${line}:${column}:${fault.what}`
    if (!seen.has(key)) problem(found, { line, column }, fault.what)
    seen.add(key)
  }
  faults.forEach(say)
  for (const variable of variables) {
    if (!isAllowed(variable, allowed, source)) say({ ...variable, what: unknown(variable.path, allowed) })
  }
  return variables.map(({ path }) => path)
}

function isAllowed({ path, line, column }: Variable, allowed: readonly string[], source: string): boolean {
  if (allowed.includes(path)) return true
  // `{{#with contact}}` only opens the way to its values.
  const before = source.split('\n')[line - 1]?.slice(0, column - 1) ?? ''
  return path === 'contact' && /#with\s+$/.test(before)
}

function unknown(path: string, allowed: readonly string[]): string {
  if (!allowed.length) return `{{${path}}} cannot stand here: this text is the same for everybody`
  const name = path === '?' ? 'a value that is only known at sending' : `the value "${path}"`
  return `${name} is not known here; known are ${allowed.join(', ')}`
}
