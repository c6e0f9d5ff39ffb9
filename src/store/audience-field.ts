import {
  type Comparison,
  fold,
  instantFields,
  listFields,
  type Operator,
  type Scalar,
} from '../core/audience.ts'
import { dayRange, instantRange, type TimeOperator } from '../core/audience-time.ts'
import { addressChannels, numberFields } from '../core/fields.ts'
import type { Value } from '../core/ports.ts'
import type { Fragment, Part } from './audience.ts'

const columns: Record<string, string> = {
  firstName: 'c.first_name',
  lastName: 'c.last_name',
  languages: 'c.languages',
  country: 'c.country',
  city: 'c.city',
  regionOfOrigin: 'c.region_of_origin',
  timeZone: 'c.time_zone',
  occupation: 'c.occupation',
  occupationUri: 'c.occupation_uri',
  skills: 'c.skills',
  skillUris: 'c.skill_uris',
  birthDecade: 'c.birth_decade',
  diasporaGeneration: 'c.diaspora_generation',
  wishToReturn: 'c.wish_to_return',
  createdAt: 'c.created_at',
  lastActAt: 'c.last_act_at',
}

const never: Part = { sql: '0', values: [], cost: 0 }

/** One comparison as SQL that is never NULL. Says the same as `matches`. */
export function comparison({ field, op, value }: Comparison, now: number): Part {
  if (op === 'ne' || (op === 'exists' && value === false)) {
    const { sql, values, cost } = comparison(
      { field, op: op === 'ne' ? 'eq' : op, value: op === 'ne' ? value : true },
      now,
    )
    return { sql: `NOT ${sql}`, values, cost }
  }
  const column = columns[field]
  if (instantFields.includes(field)) return instant(column!, op, String(value), now)
  if (is(numberFields, field)) return { ...wholeNumber(column!, op, value), cost: 1 }
  if (is(addressChannels, field)) return address(field, op, value)
  if (listFields.includes(field)) return list(column!, op, value)
  return column
    ? { ...text(column, op, value), cost: 2 }
    : custom(field.slice('custom.'.length), op, value, now)
}

const is = (list: readonly string[], field: string) => list.includes(field)

function instant(column: string, op: Operator, value: string, now: number): Part {
  if (op === 'exists') return { sql: `(${column} IS NOT NULL)`, values: [], cost: 1 }
  return { ...between(column, instantRange(op as TimeOperator, value, now)), cost: 1 }
}

function between(held: string, { least, below }: { least: Value; below: Value }): Fragment {
  const bounds = [
    ...(least === null ? [] : [{ sql: `${held} >= ?`, value: least }]),
    ...(below === null ? [] : [{ sql: `${held} < ?`, value: below }]),
  ]
  const sql = `(${held} IS NOT NULL AND ${bounds.map((one) => one.sql).join(' AND ')})`
  return { sql, values: bounds.map((one) => one.value) }
}

const signs: Partial<Record<Operator, string>> = { lt: '<', lte: '<=', gt: '>', gte: '>=' }

function wholeNumber(column: string, op: Operator, value: Scalar | Scalar[]): Fragment {
  if (op === 'exists') return { sql: `(${column} IS NOT NULL)`, values: [] }
  if (op === 'contains' || op === 'startsWith') return never
  const sign = signs[op]
  if (sign) {
    const wanted = fold(value as Scalar)
    return typeof wanted === 'number' ? { sql: `(ifnull(${column} ${sign} ?, 0))`, values: [wanted] } : never
  }
  // A number equals the text that writes it, and no other: 7 is not "07".
  const wanted = [value].flat().map((one) => String(fold(one)))
  const numbers = wanted
    .filter((one) => String(Number(one)) === one && Number.isFinite(Number(one)))
    .map(Number)
  if (numbers.length === 0) return never
  return numbers.length === 1
    ? { sql: `(${column} IS ?)`, values: numbers }
    : { sql: `(ifnull(${column} IN (SELECT value FROM json_each(?)), 0))`, values: [JSON.stringify(numbers)] }
}

function address(channel: string, op: Operator, value: Scalar | Scalar[]): Part {
  const { sql, values } = text('e.value', op, value)
  const of = `SELECT 1 FROM addresses e WHERE e.contact_id = c.id AND e.channel = '${channel}'`
  const where = op === 'exists' ? of : `${of} AND ${sql}`
  return { sql: `(EXISTS (${where}))`, values: op === 'exists' ? [] : values, cost: 6 }
}

/**
 * A column that holds text or nothing. NOCASE folds what `fold` folds, ASCII letters, without making a new text of
 * each row's.
 */
function text(held: string, op: Operator, value: Scalar | Scalar[]): Fragment {
  if (op === 'exists') return { sql: `(ifnull(${held} <> '', 0))`, values: [] }
  const sign = signs[op]
  if (sign) {
    const wanted = fold(value as Scalar)
    const sql = `(ifnull(${held} <> '' AND ${held} COLLATE NOCASE ${sign} ?, 0))`
    return typeof wanted === 'string' ? { sql, values: [wanted] } : never
  }
  if (op === 'contains' || op === 'startsWith') return part(held, op, String(fold(value as Scalar)))
  // An empty cell is an absent one: it equals nothing.
  const wanted = [value]
    .flat()
    .map((one) => String(fold(one)))
    .filter(Boolean)
  if (wanted.length === 0) return never
  if (wanted.length === 1) return { sql: `(${held} COLLATE NOCASE IS ?)`, values: wanted }
  // A few words are compared faster one by one than looked up in a set.
  if (wanted.length <= 8 && wanted.every(isPlain)) {
    const each = wanted.map((one) => `${held} COLLATE NOCASE IS ${literal(one)}`)
    return { sql: `(${each.join(' OR ')})`, values: [] }
  }
  // One bound value whatever the length of the list: D1 allows a hundred per statement.
  const sql = `(ifnull(${held} COLLATE NOCASE IN (SELECT value FROM json_each(?)), 0))`
  return { sql, values: [JSON.stringify(wanted)] }
}

/** D1 takes no longer patterns. */
const patternBytes = 50
const bytes = (text: string) => new TextEncoder().encode(text).length

function part(held: string, op: 'contains' | 'startsWith', wanted: string): Fragment {
  if (wanted === '') return { sql: `(ifnull(${held} <> '', 0))`, values: [] }
  const pattern = `${op === 'contains' ? '%' : ''}${wanted.replace(/[%_\\]/g, (sign) => `\\${sign}`)}%`
  if (bytes(pattern) <= patternBytes) {
    return { sql: `(ifnull(${held} LIKE ? ESCAPE '\\', 0))`, values: [pattern] }
  }
  return {
    sql: `(ifnull(instr(lower(${held}), ?) ${op === 'contains' ? '> 0' : '= 1'}, 0))`,
    values: [wanted],
  }
}

function list(column: string, op: Operator, value: Scalar | Scalar[]): Part {
  if (op === 'exists')
    return {
      sql: `(${column} <> '[]' AND EXISTS (SELECT 1 FROM json_each(${column}) m WHERE m.value <> ''))`,
      values: [],
      cost: 2,
    }
  const { sql, values } = text('m.value', op, value)
  const exists = `${column} <> '[]' AND EXISTS (SELECT 1 FROM json_each(${column}) m WHERE ${sql})`
  const wanted = [value].flat()
  const first = ['eq', 'has', 'in'].includes(op) ? prefilter(column, wanted, (one) => `"${one}"`) : ''
  if (!first) return { sql: `(${exists})`, values, cost: 7 }
  // A word in quotes is a member of the list, unless a backslash says that one of the quotes is no end.
  const sure = wanted.every(
    (one) => /^[\p{L}\p{N}][^%_]*$/u.test(String(fold(one))) && isShort(`"${fold(one)}"`),
  )
  return { sql: `(${first}${sure ? `(instr(${column}, '\\') = 0 OR ${exists})` : exists})`, values, cost: 3 }
}

/**
 * What must stand in a JSON text for a value to be in it: looked for before the JSON is taken apart, which costs more.
 * Only for values that JSON writes as they are. `%` and `_` in them admit more, never less.
 */
function prefilter(column: string, values: readonly Scalar[], written: (text: string) => string): string {
  const texts = values.map((value) => String(fold(value)))
  if (texts.length === 0 || texts.length > 8 || !texts.every(isPlain)) return ''
  const patterns = texts.map((text) => literal(`%${ending(written(text))}%`))
  return `(${patterns.map((pattern) => `${column} LIKE ${pattern}`).join(' OR ')}) AND `
}

const isPlain = (text: string) =>
  text !== '' && JSON.stringify(text) === `"${text}"` && !text.includes('\u007f')
const literal = (text: string) => `'${text.replaceAll("'", "''")}'`

/** Fits between two `%`. */
const isShort = (text: string) => bytes(text) <= patternBytes - 2

/** As much of the end of a text as a pattern may hold; ESCO addresses differ only there. */
function ending(text: string): string {
  const letters = Array.from(text)
  while (!isShort(letters.join(''))) letters.shift()
  return letters.join('')
}

/** A field of the institution's own: text, number or boolean, whatever its files held. */
function custom(name: string, op: Operator, value: Scalar | Scalar[], now: number): Part {
  const held = `json_extract(c.custom, '$."${name}"')`
  const cost = 5
  if (op === 'exists') return { sql: `(ifnull(${held} <> '', 0))`, values: [], cost }
  if (['before', 'after', 'within', 'olderThan'].includes(op)) {
    const range = between(`substr(${held}, 1, 10)`, dayRange(op as TimeOperator, String(value), now))
    const isDay = `typeof(${held}) = 'text' AND ${held} GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*'`
    return { sql: `(${isDay} AND ${range.sql})`, values: range.values, cost }
  }
  if (op === 'eq' || op === 'has' || op === 'in') {
    const { sql, values } = text(`CAST(${held} AS TEXT)`, op, value)
    // Numbers and truths stand there without quotes; a word that begins with a letter is none of them.
    const words = [value].flat()
    const first = words.every((one) => typeof one === 'string' && /^\p{L}/u.test(one))
      ? prefilter('c.custom', words, (one) => `"${name}":"${one}"`)
      : ''
    return { sql: `(${first}${sql})`, values, cost: first ? 4 : cost }
  }
  const sign = signs[op]
  const wanted = sign ? fold(value as Scalar) : ''
  if (typeof wanted === 'number') {
    // Every number lies between the infinities and no text does; BETWEEN takes the JSON apart once.
    const range = op === 'lt' || op === 'lte' ? '-9e999 AND ?' : '? AND 9e999'
    const strictly = op === 'lt' || op === 'gt' ? ` AND ${held} <> ?` : ''
    const sql = `(ifnull(${held} BETWEEN ${range}${strictly}, 0))`
    return { sql, values: strictly ? [wanted, wanted] : [wanted], cost }
  }
  const { sql, values } = text(held, op, value)
  return { sql: `(typeof(${held}) = 'text' AND ${sql})`, values, cost }
}
