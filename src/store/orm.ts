import { drizzle } from 'drizzle-orm/d1'
import * as schema from '../../db/schema.ts'
import type { Db } from '../core/ports.ts'

type Client = Parameters<typeof drizzle>[0]

/** Typed queries over the one driver both runtimes share. Sets move in plain SQL instead; see the files beside. */
export function orm(db: Db): ReturnType<typeof open> {
  const known = opened.get(db)
  if (known) return known
  const fresh = open(db)
  opened.set(db, fresh)
  return fresh
}

/** Setting Drizzle up costs more than most queries. */
const opened = new WeakMap<Db, ReturnType<typeof open>>()
const open = (db: Db) => drizzle(db as unknown as Client, { schema })

export { schema }
