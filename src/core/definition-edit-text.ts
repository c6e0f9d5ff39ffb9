import { isScalar, parseDocument } from 'yaml'

/** The longest that one line gets before a new value is written over several. */
const longestLine = 100

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Keys that have a value; `undefined` is no value. */
export const keysOf = (value: Record<string, unknown>): string[] =>
  Object.keys(value).filter((key) => value[key] !== undefined)

/** Whether two plain values say the same, whatever the order of their keys. */
export function same(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((item, at) => same(item, other[at]))
  if (!isRecord(one) || !isRecord(other)) return Object.is(one, other)
  const keys = keysOf(one)
  return keys.length === keysOf(other).length && keys.every((key) => same(one[key], other[key]))
}

/** A value on one line, as it may stand anywhere, between braces too. */
export function inline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`
  if (isRecord(value))
    return `{${keysOf(value)
      .map((key) => `${scalar(key)}: ${inline(value[key])}`)
      .join(', ')}}`
  return typeof value === 'string' ? scalar(value) : String(value)
}

/** Whether a value is written on the line of its key. */
export function fitsInline(value: unknown): boolean {
  if (Array.isArray(value))
    return value.every((item) => typeof item !== 'object' || item === null) && isShort(value)
  if (!isRecord(value)) return true
  return keysOf(value).every((key) => fitsInline(value[key])) && isShort(value)
}

const isShort = (value: unknown) => inline(value).length <= longestLine

/** A value over several lines, each behind `indent`, without a line end after the last. */
export function block(value: unknown, indent: string, newline: string): string {
  if (Array.isArray(value) && value.length)
    return value.map((item) => `${indent}- ${behindDash(item, indent, newline)}`).join(newline)
  if (isRecord(value) && keysOf(value).length)
    return keysOf(value)
      .map((key) => indent + pair(key, value[key], indent, newline))
      .join(newline)
  return indent + inline(value)
}

/** `key: value`, where what does not fit goes below, two spaces further in. */
export function pair(key: string, value: unknown, indent: string, newline: string): string {
  return `${scalar(key)}:${behindColon(value, indent, newline)}`
}

export function behindColon(value: unknown, indent: string, newline: string): string {
  return fitsInline(value) ? ` ${inline(value)}` : newline + block(value, `${indent}  `, newline)
}

/** An item of a list; the dash is there already. */
export function behindDash(value: unknown, indent: string, newline: string): string {
  // The braces of one item may stand a little over the line: a step is read as one thing.
  const isFlat = isRecord(value) && keysOf(value).every((key) => fitsInline(value[key]))
  if (fitsInline(value) || (isFlat && inline(value).length <= 1.4 * longestLine)) return inline(value)
  return block(value, `${indent}  `, newline).slice(indent.length + 2)
}

/** Without quotation marks where they mean the same, as a person would write it. */
function scalar(words: string): string {
  if (isPlain(words)) return words
  return /^[^\p{C}'\u2028\u2029]*$/u.test(words) ? `'${words}'` : JSON.stringify(words)
}

function isPlain(words: string): boolean {
  // Hours and days: other readers of YAML take them for numbers and dates.
  if (/^\d+[:-]\d/.test(words)) return false
  const document = parseDocument(`[${words}]`, { prettyErrors: false })
  if (document.errors.length || document.comment) return false
  const node = document.getIn([0], true)
  return (
    isScalar(node) && node.type === 'PLAIN' && node.value === words && node.source === words && isAlone(words)
  )
}

const isAlone = (words: string): boolean => {
  const document = parseDocument(`key: ${words}`, { prettyErrors: false })
  return !document.errors.length && document.get('key') === words && !/[,{}[\]#]|^[-?&*!|>%@`]/.test(words)
}
