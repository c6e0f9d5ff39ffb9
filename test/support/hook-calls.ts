import type { WebhookCall, WebhookProvider } from '../../src/core/webhook/webhook.ts'
import {
  basic,
  certificate,
  mailgunCall,
  now,
  secrets,
  sendgridCall,
  sharedCall,
  sns,
  snsCall,
  standardCall,
  topic,
} from '../core/webhook/calls.ts'

export const hookSecrets: Record<WebhookProvider, string> = {
  ses: topic,
  sendgrid: secrets.sendgrid,
  mailgun: secrets.mailgun,
  postmark: secrets.shared,
  brevo: secrets.shared,
  mailjet: secrets.shared,
  sparkpost: secrets.shared,
  resend: secrets.standard,
  standard: secrets.standard,
}

/** Amazon's side of `Deps.hooks.read`: gives its certificate out, and writes down what was asked for. */
export function amazonAt() {
  const asked: string[] = []
  const read = async (url: string) => {
    asked.push(url)
    return /\.pem$/.test(url) ? certificate : '<ConfirmSubscriptionResponse/>'
  }
  return { asked, read }
}

export type Told = 'bounce' | 'complaint' | 'unsubscribed' | 'deferred' | 'delivered' | 'opened'
/** What a provider knows of a mail. */
export type About = { tag?: string; messageId?: string; remoteId?: string; address: string }

const gone = '550 5.1.1 User unknown'
const at = new Date(now - 20_000).toISOString()
const seconds = Math.floor(now / 1000) - 20

/** The event as its provider's documents show it, with what matters here. */
export const eventOf: Record<WebhookProvider, (told: Told, about: About) => unknown> = {
  ses: (told, { tag, messageId, remoteId, address }) => ({
    eventType: {
      bounce: 'Bounce',
      complaint: 'Complaint',
      unsubscribed: 'Subscription',
      deferred: 'DeliveryDelay',
      delivered: 'Delivery',
      opened: 'Open',
    }[told],
    mail: {
      messageId: remoteId,
      destination: [address],
      headers: messageId ? [{ name: 'Message-ID', value: messageId }] : [],
      tags: { 'ses:configuration-set': ['campaigns'], ...(tag && { mawja: [tag] }) },
    },
    bounce: {
      bounceType: 'Permanent',
      bounceSubType: 'General',
      bouncedRecipients: [{ emailAddress: address, status: '5.1.1', diagnosticCode: `smtp; ${gone}` }],
      timestamp: at,
    },
    complaint: { complainedRecipients: [{ emailAddress: address }], timestamp: at },
    deliveryDelay: { delayType: 'General', delayedRecipients: [{ emailAddress: address }], timestamp: at },
    delivery: { recipients: [address], timestamp: at },
    subscription: { timestamp: at },
  }),
  sendgrid: (told, { tag, messageId, remoteId, address }) => [
    {
      event: {
        bounce: 'bounce',
        complaint: 'spamreport',
        unsubscribed: 'group_unsubscribe',
        deferred: 'deferred',
        delivered: 'delivered',
        opened: 'open',
      }[told],
      type: 'bounce',
      email: address,
      timestamp: seconds,
      reason: told === 'bounce' ? gone : undefined,
      sg_message_id: remoteId,
      'smtp-id': messageId,
      mawja: tag,
    },
  ],
  mailgun: (told, { messageId, address }) => ({
    event: {
      bounce: 'failed',
      complaint: 'complained',
      unsubscribed: 'unsubscribed',
      deferred: 'failed',
      delivered: 'delivered',
      opened: 'opened',
    }[told],
    severity: told === 'deferred' ? 'temporary' : 'permanent',
    'delivery-status': told === 'bounce' ? { code: 550, message: '5.1.1 User unknown' } : {},
    message: { headers: { 'message-id': messageId?.replace(/[<>]/g, '') } },
    recipient: address,
    timestamp: seconds,
  }),
  postmark: (told, { tag, remoteId, address }) => ({
    RecordType: {
      bounce: 'Bounce',
      complaint: 'SpamComplaint',
      unsubscribed: 'SubscriptionChange',
      deferred: 'Bounce',
      delivered: 'Delivery',
      opened: 'Open',
    }[told],
    Type: told === 'deferred' ? 'Transient' : 'HardBounce',
    Details: told === 'bounce' ? `smtp;${gone}` : '',
    ...(told === 'unsubscribed' && { SuppressSending: true, SuppressionReason: 'ManualSuppression' }),
    ...(told === 'unsubscribed' ? { Recipient: address, ChangedAt: at } : { Email: address, BouncedAt: at }),
    MessageID: remoteId,
    Metadata: tag ? { mawja: tag } : {},
  }),
  brevo: (told, { tag, remoteId, address }) => ({
    event: {
      bounce: 'hard_bounce',
      complaint: 'spam',
      unsubscribed: 'unsubscribed',
      deferred: 'deferred',
      delivered: 'delivered',
      opened: 'unique_opened',
    }[told],
    email: address,
    'message-id': remoteId,
    'X-Mailin-custom': tag,
    reason: told === 'bounce' ? gone : undefined,
    ts_epoch: now - 20_000,
  }),
  mailjet: (told, { tag, remoteId, address }) => [
    {
      event: {
        bounce: 'bounce',
        complaint: 'spam',
        unsubscribed: 'unsub',
        deferred: 'bounce',
        delivered: 'sent',
        opened: 'open',
      }[told],
      ...(told === 'deferred' ? { error: 'greylisted' } : { hard_bounce: true, error: 'user unknown' }),
      email: address,
      MessageID: remoteId,
      CustomID: tag,
      time: seconds,
    },
  ],
  sparkpost: (told, { tag, remoteId, address }) => [
    {
      msys: {
        message_event: {
          type: {
            bounce: 'bounce',
            complaint: 'spam_complaint',
            unsubscribed: 'list_unsubscribe',
            deferred: 'delay',
            delivered: 'delivery',
            opened: 'open',
          }[told],
          bounce_class: told === 'bounce' ? '10' : '21',
          raw_reason: told === 'bounce' ? gone : undefined,
          raw_rcpt_to: address,
          transmission_id: remoteId,
          rcpt_meta: tag ? { mawja: tag } : {},
          timestamp: String(seconds),
        },
      },
    },
  ],
  resend: (told, { tag, remoteId, address }) => ({
    type: {
      bounce: 'email.bounced',
      complaint: 'email.complained',
      unsubscribed: 'contact.updated',
      deferred: 'email.delivery_delayed',
      delivered: 'email.delivered',
      opened: 'email.opened',
    }[told],
    created_at: at,
    data: {
      email_id: remoteId,
      to: [address],
      tags: tag ? { mawja: tag } : {},
      bounce: { type: 'Permanent', subType: 'General', message: 'hard bounce' },
    },
  }),
  standard: (told, { messageId, remoteId, address }) => ({
    type: `mail.${told}`,
    timestamp: at,
    data: { messageId, id: remoteId, address, reason: 'unknown_user', permanent: true },
  }),
}

let calls = 0

/** A genuine call with this body, under a name of its own each time. */
export function genuineCall(
  provider: WebhookProvider,
  event: unknown,
  time = now,
): Pick<WebhookCall, 'headers' | 'rawBody'> {
  const body = JSON.stringify(event)
  const own = String(++calls).padStart(6, '0')
  const stamp = String(Math.floor(time / 1000))
  if (provider === 'ses') {
    const Timestamp = new Date(time).toISOString()
    return snsCall(sns({ Message: body, MessageId: `19ba9823-d7f2-53c1-860e-cb10e0${own}`, Timestamp }))
  }
  if (provider === 'sendgrid') return sendgridCall(body, stamp)
  if (provider === 'mailgun')
    return mailgunCall(event, stamp, `651869375b9df3c98fc15c4889b102119add1235c3${own}`)
  if (provider === 'resend' || provider === 'standard')
    return standardCall(body, provider === 'resend' ? 'svix' : 'webhook', stamp, `msg_${own}`)
  return sharedCall(body, provider === 'sparkpost' ? { authorization: `Bearer ${secrets.shared}` } : basic())
}
