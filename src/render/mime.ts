import { foldWords, listIdHeader, type Mailbox, mailboxHeader, oneLine, textHeader } from './headers.ts'
import { type Encoded, type EncodedPieces, encodeText, joined, type Stretch } from './transfer.ts'

/** A rendered mail and everything its headers say. The same parts give the same message, octet for octet. */
export type MailParts = {
  from: { name: string; address: string }
  to: Mailbox
  /** An address. */
  replyTo?: string | undefined
  subject: string
  html: string
  text: string
  /** BCP 47 */
  language: string
  /** Angle brackets included; on a domain of the sender (RFC 5322 3.6.4). */
  messageId: string
  /** Milliseconds since 1970. */
  date: number
  /** RFC 2919. Absent for transactional mail, which then has no bulk headers. */
  list?: { id: string; name: string } | undefined
  /** RFC 8058: `url` takes the one-click POST. */
  unsubscribe?: { url: string; mailto?: string | undefined } | undefined
  feedbackId?: string | undefined
  /** RFC 9477: where a mailbox provider may report a complaint, without having been asked by us first. */
  complaints?: string | undefined
}

/**
 * Writes the message as it goes over the wire: CRLF, 7 bit, `multipart/alternative` with the plain text first
 * (RFC 5322, 2045-2047). Dots are left to SMTP; no line begins with one in quoted-printable.
 */
export function composeMail(mail: MailParts): string {
  const pieces = ({ encoding, body }: Encoded): EncodedPieces => ({ encoding, pieces: [body] })
  return joined(
    composePieces({ ...mail, text: pieces(encodeText(mail.text)), html: pieces(encodeText(mail.html)) }),
  )
}

export type EncodedParts = Omit<MailParts, 'html' | 'text'> & { html: EncodedPieces; text: EncodedPieces }

/** The same of parts that are encoded already, in pieces that only need to be put together. */
export function composePieces(mail: EncodedParts): Stretch[] {
  const boundary = boundaryOf(mail.messageId)
  const head =
    addressHeaders(mail) +
    listHeaders(mail) +
    'Auto-Submitted: auto-generated\r\n' +
    // Exchange answers RFC 3834 with an absence note all the same.
    'X-Auto-Response-Suppress: OOF, AutoReply\r\n' +
    'MIME-Version: 1.0\r\n' +
    foldWords('Content-Language', [oneLine(mail.language)]) +
    `Content-Type: multipart/alternative;\r\n boundary="${boundary}"\r\n\r\n`
  return [
    head + partHead(boundary, 'text/plain', mail.text),
    ...mail.text.pieces,
    `\r\n${partHead(boundary, 'text/html', mail.html)}`,
    ...mail.html.pieces,
    `\r\n--${boundary}--\r\n`,
  ]
}

function addressHeaders(mail: EncodedParts): string {
  return (
    once(mail.from, () => mailboxHeader('From', mail.from)) +
    mailboxHeader('To', mail.to) +
    (mail.replyTo ? mailboxHeader('Reply-To', { address: mail.replyTo }) : '') +
    textHeader('Subject', mail.subject) +
    `Date: ${new Date(mail.date).toUTCString().replace('GMT', '+0000')}\r\n` +
    foldWords('Message-ID', [uri(mail.messageId)])
  )
}

function listHeaders({ list, unsubscribe, feedbackId, complaints }: EncodedParts): string {
  let out = ''
  if (list) out += `${once(list, () => listIdHeader(list))}Precedence: bulk\r\n`
  if (unsubscribe) {
    const url = `<${uri(unsubscribe.url)}>`
    // RFC 8058 3.1: exactly one https address; RFC 2369: the better one first.
    const ways = unsubscribe.mailto ? [`${url},`, `<mailto:${uri(unsubscribe.mailto)}>`] : [url]
    out += `${foldWords('List-Unsubscribe', ways)}List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n`
  }
  if (feedbackId) out += foldWords('Feedback-ID', [oneLine(feedbackId).replaceAll(' ', '')])
  if (complaints) out += foldWords('CFBL-Address', [`${uri(complaints)};`, 'report=arf'])
  return out
}

/** Blanks and control characters have no place in an address; a leading `mailto:` is ours to write. */
const uri = (value: string) =>
  oneLine(value)
    .replace(/\s/g, '')
    .replace(/^mailto:/i, '')

/**
 * `=_` cannot occur in what quoted-printable or base64 write (RFC 2045 6.7, note 5), so the boundary is never found
 * in a part, whatever the part says.
 */
function boundaryOf(messageId: string): string {
  return `=_${messageId.replace(/[^A-Za-z0-9.]/g, '').slice(0, 60)}`
}

function partHead(boundary: string, type: string, { encoding }: EncodedPieces): string {
  return `--${boundary}\r\nContent-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n`
}

const written = new WeakMap<object, string>()

/** Headers of the sender and the list are the same in each mail; whoever hands in the same object gets them at once. */
function once(of: object, write: () => string): string {
  const known = written.get(of)
  if (known !== undefined) return known
  const header = write()
  written.set(of, header)
  return header
}
