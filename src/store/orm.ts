import { drizzle } from 'drizzle-orm/d1'
import * as schema from '../../db/schema.ts'
import type { Db } from '../core/ports.ts'

type Client = Parameters<typeof drizzle>[0]

/** Typed queries over the one driver both runtimes share. Sets move in plain SQL instead; see the files beside. */
export function orm(db: Db) {
  return drizzle(db as unknown as Client, { schema })
}

export { schema }
