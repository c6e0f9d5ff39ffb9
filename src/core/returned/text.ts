import { once } from './address.ts'

/** What a mail in words says, without the mail it brings back. */
export type Notice = {
  text: string
  /** Who could not be reached, as far as the words tell. */
  addresses: string[]
  /** What is said beside one of them. */
  about(address: string): string
  /** The lines about one of them as they stand; all of them when there is but one. */
  raw(address: string): string
  /** All that is said. */
  all: string
}

/** Here the returned mail begins; the words of a stranger follow, and they judge nobody. */
const returnedBegins = [
  /^[> \t]*-+ *below (this|the next) line is/im,
  /^[ \t|*]*[-=*]{2,} *(the |your |start of )?(original|returned|unsent|undelivered|forwarded|source) (e-?mail|message|mail|text|header)/im,
  /^[ \t|*]*[-=*]{2,} *this is (a copy|the (body|header))/im,
  /^[ \t|*]*[-=*]{2,} *(message|mail|returned) (header|text|body|content)s?\b/im,
  /^[ \t|*-]*(the |your )?(original|unsent|undelivered|returned|failed) message( text| headers?)? (follows|is (below|attached|included)|attached|below|headers?:)/im,
  /^[ \t|*-]*(original message headers|message headers? follows?|header of the source mail|copy of (the|your) (original )?message)\b/im,
  /^[ \t|*-]*(included (below )?is|here is|below is|the following is|this is|attached is|a|the) (a )?copy of (the|your) (original )?(message|mail|e-?mail|header)/im,
  /^.{0,60}\b(message reads \(in part\)|header and top \d+ lines|summary of the undelivered message)/im,
  /^[ \t|*]*[-=*]{2,} *(attachment is a copy|mensaje original|mensagem original|message (d'origine|original)|ursprüngliche nachricht|originalnachricht|messaggio originale|oorspronkelijk bericht|исходное|原|元の|附件)/im,
  /^(ursprüngliche nachricht|originalnachricht|kopie (der|ihrer) (e-?mail|nachricht)|копия сообщения)/im,
  /^content-type: *(message\/rfc822|text\/rfc822-headers)/im,
  /^(received: *(from|by|\(qmail)|return-path: *<)/im,
]

export function withoutReturned(text: string): string {
  const cuts = returnedBegins.map((begin) => text.search(begin)).filter((at) => at >= 0)
  return cuts.length ? text.slice(0, Math.min(...cuts)) : text
}

/**
 * @param known recipients named elsewhere (X-Failed-Recipients, a report); none = find them in the words
 * @param ours addresses that cannot be the failing one: the sender the notice came to, the program that wrote it
 */
export function readNotice(text: string, known: readonly string[], ours: readonly string[]): Notice {
  const lines = withoutReturned(text).replace(/\r\n?/g, '\n').split('\n')
  const addresses = known.length ? [...known] : findAddresses(lines, ours)
  const blocks = splitByAddress(lines, addresses)
  const all = sentences(lines)
  return {
    text: lines.join('\n'),
    addresses,
    about: (address) => sentences(blocks.get(address.toLowerCase()) ?? []),
    raw: (address) => (addresses.length > 1 ? (blocks.get(address.toLowerCase()) ?? []) : lines).join('\n'),
    all,
  }
}

const address = /[^\s<>"'()[\],;:=|\\]{1,64}@[^\s<>"'()[\],;:=|\\@]{1,255}/g
const helpers =
  /^(postmaster|mailer-daemon|abuse|support|help(desk)?|info|noc|admin(istrator)?|webmaster|hostmaster|security|spam\w*)@/i
/** The address stands alone, first, or after a word that says what it is. */
const telling =
  /(^|^\s*[245]\d\d[- ]([245]\.\d\.\d{1,3} )?|\b(recipients?|address(ed to|es)?|undeliverable( to| address)?|delivered to|delivery (to|failed.*)|message to|failed recipient|user(id)?|rcpt to|error-for|mailbox|to|für|an|à|para|a|naar)\b[\s:=]*)[\s*•>"'-]*<?(mailto:|smtp[:=]|smtp;|rfc822;)?$/i
const aside =
  /((expanded|generated|forwarded|redirected|addressed)\b.{0,12}|contact|mail to|write to|forward\w* .{0,40} to|report\w* .{0,60}|from:?|sender:?|by) *<?(mailto:)?$/i

function findAddresses(lines: readonly string[], ours: readonly string[]): string[] {
  const strangers = new Set(ours.map((it) => it.toLowerCase()))
  const strong = new Set<string>()
  const weak = new Set<string>()
  for (const line of lines.slice(0, 600))
    for (const found of line.slice(0, 1_000).matchAll(address)) {
      const one = found[0].replace(/^(mailto|smtp)[:=]/i, '').replace(/[.>]+$/, '')
      const before = line.slice(0, found.index)
      if (!/\.[^.]+$|@\S+$/.test(one) || strangers.has(one.toLowerCase()) || aside.test(before)) continue
      if (telling.test(before) && !quoted.test(line)) strong.add(one)
      else if (!helpers.test(one) && !quoted.test(line)) weak.add(one)
    }
  return once(strong.size ? [...strong] : [...weak].slice(0, 1)).slice(0, 100)
}

/**
 * The lines after an address are about it, until the next one or the next heading. In the transcript of a session it
 * is the other way round: there `550 <address>… text` closes what was said about it.
 */
function splitByAddress(lines: readonly string[], addresses: readonly string[]): Map<string, string[]> {
  const names = addresses.map((it) => it.toLowerCase()).sort((a, b) => b.length - a.length)
  const blocks = new Map<string, string[]>(names.map((it) => [it, []]))
  let current: string | undefined
  let pending: string[] = []
  for (const line of lines) {
    const lower = line.toLowerCase()
    const named = names.find((it) => lower.includes(it))
    const closes = named !== undefined && /^\s*[245]\d\d[- ].*<[^<>]+>\.\.\./.test(line)
    if (closes) blocks.get(named)?.push(...pending, line)
    if (named) current = closes ? undefined : named
    else if (/^\s*[-=*_]{3,}/.test(line)) current = undefined
    pending = named ? [] : [...pending.slice(-20), line]
    if (current) blocks.get(current)?.push(line)
  }
  return blocks
}

/** Lines quoted from the header of our own mail, commands sent, and complaints about their order. */
const quoted =
  /^\s*(to|cc|from|subject|subj|sent|date|message-id|reply-to|betreff|gesendet|von|objet|de|envoyé|asunto|enviado|oggetto|inviato|onderwerp|verzonden|assunto|тема|件名)\s*:/i
const noise = /^\s*(>>>|<<< 503|<<< 250|<<< 354|503 )/

/** What is left to judge: no quotations, no names of hosts. */
function sentences(lines: readonly string[]): string {
  return withoutHosts(lines.filter((line) => !quoted.test(line) && !noise.test(line)).join('\n'))
}

/** Names of hosts and of steps may hold any word: `host spam-gate.b.example[192.0.2.7] said: … (in reply to DATA)`. */
export function withoutHosts(text: string): string {
  return text
    .replace(
      /\b(host|server|talking to|mailer|mta|at)\s+(\S{1,255}\s?\[[\d.:a-f]{3,45}\]|[\w-]{1,63}(\.[\w-]{1,63}){1,9})\.?( said)?( issued)?:?/gi,
      ' ',
    )
    .replace(/\(in\s+reply\s+to[^)]{0,60}\)/gi, ' ')
}

/**
 * What the other server had before it when it refused: only who sends (`sender`: so it is about us), or the whole
 * mail (`mail`: so it had taken the address before). `''`: the address, or not told.
 */
export type Stage = 'sender' | 'mail' | ''

export function stageOf(text: string): Stage {
  if (beforeAddress.test(text) && !atAddress.test(text)) return 'sender'
  // sent in one go, the answer to RCPT stands after DATA
  const pipelined = /<<<\s+503|need rcpt|no (valid )?recipients/i.test(text)
  return afterMail.test(text) && !pipelined ? 'mail' : ''
}
const beforeAddress =
  /in\s+reply\s+to\s+(MAIL|HELO|EHLO)|after (MAIL FROM|HELO|EHLO|initial connection)|did not like our (MAIL|HELO|EHLO)|^[ \t]*>>> (MAIL|HELO|EHLO)[^\n]*\n[ \t]*<<< 5/im
const atAddress = /in\s+reply\s+to\s+RCPT|after RCPT|^[ \t]*>>> RCPT[^\n]*\n[ \t]*<<< 5/im
const afterMail =
  /in\s+reply\s+to\s+(end\s+of\s+)?DATA|after (pipelined )?(end of data|sending data|DATA\b)|did not like our (final )?DATA|SMTP command\s+DATA|^[ \t]*>>> (DATA|\.)[ \t]*\n[ \t]*<<< 5/im
