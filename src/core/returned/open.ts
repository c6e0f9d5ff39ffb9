import PostalMime, { type Attachment, decodeWords, type Email } from 'postal-mime'

/** A mail taken apart as far as a judgement needs it. Sizes are bounded, whatever came in. */
export type Opened = {
  /** First value of that field, decoded; '' when it is not there. */
  field(name: string): string
  /** What a person would read, without the returned mail. */
  text: string
  /** Bodies of message/delivery-status parts, RFC 3464. */
  reports: string[]
  /** Bodies of message/feedback-report parts, RFC 5965. */
  feedback: string[]
  /** The returned mail or its header, as it came. */
  returned: string
  /** It is a receipt or a refusal by a mailbox's own rules, RFC 8098. */
  disposition: boolean
}

/** Reports come first in a mail; what stands after this is the returned mail, and every line of it costs time. */
const mostBytes = 300_000
const mostText = 60_000

/** @returns nothing for what is no mail */
export async function openReturned(raw: Uint8Array | string): Promise<Opened | undefined> {
  const source = wholeLines(latin1(raw))
    .replace(/^\s*From [^\r\n]*\r?\n/, '')
    .replace(/^(\s*\r?\n)+/, '')
  if (!startsLikeMail(source)) return undefined
  const mail = await parse(source)
  if (!mail) return undefined
  return {
    field: (name) => decoded(mail.headers.find(({ key }) => key === name)?.value ?? ''),
    text: shorten(readable(mail) || (mail.attachments.length ? '' : bodyOf(source))),
    reports: contents(mail.attachments, /delivery-status$/),
    feedback: contents(mail.attachments, /feedback-report$/),
    returned:
      contents(
        mail.attachments,
        /^(message\/(rfc822|global)|text\/rfc822)(-headers?)?$|^message\/rfc822-/,
      )[0] ?? '',
    disposition: mail.attachments.some(({ mimeType }) => mimeType.endsWith('disposition-notification')),
  }
}

async function parse(source: string): Promise<Email | undefined> {
  try {
    const bytes = Uint8Array.from(source, (it) => it.charCodeAt(0))
    return await PostalMime.parse(bytes, { forceRfc822Attachments: true, maxNestingDepth: 20 })
  } catch {
    return undefined
  }
}

/** One character for each byte, so that cutting and searching need not know the encoding. */
function latin1(raw: Uint8Array | string): string {
  const bytes = typeof raw === 'string' ? new TextEncoder().encode(raw.slice(0, mostBytes)) : raw
  let text = ''
  for (let at = 0; at < Math.min(bytes.length, mostBytes); at += 8192)
    text += String.fromCharCode(...bytes.subarray(at, Math.min(at + 8192, mostBytes)))
  return text
}

/** Old Macs end lines with CR alone. A long run of empty lines says no more than a short one. */
function wholeLines(source: string): string {
  const lines = source.includes('\n') ? source : source.replaceAll('\r', '\n')
  return lines.replace(/(?:\r?\n){4,}/g, '\n\n\n')
}

function startsLikeMail(source: string): boolean {
  const end = source.search(/\r?\n\r?\n/)
  const head = source.slice(0, end < 0 ? 20_000 : Math.min(end, 200_000))
  if (!/^[!-9;-~]+[ \t]*:/.test(head)) return false
  return /^(from|to|subject|date|received|message-id|return-path|content-type|mime-version)[ \t]*:/im.test(
    head,
  )
}

function decoded(value: string): string {
  try {
    return decodeWords(value)
  } catch {
    return value
  }
}

function readable(mail: Email): string {
  if (mail.text?.trim()) return mail.text
  if (mail.html) return htmlText(mail.html.slice(0, 4 * mostText))
  // `text/plain charset=…` without the semicolon counts as no text
  return contents(mail.attachments, /^text\/plain/).join('\n')
}

/** Runs of empty lines and of blanks say nothing and cost time. */
function shorten(text: string): string {
  return text
    .slice(0, 4 * mostText)
    .replace(/\r\n?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/[ \t]{40,}/g, '  ')
    .slice(0, mostText)
}

function bodyOf(source: string): string {
  const cut = source.search(/\r?\n\r?\n/)
  return cut < 0 ? '' : source.slice(cut).trimStart()
}

function contents(attachments: readonly Attachment[], type: RegExp): string[] {
  return attachments.flatMap(({ mimeType, content }) => {
    if (!type.test(mimeType)) return []
    return typeof content === 'string' ? content : new TextDecoder().decode(content).slice(0, mostText)
  })
}

const entities: Record<string, string> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  '#39': "'",
}

/** Enough of HTML to find an address and a sentence: lines stay lines. */
function htmlText(html: string): string {
  return html
    .replace(/<(style|script|title)\b[^>]*>[\s\S]{0,20000}?<\/\1>/gi, ' ')
    .replace(/\s+/g, ' ')
    .replace(/<\/?(br|p|div|tr|td|h\d|li|ul|table|pre|hr)\b[^>]{0,2000}>/gi, '\n')
    .replace(/<[a-z/!][^>]{0,2000}>/gi, '')
    .replace(/&(#39|[a-z]{2,4});/g, (all, name: string) => entities[name] ?? all)
}
