import { addressesIn } from './address.ts'
import { classifyReturned } from './classify.ts'
import { field } from './feedback.ts'
import { type Opened, openReturned } from './open.ts'
import * as phrases from './phrases.ts'
import type { Returned } from './returned.ts'

/** A mail that came in, as far as we look into it. Nothing in it is proven: anybody can write anything. */
export type InboundMail = {
  returned: Returned
  /** What it says it answers: In-Reply-To and References. */
  answers: string
  /** Where a returned mail would tell which of our own it was: reports, its header, the words. */
  evidence: string
  /** No person wrote it (RFC 3834, RFC 8098), or it went to many. */
  automatic: boolean
  /** Address, '' when there is none. */
  sender: string
  subject: string
  /** Plain text, without attachments; `mostBody` octets of UTF-8 at most. */
  body: string
  /** What stays the same when a mail is delivered once more; traces of the way do not. */
  identity: string
}

export const mostBody = 64 * 1024
const mostSubject = 300

/** @returns nothing for what is no mail; never throws */
export async function readInbound(raw: Uint8Array): Promise<InboundMail | undefined> {
  const [mail, returned] = await Promise.all([openReturned(raw), classifyReturned(raw)])
  if (!mail) return undefined
  const [sender = ''] = addressesIn(mail.field('from'))
  const subject = clean(mail.field('subject')).replace(/\s+/g, ' ').trim().slice(0, mostSubject)
  const body = cut(clean(mail.text).trim(), mostBody)
  const identity = [mail.field('message-id'), mail.field('date'), sender, subject, body].join('\0')
  return {
    returned,
    answers: `${mail.field('in-reply-to')} ${mail.field('references')}`.slice(0, 20_000),
    evidence: evidenceOf(mail),
    automatic: isAutomatic(mail),
    sender: sender.slice(0, 320),
    subject,
    body,
    identity,
  }
}

/** Original-Envelope-Id (RFC 3464) and Original-Mail-From (RFC 5965) stand in the reports. */
function evidenceOf({ reports, feedback, returned, text }: Opened): string {
  const [header = ''] = returned.slice(0, 100_000).split(/\r?\n\r?\n/)
  const ours = ['Return-Path', 'Message-ID'].flatMap((name) => field(header, name))
  return [...reports, ...feedback, ...ours, text].join('\n')
}

function isAutomatic(mail: Opened): boolean {
  const said = mail.field('auto-submitted').trim().toLowerCase()
  return (
    (said !== '' && !/^no\b/.test(said)) ||
    /^\s*(bulk|junk|list|auto)/i.test(mail.field('precedence')) ||
    mail.field('list-id') !== '' ||
    mail.disposition ||
    phrases.daemon.test(mail.field('from'))
  )
}

/** Without what a terminal or a page would obey. */
function clean(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  return text.toWellFormed().replace(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/g, '')
}

/** At most so many octets, and no half character. */
function cut(text: string, most: number): string {
  const bytes = new TextEncoder().encode(text)
  if (bytes.length <= most) return text
  let end = most
  while ((bytes[end]! & 0xc0) === 0x80) end--
  return new TextDecoder().decode(bytes.subarray(0, end))
}
