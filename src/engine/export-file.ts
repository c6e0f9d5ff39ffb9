import { writeXlsx } from 'hucre/xlsx'
import { parquetWriteBuffer } from 'hyparquet-writer/src/index.js'
import { csvRow } from '../core/csv-cell.ts'
import type { ExportRow } from './export.ts'

export const exportFormats = ['csv', 'xlsx', 'parquet'] as const
export type ExportFormat = (typeof exportFormats)[number]

export const exportMedia: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  parquet: 'application/vnd.apache.parquet',
}

/**
 * Rows as a file. CSV and XLSX have a number or a mark under `count`. Columns of a Parquet file have one type each: there
 * `count` is a number or null, and `shown` says in words what `count` says or hides.
 */
export async function fileOf(
  format: ExportFormat,
  columns: readonly string[],
  rows: readonly ExportRow[],
): Promise<Uint8Array> {
  const header = [...columns, 'count']
  const lines = rows.map(({ keys, count, shown }) => [...keys, count ?? shown])
  if (format === 'csv') return new TextEncoder().encode([header, ...lines].map(csvRow).join(''))
  if (format === 'xlsx') return writeXlsx({ sheets: [{ name: 'tallies', rows: [header, ...lines] }] })
  return parquet(columns, rows)
}

function parquet(columns: readonly string[], rows: readonly ExportRow[]): Uint8Array {
  const text = (name: string, data: string[]) => ({ name, data, type: 'STRING' as const, nullable: false })
  const columnData = [
    ...columns.map((name, index) =>
      text(
        name,
        rows.map(({ keys }) => keys[index]!),
      ),
    ),
    { name: 'count', data: rows.map(({ count }) => count), type: 'INT32' as const },
    text(
      'shown',
      rows.map(({ shown }) => shown),
    ),
  ]
  return new Uint8Array(parquetWriteBuffer({ columnData, createdBy: 'mawja' }))
}
