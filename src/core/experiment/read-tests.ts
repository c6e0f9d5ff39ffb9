import type { Cells } from '../cascade/lines.ts'
import { AppError } from '../error.ts'
import type { Arm } from './arm.ts'

/**
 * A test of a file. `test` is null where the file has no such column and is one test; `shares` where it does not say how
 * the arms were to be dealt out.
 */
export type Test = { test: string | null; arms: Arm[]; shares: number[] | null }

const needed = ['arm', 'n', 'successes'] as const
const decoder = new TextDecoder()

type Column = 'test' | 'share' | (typeof needed)[number]
type Places = Record<Column, number>
type Row = { cells: Cells; places: Places }

/**
 * Takes the lines of a file of arms, in any order: `arm,n,successes` for one test, `test,arm,n,successes` for many; a column
 * `share` says how the arms were to be dealt out, in any unit. Other columns are passed over.
 *
 * @throws AppError with the row: `arms-columns`, `arms-cells`, `arms-number`, `arms-share`, `arms-twice`, `arms-one`, `arms-empty`
 */
export function readTests(file: string): { take(cells: Cells): void; finish(): Test[] } {
  let places: Places | null = null
  const tests = new Map<string, Map<string, Arm & { share: number; row: number }>>()
  const refuse = (key: string, row: number, what: string) =>
    new AppError('invalid', key, `${file}: row ${row}: ${what}`)

  function take(cells: Cells): void {
    if (places === null) {
      places = placesOf(file, cells)
      return
    }
    const row = { cells, places }
    const name = places.test < 0 ? '' : named(row, 'test')
    const arm = named(row, 'arm')
    const [n, successes] = [counted(row, 'n'), counted(row, 'successes')]
    if (successes > n)
      throw refuse('arms-number', cells.row, `${successes} successes of ${n}: there cannot be more than n`)
    const share = places.share < 0 ? 1 : shared(row)
    const arms = tests.get(name) ?? new Map()
    const before = arms.get(arm)
    const where = name === '' ? '' : ` of test "${name}"`
    if (before)
      throw refuse('arms-twice', cells.row, `arm "${arm}"${where} stands in row ${before.row} already`)
    tests.set(name, arms.set(arm, { arm, n, successes, share, row: cells.row }))
  }

  function named(row: Row, column: 'test' | 'arm'): string {
    const text = cell(row, column)
    if (text === '') throw refuse('arms-cells', row.cells.row, `${column}: there is no name`)
    return text
  }

  function counted(row: Row, column: 'n' | 'successes'): number {
    const text = cell(row, column)
    const number = /^\d+$/.test(text) ? Number(text) : Number.NaN
    if (Number.isSafeInteger(number)) return number
    throw refuse(
      'arms-number',
      row.cells.row,
      `${column}: write a whole number from 0, not "${text.slice(0, 40)}"`,
    )
  }

  function shared(row: Row): number {
    const text = cell(row, 'share')
    const number = /^\d*\.?\d+$/.test(text) ? Number(text) : 0
    if (number > 0 && Number.isFinite(number)) return number
    throw refuse('arms-share', row.cells.row, `share: write a number above 0, not "${text.slice(0, 40)}"`)
  }

  function finish(): Test[] {
    if (tests.size === 0)
      throw new AppError(
        'invalid',
        'arms-empty',
        `${file} holds no arms: write a line with ${needed.join(',')}, then a line for each arm`,
      )
    return [...tests].map(([name, arms]) => {
      const [first, ...others] = [...arms.values()]
      const where = name === '' ? '' : ` of test "${name}"`
      if (others.length === 0)
        throw refuse(
          'arms-one',
          first!.row,
          `arm "${first!.arm}"${where} stands alone: a test compares two arms at least`,
        )
      const all = [first!, ...others]
      return {
        test: places!.test < 0 ? null : name,
        arms: all.map(({ arm, n, successes }) => ({ arm, n, successes })),
        shares: places!.share < 0 ? null : all.map(({ share }) => share),
      }
    })
  }

  return { take, finish }
}

function placesOf(file: string, cells: Cells): Places {
  const header = Array.from({ length: cells.count }, (_, index) => textAt(cells, index).toLowerCase())
  const missing = needed.filter((name) => !header.includes(name))
  if (missing.length > 0) {
    const line = `${file}: row ${cells.row}: no column ${missing.join(', ')}; a file of arms has ${needed.join(',')}, and test before them for many tests`
    throw new AppError('invalid', 'arms-columns', line)
  }
  const [arm, n, successes] = needed.map((name) => header.indexOf(name)) as [number, number, number]
  return { test: header.indexOf('test'), share: header.indexOf('share'), arm, n, successes }
}

/** Empty where the line is too short: then the column is said to be wrong. */
const cell = ({ cells, places }: Row, column: Column): string =>
  places[column] < cells.count ? textAt(cells, places[column]) : ''

const textAt = ({ bytes, starts, ends }: Cells, index: number): string =>
  decoder.decode(bytes.subarray(starts[index], ends[index])).trim()
