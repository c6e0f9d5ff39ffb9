import type { Scalar } from '../../../core/audience.ts'

/** What the words in a value's field are. */
export const kinds = ['text', 'number', 'boolean'] as const
export type Kind = (typeof kinds)[number]

/** `BE, "Rabat, centre"` → two texts. Commas of Arabic part as well; quotation marks keep a comma. */
export function splitList(text: string): string[] {
  const parts = text.matchAll(/\s*(?:"((?:[^"]|"")*)"|([^,،]*))\s*(?:[,،]|$)/gu)
  const list: string[] = []
  for (const [, quoted, plain = ''] of parts) {
    if (quoted !== undefined) list.push(quoted.replaceAll('""', '"'))
    else if (plain.trim() !== '') list.push(plain.trim())
  }
  return list
}

/** The inverse of `splitList`. */
export const joinList = (list: readonly string[]): string =>
  list
    .map((one) =>
      one === '' || one !== one.trim() || /[",،]/u.test(one) ? `"${one.replaceAll('"', '""')}"` : one,
    )
    .join(', ')

/** Null when the text is not of that kind. */
export function scalarOf(text: string, kind: Kind): Scalar | null {
  if (kind === 'text') return text
  if (kind === 'boolean') return text === 'true' ? true : text === 'false' ? false : null
  const number = Number(text.trim().replace(',', '.'))
  return text.trim() !== '' && Number.isFinite(number) ? number : null
}

/** The one kind of some values; null when they are mixed, or cannot stand in one line. */
export function kindOf(values: readonly Scalar[]): Kind | null {
  const types = [...new Set(values.map((value) => typeof value))]
  if (types.length !== 1 || values.some((value) => /[\r\n]/.test(String(value)))) return null
  return types[0] === 'string' ? 'text' : (types[0] as Kind)
}
