import type { Reason } from '../../channel.ts'
import { tagName } from '../identity.ts'
import { eachOf, type Fields, textIn } from '../json.ts'
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

/** www.twilio.com/docs/sendgrid/for-developers/tracking-events/event */
export const sendgridEvents: Mapper = (body) =>
  eachOf(body).map((it) => {
    const about = subject({
      address: it.email,
      // what stands before the dot is what was answered when the mail was handed over
      remoteId: textIn(it.sg_message_id).split('.')[0],
      messageId: it['smtp-id'],
      // arguments of ours stand among its own
      tag: it[tagName],
      at: it.timestamp,
    })
    return from(events, it.event)?.(it, about) ?? null
  })

const events: Record<string, (it: Fields, about: Subject) => WebhookEvent> = {
  delivered: (_, about) => plain('delivered', about),
  deferred: (it, about) =>
    deferred(about, reasonFrom([it.response, it.reason], it.status, 'rate_or_greylist')),
  bounce: (it, about) => {
    // "blocked": the mail was disliked, not the address
    const blocked = it.type === 'blocked'
    const standard =
      from(classes, it.bounce_classification) ?? (blocked ? 'reputation_or_block' : 'unknown_user')
    return bounce(about, reasonFrom([it.reason], it.status, standard), !blocked)
  },
  dropped: (it, about) => {
    const why = textIn(it.reason).toLowerCase()
    if (why.startsWith('unsubscribed')) return plain('unsubscribed', about)
    if (why.startsWith('spam reporting')) return complaint(about)
    const known = from(dropped, why)
    return bounce(about, known ?? 'undetermined', known !== undefined)
  },
  spamreport: (_, about) => complaint(about),
  unsubscribe: (_, about) => plain('unsubscribed', about),
  group_unsubscribe: (_, about) => plain('unsubscribed', about),
  processed: (_, about) => other(about),
  open: (_, about) => other(about),
  click: (_, about) => other(about),
  group_resubscribe: (_, about) => other(about),
}

const dropped: Record<string, Reason> = {
  'bounced address': 'unknown_user',
  invalid: 'invalid_address',
  'invalid smtpapi header': 'system',
  'spam content': 'content_or_spam',
}

const classes: Record<string, Reason> = {
  'Invalid Address': 'unknown_user',
  Technical: 'system',
  Content: 'content_or_spam',
  Reputation: 'reputation_or_block',
  'Frequency or Volume Too High': 'rate_or_greylist',
  'Mailbox Unavailable': 'mailbox_full',
  Unclassified: 'undetermined',
}
