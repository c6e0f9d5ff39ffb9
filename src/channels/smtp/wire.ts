import type { OutgoingMail } from '../../core/channel.ts'
import { needsUtf8 } from './address.ts'

/** The three commands of one message, whole lines. Neither address may hold a line end or an angle bracket. */
export function envelopeLines(
  from: string,
  to: string,
  octets: number,
  offers: { size: boolean; utf8: boolean },
): [string, string, string] {
  const size = offers.size ? ` SIZE=${octets}` : ''
  const utf8 = offers.utf8 && (needsUtf8(from) || needsUtf8(to)) ? ' SMTPUTF8' : ''
  return [`MAIL FROM:<${from}>${utf8}${size}\r\n`, `RCPT TO:<${to}>\r\n`, 'DATA\r\n']
}

const encoder = new TextEncoder()

/**
 * How many octets a message has, as far as SIZE (RFC 1870) and a limit go. `raw` is not looked at where there are pieces:
 * it would be put together for nothing.
 */
export function octetsOf(mail: Pieced): number {
  if (!mail.pieces) return mail.raw.length
  let octets = 0
  for (const piece of mail.pieces) octets += piece.length
  return octets
}

type Pieced = Pick<OutgoingMail, 'raw' | 'pieces'>

/**
 * Writes messages as they go out: CRLF everywhere, leading dots doubled (RFC 5321 4.5.2), the final dot behind it. The
 * octets stand in one buffer that is used again: a line takes the next message when the last one has been answered.
 * `behind`: commands for after the dot.
 */
export function bodyWriter(): (mail: Pieced, behind?: string) => Uint8Array {
  let buffer = new Uint8Array(0)
  return (mail, behind = '') => {
    const pieces = [...(mail.pieces ?? [stuffed(mail.raw)]), `.\r\n${behind}`]
    const most = pieces.reduce((sum, it) => sum + it.length * (typeof it === 'string' ? 3 : 1), 0)
    if (buffer.length < most) buffer = new Uint8Array(roomFor(most))
    let to = 0
    for (const piece of pieces) {
      if (typeof piece === 'string') to += encoder.encodeInto(piece, buffer.subarray(to)).written
      else {
        buffer.set(piece, to)
        to += piece.length
      }
    }
    return buffer.subarray(0, to)
  }
}

const roomFor = (octets: number) => Math.ceil(octets / 16_384) * 16_384

/** A line end in two halves could end the message early and smuggle in another: it is made whole first. */
function stuffed(raw: string): string {
  const text = raw.replace(/\r\n?|\n/g, '\r\n')
  const ended = text === '' || text.endsWith('\r\n') ? text : `${text}\r\n`
  return ended.replace(/(^|\n)\./g, '$1..')
}
