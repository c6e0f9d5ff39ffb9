import { createReadStream, createWriteStream, statSync, type WriteStream } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { AppError } from '../core/error.ts'
import { importContacts } from '../engine/import.ts'
import { undoImport } from '../engine/import-undo.ts'
import { institutionNamed } from '../engine/named.ts'
import { openNode } from '../node.ts'
import { progressLine } from './progress.ts'
import { type Context, instant, text, Usage, type Verb, whole } from './verb.ts'

const string = { type: 'string' } as const

export const importVerb: Verb = {
  name: 'import',
  usage:
    'import FILE --institution I --basis consent --source TEXT --consented-at DATE [--map col=field,…] [--dry-run] | import --undo ID --institution I',
  does: 'brings a CSV file of contacts in; the same file twice changes nothing',
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

async function takeBack(context: Context): Promise<object> {
  const importId = whole('--undo', text(context, 'undo')!, 1)
  const node = await openNode(context.settings)
  try {
    const institution = await institutionNamed(node.deps, text(context, 'institution'))
    return await undoImport(node.deps, { institution, importId })
  } finally {
    await node.close()
  }
}

async function importFile(context: Context): Promise<object> {
  const [file] = context.words
  const missing = ['basis', 'source', 'consented-at'].filter((name) => text(context, name) === undefined)
  if (!file || missing.length) {
    throw new Usage(
      `${missing.map((name) => `--${name}`).join(', ') || 'FILE'} missing\nmawja ${importVerb.usage}`,
    )
  }
  if (text(context, 'basis') !== 'consent')
    throw new Usage('--basis: only "consent" is a basis for writing to people')
  const consentedAt = instant('--consented-at', text(context, 'consented-at')!)
  const map = readMap(text(context, 'map'))
  if (!statSync(file, { throwIfNoEntry: false })?.isFile())
    throw new AppError('not_found', 'file', `${file}: there is no such file`)
  const node = await openNode(context.settings)
  const progress = progressLine('rows')
  try {
    const institution = await institutionNamed(node.deps, text(context, 'institution'))
    const errors = errorFile(file)
    const answer = await importContacts(node.deps, {
      institution,
      chunks: createReadStream(file, { highWaterMark: 1 << 18 }),
      file: basename(file),
      basis: 'consent',
      source: text(context, 'source')!,
      consentedAt,
      map,
      dryRun: context.options['dry-run'] === true,
      onProgress: progress.update,
      onError: errors.add,
    })
    return { ...answer, errors: await errors.close() }
  } finally {
    progress.stop()
    await node.close()
  }
}

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
    out.write('row,column,reason\n')
    return out
  }
  if (!isWritable(join(file, '..'))) path = join(tmpdir(), name)
  const cell = (value: string | number) => `"${String(value).replaceAll('"', '""')}"`
  return {
    add: (error: { row: number; column: string; reason: string }) => {
      open().write(`${error.row},${cell(error.column)},${cell(error.reason)}\n`)
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
