import { AppError } from '../core/error.ts'
import type { Chunks } from './import-text.ts'

/** A file inside a zip archive: its packed and its whole size, and where its bytes stand. */
export type Entry = {
  name: string
  method: number
  packed: number
  size: number
  header: number
  /** Bit 0 of the flags (APPNOTE 4.4.4): what comes out is no text. */
  isEncrypted: boolean
  /** A Unix symbolic link (mode 0120000 in the external attributes): its bytes are a path. */
  isLink: boolean
}

export const brokenSheet = () =>
  new AppError(
    'invalid',
    'xlsx',
    'the sheet cannot be read: open it, and save it anew as XLSX or as CSV UTF-8',
  )
export const tooBig = (what: string) =>
  new AppError('invalid', 'too-big', `${what} is bigger than any list of people: save the sheet as CSV UTF-8`)

/** @throws AppError `too-big` before more than `limit` bytes are held */
export async function collect(chunks: Chunks, limit: number, what: string): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const chunk of chunks) {
    length += chunk.length
    if (length > limit) throw tooBig(what)
    parts.push(chunk)
  }
  const whole = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** The files of an archive, by its own list at the end (APPNOTE 4.3.12). @throws AppError `xlsx` */
export function entriesOf(archive: Uint8Array): Entry[] {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength)
  try {
    const end = endOfList(view)
    const entries: Entry[] = []
    let at = view.getUint32(end + 16, true)
    for (let count = view.getUint16(end + 10, true); count > 0; count--) {
      if (view.getUint32(at, true) !== 0x02014b50) throw brokenSheet()
      const nameLength = view.getUint16(at + 28, true)
      entries.push({
        name: new TextDecoder().decode(archive.subarray(at + 46, at + 46 + nameLength)),
        method: view.getUint16(at + 10, true),
        packed: view.getUint32(at + 20, true),
        size: view.getUint32(at + 24, true),
        header: view.getUint32(at + 42, true),
        isEncrypted: (view.getUint16(at + 8, true) & 1) === 1,
        isLink: view.getUint16(at + 40, true) >> 12 === 0o12,
      })
      at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
    }
    return entries
  } catch {
    throw brokenSheet()
  }
}

function endOfList(view: DataView): number {
  const longestComment = 65_535
  for (let at = view.byteLength - 22; at >= 0 && at >= view.byteLength - 22 - longestComment; at--) {
    if (view.getUint32(at, true) === 0x06054b50) return at
  }
  throw brokenSheet()
}

/**
 * The bytes of a file in an archive, as they come out of it. Never more than the archive's list says, so that a small
 * archive cannot fill the memory.
 *
 * @throws AppError `xlsx` for anything else than what the list says
 */
export async function* inflate(archive: Uint8Array, entry: Entry): Chunks {
  const packed = packedBytes(archive, entry)
  if (entry.method === 0) {
    if (packed.length !== entry.size) throw brokenSheet()
    yield packed
    return
  }
  if (entry.method !== 8) throw brokenSheet()
  const source = new Blob([packed as Uint8Array<ArrayBuffer>]).stream()
  const reader = source.pipeThrough(new DecompressionStream('deflate-raw')).getReader()
  let length = 0
  try {
    for (;;) {
      const next = await reader.read().catch(() => {
        throw brokenSheet()
      })
      if (next.done) break
      length += next.value.length
      if (length > entry.size) throw brokenSheet()
      yield next.value
    }
  } finally {
    await reader.cancel().catch(() => {})
  }
  if (length !== entry.size) throw brokenSheet()
}

function packedBytes(archive: Uint8Array, { header, packed }: Entry): Uint8Array {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength)
  if (header + 30 > archive.length || view.getUint32(header, true) !== 0x04034b50) throw brokenSheet()
  const start = header + 30 + view.getUint16(header + 26, true) + view.getUint16(header + 28, true)
  if (start + packed > archive.length) throw brokenSheet()
  return archive.subarray(start, start + packed)
}
