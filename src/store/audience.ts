import {
  type Audience,
  type Comparison,
  fold,
  listFields,
  type Operator,
  type Scalar,
} from '../core/audience.ts'
import { AppError } from '../core/error.ts'
import type { Value } from '../core/ports.ts'

/** D1 binds a hundred values per statement; the launch needs some for itself. */
const maxValues = 80

export type Fragment = { sql: string; values: Value[] }

const columns: Record<string, string> = {
  firstName: 'c.first_name',
  lastName: 'c.last_name',
  languages: 'c.languages',
  country: 'c.country',
  city: 'c.city',
  regionOfOrigin: 'c.region_of_origin',
  timeZone: 'c.time_zone',
  occupation: 'c.occupation',
  skills: 'c.skills',
  wishToReturn: 'c.wish_to_return',
  email: "(SELECT value FROM addresses e WHERE e.contact_id = c.id AND e.channel = 'email')",
}

/**
 * An audience as a WHERE fragment over `contacts c`; never NULL, so `not` means not. Says the same as `matches`.
 *
 * @param segments  every segment of the institution by name
 * @throws AppError `unknown-segment` | `segment-cycle` | `audience-size`
 */
export function compileAudience(audience: Audience, segments: Readonly<Record<string, Audience>>): Fragment {
  const where = compile(audience, segments, [])
  if (where.values.length > maxValues) {
    const line = `an audience may hold ${maxValues} comparisons, this one has ${where.values.length}; use "in" with a list`
    throw new AppError('invalid', 'audience-size', line)
  }
  return where
}

function compile(
  audience: Audience,
  segments: Readonly<Record<string, Audience>>,
  inside: string[],
): Fragment {
  if ('all' in audience)
    return join(
      audience.all.map((part) => compile(part, segments, inside)),
      ' AND ',
      '1',
    )
  if ('any' in audience)
    return join(
      audience.any.map((part) => compile(part, segments, inside)),
      ' OR ',
      '0',
    )
  if ('not' in audience) {
    const { sql, values } = compile(audience.not, segments, inside)
    return { sql: `NOT ${sql}`, values }
  }
  if ('consent' in audience) return consent(audience.consent)
  if ('segment' in audience) {
    const name = audience.segment
    if (inside.includes(name))
      throw new AppError('invalid', 'segment-cycle', `segment "${name}" contains itself`)
    const segment = segments[name]
    if (!segment) throw new AppError('invalid', 'unknown-segment', `there is no segment "${name}"`)
    return compile(segment, segments, [...inside, name])
  }
  return comparison(audience)
}

function join(parts: Fragment[], word: string, empty: string): Fragment {
  if (parts.length === 0) return { sql: empty, values: [] }
  return {
    sql: `(${parts.map((part) => part.sql).join(word)})`,
    values: parts.flatMap((part) => part.values),
  }
}

function consent(purpose: string): Fragment {
  if (purpose === 'receive:email') return { sql: "(c.consent_email IS 'given')", values: [] }
  const newest =
    'SELECT act FROM consents k WHERE k.contact_id = c.id AND k.purpose = ? ORDER BY k.at DESC, k.id DESC'
  return { sql: `((${newest} LIMIT 1) IS 'given')`, values: [purpose] }
}

function comparison({ field, op, value }: Comparison): Fragment {
  if (op === 'ne') {
    const { sql, values } = comparison({ field, op: 'eq', value })
    return { sql: `NOT ${sql}`, values }
  }
  const column = columns[field] ?? `json_extract(c.custom, '$."${field.slice('custom.'.length)}"')`
  const isList = listFields.includes(field)
  const one = test(op, isList ? 'm.value' : column, value)
  const sql = isList ? `EXISTS (SELECT 1 FROM json_each(${column}) m WHERE ${one.sql})` : `(${one.sql})`
  return op === 'exists' && value === false
    ? { sql: `NOT ${sql}`, values: one.values }
    : { sql, values: one.values }
}

function test(op: Operator, held: string, value: Scalar | Scalar[]): Fragment {
  if (op === 'exists') return { sql: `${held} IS NOT NULL AND ${held} <> ''`, values: [] }
  if (Array.isArray(value)) return oneOf(held, value)
  const wanted = fold(value)
  if (op === 'contains' || op === 'startsWith') {
    const at = op === 'contains' ? '> 0' : '= 1'
    // An empty cell is an absent one, even for a question that every text answers.
    const sql = `typeof(${held}) = 'text' AND ${held} <> '' AND instr(lower(${held}), ?) ${at}`
    return { sql, values: [String(wanted)] }
  }
  // A number equals the text that writes it.
  if (op === 'eq' || op === 'has') return { sql: `${asText(held)} = ?`, values: [String(wanted)] }
  const sign = { lt: '<', lte: '<=', gt: '>', gte: '>=' }[op as 'lt']
  // lower() and unary plus take the column's affinity away: the text '7' and the number 7 are not in one order.
  return typeof wanted === 'string'
    ? { sql: `typeof(${held}) = 'text' AND ${held} <> '' AND lower(${held}) ${sign} ?`, values: [wanted] }
    : { sql: `typeof(${held}) IN ('integer', 'real') AND +${held} ${sign} ?`, values: [wanted] }
}

function oneOf(held: string, wanted: Scalar[]): Fragment {
  // One bound value whatever the length of the list: D1 allows a hundred per statement.
  const texts = JSON.stringify(wanted.map((value) => String(fold(value))))
  return { sql: `${asText(held)} IN (SELECT value FROM json_each(?))`, values: [texts] }
}

/** Folded text; '' and NULL, which equal nothing, both fall out of the comparison. */
const asText = (held: string) => `${held} IS NOT NULL AND ${held} <> '' AND lower(CAST(${held} AS TEXT))`
