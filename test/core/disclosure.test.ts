import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rounded, veil } from '../../src/core/disclosure.ts'
import { type Relation, tabulate } from '../../src/core/tabulate.ts'

describe('tables of counts', () => {
  it('add up, coarse ones first, and once where nothing sets them apart', () => {
    const rows = [
      { keys: ['join', 'fr', 'BE'], count: 3 },
      { keys: ['join', 'fr', 'FR'], count: 4 },
      { keys: ['join', 'ar', 'FR'], count: 5 },
      { keys: ['join', 'ar', 'FR'], count: 6 },
    ]
    const { figures, relations } = tabulate(rows, [[], [0], [1], [2], [0, 1, 2]])
    expect(figures).toEqual([
      { keys: ['join', null, null], count: 18 },
      { keys: ['join', 'fr', null], count: 7 },
      { keys: ['join', 'ar', null], count: 11 },
      { keys: ['join', null, 'BE'], count: 3 },
      { keys: ['join', null, 'FR'], count: 15 },
      { keys: ['join', 'fr', 'BE'], count: 3 },
      { keys: ['join', 'fr', 'FR'], count: 4 },
      { keys: ['join', 'ar', 'FR'], count: 11 },
    ])
    for (const { whole, parts } of relations)
      expect(parts.reduce((sum, part) => sum + figures[part]!.count, 0)).toBe(figures[whole]!.count)
    expect(relations).toContainEqual({ whole: 0, parts: [5, 6, 7] })
    expect(relations).toHaveLength(1 + 1 + 1 + 2 + 2)
  })
})

/** One sum: figure 0 is the whole. */
const column = (...parts: number[]) => {
  const whole = parts.reduce((sum, part) => sum + part, 0)
  return veil([whole, ...parts], [{ whole: 0, parts: parts.map((_, index) => index + 1) }])
}

describe('small cells', () => {
  it('are hidden, and with one alone another that is large enough to cover it', () => {
    expect(column(100, 40, 30)).toEqual(['shown', 'shown', 'shown', 'shown'])
    expect(column(100, 40, 3)).toEqual(['shown', 'shown', 'withheld', 'small'])
    expect(column(100, 11, 3)).toEqual(['shown', 'withheld', 'shown', 'small'])
    expect(column(100, 4, 3)).toEqual(['shown', 'withheld', 'small', 'small'])
    expect(column(100, 9, 9)).toEqual(['shown', 'withheld', 'small', 'small'])
    expect(column(100, 5, 5)).toEqual(['shown', 'shown', 'small', 'small'])
  })

  it('hide their sum where nothing else could cover them', () => {
    expect(column(10, 1)).toEqual(['withheld', 'withheld', 'small'])
    expect(column(4, 3)).toEqual(['small', 'untold', 'untold'])
  })

  it('are told to the nearest five, never below the threshold', () => {
    expect([10, 12, 13, 998].map((count) => rounded(count))).toEqual([10, 10, 15, 1000])
    expect(rounded(7, 7)).toBe(7)
  })
})

/** Tables of two dimensions with both margins and the total, as small as they come in life. */
const tables = fc
  .array(fc.array(fc.oneof(fc.nat(12), fc.nat(60)), { minLength: 4, maxLength: 4 }), {
    minLength: 1,
    maxLength: 4,
  })
  .map((rows) =>
    rows.flatMap((row, index) =>
      row.flatMap((count, other) => (count > 0 ? [{ keys: [`r${index}`, `c${other}`], count }] : [])),
    ),
  )
  .filter((rows) => rows.length > 0)

const grid = [[], [0], [1], [0, 1]]
const cubic = [[], [0], [1], [2], [0, 1], [0, 1, 2]]
const cubes = fc
  .array(fc.tuple(fc.nat(2), fc.nat(2), fc.nat(2), fc.integer({ min: 1, max: 40 })), {
    minLength: 1,
    maxLength: 20,
  })
  .map((rows) => rows.map(([a, b, c, count]) => ({ keys: [`${a}`, `${b}`, `${c}`], count })))

describe('whatever the table', () => {
  it.each([
    ['two dimensions', tables, grid],
    ['three dimensions', cubes, cubic],
  ])('finds no hidden number by adding and subtracting what is shown: %s', (_, drawn, dimensions) => {
    fc.assert(
      fc.property(drawn, (rows) => {
        const { figures, relations } = tabulate(rows, dimensions)
        const counts = figures.map(({ count }) => count)
        const veils = veil(counts, relations)
        counts.forEach((count, figure) => {
          if (count < 10) expect(veils[figure]).not.toBe('shown')
          else expect(['shown', 'withheld']).toContain(veils[figure])
        })
        const known = new Set([...counts.keys()].filter((figure) => veils[figure] === 'shown'))
        for (const figure of determined(counts.length, relations, known))
          expect(counts[figure]).toBeGreaterThanOrEqual(10)
      }),
      { numRuns: 300 },
    )
  })

  it('leaves each small number at least two values that fit all that is told, by trying every table', () => {
    const drawn = fc.array(fc.integer({ min: 1, max: 14 }), { minLength: 4, maxLength: 4 })
    fc.assert(
      fc.property(drawn, (cells) => {
        const rows = cells.map((count, index) => ({ keys: [`r${index >> 1}`, `c${index & 1}`], count }))
        const { figures, relations } = tabulate(rows, grid)
        const counts = figures.map(({ count }) => count)
        const told = veil(counts, relations)
        const fitting = everyTable.filter((other) => fits(other, counts, told))
        counts.forEach((count, figure) => {
          if (count >= 10) return
          expect(new Set(fitting.map((other) => other[figure])).size).toBeGreaterThan(1)
        })
      }),
      { numRuns: 40 },
    )
  })

  it('leaves alone what has no small cell', () => {
    fc.assert(
      fc.property(cubes, (rows) => {
        const large = rows.map((row) => ({ ...row, count: row.count + 10 }))
        const { figures, relations } = tabulate(large, cubic)
        const counts = figures.map(({ count }) => count)
        expect(new Set(veil(counts, relations))).toEqual(new Set(['shown']))
      }),
    )
  })
})

/**
 * Figures that follow from the known ones, by an elimination of its own over exact fractions of whole numbers: a hidden
 * figure is determined when no direction in which the sums all hold moves it.
 */
function determined(size: number, relations: readonly Relation[], known: ReadonlySet<number>): number[] {
  const hidden = Array.from({ length: size }, (_, figure) => figure).filter((figure) => !known.has(figure))
  const matrix = relations.map(({ whole, parts }) =>
    hidden.map((figure) => (figure === whole ? -1n : parts.includes(figure) ? 1n : 0n)),
  )
  const rank = (rows: bigint[][]) => rankOf(rows.map((row) => [...row]))
  const all = rank(matrix)
  return hidden.filter((_, index) => {
    const alone = hidden.map((__, other) => (other === index ? 1n : 0n))
    return rank([...matrix, alone]) === all
  })
}

/** Bareiss' elimination without fractions. */
function rankOf(rows: bigint[][]): number {
  let rank = 0
  let last = 1n
  for (let column = 0; column < (rows[0]?.length ?? 0) && rank < rows.length; column++) {
    const pivot = rows.findIndex((row, index) => index >= rank && row[column] !== 0n)
    if (pivot < 0) continue
    const [first, second] = [rows[rank]!, rows[pivot]!]
    rows[rank] = second
    rows[pivot] = first
    for (let row = rank + 1; row < rows.length; row++)
      for (let at = rows[row]!.length - 1; at >= column; at--)
        rows[row]![at] = (second[column]! * rows[row]![at]! - rows[row]![column]! * second[at]!) / last
    last = second[column]!
    rank++
  }
  return rank
}

const side = 36
/** All tables of two by two with cells below `side` and a total up to 60: total, rows, columns, cells. */
const everyTable = Array.from({ length: side ** 4 }, (_, code) => {
  const [a, b, c, d] = [0, 1, 2, 3].map((place) => Math.floor(code / side ** place) % side) as [
    number,
    number,
    number,
    number,
  ]
  return [a + b + c + d, a + b, c + d, a + c, b + d, a, b, c, d]
}).filter(([total]) => total! <= 60)

const fits = (other: readonly number[], counts: readonly number[], told: readonly string[]) =>
  other.every((value, figure) => {
    if (told[figure] === 'shown') return value === counts[figure]
    if (told[figure] === 'withheld') return value >= 10
    return value < 10 && (told[figure] === 'untold' || value > 0)
  })
