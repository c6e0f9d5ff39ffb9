export type Chunks = AsyncIterable<Uint8Array>
type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'

const headBytes = 65_536
const encoder = new TextEncoder()

/** The file as UTF-8 without a byte order mark, and its beginning as text. Holds one head in memory, no more. */
export async function readText(chunks: Chunks): Promise<{ head: string; bytes: Chunks }> {
  const source = chunks[Symbol.asyncIterator]()
  const head = await readHead(source)
  const mark = markOf(head)
  const encoding = mark?.encoding ?? guess(head)
  const rest = continued(head.subarray(mark?.length ?? 0), source)
  const text = new TextDecoder(encoding ?? 'utf-8').decode(head.subarray(mark?.length ?? 0), { stream: true })
  return { head: text, bytes: encoding === 'utf-8' ? rest : recoded(rest, encoding) }
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
  if (head.length) yield head
  for (let next = await source.next(); !next.done; next = await source.next()) yield next.value
}

/** @param encoding  null = nothing but ASCII so far: the first chunk that holds more decides */
async function* recoded(chunks: Chunks, encoding: Encoding | null): Chunks {
  let decided = encoding
  let decoder = decided && new TextDecoder(decided)
  for await (const chunk of chunks) {
    decided ??= guess(chunk)
    if (!decided || decided === 'utf-8') {
      yield chunk
      continue
    }
    decoder ??= new TextDecoder(decided)
    yield encoder.encode(decoder.decode(chunk, { stream: true }))
  }
  const end = decoder?.decode()
  if (end) yield encoder.encode(end)
}

function markOf(head: Uint8Array): { encoding: Encoding; length: number } | null {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { encoding: 'utf-8', length: 3 }
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', length: 2 }
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', length: 2 }
  return null
}

/** Old Excel writes UTF-16 or Windows-1252 and says nothing about it. Null when all is ASCII. */
function guess(bytes: Uint8Array): Encoding | null {
  const zeros = [0, 0]
  for (let index = 0; index < Math.min(bytes.length, 2000); index++) {
    if (bytes[index] === 0) zeros[index % 2]!++
  }
  if (zeros[0]! + zeros[1]! > 0) return zeros[1]! >= zeros[0]! ? 'utf-16le' : 'utf-16be'
  if (bytes.every((byte) => byte < 128)) return null
  try {
    // `stream`: the last letter may be cut off where the chunk ends.
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
    return 'utf-8'
  } catch {
    return 'windows-1252'
  }
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
