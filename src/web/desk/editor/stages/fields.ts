import { isRecord } from '../../../../core/definition-edit-text.ts'

/** What a form holds, by the names of its fields. A box that is not ticked is ''. */
export type Fields = Readonly<Record<string, string>>
/** `campaign.yaml` as it is written, whether or not it can be published. */
export type Values = Record<string, unknown>
export type Path = readonly string[]

export function getIn(values: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, key) => (isRecord(inner) ? inner[key] : undefined), values)
}

/** Another value at a place; `undefined` takes it away, and with it whatever is empty then. */
export function setIn(values: Values, path: Path, value: unknown): Values {
  const [key = '', ...rest] = path
  const inner = isRecord(values[key]) ? (values[key] as Values) : {}
  const next = rest.length ? setIn(inner, rest, value) : value
  const isEmpty = rest.length > 0 && isRecord(next) && Object.values(next).every((one) => one === undefined)
  return { ...values, [key]: isEmpty ? undefined : next }
}

/** Whether one field can stand for what is at a place: a word, a number, or nothing. */
export function isSimple(values: unknown, path: Path): boolean {
  const outer = path
    .slice(0, -1)
    .every(
      (_, at) =>
        [undefined, null].includes(getIn(values, path.slice(0, at + 1)) as undefined) ||
        isRecord(getIn(values, path.slice(0, at + 1))),
    )
  return (outer && typeof getIn(values, path) !== 'object') || getIn(values, path) === null
}

export const textOf = (value: unknown): string => (value === undefined || value === null ? '' : String(value))

/** Names of the fields that somebody changed. */
export const changedIn = (fields: Fields, before: Fields): string[] =>
  [...new Set([...Object.keys(fields), ...Object.keys(before)])].filter(
    (name) => (fields[name] ?? '') !== (before[name] ?? ''),
  )

/** The fields that begin with a prefix, without it. */
export function under(fields: Fields, prefix: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) =>
      name.startsWith(prefix) ? [[name.slice(prefix.length), value]] : [],
    ),
  )
}

export const withPrefix = (fields: Fields, prefix: string): Record<string, string> =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [prefix + name, value]))

/** A number as it was typed, with a comma or a point; what is none stays text, for the check to name. */
export function numberOf(text: string): number | string | undefined {
  const typed = text.trim()
  const number = Number(typed.replace(',', '.'))
  return typed === '' ? undefined : Number.isFinite(number) ? number : typed
}

export const units = ['m', 'h', 'd'] as const

/** `3h` → `3` and `h`; null for what is no length of time. */
export function lengthParts(value: unknown): { count: string; unit: string } | null {
  if (value === undefined || value === null) return { count: '', unit: 'h' }
  const [, count, unit] = /^(\d+)\s*([mhd])$/.exec(String(value)) ?? []
  return count && unit ? { count, unit } : null
}

/** The inverse; without a count there is no length. */
export const lengthOf = (count: string, unit: string): string | undefined =>
  count.trim() === '' ? undefined : `${count.trim()}${unit || 'h'}`
