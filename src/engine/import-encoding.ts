import { AppError } from '../core/error.ts'

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252' | 'windows-1256' | 'iso-8859-15'

export function markOf(head: Uint8Array): { encoding: Encoding; length: number } | null {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { encoding: 'utf-8', length: 3 }
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', length: 2 }
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', length: 2 }
  return null
}

/**
 * Encoding of bytes that do not say it: old Excel writes UTF-16, Windows-1252 or, in Arabic, Windows-1256. Null when all
 * is ASCII so far.
 *
 * @throws AppError `binary` when it is no text at all
 */
export function guessEncoding(bytes: Uint8Array): Encoding | null {
  const wide = guessWide(bytes.subarray(0, 4096))
  if (wide) return wide
  const runs = highRuns(bytes)
  if (runs.length === 0) return null
  const whole = runs.filter((run) => isUtf8(bytes, run)).length
  // The last letter may be cut off where the chunk ends, and a few broken ones are named row by row.
  if (whole > 0 && whole >= runs.length / 2) return 'utf-8'
  if (runs.length === 1 && runs[0]!.end === bytes.length) return 'utf-8'
  return guessNarrow(bytes, runs)
}

function guessWide(sample: Uint8Array): Encoding | null {
  const zeros = [0, 0]
  let controls = 0
  sample.forEach((byte, index) => {
    if (byte === 0) zeros[index % 2]!++
    if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13) controls++
  })
  const [even, odd] = zeros as [number, number]
  const most = Math.max(even, odd)
  if (most > 3 && most * 40 >= sample.length && Math.min(even, odd) * 10 <= most)
    return odd > even ? 'utf-16le' : 'utf-16be'
  if (controls > 8 && controls * 50 > sample.length) throw notText()
  return null
}

export const notText = (what = 'no text') =>
  new AppError('invalid', 'binary', `the file is ${what}: save the sheet as XLSX or as CSV UTF-8`)

type Run = { start: number; end: number }

/** Stretches of bytes above ASCII. */
function highRuns(bytes: Uint8Array): Run[] {
  const runs: Run[] = []
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at]! < 128) continue
    const start = at
    while (at < bytes.length && bytes[at]! >= 128) at++
    runs.push({ start, end: at })
  }
  return runs
}

function isUtf8(bytes: Uint8Array, { start, end }: Run): boolean {
  for (let at = start; at < end; ) {
    const lead = bytes[at]!
    const length = lead >= 0xc2 && lead <= 0xdf ? 2 : lead >= 0xe0 && lead <= 0xef ? 3 : lead <= 0xf4 ? 4 : 0
    if (length === 0 || lead < 0xc2 || at + length > end) return false
    for (let next = 1; next < length; next++) if (bytes[at + next]! >> 6 !== 2) return false
    at += length
  }
  return true
}

/** Letters that ISO 8859-15 has where Windows-1252 has signs: Š š Ž ž Œ œ Ÿ. */
const latin9 = new Set([0xa6, 0xa8, 0xb4, 0xb8, 0xbc, 0xbd, 0xbe])

function guessNarrow(bytes: Uint8Array, runs: readonly Run[]): Encoding {
  const high = runs.reduce((sum, { start, end }) => sum + end - start, 0)
  // Accents stand alone between ASCII letters, Arabic letters side by side.
  const inWords = runs
    .filter(({ start, end }) => end - start >= 3)
    .reduce((sum, { start, end }) => sum + end - start, 0)
  if (inWords * 2 > high) return 'windows-1256'
  const windowsOnly = runs.some(({ start, end }) => bytes.subarray(start, end).some((byte) => byte < 0xa0))
  const isLetter = (byte: number | undefined) => byte !== undefined && (byte | 32) >= 97 && (byte | 32) <= 122
  const spelled = runs.some(
    ({ start, end }) =>
      end - start === 1 && latin9.has(bytes[start]!) && isLetter(bytes[start - 1] ?? bytes[end]),
  )
  return !windowsOnly && spelled ? 'iso-8859-15' : 'windows-1252'
}

export function decoderOf(encoding: Encoding): TextDecoder {
  try {
    return new TextDecoder(encoding)
  } catch {
    throw new AppError('invalid', 'encoding', `the file is in ${encoding}: save it as CSV UTF-8`)
  }
}

/**
 * Text of a one-byte encoding. Letters that are UTF-8 in the middle of it (two files in one) become U+FFFD, so that
 * their rows are refused: "Ã©" must not be stored for "é".
 */
export function decodeNarrow(decoder: TextDecoder, encoding: Encoding, bytes: Uint8Array): string {
  const text = decoder.decode(bytes, { stream: true })
  const strays = highRuns(bytes).filter((run) => isStray(bytes, run, encoding))
  if (strays.length === 0) return text
  let mended = ''
  let from = 0
  for (const { start, end } of strays) {
    mended += `${text.slice(from, start)}\uFFFD`
    from = end
  }
  return mended + text.slice(from)
}

function isStray(bytes: Uint8Array, run: Run, encoding: Encoding): boolean {
  const length = run.end - run.start
  if (length < 2 || !isUtf8(bytes, run)) return false
  const lead = bytes[run.start]!
  const arabic = lead >= 0xd8 && lead <= 0xdb
  if (encoding === 'windows-1256') return arabic && length >= 4
  return arabic || lead === 0xc2 || lead === 0xc3 || lead === 0xe2
}
