import { parse } from 'tldts'

/** X counts a post by weight: 280 at most. */
export const longestPost = 280
/** Every address is shortened to the same length, whatever it was. */
export const addressWeight = 23
const emojiWeight = 2

/** Scripts and signs that weigh one; all others (Arabic is within, Tifinagh, Chinese, most symbols are not) weigh two. */
const light: readonly (readonly [number, number])[] = [
  [0, 4351],
  [8192, 8205],
  [8208, 8223],
  [8242, 8247],
]

/** With a protocol, or a bare domain with its path; an e-mail address is neither. */
const address =
  /https?:\/\/[^\s<>"«»]*[^\s<>"«».,;:!?)\]}'’،؛؟]|(?<![@\p{L}\p{N}._/-])[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+(?![\p{L}\p{N}@])(?:\/[^\s<>"«»]*[^\s<>"«».,;:!?)\]}'’،؛؟])?/giu
const emoji = /\p{RGI_Emoji}/gv

/**
 * Length of a post as X counts it (configuration 3 of its published rules): composed characters (NFC), addresses 23,
 * an emoji 2 however many code points it is made of.
 */
export function postLength(text: string): number {
  const composed = text.normalize('NFC')
  let weight = 0
  let from = 0
  for (const match of composed.matchAll(address)) {
    if (!isAddress(match[0])) continue
    weight += weightOf(composed.slice(from, match.index)) + addressWeight
    from = match.index + match[0].length
  }
  return weight + weightOf(composed.slice(from))
}

/** "J. Dupont" and "fin.Merci" are words: without a protocol only a real top-level domain makes an address. */
function isAddress(text: string): boolean {
  return /^https?:/i.test(text) || parse(text).isIcann === true
}

function weightOf(text: string): number {
  let weight = 0
  let from = 0
  for (const match of text.matchAll(emoji)) {
    weight += weightOfPoints(text.slice(from, match.index)) + emojiWeight
    from = match.index + match[0].length
  }
  return weight + weightOfPoints(text.slice(from))
}

function weightOfPoints(text: string): number {
  let weight = 0
  for (const character of text) {
    const point = character.codePointAt(0)!
    weight += light.some(([first, last]) => point >= first && point <= last) ? 1 : 2
  }
  return weight
}
