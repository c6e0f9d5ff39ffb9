import { crc32 } from '../core/crc32.ts'
import { AppError } from '../core/error.ts'
import { folderLimits, isFolderPath } from './drafts.ts'
import { collect, type Entry, entriesOf, inflate } from './import-zip.ts'

/**
 * A campaign's folder as a zip archive (APPNOTE 6.3.10), its files stored as they are under `slug/`. The same folder
 * gives the same bytes: no clock and no machine is written into it.
 */
export function zipFolder(slug: string, files: Readonly<Record<string, string>>): Uint8Array {
  const pieces: Uint8Array[] = []
  const list: Uint8Array[] = []
  let at = 0
  const paths = Object.keys(files).sort()
  for (const path of paths) {
    const name = new TextEncoder().encode(`${slug}/${path}`)
    const body = new TextEncoder().encode(files[path])
    const common = commonFields(name, body)
    const local = record(0x04034b50, [[20, 2], ...common])
    const noComment: Field[] = [
      [0, 2],
      [0, 2],
      [0, 2],
      [0, 4],
      [at, 4],
    ]
    list.push(record(0x02014b50, [[20, 2], [20, 2], ...common, ...noComment]), name)
    pieces.push(local, name, body)
    at += local.length + name.length + body.length
  }
  const listed = list.reduce((sum, piece) => sum + piece.length, 0)
  const end = record(0x06054b50, [
    [0, 4],
    [paths.length, 2],
    [paths.length, 2],
    [listed, 4],
    [at, 4],
    [0, 2],
  ])
  return joined([...pieces, ...list, end])
}

type Field = readonly [value: number, bytes: 2 | 4]

/** Flags (names are UTF-8), method "stored", 1 January 1980, checksum, sizes, lengths of name and extra field. */
function commonFields(name: Uint8Array, body: Uint8Array): Field[] {
  return [
    [0x800, 2],
    [0, 2],
    [0, 2],
    [0x21, 2],
    [crc32(body), 4],
    [body.length, 4],
    [body.length, 4],
    [name.length, 2],
    [0, 2],
  ]
}

function record(signature: number, fields: readonly Field[]): Uint8Array {
  const all: readonly Field[] = [[signature, 4], ...fields]
  const view = new DataView(new ArrayBuffer(all.reduce((sum, [, bytes]) => sum + bytes, 0)))
  let at = 0
  for (const [value, bytes] of all) {
    if (bytes === 2) view.setUint16(at, value, true)
    else view.setUint32(at, value >>> 0, true)
    at += bytes
  }
  return new Uint8Array(view.buffer)
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0))
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}

/**
 * The files of a campaign's folder out of an archive; the folder around them may be there or not.
 *
 * @throws AppError `zip`: too many or too big files, a name that is no file of a campaign, bytes that are no UTF-8,
 *   encrypted files, links
 */
export async function unzipFolder(archive: Uint8Array): Promise<Record<string, string>> {
  const entries = readList(archive).filter(({ name }) => !isLitter(name))
  if (entries.length > folderLimits.files) throw refused(`more than ${folderLimits.files} files`)
  const prefix = /^[^/\\]+\//.exec(entries[0]?.name ?? '')?.[0] ?? ''
  const files: Record<string, string> = {}
  let total = 0
  for (const entry of entries) {
    const path = entry.name.startsWith(prefix) ? entry.name.slice(prefix.length) : entry.name
    if (!isFolderPath(path)) throw refused(`"${entry.name}" cannot be a file of a campaign`)
    if (Object.hasOwn(files, path)) throw refused(`${path} is in it twice`)
    if (entry.isEncrypted) throw refused(`${path} is encrypted`)
    if (entry.isLink) throw refused(`${path} is a link to something else`)
    total += entry.size
    if (entry.size > folderLimits.fileBytes || total > folderLimits.bytes) throw refused(`${path} is too big`)
    files[path] = await textOf(archive, entry)
  }
  if (!Object.hasOwn(files, 'campaign.yaml')) throw refused('campaign.yaml is missing')
  return files
}

function readList(archive: Uint8Array): Entry[] {
  try {
    return entriesOf(archive)
  } catch {
    throw refused('this is no zip archive')
  }
}

async function textOf(archive: Uint8Array, entry: Entry): Promise<string> {
  try {
    const bytes = await collect(inflate(archive, entry), entry.size, entry.name)
    // A byte order mark stays: what comes out must be what went in.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw refused(`${entry.name} cannot be read as UTF-8 text`)
  }
}

/** What programs leave behind by themselves. */
const isLitter = (name: string): boolean =>
  name.endsWith('/') || name.startsWith('__MACOSX/') || /(^|\/)(\.DS_Store|Thumbs\.db)$/.test(name)

const refused = (what: string) => new AppError('invalid', 'zip', `the archive was not taken: ${what}`)
