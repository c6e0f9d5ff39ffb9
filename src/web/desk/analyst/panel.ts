import { csvRow } from '../../../core/csv-cell.ts'
import type { Shown } from '../small-cells.ts'
import type { Chart } from './chart.ts'
import type { MapOf } from './map-view.tsx'

/** How a number is written on the page; in a file every number stands as it is. */
export type Written = 'count' | 'percent' | 'rate' | 'tenths'
export type Column = { key: string; title: string; as?: Written; href?: string }
export type Row = {
  /** In a file. */
  key: string
  /** On the page. */
  label: string
  /** Language of the label where it is another than that of the page. */
  lang?: string
  href?: string
  values: readonly Shown[]
}

/** One question with its answer: a chart, the table under it, and the same as a file. */
export type Panel = {
  /** `NAME.csv` */
  name: string
  title: string
  lead: string
  /** What the rows are. */
  first: { key: string; title: string }
  columns: readonly Column[]
  rows: readonly Row[]
  /** Sentences under the table. */
  notes: readonly string[]
  chart: Chart | null
  /** Where its rows are countries. */
  map?: MapOf | null
}

/** A panel as a file: exactly what its table shows. `hidden` stands where a number is hidden, nothing where there is none. */
export function csvOf({ first, columns, rows }: Panel): string {
  const head = [first.key, ...columns.map(({ key }) => key)]
  return [head, ...rows.map(({ key, values }) => [key, ...values])].map(csvRow).join('')
}
