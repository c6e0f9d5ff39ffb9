/** A run of letters that one font draws, as it stands from left to right. Arabic letters are in the order in which they are read: shaping turns them. */
export type Piece = { text: string; script: Script }
export type Script = 'latin' | 'latin-ext' | 'arabic'

type Kind = 'L' | 'R' | 'number' | 'neutral'
type Letter = { text: string; kind: Kind; level: number }

const arabic =
  /[\u0600-\u0605\u0608\u060b\u060d\u0610-\u065f\u066e-\u06ef\u06fa-\u08ff\ufb50-\ufdff\ufe70-\ufefc]/u
const arabicSign = /[\u060c\u061b\u061f]/u
const strong = /\p{L}/u
const digit = /\d/
const between = /[.,:\u00a0\u202f]/
const mirrors: Record<string, string> = { '(': ')', ')': '(', '«': '»', '»': '«', '[': ']', ']': '[' }

/**
 * One line in the order in which it stands on paper: what pages leave to the browser. The rules of Unicode's bidirectional
 * algorithm (UAX #9: W2, W4, W7, N1, N2, I1, I2, L2, L4) for lines without embeddings; marks of direction are passed over.
 */
export function visualOrder(line: string, rtl: boolean): Piece[] {
  const letters = lettersOf(line)
  resolveNumbers(letters, rtl)
  resolveNeutrals(letters, rtl)
  for (const letter of letters) letter.level = levelOf(letter.kind, rtl)
  return piecesOf(reordered(letters))
}

function lettersOf(line: string): Letter[] {
  // The font has no narrow no-break space.
  const all = [...line.replace(/[\u200e\u200f\u2066-\u2069]/g, '').replaceAll('\u202f', '\u00a0')]
  return all.map((text, at) => {
    const isInNumber = between.test(text) && digit.test(all[at - 1] ?? '') && digit.test(all[at + 1] ?? '')
    const kind: Kind =
      arabic.test(text) || arabicSign.test(text)
        ? text === '\u060c'
          ? 'neutral'
          : 'R'
        : digit.test(text) || isInNumber
          ? 'number'
          : strong.test(text)
            ? 'L'
            : 'neutral'
    return { text, kind, level: 0 }
  })
}

/** A number after a Latin word belongs to it (W7). */
function resolveNumbers(letters: Letter[], rtl: boolean): void {
  let last: Kind = rtl ? 'R' : 'L'
  for (const letter of letters) {
    if (letter.kind === 'L' || letter.kind === 'R') last = letter.kind
    if (letter.kind === 'number' && last === 'L') letter.kind = 'L'
  }
}

/** What stands between two of one direction goes with them, all else with the line (N1, N2); numbers count as Arabic. */
function resolveNeutrals(letters: Letter[], rtl: boolean): void {
  const base: Kind = rtl ? 'R' : 'L'
  const sideOf = (letter: Letter | undefined): Kind =>
    letter === undefined ? base : letter.kind === 'L' ? 'L' : 'R'
  for (let start = 0; start < letters.length; start++) {
    if (letters[start]!.kind !== 'neutral') continue
    let end = start
    while (letters[end + 1]?.kind === 'neutral') end++
    const [before, after] = [sideOf(letters[start - 1]), sideOf(letters[end + 1])]
    for (let at = start; at <= end; at++) letters[at]!.kind = before === after ? before : base
    start = end
  }
}

function levelOf(kind: Kind, rtl: boolean): number {
  if (kind === 'R') return 1
  if (kind === 'number') return 2
  return rtl ? 2 : 0
}

/** From the highest level down, what lies at it or above is turned (L2). */
function reordered(letters: Letter[]): Letter[] {
  const line = [...letters]
  for (const level of [2, 1])
    for (let start = 0; start < line.length; start++) {
      if (line[start]!.level < level) continue
      let end = start
      while (end + 1 < line.length && line[end + 1]!.level >= level) end++
      const turned = line.slice(start, end + 1).reverse()
      line.splice(start, turned.length, ...turned)
      start = end
    }
  return line
}

/** Neighbours of one script are drawn together. A space ends a run: shaping turns words, not sentences. */
function piecesOf(line: readonly Letter[]): Piece[] {
  const pieces: Piece[] = []
  for (const { text, level } of line) {
    const script = scriptOf(text)
    const last = pieces.at(-1)
    const shown = level === 1 ? (mirrors[text] ?? text) : text
    if (last?.script === script && shown !== ' ' && !last.text.includes(' '))
      last.text = script === 'arabic' ? shown + last.text : last.text + shown
    else pieces.push({ text: shown, script })
  }
  return pieces
}

export const hasArabic = (line: string): boolean => arabic.test(line)

/** Which of the subsets of the font has it. */
export function scriptOf(letter: string): Script {
  if (arabic.test(letter) || arabicSign.test(letter)) return 'arabic'
  const code = letter.codePointAt(0)!
  return code >= 0x100 && code <= 0x24f && code !== 0x152 && code !== 0x153 ? 'latin-ext' : 'latin'
}
