import type { Pieces } from './pieces.ts'
import {
  type Base64Part,
  base64Part,
  type EncodedPieces,
  encodeText,
  foreignIn,
  isMostlyForeign,
  quotedPrintable,
  quotedPrintableOctets,
  type Stretch,
} from './transfer.ts'

/**
 * One part (the HTML, or the plain text) of many mails that differ in a few words. Lines that are the same in all of them
 * are encoded once; only lines in which something differs are encoded for each mail. It finds out by itself which those
 * are: whatever a tag of the template says differently a second time is personal from then on. The result is octet for
 * octet what `encodeText` makes of the whole.
 */
export type Mould = {
  pieces: Pieces
  /** Blanks at both ends go, one line end stands at the end: the plain text. */
  trimmed: boolean
  /** What each tag said in the first mail; null = not poured yet. */
  first: string[] | null
  personal: Set<number>
  lines: (Same | Differing)[]
}

/** Whole lines, the same in every mail, and what they have become so far. */
type Same = {
  text: string
  foreign: number
  quoted: Uint8Array<ArrayBuffer> | undefined
  /** By the place in a base64 line where they begin, 0 to 56. */
  base64: (Base64Part | undefined)[]
}
/** Whole lines with personal words in them: text, or the number of the tag that stands there. */
type Differing = readonly (string | number)[]

export function newMould(pieces: Pieces, trimmed: boolean): Mould {
  return { pieces, trimmed, first: null, personal: new Set(), lines: [] }
}

/** The part of one mail, encoded. */
export function pour(mould: Mould, context: unknown): EncodedPieces {
  const values = mould.pieces.say(context)
  learn(mould, values)
  const lines = mould.lines.map((it) => ('text' in it ? it : said(it, values)))
  if (mould.trimmed && !trimEnds(lines)) {
    const { encoding, body } = encodeText(whole(mould, values))
    return { encoding, pieces: [body] }
  }
  let foreign = 0
  let length = 0
  for (const it of lines) {
    foreign += typeof it === 'string' ? foreignIn(it) : it.foreign
    length += typeof it === 'string' ? it.length : it.text.length
  }
  return isMostlyForeign(foreign, length)
    ? { encoding: 'base64', pieces: inBase64(lines) }
    : { encoding: 'quoted-printable', pieces: inQuotedPrintable(lines) }
}

function learn(mould: Mould, values: string[]): void {
  const { first, personal } = mould
  let known = first !== null
  mould.first ??= values
  for (let at = 0; at < values.length; at++) {
    if (values[at] === mould.first[at] || personal.has(at)) continue
    personal.add(at)
    known = false
  }
  if (!known) mould.lines = layOut(mould)
}

/** Cuts the part at line ends into lines that are always the same and lines with something personal in them. */
function layOut(mould: Mould): Mould['lines'] {
  const lines: Mould['lines'] = []
  let open: (string | number)[] = []
  for (const item of merged(mould)) {
    if (typeof item === 'number') {
      open.push(item)
      continue
    }
    const from = open.some((one) => typeof one === 'number') ? item.indexOf('\n') + 1 : 0
    if (open.length && from === 0) {
      open.push(item)
      continue
    }
    const until = item.lastIndexOf('\n') + 1
    if (open.length) lines.push([...open, item.slice(0, from)])
    if (until > from) lines.push(same(item.slice(from, until)))
    open = until < item.length ? [item.slice(until)] : []
  }
  if (open.length) lines.push(open)
  return lines
}

/** Texts with everything that is always the same joined to them, and the numbers of the personal tags between. */
function merged({ pieces, first, personal, trimmed }: Mould): (string | number)[] {
  const items: (string | number)[] = []
  let text = pieces.texts[0]!
  for (let at = 0; at < first!.length; at++) {
    if (personal.has(at)) {
      items.push(text, at)
      text = ''
    } else text += first![at]
    text += pieces.texts[at + 1]!
  }
  items.push(text)
  if (!trimmed) return items
  items[0] = (items[0] as string).trimStart()
  const end = (items.at(-1) as string).trimEnd()
  items[items.length - 1] = end && `${end}\n`
  return items
}

function same(text: string): Same {
  return { text, foreign: foreignIn(text), quoted: undefined, base64: [] }
}

function said(it: Differing, values: readonly string[]): string {
  let text = ''
  for (const item of it) text += typeof item === 'number' ? values[item] : item
  return text
}

/** Takes blanks off both ends; false where a whole line goes with them, which changes what is beside it. */
function trimEnds(lines: (Same | string)[]): boolean {
  const last = lines.length - 1
  if (typeof lines[0] === 'string') lines[0] = lines[0].trimStart()
  if (typeof lines[last] === 'string') lines[last] = `${lines[last].trimEnd()}\n`
  return lines.length > 0 && lines[0] !== '' && lines[last] !== '\n'
}

function whole({ pieces, trimmed }: Mould, values: readonly string[]): string {
  let text = pieces.texts[0]!
  for (let at = 0; at < values.length; at++) text += values[at]! + pieces.texts[at + 1]!
  return trimmed ? `${text.trim()}\n` : text
}

function inQuotedPrintable(lines: readonly (Same | string)[]): Stretch[] {
  return lines.map((it) => {
    if (typeof it === 'string') return quotedPrintable(it)
    it.quoted ??= quotedPrintableOctets(it.text).slice()
    return it.quoted
  })
}

const decoder = new TextDecoder()

function inBase64(lines: readonly (Same | string)[]): Stretch[] {
  const out: Stretch[] = []
  let octets = 0
  for (let at = 0; at < lines.length; at++) {
    const it = lines[at]!
    const isLast = at === lines.length - 1
    const part = typeof it === 'string' ? base64Part(it, octets, isLast) : kept(it, octets, isLast)
    const begun = octets - (octets % 3)
    if (begun > 0 && begun % 57 === 0 && part.body.length) out.push('\r\n')
    out.push(typeof it === 'string' ? decoder.decode(part.body) : part.body)
    octets += part.octets
  }
  return out
}

function kept(it: Same, before: number, isLast: boolean): Base64Part {
  const known = it.base64[before % 57]
  if (known) return known
  const { body, octets } = base64Part(it.text, before, isLast)
  const fresh = { body: body.slice(), octets }
  it.base64[before % 57] = fresh
  return fresh
}
