import PostalMime from 'postal-mime'
import type { OutgoingMail } from '../../core/channel.ts'
import { envelopeAddress } from '../smtp/address.ts'

export type Person = { name: string; address: string }

/** Our own mail taken apart again, for providers that put mails together themselves. */
export type Parts = {
  from: Person
  to: Person
  replyTo: string | null
  subject: string
  html: string | null
  text: string | null
  /** Every other header, in order, as it would go over the wire: unfolded, encoded words left alone. */
  headers: readonly { name: string; value: string }[]
}

/** What a provider writes itself, from fields of its own or anew. */
const itsOwn = [
  'from',
  'to',
  'reply-to',
  'subject',
  'date',
  'message-id',
  'mime-version',
  'content-type',
  'content-transfer-encoding',
]

export async function partsOf(mail: OutgoingMail): Promise<Parts> {
  const parsed = await PostalMime.parse(mail.raw)
  const [to] = parsed.to ?? []
  return {
    from: { name: parsed.from?.name ?? '', address: parsed.from?.address ?? mail.envelope.from },
    to: { name: to?.name ?? '', address: envelopeAddress(mail.envelope.to) },
    replyTo: parsed.replyTo?.[0]?.address ?? null,
    subject: parsed.subject ?? '',
    html: inText(parsed.html),
    text: inText(parsed.text),
    headers: parsed.headers
      .filter(({ key }) => !itsOwn.includes(key))
      .map(({ originalKey, value }) => ({ name: originalKey, value })),
  }
}

/** Line ends are those of the wire in what was taken apart; providers put their own. */
const inText = (content: string | undefined) => content?.replaceAll('\r\n', '\n') ?? null

/** `"Words" <address>` (RFC 5322), the words in UTF-8. */
export function mailbox({ name, address }: Person): string {
  return name ? `"${name.replace(/["\\]/g, '\\$&')}" <${address}>` : address
}

/** The bare address in one of our headers, which stand unfolded or break before it. */
export function addressIn(raw: string, name: string): string | null {
  const header =
    new RegExp(`^${name}:(?:[^\\r\\n]|\\r\\n[ \\t])*`, 'im').exec(raw.slice(0, 20_000))?.[0] ?? ''
  return /<([^<>\s]+)>/.exec(header)?.[1] ?? /:\s*(\S+@\S+)/.exec(header)?.[1] ?? null
}

/** A display name in encoded words (RFC 2047, B): for providers that lose what stands in quotes. */
export function encodedWords(name: string): string {
  const words: string[] = []
  let chunk: number[] = []
  for (const character of name.toWellFormed()) {
    const bytes = utf8.encode(character)
    // a word has 75 characters at most: 12 of frame, 63 for 45 octets
    if (chunk.length + bytes.length > 45) {
      words.push(word(chunk))
      chunk = []
    }
    chunk.push(...bytes)
  }
  return [...words, word(chunk)].join(' ')
}

const utf8 = new TextEncoder()
const word = (octets: readonly number[]) => `=?UTF-8?B?${btoa(String.fromCharCode(...octets))}?=`
