import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * The secret that signs every token. Made once and kept beside the database, readable by its owner only: a copy of the
 * database alone forges nothing.
 */
export function secretBeside(database: string): string {
  if (database === ':memory:') return randomBytes(32).toString('base64url')
  const file = `${database}.secret`
  mkdirSync(dirname(file), { recursive: true })
  try {
    writeFileSync(file, `${randomBytes(32).toString('base64url')}\n`, { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  return readFileSync(file, 'utf8').trim()
}
