/**
 * Cells on their way through an import are UTF-8 as bytes, one letter for each byte (as ISO 8859-1 would read them).
 * Such texts take half the room, and become bytes again by copying; what they say is looked at once for each new text.
 */
export type Bytes = string

const decoder = new TextDecoder()
const encoder = new TextEncoder()
let room = new Uint8Array(4096)

const roomFor = (length: number): Uint8Array => {
  if (room.length < length) room = new Uint8Array(length * 2)
  return room
}

/** What the bytes say. */
export function textOf(bytes: Bytes): string {
  if (isAscii(bytes)) return bytes
  const into = roomFor(bytes.length)
  for (let at = 0; at < bytes.length; at++) into[at] = bytes.charCodeAt(at)
  return decoder.decode(into.subarray(0, bytes.length))
}

/** A text as bytes. */
export function bytesOf(text: string): Bytes {
  if (isAscii(text)) return text
  const into = roomFor(text.length * 3)
  const { written } = encoder.encodeInto(text, into)
  let bytes = ''
  for (let at = 0; at < written; at++) bytes += String.fromCharCode(into[at]!)
  return bytes
}

/** The bytes as an array of them. */
export function arrayOf(bytes: Bytes): Uint8Array<ArrayBuffer> {
  const array = new Uint8Array(bytes.length)
  for (let at = 0; at < bytes.length; at++) array[at] = bytes.charCodeAt(at)
  return array
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII begins there
export const isAscii = (text: string): boolean => !/[^\x00-\x7f]/.test(text)

/** Whether a cell holds nothing but blanks, of any script. */
export const isBlank = (bytes: Bytes): boolean =>
  !bytes.trim() || (bytes.charCodeAt(0) > 127 && bytes.length < 40 && !textOf(bytes).trim())
