import { decodeNarrow, decoderOf, type Encoding, guessEncoding, markOf } from './import-encoding.ts'

export type Chunks = AsyncIterable<Uint8Array>
/** A file of which the beginning has been looked at. */
export type Opened = { head: Uint8Array; rest: Chunks }

const headBytes = 65_536
const encoder = new TextEncoder()

/** Looks at the beginning of a file. `rest` is the whole of it, the beginning included. */
export async function openFile(chunks: Chunks): Promise<Opened> {
  const source = chunks[Symbol.asyncIterator]()
  const head = await readHead(source)
  return { head, rest: continued(head, source) }
}

/** The file as UTF-8 without a byte order mark, and its beginning as text. Holds one head in memory, no more. */
export async function readText(chunks: Chunks): Promise<{ head: string; bytes: Chunks }> {
  return textOf(await openFile(chunks))
}

/** The same of a file that is open already. */
export function textOf({ head, rest }: Opened): { head: string; bytes: Chunks } {
  const mark = markOf(head)
  const encoding = mark?.encoding ?? guessEncoding(head)
  const bytes = without(rest, mark?.length ?? 0)
  const text = decoderOf(encoding ?? 'utf-8').decode(head.subarray(mark?.length ?? 0), { stream: true })
  return { head: text, bytes: encoding === 'utf-8' ? bytes : recoded(bytes, encoding) }
}

async function readHead(source: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
  let head: Uint8Array = new Uint8Array(0)
  while (head.length < headBytes) {
    const next = await source.next()
    if (next.done) break
    const longer = new Uint8Array(head.length + next.value.length)
    longer.set(head)
    longer.set(next.value, head.length)
    head = longer
  }
  return head
}

async function* continued(head: Uint8Array, source: AsyncIterator<Uint8Array>): Chunks {
  try {
    if (head.length) yield head
    for (let next = await source.next(); !next.done; next = await source.next()) yield next.value
  } finally {
    await source.return?.()
  }
}

async function* without(chunks: Chunks, count: number): Chunks {
  let left = count
  for await (const chunk of chunks) {
    const cut = Math.min(left, chunk.length)
    left -= cut
    yield cut ? chunk.subarray(cut) : chunk
  }
}

/** @param encoding  null = nothing but ASCII so far: the first chunk that holds more decides */
async function* recoded(chunks: Chunks, encoding: Encoding | null): Chunks {
  let decided = encoding
  let decoder = decided && decoderOf(decided)
  for await (const chunk of chunks) {
    decided ??= guessEncoding(chunk)
    if (!decided || decided === 'utf-8') {
      yield chunk
      continue
    }
    decoder ??= decoderOf(decided)
    const isWide = decided.startsWith('utf-16')
    const text = isWide ? decoder.decode(chunk, { stream: true }) : decodeNarrow(decoder, decided, chunk)
    yield encoder.encode(text)
  }
  const end = decoder?.decode()
  if (end) yield encoder.encode(end)
}

const delimiters = [';', ',', '\t', '|'] as const

/**
 * The delimiter that cuts most of the first lines as it cuts the header; a `sep=;` line, as Excel writes it, decides.
 * `|` comes last: it also separates the languages and skills inside one cell.
 */
export function findDelimiter(head: string): { delimiter: string; sepLine: boolean } {
  const said = /^sep=([;,\t|])\r?\n/i.exec(head)?.[1]
  if (said) return { delimiter: said, sepLine: true }
  const lines = firstLines(head)
  let best = { delimiter: ',', same: 0, cuts: 0 }
  for (const delimiter of delimiters) {
    const counts = lines.map((line) => countOutsideQuotes(line, delimiter))
    const cuts = counts[0] ?? 0
    if (cuts === 0) continue
    const same = counts.filter((count) => count === cuts).length
    if (same > best.same || (same === best.same && cuts > best.cuts)) best = { delimiter, same, cuts }
  }
  return { delimiter: best.delimiter, sepLine: false }
}

/** Up to 20 records; a line break inside quotes does not end one. */
function firstLines(head: string): string[] {
  const lines: string[] = []
  let line = ''
  for (const part of head.split(/\r\n|\n|\r/).slice(0, 200)) {
    line = line ? `${line}\n${part}` : part
    if (countOf(line, '"') % 2 === 1) continue
    if (line.trim()) lines.push(line)
    line = ''
    if (lines.length === 20) break
  }
  return lines.length ? lines : [line]
}

const countOutsideQuotes = (line: string, delimiter: string) =>
  countOf(line.replace(/"[^"]*"/g, ''), delimiter)
const countOf = (text: string, sign: string) => text.split(sign).length - 1
