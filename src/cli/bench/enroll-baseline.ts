import type { openSqlite } from '../../node/sqlite.ts'

type Raw = ReturnType<typeof openSqlite>['raw']

const tables = ['enrollments', 'messages']

/**
 * Writes the very rows that a launch has just written once more, by one bare `INSERT … SELECT` per table in one
 * transaction: into twins of the tables in the same file, with the same columns, keys and indexes, that hold
 * everything else already.
 *
 * @returns milliseconds
 */
export function bareInsert(raw: Raw, campaignId: number): number {
  for (const table of tables) makeTwin(raw, table, campaignId)
  raw.pragma('wal_checkpoint(TRUNCATE)')
  const startedAt = performance.now()
  raw.transaction(() => {
    for (const table of tables) copyRows(raw, table, `campaign_id = ${campaignId}`)
  })()
  return performance.now() - startedAt
}

function makeTwin(raw: Raw, table: string, campaignId: number): void {
  const made = raw
    .prepare<[string], { sql: string }>(
      'SELECT sql FROM sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL',
    )
    .all(table)
  for (const { sql } of made) raw.exec(sql.replaceAll(`\`${table}`, `\`bare_${table}`))
  copyRows(raw, table, `campaign_id <> ${campaignId}`)
}

/** Numbers are given out anew, as they were the first time. */
function copyRows(raw: Raw, table: string, which: string): void {
  const columns = raw
    .prepare<[string], { name: string }>('SELECT name FROM pragma_table_info(?)')
    .all(table)
    .map((column) => column.name)
    .filter((name) => name !== 'id')
    .join(', ')
  raw.exec(
    `INSERT INTO bare_${table} (${columns}) SELECT ${columns} FROM ${table} NOT INDEXED WHERE ${which} ORDER BY rowid`,
  )
}
