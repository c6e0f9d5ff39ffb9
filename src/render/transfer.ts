/**
 * Content-Transfer-Encoding, RFC 2045 6. Both encoders write bytes into one buffer that is kept between calls: this is
 * where composing spends its time, and a string grown character by character costs five times as much.
 */
export type Encoded = { encoding: 'base64' | 'quoted-printable'; body: string }
/** The same in pieces; octets are kept by whoever made them and written by nobody else. */
export type EncodedPieces = { encoding: Encoded['encoding']; pieces: readonly Stretch[] }
export type Stretch = string | Uint8Array<ArrayBuffer>

export function joined(pieces: readonly Stretch[]): string {
  let text = ''
  for (const piece of pieces) text += typeof piece === 'string' ? piece : decoder.decode(piece)
  return text
}

/** The shorter and more readable: base64 once a fourteenth of the characters is beyond Latin (Arabic: half the size). */
export function encodeText(text: string): Encoded {
  return isMostlyForeign(foreignIn(text), text.length)
    ? { encoding: 'base64', body: base64Lines(text) }
    : { encoding: 'quoted-printable', body: quotedPrintable(text) }
}

/** Counts add up: the parts of a text may be looked at one by one. */
export function isMostlyForeign(foreign: number, length: number): boolean {
  return foreign * 14 > length
}

/** How many characters are beyond the Latin letters: what quoted-printable makes long and nobody can read in it. */
export function foreignIn(text: string): number {
  let foreign = 0
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) >= 0x250) foreign++
  return foreign
}

let scratch = new Uint8Array(1 << 16)
const decoder = new TextDecoder()
const hex = new TextEncoder().encode('0123456789ABCDEF')

function room(length: number): Uint8Array<ArrayBuffer> {
  if (scratch.length < length) scratch = new Uint8Array(length * 2)
  return scratch
}

const CR = 13
const LF = 10
const EQUALS = 61
/** 76 characters a line, the last kept free for the `=` of a soft break. */
const WIDTH = 75

/** Ready for the wire: CRLF, 7 bit, at most 76 characters a line, no blank at the end of one, none begins with a dot. */
export function quotedPrintable(text: string): string {
  return decoder.decode(quotedPrintableOctets(text))
}

/** The same as octets, in a buffer that the next call writes over. */
export function quotedPrintableOctets(text: string): Uint8Array<ArrayBuffer> {
  // At worst a character becomes nine, and a line of 75 takes three more for its soft break.
  const out = room(text.length * 10 + 16)
  let to = 0
  let lineStart = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code > 32 && code < 127 && code !== EQUALS) {
      if (to - lineStart >= WIDTH) {
        to = softBreak(out, to)
        lineStart = to
      }
      // A line that begins with a dot or with "From " is changed by careless mail servers.
      if (to === lineStart && (code === 46 || (code === 70 && text.startsWith('From ', at))))
        to = escaped(out, to, code)
      else out[to++] = code
    } else if (code === LF || code === CR) {
      if (code === CR && text.charCodeAt(at + 1) === LF) at++
      out[to++] = CR
      out[to++] = LF
      lineStart = to
    } else if ((code === 32 || code === 9) && !endsLine(text, at + 1)) {
      if (to - lineStart >= WIDTH) {
        to = softBreak(out, to)
        lineStart = to
      }
      out[to++] = code
    } else {
      const point = text.codePointAt(at)!
      if (point > 0xffff) at++
      if (to - lineStart + octets(point) * 3 > WIDTH) {
        to = softBreak(out, to)
        lineStart = to
      }
      to = escapedPoint(out, to, point)
    }
  }
  return out.subarray(0, to)
}

function endsLine(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  return code === LF || code === CR || at === text.length
}

function softBreak(out: Uint8Array, to: number): number {
  out[to] = EQUALS
  out[to + 1] = CR
  out[to + 2] = LF
  return to + 3
}

function escaped(out: Uint8Array, to: number, octet: number): number {
  out[to] = EQUALS
  out[to + 1] = hex[octet >> 4]!
  out[to + 2] = hex[octet & 15]!
  return to + 3
}

const octets = (point: number) => (point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4)

/** Half a surrogate pair has no UTF-8 form; it becomes U+FFFD as TextEncoder would have it. */
function escapedPoint(out: Uint8Array, from: number, given: number): number {
  const point = given >= 0xd800 && given <= 0xdfff ? 0xfffd : given
  if (point < 0x80) return escaped(out, from, point)
  if (point < 0x800) return escaped(out, escaped(out, from, 0xc0 | (point >> 6)), 0x80 | (point & 63))
  let to = from
  if (point < 0x10000) to = escaped(out, to, 0xe0 | (point >> 12))
  else {
    to = escaped(out, to, 0xf0 | (point >> 18))
    to = escaped(out, to, 0x80 | ((point >> 12) & 63))
  }
  return escaped(out, escaped(out, to, 0x80 | ((point >> 6) & 63)), 0x80 | (point & 63))
}

const encoder = new TextEncoder()
const letters = encoder.encode('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/')
const OCTETS_PER_LINE = 57

/** Base64 in lines of 76, of the text with CRLF as its line ends (RFC 2045 6.8: canonical form first). */
export function base64Lines(text: string): string {
  return base64(canonical(text), OCTETS_PER_LINE)
}

const canonical = (text: string) => encoder.encode(text.replace(/\r\n?|\n/g, '\r\n'))

/** `body` stands in a buffer that the next call writes over; `octets` is how many of the text it is about. */
export type Base64Part = { body: Uint8Array<ArrayBuffer>; octets: number }

/**
 * What `base64Lines` makes of whole lines in the middle of a text: the groups of three octets that they complete, without
 * the line break that may stand before them.
 *
 * @param before  octets of the text so far; it ended a line, so what it left of a group is known
 * @param isLast  nothing follows: the last group is filled up
 */
export function base64Part(text: string, before: number, isLast: boolean): Base64Part {
  const own = canonical(text)
  const left = before % 3
  const bytes = new Uint8Array(left + own.length)
  if (left === 2) bytes[0] = CR
  if (left > 0) bytes[left - 1] = LF
  bytes.set(own, left)
  const end = isLast ? bytes.length : bytes.length - (bytes.length % 3)
  return { body: base64Octets(bytes.subarray(0, end), OCTETS_PER_LINE, before - left), octets: own.length }
}

/** @param perLine  octets in each line, a multiple of three; 0 = all in one line */
export function base64(bytes: Uint8Array, perLine = 0): string {
  return decoder.decode(base64Octets(bytes, perLine, 0))
}

/**
 * @param perLine  octets in each line, a multiple of three; 0 = all in one line
 * @param before   octets of the first line that are written already, a multiple of three
 */
function base64Octets(bytes: Uint8Array, perLine: number, before: number): Uint8Array<ArrayBuffer> {
  const out = room(
    Math.ceil(bytes.length / 3) * 4 + (perLine ? (Math.ceil(bytes.length / perLine) + 1) * 2 : 0) + 4,
  )
  let to = 0
  for (let at = 0; at < bytes.length; at += 3) {
    if (perLine && at && (before + at) % perLine === 0) {
      out[to++] = CR
      out[to++] = LF
    }
    const [a, b, c] = [bytes[at]!, bytes[at + 1], bytes[at + 2]]
    out[to++] = letters[a >> 2]!
    out[to++] = letters[((a & 3) << 4) | ((b ?? 0) >> 4)]!
    out[to++] = b === undefined ? EQUALS : letters[((b & 15) << 2) | ((c ?? 0) >> 6)]!
    out[to++] = c === undefined ? EQUALS : letters[c & 63]!
  }
  return out.subarray(0, to)
}
