import { AppError } from '../../core/error.ts'
import { type Keys, open, seal } from '../../core/token.ts'

/** Things that stand outside under a token; the number of a kind never changes. */
const kinds = { contact: 1, contactsAfter: 2, auditAfter: 3, reportLink: 4, reply: 5, import: 6 } as const
type Kind = keyof typeof kinds

export const objectToken = (keys: Keys, kind: Kind, id: number) => seal(keys, 'object', [kinds[kind], id])

/** @returns the row's number, or null for a token that is not one of this kind */
export function openObject(keys: Keys, kind: Kind, token: string): number | null {
  const read = open(keys, 'object', token)
  return read?.length === 2 && read[0] === kinds[kind] ? read[1]! : null
}

/** @throws AppError `cursor` */
export function after(keys: Keys, kind: Kind, cursor: string | undefined): number {
  if (cursor === undefined) return 0
  const id = openObject(keys, kind, cursor)
  if (id !== null) return id
  throw new AppError('invalid', 'cursor', 'cursor: take it from the answer before, as it stands in next')
}

/** A page and the cursor of the one that follows; `rows` holds one more than fits where there is one. */
export function cut<Row extends { id: number }>(keys: Keys, kind: Kind, rows: readonly Row[], limit: number) {
  const shown = rows.slice(0, limit)
  const more = rows.length > limit
  return { shown, next: more ? objectToken(keys, kind, shown.at(-1)!.id) : null }
}
