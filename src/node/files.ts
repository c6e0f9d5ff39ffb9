import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { AppError } from '../core/error.ts'
import type { Migration } from '../store/migrate.ts'

/** Where this copy of Mawja stands: the folder with `templates`, `db` and `campaigns`. */
export const home = join(import.meta.dirname, '../..')

/** Every file under a folder as text, by its path inside it. Hidden files are left out. */
export function readFolder(folder: string): Record<string, string> {
  const files: Record<string, string> = {}
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/')
    if (entry.isFile() && !path.split('/').some((part) => part.startsWith('.'))) {
      files[path] = readFileSync(join(folder, path), 'utf8')
    }
  }
  return files
}

/** @throws AppError `campaign-folder` when there is no such folder */
export function readCampaignFolder(folder: string): Record<string, string> {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new AppError('not_found', 'campaign-folder', `${folder}: there is no such folder`)
  }
  return readFolder(folder)
}

export const readTemplates = (): Record<string, string> => readFolder(join(home, 'templates'))

/** In the order of their names. */
export function readMigrations(): Migration[] {
  const folder = join(home, 'db/migrations')
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
  return names.map((name) => ({ name, sql: readFileSync(join(folder, name), 'utf8') }))
}
