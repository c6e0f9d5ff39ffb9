import { closeSync, fstatSync, openSync, readdirSync, readSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { AppError } from '../core/error.ts'
import { classifyReturned } from '../core/returned/classify.ts'
import { splitMbox } from '../core/returned/mbox.ts'
import type { Returned } from '../core/returned/returned.ts'
import type { Context, Verb } from './verb.ts'

/** More of one file is not read. */
const mostBytes = 64 * 1024 * 1024

export const bounceVerb: Verb = {
  name: 'bounce',
  usage: 'bounce FILE-or-DIR',
  does: 'says what returned mails mean for the addresses they are about; nothing is changed',
  words: { least: 1, most: 1 },
  options: {},
  run: classifyAll,
}

type Judged = Returned & { file: string }

async function classifyAll(context: Context): Promise<object> {
  const place = context.words[0]!
  const files: Judged[] = []
  for (const { path, name } of filesAt(place)) files.push(...(await classifyFile(path, name)))
  return { files }
}

function filesAt(place: string): { path: string; name: string }[] {
  const found = statSync(place, { throwIfNoEntry: false })
  if (!found) throw new AppError('not_found', 'file', `${place}: there is no such file or folder`)
  if (!found.isDirectory()) return [{ path: place, name: place }]
  return readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => ({ path, name: relative(place, path) }))
}

async function classifyFile(path: string, name: string): Promise<Judged[]> {
  const mails = splitMbox(readStart(path))
  const judged: Judged[] = []
  for (const [at, mail] of mails.entries())
    judged.push({ file: mails.length > 1 ? `${name}#${at + 1}` : name, ...(await classifyReturned(mail)) })
  return judged
}

function readStart(path: string): Uint8Array {
  const file = openSync(path, 'r')
  try {
    const bytes = new Uint8Array(Math.min(fstatSync(file).size, mostBytes))
    let filled = 0
    while (filled < bytes.length) {
      const read = readSync(file, bytes, filled, bytes.length - filled, filled)
      if (read === 0) break
      filled += read
    }
    return bytes.subarray(0, filled)
  } finally {
    closeSync(file)
  }
}
