import { createWriteStream, statSync, type WriteStream } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import type { Settings } from '../config.ts'
import { csvRow } from '../core/csv-cell.ts'
import { AppError } from '../core/error.ts'
import { type ImportDeps, importContacts } from '../engine/import.ts'
import { undoImport } from '../engine/import-undo.ts'
import { institutionAmong } from '../engine/institution-among.ts'
import { readInThread } from '../node/import-thread.ts'
import { openStore } from '../node/store.ts'
import { institutionSlugs } from '../store/imports.ts'
import { checkFile } from './file.ts'
import { progressLine } from './progress.ts'
import { type Context, instant, text, Usage, type Verb, whole } from './verb.ts'

const string = { type: 'string' } as const

export const importVerb: Verb = {
  name: 'import',
  usage:
    'import FILE --institution I --basis consent --source TEXT --consented-at DATE [--map col=field,…] [--dry-run] | import --undo ID --institution I',
  does: 'brings a CSV or XLSX file of contacts in; the same file twice changes nothing',
  words: { least: 0, most: 1 },
  options: {
    institution: string,
    basis: string,
    source: string,
    'consented-at': string,
    map: string,
    'dry-run': { type: 'boolean' },
    undo: string,
  },
  needs: ['institution'],
  run: (context) => (text(context, 'undo') === undefined ? importFile(context) : takeBack(context)),
}

async function withStore<T>(
  settings: Settings,
  slug: string | undefined,
  work: (deps: ImportDeps, institution: { id: number; slug: string }) => Promise<T>,
): Promise<T> {
  const deps = await openStore(settings)
  try {
    return await work(deps, institutionAmong(await institutionSlugs(deps.db), slug))
  } finally {
    deps.db.close()
  }
}

function takeBack(context: Context): Promise<object> {
  const importId = whole('--undo', text(context, 'undo')!, 1)
  return withStore(context.settings, text(context, 'institution'), (deps, institution) =>
    undoImport(deps, { institution, importId }),
  )
}

/** Blocks in one transaction: long enough that index pages are written once, short enough for others to write between. */
const blocksAtOnce = 20

async function importFile(context: Context): Promise<object> {
  // Rows live for a moment only. V8 would give them more and more room instead of clearing up, 200 MB of it.
  setFlagsFromString('--semi-space-growth-factor=1')
  const [file] = context.words
  if (!file) throw new Usage(`FILE missing\nmawja ${importVerb.usage}`)
  const consent = readConsent(context)
  const map = readMap(text(context, 'map'))
  checkFile(file)
  const progress = progressLine('rows')
  try {
    return await withStore(context.settings, text(context, 'institution'), async (deps, institution) => {
      const errors = errorFile(file)
      const answer = await importContacts(deps, {
        institution,
        chunks: (question) => readInThread(file, deps.keys.suppression, question),
        file: basename(file),
        ...consent,
        map,
        dryRun: context.options['dry-run'] === true,
        blocksAtOnce,
        onProgress: progress.update,
        onError: errors.add,
      })
      return { ...answer, errors: await errors.close() }
    })
  } catch (error) {
    throw needsFlags(error) ? new Usage(`${error.message}\nmawja ${importVerb.usage}`) : error
  } finally {
    progress.stop()
  }
}

/** Source and date may stand in columns of the file instead; whether they do is known when it is read. */
function readConsent(context: Context) {
  const basis = text(context, 'basis')
  if (basis === undefined) throw new Usage(`--basis missing\nmawja ${importVerb.usage}`)
  if (basis !== 'consent') throw new Usage('--basis: only "consent" is a basis for writing to people')
  const consentedAt = text(context, 'consented-at')
  return {
    basis: 'consent' as const,
    source: text(context, 'source') ?? null,
    consentedAt: consentedAt === undefined ? null : instant('--consented-at', consentedAt),
  }
}

/** Neither flag nor column says where or when: wrong usage, unless the flag was there and wrong. */
const needsFlags = (error: unknown): error is AppError =>
  error instanceof AppError && error.params.missing === 1

/** `Courriel=email,Pays=country` */
function readMap(words: string | undefined): Record<string, string> {
  if (!words) return {}
  return Object.fromEntries(
    words.split(',').map((pair) => {
      const cut = pair.lastIndexOf('=')
      if (cut < 1) throw new Usage(`--map: write column=field, not "${pair}"`)
      return [pair.slice(0, cut).trim(), pair.slice(cut + 1).trim()]
    }),
  )
}

/** Row, column and reason of what was refused; never the value, which may be about a person. */
function errorFile(file: string) {
  const name = `${basename(file).replace(/\.[^.]*$/, '')}.errors.csv`
  let path = join(file, '..', name)
  let out: WriteStream | null = null
  const open = (): WriteStream => {
    if (out) return out
    out = createWriteStream(path)
    out.write(csvRow(['row', 'column', 'reason']))
    return out
  }
  if (!isWritable(join(file, '..'))) path = join(tmpdir(), name)
  return {
    add: (error: { row: number; column: string; reason: string }) => {
      open().write(csvRow([error.row, error.column, error.reason]))
    },
    close: async (): Promise<string> => {
      const stream = open()
      await new Promise<void>((done, failed) => {
        stream.once('error', failed)
        stream.end(done)
      })
      return path
    },
  }
}

function isWritable(folder: string): boolean {
  return ((statSync(folder, { throwIfNoEntry: false })?.mode ?? 0) & 0o222) !== 0
}
