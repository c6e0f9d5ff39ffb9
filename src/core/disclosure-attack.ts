import type { Published } from './disclosure.ts'

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

/**
 * Between what values a reader knows each figure to be: shown ones exactly, small ones from 1 to below the threshold,
 * untold ones from 0, withheld ones from the threshold; then each sum narrows what it holds, until nothing moves.
 */
export function spans({ counts, relations, veils, smallest }: Published): {
  low: number[]
  high: number[]
} {
  const low = counts.map((count, figure) => {
    const veil = veils[figure]!
    return veil === 'shown' ? count : veil === 'withheld' ? smallest : veil === 'small' ? 1 : 0
  })
  const high = counts.map((count, figure) => {
    const veil = veils[figure]!
    return veil === 'shown' ? count : veil === 'withheld' ? Infinity : smallest - 1
  })
  const sum = (of: readonly number[], which: readonly number[]) =>
    which.reduce((total, one) => total + of[one]!, 0)
  for (let moved = true; moved; ) {
    moved = false
    const narrow = (figure: number, least: number, most: number) => {
      if (least > low[figure]!) moved = true
      if (most < high[figure]!) moved = true
      low[figure] = Math.max(low[figure]!, least)
      high[figure] = Math.min(high[figure]!, most)
    }
    for (const { whole, parts } of relations) {
      const [least, most] = [sum(low, parts), sum(high, parts)]
      narrow(whole, least, most)
      const open = parts.filter((part) => high[part] === Infinity)
      for (const part of parts) {
        if (low[part] === high[part]) continue
        const others = open.length > (high[part] === Infinity ? 1 : 0) ? Infinity : most - high[part]!
        const restHigh = high[part] === Infinity && open.length === 1 ? sumBut(high, parts, part) : others
        narrow(part, low[whole]! - restHigh, high[whole]! - (least - low[part]!))
      }
    }
  }
  return { low, high }
}

const sumBut = (of: readonly number[], which: readonly number[], but: number) =>
  which.reduce((total, one) => total + (one === but ? 0 : of[one]!), 0)
