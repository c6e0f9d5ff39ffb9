import type { ShareButton } from '../core/share.ts'
import { oneLine } from './headers.ts'
import { type Mode, parseTemplate, render, type Template } from './interpret.ts'
import { type Mould, newMould, pour } from './mould.ts'
import { piecesOf } from './pieces.ts'
import type { EncodedPieces } from './transfer.ts'

/** All that a mail's templates can read. Addresses are made by the engine and are absolute; '' = there is none. */
export type MailContext = {
  language: string
  contact: { firstName: string; lastName: string; country: string; city: string }
  /** Final address for each place, wrapped or straight. */
  links: readonly string[]
  /** Of the landing page; '' when the step has no share block. */
  shareUrl: string
  share: Readonly<Record<ShareButton, string>>
  /** Page of the reader's own link, beside the share block; '' where nothing is counted. */
  chainUrl: string
  /** Only in a step that confirms a sign-up. */
  confirmUrl: string
  /** Only in the letter that answers a wish to see one's own data. */
  dataUrl: string
  /** These four are '' in an answer to what a person just did, and in the copy on the web. */
  unsubscribeUrl: string
  /** Only in a notice, in the place of `unsubscribeUrl`. */
  objectUrl: string
  preferencesUrl: string
  viewUrl: string
  /** The image that tells of an opening; only for a person who agreed to be measured. */
  pixelUrl: string
}
export type MailContent = { subject: string; preheader: string; html: string; text: string }

/** One compiled content for one person. The same octets for the same arguments, on every runtime. */
export function renderMail(
  content: MailContent,
  context: MailContext,
): { subject: string; html: string; text: string } {
  const { subject, html, text } = templatesOf(content)
  const clean = { ...context, contact: contactOf(context.contact) }
  return {
    subject: subjectOf(subject, clean),
    html: render(html, clean),
    text: `${render(text, clean).trim()}\n`,
  }
}

/**
 * The same mail with its parts encoded for the wire: octet for octet `encodeText` of what `renderMail` gives, at a small
 * part of its cost where many mails are made of one content.
 *
 * @param kind  mails of one kind share all addresses but those of the person, such as `generation 0`
 */
export function encodeMail(
  content: MailContent,
  context: MailContext,
  kind: string,
): { subject: string; html: EncodedPieces; text: EncodedPieces } {
  const { subject, html, text } = mouldsOf(content, kind)
  const clean = { ...context, contact: contactOf(context.contact) }
  return { subject: subjectOf(subject, clean), html: pour(html, clean), text: pour(text, clean) }
}

const subjectOf = (subject: Template, clean: MailContext) =>
  oneLine(render(subject, clean)).replace(/ {2,}/g, ' ').trim()

type Moulds = { subject: Template; html: Mould; text: Mould }
const mouldsByContent = new WeakMap<MailContent, Map<string, Moulds>>()
/** A cascade has few generations at a time; what is learnt anew costs one slow mail. */
const mostKinds = 8

function mouldsOf(content: MailContent, kind: string): Moulds {
  const kinds = mouldsByContent.get(content) ?? new Map<string, Moulds>()
  mouldsByContent.set(content, kinds)
  const known = kinds.get(kind)
  if (known) return known
  if (kinds.size >= mostKinds) kinds.clear()
  const moulds = {
    subject: templatesOf(content).subject,
    html: newMould(piecesOf(content.html, 'html'), false),
    text: newMould(piecesOf(content.text, 'text'), true),
  }
  kinds.set(kind, moulds)
  return moulds
}

export function renderPost(text: string, context: { language: string; shareUrl: string }): string {
  return render(parsedOnce('text', text), context).trim()
}

/** A line break in a name would begin a paragraph of the plain text, or a header. */
function contactOf({ firstName, lastName, country, city }: MailContext['contact']): MailContext['contact'] {
  return {
    firstName: oneLine(firstName),
    lastName: oneLine(lastName),
    country: oneLine(country),
    city: oneLine(city),
  }
}

type Parsed = { subject: Template; html: Template; text: Template }
const byContent = new WeakMap<MailContent, Parsed>()

/** A wave renders one row's content thousands of times, and often from the same object: then nothing is even compared. */
function templatesOf(content: MailContent): Parsed {
  const known = byContent.get(content)
  if (known) return known
  const parsed = {
    subject: parsedOnce('text', content.subject),
    html: parsedOnce('html', content.html),
    text: parsedOnce('text', content.text),
  }
  byContent.set(content, parsed)
  return parsed
}

/** Twelve languages of a few campaigns at once; the oldest goes first. */
const most = 300
const bySource: Record<Mode, Map<string, Template>> = { html: new Map(), text: new Map() }

function parsedOnce(mode: Mode, source: string): Template {
  const known = bySource[mode].get(source)
  if (known) return known
  const template = parseTemplate(source, { mode })
  const [oldest] = bySource[mode].keys()
  if (bySource[mode].size >= most && oldest !== undefined) bySource[mode].delete(oldest)
  bySource[mode].set(source, template)
  return template
}
