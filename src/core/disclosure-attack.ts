import type { Published, Veil } from './disclosure.ts'
import type { Relation } from './tabulate.ts'

/** A prime so small that products stay exact; a sum that is solvable in whole numbers is solvable modulo it. */
const prime = 67_108_859

/**
 * Hidden figures that follow from the shown ones by adding and subtracting: those that are alone in a row of the sums once
 * these are in reduced form.
 */
export function solved({ counts, relations, veils }: Published): Set<number> {
  const hidden = counts.flatMap((_, figure) => (veils[figure] === 'shown' ? [] : [figure]))
  const column = new Map(hidden.map((figure, index) => [figure, index]))
  const rows = relations.flatMap(({ whole, parts }) => {
    const row = new Map<number, number>()
    for (const part of parts) if (column.has(part)) row.set(column.get(part)!, 1)
    if (column.has(whole)) row.set(column.get(whole)!, prime - 1)
    return row.size > 0 ? [row] : []
  })
  return new Set(
    reduced(rows)
      .filter((row) => row.size === 1)
      .map((row) => hidden[row.keys().next().value!]!),
  )
}

type Row = Map<number, number>

/** Reduced row echelon form of sparse rows, by Gauss and Jordan. Each row is led by a column that no other has. */
function reduced(rows: readonly Row[]): Row[] {
  const led = new Map<number, Row>()
  /** The leading columns of the rows that have an entry in a column. */
  const users = new Map<number, Set<number>>()
  const use = (column: number, lead: number) => {
    const set = users.get(column)
    if (set) set.add(lead)
    else users.set(column, new Set([lead]))
  }
  for (const one of [...rows].sort((a, b) => a.size - b.size)) {
    const row = new Map(one)
    for (const [column, value] of one) {
      const other = led.get(column)
      if (other) subtract(row, other, value)
    }
    const lead = row.keys().next().value
    if (lead === undefined) continue
    const inverse = inverseOf(row.get(lead)!)
    for (const [column, value] of row) row.set(column, (value * inverse) % prime)
    for (const user of users.get(lead) ?? []) {
      const above = led.get(user)!
      const value = above.get(lead)
      if (value === undefined) continue
      subtract(above, row, value)
      for (const column of row.keys()) if (above.has(column)) use(column, user)
    }
    led.set(lead, row)
    for (const column of row.keys()) if (column !== lead) use(column, lead)
  }
  return [...led.values()]
}

function subtract(row: Row, other: Row, times: number): void {
  for (const [column, value] of other) {
    const left = ((row.get(column) ?? 0) + prime - ((value * times) % prime)) % prime
    if (left === 0) row.delete(column)
    else row.set(column, left)
  }
}

/** By Fermat: a^(p - 2). Products stay below 2^53. */
function inverseOf(value: number): number {
  let [result, base] = [1, value]
  for (let power = prime - 2; power > 0; power = Math.floor(power / 2)) {
    if (power % 2 === 1) result = (result * base) % prime
    base = (base * base) % prime
  }
  return result
}

export type Spans = { low: number[]; high: number[] }

/**
 * Between what values a reader knows each figure to be: shown ones exactly, small ones from 1 to below the threshold,
 * untold ones from 0, withheld ones from the threshold; then each sum narrows what it holds, until nothing moves.
 */
export function spans(it: Published): Spans {
  const known = spansOfMarks(it)
  let moved = true
  const narrow = (figure: number, least: number, most: number) => {
    if (least <= known.low[figure]! && most >= known.high[figure]!) return
    moved = true
    known.low[figure] = Math.max(known.low[figure]!, least)
    known.high[figure] = Math.min(known.high[figure]!, most)
  }
  while (moved) {
    moved = false
    for (const relation of it.relations) narrowBySum(relation, known, narrow)
  }
  return known
}

function spansOfMarks({ counts, veils, smallest }: Published): Spans {
  const marks: Record<Exclude<Veil, 'shown'>, readonly [number, number]> = {
    small: [1, smallest - 1],
    untold: [0, smallest - 1],
    withheld: [smallest, Infinity],
  }
  const ends = counts.map((count, figure) => {
    const veil = veils[figure]!
    return veil === 'shown' ? ([count, count] as const) : marks[veil]
  })
  return { low: ends.map(([low]) => low), high: ends.map(([, high]) => high) }
}

/** The whole lies between the sums of what its parts may be; a part between what the whole leaves when it loses the others. */
function narrowBySum(
  { whole, parts }: Relation,
  { low, high }: Spans,
  narrow: (figure: number, least: number, most: number) => void,
): void {
  const least = parts.reduce((sum, part) => sum + low[part]!, 0)
  const bounded = parts.reduce((sum, part) => sum + (high[part] === Infinity ? 0 : high[part]!), 0)
  const open = parts.filter((part) => high[part] === Infinity).length
  narrow(whole, least, open ? Infinity : bounded)
  for (const part of parts) {
    const [partLow, partHigh] = [low[part]!, high[part]!]
    if (partLow === partHigh) continue
    const isOpen = partHigh === Infinity
    const mostOfOthers = open > (isOpen ? 1 : 0) ? Infinity : bounded - (isOpen ? 0 : partHigh)
    narrow(part, low[whole]! - mostOfOthers, high[whole]! - (least - partLow))
  }
}
