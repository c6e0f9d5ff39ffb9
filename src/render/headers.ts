import { base64 } from './transfer.ts'

/** Header lines are folded here where they can be (RFC 5322 2.1.1: 78 wished, 998 allowed). */
const WIDTH = 78
/** RFC 2047 2: a line with an encoded word has 76 characters at most, the word itself 75. */
const WORD_LINE = 76

/** A value that cannot begin another header, however it was merged: no CR, LF, NUL or other control. */
export function oneLine(value: string): string {
  return controls.test(value) ? value.replace(/[\r\n\t]+/g, ' ').replace(everyControl, '') : value
}
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const controls = /[\x00-\x1f\x7f]/
const everyControl = new RegExp(controls, 'g')

/** `Name: words`, free text such as a subject: folded at blanks, or as encoded words. */
export function textHeader(name: string, value: string): string {
  const text = oneLine(value)
  if (isPlain(text)) return foldWords(name, text.split(' '))
  return `${name}: ${encodedWords(text, name.length + 2).join('\r\n ')}\r\n`
}

/** `Name: a b c`, folded between the given pieces; a piece is never broken. */
export function foldWords(name: string, pieces: readonly string[]): string {
  let line = `${name}:`
  let out = ''
  for (const piece of pieces) {
    if (line.length + 1 + piece.length > WIDTH) {
      out += `${line}\r\n`
      line = ''
    }
    line += ` ${piece}`
  }
  return `${out}${line}\r\n`
}

export type Mailbox = { name?: string | undefined; address: string }

/** `Name: "Display name" <local@domain>` */
export function mailboxHeader(name: string, { name: display, address }: Mailbox): string {
  return foldWords(name, [
    ...phrase(display ?? '', name.length + 2),
    angled(oneLine(address).replace(/[\s<>]/g, '')),
  ])
}

/** `List-Id: Words <id>` */
export function listIdHeader({ id, name }: { id: string; name: string }): string {
  return foldWords('List-Id', [...phrase(name, 9), angled(oneLine(id).replace(/[^\w.-]/g, '-'))])
}

const angled = (value: string) => `<${value}>`

/** A display name as RFC 5322 wants it: atoms, a quoted string, or encoded words (never inside quotes). */
function phrase(display: string, start: number): string[] {
  const text = oneLine(display).trim()
  if (!text) return []
  const short = isPlain(text) && text.length < 60
  if (short && /^[\w!#$%&'*+\-/^`{|}~ ]+$/.test(text)) return text.split(' ')
  if (short) return [`"${text.replace(/["\\]/g, '\\$&')}"`]
  return encodedWords(text, start)
}

/** Printable ASCII that folds without loss: blanks stand alone, no piece is too long, nothing looks encoded. */
function isPlain(text: string): boolean {
  return /^[\x21-\x7e]{1,76}(?: [\x21-\x7e]{1,76})*$/.test(text) ? !text.includes('=?') : text === ''
}

const utf8 = new TextEncoder()

/**
 * RFC 2047: each word decodes by itself, so characters are never cut; B where Q would be longer.
 *
 * @param start  characters of the first line that are taken already
 */
export function encodedWords(text: string, start: number): string[] {
  const whole = text.isWellFormed() ? text : text.toWellFormed()
  const foreign = whole.replace(/[\x20-\x7e]/g, '').length
  const letter = foreign * 3 > whole.length ? 'B' : 'Q'
  const words: string[] = []
  let chunk = ''
  let size = 0
  for (const character of whole) {
    const piece = letter === 'B' ? character : quoted(character)
    const more = letter === 'B' ? octetsOf(character) : piece.length
    const line = WORD_LINE - (words.length ? 1 : start)
    const most = letter === 'B' ? Math.floor((line - 12) / 4) * 3 : line - 12
    if (chunk && size + more > most) {
      words.push(word(letter, chunk))
      chunk = ''
      size = 0
    }
    chunk += piece
    size += more
  }
  words.push(word(letter, chunk))
  return words
}

/** Octets of one character in UTF-8. */
function octetsOf(character: string): number {
  const point = character.codePointAt(0)!
  return point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4
}

/** @param chunk  for Q it is encoded already */
function word(letter: 'B' | 'Q', chunk: string): string {
  return `=?UTF-8?${letter}?${letter === 'B' ? base64(utf8.encode(chunk)) : chunk}?=`
}

const inQ = new Map<string, string>()

/** The set of RFC 2047 5 (3), the narrowest: right in a subject and in a display name. */
function quoted(character: string): string {
  const known = inQ.get(character)
  if (known !== undefined) return known
  const fresh = /[A-Za-z0-9!*+/-]/.test(character) ? character : character === ' ' ? '_' : escaped(character)
  // What Latin writing has is soon all there; the rest of Unicode must not fill the memory.
  if (character < '\u0250') inQ.set(character, fresh)
  return fresh
}

function escaped(character: string): string {
  return Array.from(
    utf8.encode(character),
    (octet) => `=${octet.toString(16).toUpperCase().padStart(2, '0')}`,
  ).join('')
}
