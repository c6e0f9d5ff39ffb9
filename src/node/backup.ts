import { createHash } from 'node:crypto'
import { createReadStream, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { AppError } from '../core/error.ts'

export type Copied = { bytes: number; sha256: string }

/** How many pages are copied at a time; in between, others may write. */
const pagesAtATime = 4000

/**
 * Copies a database that may be in use, as it stands at one instant, and reads the copy through before it gets its name:
 * a backup that was never read is a hope.
 *
 * @throws AppError `backup` when the database or the place is not there, or the copy does not read well
 */
export async function backUp(database: string, file: string): Promise<Copied> {
  if (database === ':memory:')
    throw new AppError('invalid', 'backup', 'a database in memory cannot be copied')
  if (!statSync(database, { throwIfNoEntry: false })?.isFile())
    throw new AppError('not_found', 'backup', `${database}: there is no database yet`)
  mkdirSync(dirname(file), { recursive: true })
  const part = `${file}.part`
  try {
    await copyPages(database, part)
    makeOneFile(part)
    checkReadable(part)
    const copied = await measure(part)
    renameSync(part, file)
    return copied
  } catch (error) {
    remove(part)
    throw error
  }
}

/**
 * Puts a backup in the place of a database, in one piece, while others may have it open; they read the restored rows
 * from then on. What stood there before is kept beside it.
 *
 * @param prepare  what has to be done to the restored rows before anybody else sees them; gets the path of a copy
 * @returns size and hash of what was restored, and the path of what it replaced, or null
 * @throws AppError `backup` when the file is no readable database of Mawja
 */
export async function restore<Prepared>(
  database: string,
  file: string,
  now: number,
  prepare: (copy: string) => Promise<Prepared>,
): Promise<Copied & { before: string | null; prepared: Prepared }> {
  if (database === ':memory:')
    throw new AppError('invalid', 'backup', 'a database in memory cannot be restored')
  if (!statSync(file, { throwIfNoEntry: false })?.isFile())
    throw new AppError('not_found', 'backup', `${file}: there is no such file`)
  checkReadable(file)
  const before = statSync(database, { throwIfNoEntry: false })?.isFile()
    ? `${database}.before-${new Date(now).toISOString().replace(/[:.]/g, '-')}`
    : null
  if (before) await backUp(database, before)
  const copy = `${database}.restoring`
  remove(copy)
  try {
    await backUp(file, copy)
    const prepared = await prepare(copy)
    await copyPages(copy, database)
    return { ...(await measure(file)), before, prepared }
  } finally {
    remove(copy)
  }
}

function remove(database: string): void {
  for (const end of ['', '-wal', '-shm', '-journal']) rmSync(`${database}${end}`, { force: true })
}

async function copyPages(from: string, to: string): Promise<void> {
  const source = new Database(from, { readonly: true, fileMustExist: true })
  try {
    await source.backup(to, { progress: () => pagesAtATime })
  } finally {
    source.close()
  }
}

/** Without a write-ahead log, whose files would stand beside the copy as soon as somebody looks into it. */
function makeOneFile(file: string): void {
  const copy = new Database(file)
  try {
    copy.pragma('journal_mode = DELETE')
  } finally {
    copy.close()
  }
}

/** Reads every page and every index. */
function checkReadable(file: string): void {
  let copy: Database.Database | null = null
  try {
    copy = new Database(file, { readonly: true, fileMustExist: true })
    const answer = copy.pragma('integrity_check', { simple: true })
    if (answer !== 'ok') throw new AppError('conflict', 'backup', `${file}: the copy is damaged: ${answer}`)
    copy.prepare("SELECT value FROM meta WHERE key = 'tallied'").get()
  } catch (error) {
    if (error instanceof AppError) throw error
    throw new AppError('invalid', 'backup', `${file} is no readable database of Mawja`)
  } finally {
    copy?.close()
  }
}

async function measure(file: string): Promise<Copied> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of createReadStream(file)) {
    bytes += (chunk as Buffer).length
    hash.update(chunk as Buffer)
  }
  return { bytes, sha256: hash.digest('hex') }
}
