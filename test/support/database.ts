import { readdirSync, readFileSync } from 'node:fs'
import type { Db } from '../../src/core/ports.ts'
import { deriveKeys } from '../../src/core/token.ts'
import type { Deps } from '../../src/engine/deps.ts'
import { openSqlite } from '../../src/node/sqlite.ts'
import { addInstitution, type Institution } from '../../src/store/institutions.ts'
import { type Migration, migrate } from '../../src/store/migrate.ts'
import { zone } from './zone.ts'

const folder = new URL('../../db/migrations/', import.meta.url)

export const migrations: readonly Migration[] = readdirSync(folder)
  .filter((name) => name.endsWith('.sql'))
  .sort()
  .map((name) => ({ name, sql: readFileSync(new URL(name, folder), 'utf8') }))

export type TestDb = ReturnType<typeof openSqlite>

/** A database of its own, in memory unless a file is named, with the current schema and nothing in it. */
export async function freshDb(file = ':memory:'): Promise<TestDb> {
  const db = openSqlite(file)
  await migrate(db, migrations)
  return db
}

export const testKeys = deriveKeys('a secret for tests that nobody else has, 32+')
/** Monday 23 November 2026, 09:00 UTC. */
export const testNow = Date.UTC(2026, 10, 23, 9)

/** What the verbs that only read and write need; no channel, no templates. The clock is `at.now`. */
export function storeDeps(db: TestDb, at: { now: number } = { now: testNow }): Deps {
  return {
    db,
    clock: { now: () => at.now },
    wake: { ring: async () => {} },
    dns: zone([]),
    channels: new Map(),
    keys: testKeys,
    compile: () => Promise.reject(new Error('no mail is compiled in this test')),
    templates: {},
    settings: { publicUrl: 'https://mawja.example', mailFrom: null },
    holder: 'test',
    log: () => {},
  }
}

export async function testInstitution(db: Db, slug = 'mre'): Promise<Institution> {
  return (await addInstitution(db, { slug, name: `Institution ${slug}`, country: 'MA', createdAt: testNow }))!
}
