import type { Reason } from '../../channel.ts'
import { tagName } from '../identity.ts'
import { eachOf, type Fields, listIn, objectIn, parsed, textIn } from '../json.ts'
import type { WebhookEvent } from '../webhook.ts'
import { bounce, complaint, deferred, from, type Mapper, other, plain, reasonFrom, subject } from './event.ts'

/**
 * Events of Amazon SES, in SNS's envelope or without it ("raw message delivery"). A mail of ours has one recipient, but
 * each event may name several. docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
 */
export const sesEvents: Mapper = (body) =>
  eachOf(body).flatMap((envelope) => {
    const told = typeof envelope.Message === 'string' ? objectIn(parsed(envelope.Message)) : envelope
    const event = from(events, told.eventType) ?? from(events, told.notificationType)
    return event ? event(told, about(told)) : []
  })

type About = (address: unknown, at: unknown) => ReturnType<typeof subject>
type Event = (told: Fields, it: About) => WebhookEvent[]

function about({ mail }: Fields): About {
  const { messageId, headers, commonHeaders, destination, timestamp, tags } = objectIn(mail)
  const own = objectIn(tags)[tagName]
  const ours = listIn(headers).find(({ name }) => /^message-id$/i.test(textIn(name)))?.value
  return (address, at) =>
    subject({
      address: address ?? destination,
      remoteId: messageId,
      messageId: ours ?? objectIn(commonHeaders).messageId,
      tag: Array.isArray(own) ? own[0] : own,
      at: at ?? timestamp,
    })
}

const events: Record<string, Event> = {
  Bounce: ({ bounce: it }, about) => bounces(objectIn(it), about),
  Complaint: ({ complaint: it }, about) => {
    const { complainedRecipients, complaintFeedbackType, timestamp } = objectIn(it)
    const make = complaintFeedbackType === 'not-spam' ? other : complaint
    return listIn(complainedRecipients).map(({ emailAddress }) => make(about(emailAddress, timestamp)))
  },
  Delivery: ({ delivery }, about) => {
    const { recipients, timestamp } = objectIn(delivery)
    return (Array.isArray(recipients) ? recipients : []).map((it) => plain('delivered', about(it, timestamp)))
  },
  DeliveryDelay: ({ deliveryDelay }, about) => {
    const { delayedRecipients, delayType, timestamp } = objectIn(deliveryDelay)
    return listIn(delayedRecipients).map(({ emailAddress, status, diagnosticCode }) =>
      deferred(
        about(emailAddress, timestamp),
        reasonFrom([diagnosticCode], status, from(delays, delayType) ?? 'undetermined'),
      ),
    )
  },
  // Amazon found a virus in it
  Reject: (_, about) => [bounce(about(undefined, undefined), 'content_or_spam', true)],
  Subscription: ({ subscription }, about) => [
    plain('unsubscribed', about(undefined, objectIn(subscription).timestamp)),
  ],
  Send: (_, about) => [other(about(undefined, undefined))],
  Open: (_, about) => [other(about(undefined, undefined))],
  Click: (_, about) => [other(about(undefined, undefined))],
}

function bounces({ bounceType, bounceSubType, bouncedRecipients, timestamp }: Fields, about: About) {
  const permanent = bounceType === 'Permanent'
  const kind = `${textIn(bounceType)}/${textIn(bounceSubType)}`
  const fallback = from(subtypes, kind) ?? (permanent ? 'unknown_user' : 'undetermined')
  const listed = /suppress/i.test(kind)
  return listIn(bouncedRecipients).map(({ emailAddress, status, diagnosticCode }) =>
    // for an address on Amazon's own list the words are Amazon's, and say nothing about the person
    bounce(
      about(emailAddress, timestamp),
      listed ? fallback : reasonFrom([diagnosticCode], status, fallback),
      permanent,
    ),
  )
}

/** On the list are dead addresses and people who complained; Amazon does not say which. */
const subtypes: Record<string, Reason> = {
  'Permanent/NoEmail': 'unknown_user',
  'Permanent/General': 'unknown_user',
  'Permanent/Suppressed': 'undetermined',
  'Permanent/OnAccountSuppressionList': 'undetermined',
  'Permanent/UnsubscribedRecipient': 'undetermined',
  'Transient/MailboxFull': 'mailbox_full',
  'Transient/MessageTooLarge': 'too_big',
  'Transient/ContentRejected': 'content_or_spam',
  'Transient/AttachmentRejected': 'content_or_spam',
  'Transient/CustomTimeoutExceeded': 'expired',
}

const delays: Record<string, Reason> = {
  InternalFailure: 'system',
  General: 'undetermined',
  MailboxFull: 'mailbox_full',
  SpamDetected: 'content_or_spam',
  RecipientServerError: 'system',
  IPFailure: 'reputation_or_block',
  TransientCommunicationFailure: 'network',
  Undetermined: 'undetermined',
}
