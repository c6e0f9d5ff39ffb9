import { inLanguage, isAnswer, isNotice } from '../core/campaign.ts'
import type { OutgoingMail, OutgoingPost } from '../core/channel.ts'
import { AppError } from '../core/error.ts'
import { keyedNumber } from '../core/token.ts'
import { sealConfirm, sealIdentity, sealOpen, sealOwnData, sealView } from '../core/tokens.ts'
import { type MailContext, renderMail, renderPost } from '../render/message.ts'
import { composeMail } from '../render/mime.ts'
import type { Deps } from './deps.ts'
import { isMeasured, type Ready, shareUrl, wrappedLinks, wrappedShares } from './ready.ts'

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
  signupId: number | null
  /** Under which number the person agreed to be measured in this campaign; null = as everybody. */
  pseudonym: number | null
  /** Instant of the first attempt, ms: every attempt carries the same date. */
  date: number
}

export type Composed = { mail: OutgoingMail; subject: string; html: string; text: string }

/** The mail for one person, octet for octet the same each time it is made. */
export function composeFor(deps: Deps, ready: Ready, to: Recipient): Composed {
  const context = mailContext(deps, ready, to)
  const { subject, html, text } = renderMail(ready.content, context)
  const sender = senderOf(deps, ready)
  const messageId = messageIdOf(deps, to.messageId, sender.address)
  const raw = composeMail({
    from: sender,
    // A confirmation goes to somebody who may not have asked for it: no words of whoever did.
    to: { name: ready.step?.trigger === 'signup' ? '' : fullName(to), address: to.address },
    replyTo: ready.edition.definition.sender.replyTo,
    subject,
    html,
    text,
    language: ready.content.language,
    messageId,
    date: to.date,
    ...(context.unsubscribeUrl ? bulkHeaders(ready, sender.address, context.unsubscribeUrl) : {}),
  })
  const envelope = { from: sender.address, to: to.address }
  return { mail: { kind: 'mail', id: to.messageId, messageId, envelope, raw }, subject, html, text }
}

/** How long a person can look at their own data from the letter that was asked for. */
export const ownDataForMs = 3 * 86_400_000

const ownDataUrl = (deps: Deps, to: Recipient): string =>
  `${deps.settings.publicUrl}/data/${sealOwnData(deps.keys, { contactId: to.contactId, expiresAt: to.date + ownDataForMs })}`

const fullName = (to: Recipient) => [to.firstName, to.lastName].filter(Boolean).join(' ')

function mailContext(deps: Deps, ready: Ready, to: Recipient): MailContext {
  const { content, campaign, step } = ready
  const { publicUrl } = deps.settings
  const answer = step !== undefined && isAnswer(step)
  const notice = isNotice(ready.edition.definition)
  const identity = sealIdentity(deps.keys, { campaignId: campaign.id, contactId: to.contactId })
  const sharing = { campaignId: campaign.id, generation: to.generation, language: content.language }
  const name = inLanguage(ready.edition.definition.name, content.language, ready.edition.definition.fallback)
  return {
    language: content.language,
    contact: {
      firstName: to.firstName ?? '',
      lastName: to.lastName ?? '',
      country: to.country ?? '',
      city: to.city ?? '',
    },
    links: wrappedLinks(deps, ready, to),
    shareUrl: step?.share ? shareUrl(deps, sharing, 'page') : '',
    share: wrappedShares(deps, ready, to.generation, name),
    confirmUrl: to.signupId === null ? '' : `${publicUrl}/j/${sealConfirm(deps.keys, to.signupId)}`,
    dataUrl: step?.trigger === 'request' ? ownDataUrl(deps, to) : '',
    unsubscribeUrl: answer || notice ? '' : `${publicUrl}/u/${identity}`,
    objectUrl: notice ? `${publicUrl}/u/${identity}` : '',
    preferencesUrl: answer ? '' : `${publicUrl}/p/${identity}`,
    viewUrl: answer
      ? ''
      : `${publicUrl}/v/${sealView(deps.keys, { contentId: content.id, generation: to.generation })}`,
    pixelUrl: pixelUrl(deps, ready, to),
  }
}

function pixelUrl(deps: Deps, ready: Ready, { generation, pseudonym }: Recipient): string {
  if (pseudonym === null || !isMeasured(ready)) return ''
  return `${deps.settings.publicUrl}/o/${sealOpen(deps.keys, { contentId: ready.content.id, generation, pseudonym })}`
}

/** The mail as anybody may read it on the web: no name, no door to anybody's preferences. */
export function composeForWeb(deps: Deps, ready: Ready, generation: number): string {
  const nobody: Recipient = {
    messageId: 0,
    contactId: 0,
    address: '',
    firstName: null,
    lastName: null,
    country: null,
    city: null,
    generation,
    signupId: null,
    pseudonym: null,
    date: 0,
  }
  const doors = { unsubscribeUrl: '', objectUrl: '', preferencesUrl: '', viewUrl: '' }
  return renderMail(ready.content, { ...mailContext(deps, ready, nobody), ...doors }).html
}

/** Who a campaign's mail comes from. @throws AppError `no-sender` */
export function senderOf(deps: Deps, { edition, content }: Ready): { name: string; address: string } {
  const { sender, fallback } = edition.definition
  const address = sender.email ?? deps.settings.mailFrom
  if (!address)
    throw new AppError('invalid', 'no-sender', 'set sender.email in campaign.yaml, or MAWJA_MAIL_FROM')
  return { name: inLanguage(sender.name, content.language, fallback), address }
}

function messageIdOf(deps: Deps, id: number, sender: string): string {
  const tag = keyedNumber(deps.keys, `message/${id}`).toString(36)
  return `<${id.toString(36)}.${tag}@${sender.slice(sender.lastIndexOf('@') + 1)}>`
}

/** RFC 2919 and 8058, and Google's Feedback-ID: a few distinct values, then a constant sender. */
function bulkHeaders(
  { edition, content, campaign, institution }: Ready,
  sender: string,
  unsubscribeUrl: string,
) {
  const { list, fallback } = edition.definition
  const domain = sender.slice(sender.lastIndexOf('@') + 1)
  return {
    list: {
      id: `${list.id}.${institution.slug}.${domain}`,
      name: inLanguage(list.name, content.language, fallback),
    },
    unsubscribe: { url: unsubscribeUrl },
    feedbackId: `${campaign.slug}:${institution.slug}:${list.id}:mawja`,
  }
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
