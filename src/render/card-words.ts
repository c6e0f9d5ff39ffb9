import type { Face } from './card-face.ts'

export type Room = {
  width: number
  /** Ways to set the text, best first: so many lines at most, at that size. */
  tries: readonly { size: number; most: number }[]
}

/**
 * Words as they can be shown. A letter that the font does not have, an emoji say, would be an empty box and is left out;
 * so is whatever steers direction (a line's own is set where it is drawn). What joins and parts letters stays.
 */
export function shown(text: string, face: Face): string {
  const has = (letter: string) =>
    /[\u200c\u200d]/.test(letter) ||
    (!/[\p{Cc}\p{Cf}]/u.test(letter) && face.advanceOf(letter.codePointAt(0)!) !== null)
  const plain = text.toWellFormed().normalize('NFC').replace(/\s+/gu, ' ')
  return [...plain].filter(has).join('').replace(/ +/g, ' ').trim()
}

/** In ems. Letters that join are narrower than alone, so Arabic comes out a little too wide: it stays inside the margin. */
export function widthOf(text: string, face: Face): number {
  return [...text].reduce((sum, letter) => sum + (face.advanceOf(letter.codePointAt(0)!) ?? 0), 0)
}

/**
 * A text in lines, the first way there is room for, and the lines about as long as one another. In the last way words
 * too long are broken, and what is still too much ends in an ellipsis.
 */
export function setIn(text: string, room: Room, face: Face): { size: number; lines: string[] } {
  const words = shown(text, face).split(' ').filter(Boolean)
  const wide: Wide = (line) => widthOf(line, face)
  for (const { size, most } of room.tries) {
    const ems = room.width / size
    if (words.some((word) => wide(word) > ems)) continue
    const { length } = broken(words, ems, wide)
    if (length <= most) return { size, lines: balanced(words, ems, length, wide) }
  }
  const { size, most } = room.tries.at(-1)!
  const ems = room.width / size
  const pieces = words.flatMap((word) => chopped(word, ems, wide))
  return { size, lines: cut(broken(pieces, ems, wide), most, ems, wide) }
}

type Wide = (text: string) => number

function broken(words: readonly string[], ems: number, wide: Wide): string[] {
  const lines: string[] = []
  for (const word of words) {
    const last = lines.at(-1)
    const longer = last === undefined ? word : `${last} ${word}`
    if (last !== undefined && wide(longer) <= ems) lines[lines.length - 1] = longer
    else lines.push(word)
  }
  return lines
}

/** The narrowest column in which the words still take so many lines. */
function balanced(words: readonly string[], ems: number, count: number, wide: Wide): string[] {
  let [low, high] = [Math.max(0, ...words.map(wide)), ems]
  for (let step = 0; step < 10; step++) {
    const middle = (low + high) / 2
    if (broken(words, middle, wide).length <= count) high = middle
    else low = middle
  }
  return broken(words, high, wide)
}

const lettersOf = (text: string) => [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment)

/** A word in pieces that fit, parted between what readers take for letters. */
function chopped(word: string, ems: number, wide: Wide): string[] {
  const pieces = ['']
  for (const letter of wide(word) <= ems ? [word] : lettersOf(word)) {
    const longer = pieces.at(-1)! + letter
    if (wide(longer) <= ems) pieces[pieces.length - 1] = longer
    else pieces.push(letter)
  }
  return pieces.filter(Boolean)
}

function cut(lines: string[], most: number, ems: number, wide: Wide): string[] {
  if (lines.length <= most) return lines
  const letters = lettersOf(lines[most - 1]!)
  const last = () => `${letters.join('').trimEnd()}…`
  while (letters.length && wide(last()) > ems) letters.pop()
  return [...lines.slice(0, most - 1), last()]
}
