import { inLanguage, isAnswer, isNotice } from '../core/campaign.ts'
import type { OutgoingMail, OutgoingPost } from '../core/channel.ts'
import {
  sealChain,
  sealConfirm,
  sealIdentity,
  sealMessageId,
  sealOpen,
  sealOwnData,
  sealReturned,
  sealView,
} from '../core/tokens.ts'
import { variantMark } from '../core/variants.ts'
import { encodeMail, type MailContext, renderMail, renderPost } from '../render/message.ts'
import { composeMail, composePieces, type MailParts } from '../render/mime.ts'
import { joined } from '../render/transfer.ts'
import { bulkOf } from './bulk.ts'
import type { Deps } from './deps.ts'
import { isMeasured, type Ready, shareUrl, wrappedLinks, wrappedShares } from './ready.ts'
import { complaintsAt, waysOut } from './ways-out.ts'

/** Whom a message is for and which one it is. */
export type Recipient = {
  /** Row of the outbox; 0 in a preview of a message that is not in it. */
  messageId: number
  contactId: number
  address: string
  firstName: string | null
  lastName: string | null
  country: string | null
  city: string | null
  generation: number
  /** Of the campaign, which the person passes on; empty = none. */
  variant: string
  /** By whose shares that was dealt out; null = nothing says so. */
  wave?: number | null
  signupId: number | null
  /** Under which number the person agreed to be measured in this campaign; null = as everybody. */
  pseudonym: number | null
  /** Instant of the first attempt, ms: every attempt carries the same date. */
  date: number
}

export type Composed = { mail: OutgoingMail; subject: string; html: string; text: string }

/** The mail for one person with what it says, for those who want to look at it. `mailFor` makes the same mail. */
export function composeFor(deps: Deps, ready: Ready, to: Recipient): Composed {
  const context = mailContext(deps, ready, to)
  const { subject, html, text } = renderMail(ready.content, context)
  const headers = headersOf(deps, ready, to, context)
  const raw = composeMail({ ...headers, subject, html, text })
  return { mail: { ...addressed(deps, to, headers), raw }, subject, html, text }
}

/** The mail for one person, octet for octet the same each time it is made; what all have in common is made once. */
export function mailFor(deps: Deps, ready: Ready, to: Recipient): OutgoingMail {
  const context = mailContext(deps, ready, to)
  const common = `${to.generation}${to.variant && `/${to.variant}`}${waveFor(ready, to) || ''}`
  const kind = to.pseudonym === null ? common : `${common}, measured`
  const encoded = encodeMail(ready.content, context, kind)
  const headers = headersOf(deps, ready, to, context)
  const pieces = composePieces({ ...headers, ...encoded })
  const whole = {
    // Only who keeps or signs the mail needs it in one.
    get raw() {
      return joined(pieces)
    },
  }
  return Object.assign(whole, addressed(deps, to, headers), { pieces })
}

type Headers = Omit<MailParts, 'subject' | 'html' | 'text'>

function addressed(
  deps: Deps,
  to: Recipient,
  { from, messageId }: Headers,
): Omit<OutgoingMail, 'raw' | 'pieces'> {
  const { bounceDomain } = deps.settings
  // What comes back to it is about this message and no other.
  const sender = bounceDomain ? `${sealReturned(deps.keys, to.messageId)}@${bounceDomain}` : from.address
  return { kind: 'mail', id: to.messageId, messageId, envelope: { from: sender, to: to.address } }
}

function headersOf(deps: Deps, ready: Ready, to: Recipient, { unsubscribeUrl }: MailContext): Headers {
  const { from, list, feedbackId } = bulkOf(deps, ready)
  return {
    from,
    // A confirmation goes to somebody who may not have asked for it: no words of whoever did.
    to: { name: ready.step?.trigger === 'signup' ? '' : fullName(to), address: to.address },
    replyTo: ready.edition.definition.sender.replyTo,
    language: ready.content.language,
    messageId: messageIdOf(deps, to.messageId, from.address),
    date: to.date,
    ...(unsubscribeUrl
      ? { list, feedbackId, complaints: complaintsAt(deps, from), unsubscribe: waysOut(deps, unsubscribeUrl) }
      : {}),
  }
}

/** How long a person can look at their own data from the letter that was asked for. */
export const ownDataForMs = 3 * 86_400_000

const ownDataUrl = (deps: Deps, to: Recipient): string =>
  `${deps.settings.publicUrl}/data/${sealOwnData(deps.keys, { contactId: to.contactId, expiresAt: to.date + ownDataForMs })}`

const chainUrl = (deps: Deps, campaignId: number, { contactId }: Recipient): string =>
  `${deps.settings.publicUrl}/me/${sealChain(deps.keys, { campaignId, contactId })}`

const fullName = (to: Recipient) => [to.firstName, to.lastName].filter(Boolean).join(' ')

function mailContext(deps: Deps, ready: Ready, to: Recipient): MailContext {
  const { content, campaign, step } = ready
  const { publicUrl } = deps.settings
  const answer = step !== undefined && isAnswer(step)
  const notice = isNotice(ready.edition.definition)
  const identity =
    answer && !notice ? '' : sealIdentity(deps.keys, { campaignId: campaign.id, contactId: to.contactId })
  return {
    ...everybodys(deps, ready, to),
    language: content.language,
    contact: {
      firstName: to.firstName ?? '',
      lastName: to.lastName ?? '',
      country: to.country ?? '',
      city: to.city ?? '',
    },
    confirmUrl: to.signupId === null ? '' : `${publicUrl}/j/${sealConfirm(deps.keys, to.signupId)}`,
    chainUrl:
      step?.share && !answer && !notice && ready.mode !== 'none' ? chainUrl(deps, campaign.id, to) : '',
    dataUrl: step?.trigger === 'request' ? ownDataUrl(deps, to) : '',
    unsubscribeUrl: answer || notice ? '' : `${publicUrl}/u/${identity}`,
    objectUrl: notice ? `${publicUrl}/u/${identity}` : '',
    preferencesUrl: answer ? '' : `${publicUrl}/p/${identity}`,
    pixelUrl: pixelUrl(deps, ready, to),
  }
}

type Everybodys = Pick<MailContext, 'links' | 'shareUrl' | 'share' | 'viewUrl'>
const everybodysByContent = new WeakMap<Ready, Map<string, Everybodys>>()

/** Addresses that all readers of a content, generation and variant have in common; a measured reader has own links. */
function everybodys(deps: Deps, ready: Ready, to: Recipient): Everybodys {
  const key = `${to.generation}/${to.variant}/${waveFor(ready, to)}`
  const alike = everybodysByContent.get(ready) ?? new Map<string, Everybodys>()
  everybodysByContent.set(ready, alike)
  const known = alike.get(key) ?? addressesOf(deps, ready, to)
  alike.set(key, known)
  return to.pseudonym === null ? known : { ...known, links: wrappedLinks(deps, ready, measuredOf(ready, to)) }
}

function addressesOf(deps: Deps, ready: Ready, to: Recipient): Everybodys {
  const { generation } = to
  const { content, campaign, step, edition } = ready
  const { language } = content
  const name = inLanguage(edition.definition.name, language, edition.definition.fallback)
  const wave = waveFor(ready, to)
  const variant = variantMark(edition.definition, content.variant || to.variant, wave)
  const sharing = { campaignId: campaign.id, generation, language, variant }
  const told = content.variant && !wave ? {} : { variant }
  const view = sealView(deps.keys, { contentId: content.id, generation, ...told })
  return {
    links: wrappedLinks(deps, ready, { generation, pseudonym: null, ...(wave ? { variant } : {}) }),
    shareUrl: step?.share ? shareUrl(deps, sharing, 'page') : '',
    share: wrappedShares(deps, ready, { generation, variant }, name),
    viewUrl: step !== undefined && isAnswer(step) ? '' : `${deps.settings.publicUrl}/v/${view}`,
  }
}

/**
 * The wave that the links of a mail name: only where results decide the shares, or more readers than necessary would be
 * told apart by their links.
 */
const waveFor = ({ edition }: Ready, to: Recipient): number =>
  edition.definition.experiment?.allocate && to.generation === 0 ? (to.wave ?? 0) : 0

function measuredOf(ready: Ready, to: Recipient) {
  const wave = waveFor(ready, to)
  const { definition } = ready.edition
  const variant = wave && variantMark(definition, ready.content.variant || to.variant, wave)
  return { generation: to.generation, pseudonym: to.pseudonym, ...(variant ? { variant } : {}) }
}

function pixelUrl(deps: Deps, ready: Ready, { generation, pseudonym }: Recipient): string {
  if (pseudonym === null || !isMeasured(ready)) return ''
  return `${deps.settings.publicUrl}/o/${sealOpen(deps.keys, { contentId: ready.content.id, generation, pseudonym })}`
}

/** The mail as anybody may read it on the web: no name, no door to anybody's preferences. */
export function composeForWeb(
  deps: Deps,
  ready: Ready,
  { generation, variant = '', wave = null }: { generation: number; variant?: string; wave?: number | null },
): string {
  const nobody: Recipient = {
    messageId: 0,
    contactId: 0,
    address: '',
    firstName: null,
    lastName: null,
    country: null,
    city: null,
    generation,
    variant,
    wave,
    signupId: null,
    pseudonym: null,
    date: 0,
  }
  const doors = {
    unsubscribeUrl: '',
    objectUrl: '',
    preferencesUrl: '',
    viewUrl: '',
    chainUrl: '',
  }
  return renderMail(ready.content, { ...mailContext(deps, ready, nobody), ...doors }).html
}

function messageIdOf(deps: Deps, id: number, sender: string): string {
  return `<${sealMessageId(deps.keys, id)}@${sender.slice(sender.lastIndexOf('@') + 1)}>`
}

export function composePost(
  deps: Deps,
  ready: Ready,
  it: { messageId: number; account: string },
): OutgoingPost {
  const { language } = ready.content
  const url = shareUrl(deps, { campaignId: ready.campaign.id, generation: 0, language }, 'post')
  const text = renderPost(ready.content.text, { language, shareUrl: url })
  return { kind: 'post', id: it.messageId, account: it.account, language, text }
}
