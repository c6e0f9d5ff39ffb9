import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Settings } from '../config.ts'
import type { Clock } from '../core/ports.ts'
import { deriveKeys, type Keys } from '../core/token.ts'
import { migrate } from '../store/migrate.ts'
import { readMigrations } from './files.ts'
import { releaseDead, thisProcess } from './holder.ts'
import { secretBeside } from './secret.ts'
import { openSqlite } from './sqlite.ts'

/** The database and its keys alone: no channels, no templates. What moves many people and sends nothing needs no more. */
export type Store = {
  db: ReturnType<typeof openSqlite>
  clock: Clock
  keys: Keys
  secret: string
  holder: string
  /** Names of the migrations applied at the opening. */
  applied: string[]
}

export const systemClock: Clock = { now: () => Date.now() }

/** Opens the database, brings it to the current schema, and puts right what a process left behind that died. */
export async function openStore(settings: Settings, clock: Clock = systemClock): Promise<Store> {
  if (settings.database !== ':memory:') mkdirSync(dirname(settings.database), { recursive: true })
  const db = openSqlite(settings.database, settings.cacheMb)
  try {
    const applied = await migrate(db, readMigrations())
    await releaseDead({ db, clock })
    const secret = settings.secret ?? secretBeside(settings.database)
    return { db, clock, keys: deriveKeys(secret), secret, holder: thisProcess(), applied }
  } catch (error) {
    db.close()
    throw error
  }
}
