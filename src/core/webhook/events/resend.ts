import type { Reason } from '../../channel.ts'
import { tagName } from '../identity.ts'
import { eachOf, type Fields, listIn, objectIn, textIn } from '../json.ts'
import type { WebhookEvent } from '../webhook.ts'
import {
  bounce,
  complaint,
  deferred,
  from,
  type Mapper,
  other,
  plain,
  reasonFrom,
  type Subject,
  subject,
} from './event.ts'

/** resend.com/docs/webhooks/event-types; one event in each call. */
export const resendEvents: Mapper = (body) =>
  eachOf(body).map((it) => {
    const data = objectIn(it.data)
    const about = subject({
      address: data.to,
      remoteId: data.email_id,
      tag: tagIn(data.tags),
      at: it.created_at,
    })
    return from(events, it.type)?.(data, about) ?? null
  })

/** As an object, or in the list in which they were handed over. */
const tagIn = (tags: unknown): unknown =>
  objectIn(tags)[tagName] ?? listIn(tags).find(({ name }) => name === tagName)?.value

const events: Record<string, (data: Fields, about: Subject) => WebhookEvent> = {
  'email.delivered': (_, about) => plain('delivered', about),
  'email.delivery_delayed': (_, about) => deferred(about, 'undetermined'),
  'email.bounced': (data, about) => bounced(objectIn(data.bounce), about),
  // on Resend's own list, for a reason that it does not tell
  'email.suppressed': (_, about) => bounce(about, 'undetermined', true),
  'email.failed': (_, about) => bounce(about, 'system', false),
  'email.complained': (_, about) => complaint(about),
  'email.sent': (_, about) => other(about),
  'email.scheduled': (_, about) => other(about),
  'email.opened': (_, about) => other(about),
  'email.clicked': (_, about) => other(about),
}

/** Behind Resend is Amazon, and the words are Resend's own: only a code of the other server says more. */
function bounced({ type, subType, message, diagnosticCode }: Fields, about: Subject): WebhookEvent {
  if (/suppress/i.test(textIn(subType)) || /suppression list/i.test(textIn(message)))
    return bounce(about, 'undetermined', true)
  const permanent = type === 'Permanent' || /hard bounce/i.test(textIn(message))
  const standard = from(subtypes, subType) ?? (permanent ? 'unknown_user' : 'undetermined')
  const said = Array.isArray(diagnosticCode) ? diagnosticCode : [diagnosticCode]
  return bounce(about, reasonFrom(said, '', standard), permanent)
}

const subtypes: Record<string, Reason> = {
  NoEmail: 'unknown_user',
  MailboxFull: 'mailbox_full',
  MessageTooLarge: 'too_big',
  ContentRejected: 'content_or_spam',
  AttachmentRejected: 'content_or_spam',
}
