import { getTableColumns, is } from 'drizzle-orm'
import { getTableConfig, SQLiteTable } from 'drizzle-orm/sqlite-core'
import { beforeAll, expect, it } from 'vitest'
import * as schema from '../../db/schema.ts'
import { migrate } from '../../src/store/migrate.ts'
import { freshDb, migrations, type TestDb } from '../support/database.ts'

const tables = Object.values(schema).filter((it) => is(it, SQLiteTable)) as SQLiteTable[]
let db: TestDb
beforeAll(async () => {
  db = await freshDb()
})

const rows = async <T>(sql: string) => (await db.prepare(sql).all<T>()).results

/** A column that came later stands at the end of its table, but among its likes in the schema. */
const byName = <T extends unknown[]>(columns: T[]): T[] =>
  columns.sort((one, other) => String(one[0]).localeCompare(String(other[0])))

it('make the tables of the schema and no other', async () => {
  const made = await rows<{ name: string }>(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'd1_%'",
  )
  expect(made.map((row) => row.name).sort()).toEqual(tables.map((table) => getTableConfig(table).name).sort())
})

it.each(tables.map((table) => [getTableConfig(table).name, table] as const))('%s', async (name, table) => {
  const { columns, primaryKeys, indexes, foreignKeys, uniqueConstraints } = getTableConfig(table)

  const made = await rows<{
    name: string
    type: string
    notnull: number
    dflt_value: string | null
    pk: number
  }>(`PRAGMA table_info(${name})`)
  const key = columns.filter((column) => column.primary).map((column) => column.name)
  const keys = primaryKeys[0]?.columns.map((column) => column.name) ?? key
  expect(
    byName(made.map((one) => [one.name, one.type.toLowerCase(), one.notnull === 1, one.dflt_value, one.pk])),
  ).toEqual(
    byName(
      columns.map((column) => [
        column.name,
        column.getSQLType(),
        column.notNull,
        column.default === undefined
          ? null
          : typeof column.default === 'string'
            ? `'${column.default}'`
            : String(column.default),
        keys.indexOf(column.name) + 1,
      ]),
    ),
  )

  const lists = await rows<{ name: string; unique: number; origin: string; partial: number }>(
    `PRAGMA index_list(${name})`,
  )
  const madeIndexes = await Promise.all(
    lists
      .filter((list) => list.origin !== 'pk')
      .map(async (list) => {
        const held = await rows<{ name: string }>(`PRAGMA index_info(${list.name})`)
        return [list.name, list.unique === 1, list.partial === 1, held.map((one) => one.name).join()]
      }),
  )
  const wanted = [
    ...indexes.map(({ config }) => [
      config.name,
      config.unique,
      config.where !== undefined,
      config.columns.map((column) => ('name' in column ? column.name : '')).join(),
    ]),
    ...columns
      .filter((column) => column.isUnique)
      .map((column) => [column.uniqueName, true, false, column.name]),
    ...uniqueConstraints.map((one) => [
      one.getName(),
      true,
      false,
      one.columns.map((column) => column.name).join(),
    ]),
  ]
  expect(madeIndexes.sort()).toEqual(wanted.sort())

  const madeForeign = await rows<{ table: string; from: string; to: string; on_delete: string }>(
    `PRAGMA foreign_key_list(${name})`,
  )
  const wantedForeign = foreignKeys.map((one) => {
    const { columns, foreignColumns, foreignTable } = one.reference()
    const target = getTableConfig(foreignTable as SQLiteTable).name
    return [columns[0]!.name, target, foreignColumns[0]!.name, (one.onDelete ?? 'no action').toUpperCase()]
  })
  expect(madeForeign.map((one) => [one.from, one.table, one.to, one.on_delete]).sort()).toEqual(
    wantedForeign.sort(),
  )
  expect(Object.keys(getTableColumns(table))).toHaveLength(made.length)
})

it('number rows that must never come back', async () => {
  const made = await rows<{ name: string; sql: string }>(
    "SELECT name, sql FROM sqlite_master WHERE type = 'table'",
  )
  const forEver = made.filter((row) => /AUTOINCREMENT/.test(row.sql) && row.name !== 'd1_migrations')
  const wanted = tables
    .filter((table) =>
      Object.values(getTableColumns(table)).some(
        (column) => (column as { autoIncrement?: boolean }).autoIncrement,
      ),
    )
    .map((table) => getTableConfig(table).name)
  expect(forEver.map((row) => row.name).sort()).toEqual(wanted.sort())
})

it('run once, and a broken one leaves nothing', async () => {
  expect(await migrate(db, migrations)).toEqual([])
  const broken = {
    name: '9999_broken.sql',
    sql: 'CREATE TABLE half (id integer);--> statement-breakpoint\nCREATE TABLE half (id integer);',
  }
  await expect(migrate(db, [...migrations, broken])).rejects.toThrow()
  expect(await rows("SELECT 1 FROM sqlite_master WHERE name = 'half'")).toEqual([])
  expect(await rows("SELECT 1 FROM d1_migrations WHERE name = '9999_broken.sql'")).toEqual([])
})
