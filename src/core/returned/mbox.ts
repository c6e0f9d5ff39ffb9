const from = [0x46, 0x72, 0x6f, 0x6d, 0x20]
const lineFeed = 0x0a

/**
 * The mails of an mbox file (RFC 4155); a file that is none is one mail.
 *
 * A line "From …" begins a mail when it tells a time of day and a header field follows: many writers quote no such
 * lines inside a mail, and some put no empty line before.
 */
export function splitMbox(file: Uint8Array): Uint8Array[] {
  if (!startsAt(file, 0)) return [file]
  const starts = [0]
  for (let at = file.indexOf(lineFeed); at >= 0; at = file.indexOf(lineFeed, at + 1))
    if (startsAt(file, at + 1)) starts.push(at + 1)
  return starts.map((start, at) => file.subarray(start, starts[at + 1] ?? file.length))
}

function startsAt(file: Uint8Array, at: number): boolean {
  if (from.some((byte, offset) => file[at + offset] !== byte)) return false
  const [line = '', next = ''] = ascii(file.subarray(at, at + 400)).split(/\r?\n/)
  return /\d:\d\d/.test(line) && /^>?[!-9;-~]+[ \t]*:/.test(next)
}

function ascii(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes)
}
