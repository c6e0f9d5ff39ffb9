import PostalMime from 'postal-mime'
import { languageTags } from '../core/language.ts'
import { type ShareButton, shareButtons } from '../core/share.ts'
import { words } from '../i18n/words.ts'
import type { MailboxItem } from '../store/mailbox.ts'
import { anchorsIn } from './markup.ts'

/** A mail as its reader has it before them. */
export type ReceivedMail = {
  id: number
  to: string
  language: string
  subject: string
  /** Links of the copy itself, in the order in which they stand. */
  links: string[]
  buttons: { button: ShareButton; href: string }[]
  /** The campaign's own page, where the mail shows its address. */
  page: string | null
  /** Only in a mail that asks to confirm a sign-up. */
  confirm: string | null
  unsubscribe: string | null
  /** Where a link of one's own can be had. */
  ownLink: string | null
  /** The same mail on the web. */
  view: string | null
  /** What the mail program's own "unsubscribe" calls (RFC 8058). */
  oneClick: string | null
  /** Every link on our own server: what a mail filter looks at. */
  all: string[]
}

export async function readMail(item: MailboxItem, baseUrl: string): Promise<ReceivedMail> {
  const mail = await PostalMime.parse(item.body)
  const header = (name: string) => mail.headers.find(({ key }) => key === name)?.value ?? null
  const html = mail.html ?? ''
  const anchors = anchorsIn(html).map((anchor) => ({ ...anchor, area: areaOf(anchor.href, baseUrl) }))
  const firstIn = (area: string) => anchors.find((anchor) => anchor.area === area)?.href ?? null
  const buttons = anchors.flatMap(({ href, label, area }) => {
    const button = area === 'c' || area === null ? buttonNamed.get(label.toLowerCase()) : undefined
    return button ? [{ button, href }] : []
  })
  const pressed = new Set(buttons.map(({ href }) => href))
  const copy = anchors.filter(({ href, area }) => area === 'c' && !pressed.has(href)).map(({ href }) => href)
  return {
    id: item.id,
    to: item.recipient,
    language: header('content-language') ?? /<html[^>]*\blang="([^"]+)"/i.exec(html)?.[1] ?? '',
    subject: mail.subject ?? '',
    links: [...new Set(copy)],
    buttons,
    page: firstIn('s'),
    confirm: firstIn('j'),
    unsubscribe: firstIn('u'),
    ownLink: firstIn('me'),
    view: firstIn('v'),
    oneClick: /<(https?:[^>]+)>/.exec(header('list-unsubscribe') ?? '')?.[1] ?? null,
    all: [...new Set(anchors.filter(({ area }) => area !== null).map(({ href }) => href))],
  }
}

/** `/c/TOKEN` on our own server → `c`; null for anything elsewhere. */
function areaOf(href: string, baseUrl: string): string | null {
  return href.startsWith(`${baseUrl}/`) ? (href.slice(baseUrl.length + 1).split('/')[0] ?? null) : null
}

/** Readers know a button by what it says, in whatever language they read. */
const buttonNamed = new Map<string, ShareButton>(
  languageTags.flatMap((tag) =>
    shareButtons.map((button) => [words(tag).share[button].toLowerCase(), button] as const),
  ),
)

/** The link that an app is about to pass on, found in the address that opened the app. */
export function passedOn(intent: string, baseUrl: string): string | null {
  const query = intent.slice(intent.indexOf('?') + 1)
  for (const text of new URLSearchParams(query).values()) {
    const word = text.split(/\s+/).find((one) => one.startsWith(`${baseUrl}/s/`))
    if (word) return word
  }
  return null
}
