import type { Reason } from '../../channel.ts'
import { type Fields, objectIn } from '../json.ts'
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

/** documentation.mailgun.com/docs/mailgun/user-manual/events; one event in each call. */
export const mailgunEvents: Mapper = (body) => {
  const it = objectIn(objectIn(body)['event-data'])
  const headers = objectIn(objectIn(it.message).headers)
  const about = subject({
    address: it.recipient ?? headers.to,
    messageId: headers['message-id'],
    at: it.timestamp,
  })
  // Mailgun's name for a mail is our Message-ID
  return [from(events, it.event)?.(it, { ...about, remoteId: about.messageId }) ?? null]
}

const events: Record<string, (it: Fields, about: Subject) => WebhookEvent> = {
  delivered: (_, about) => plain('delivered', about),
  failed: failed,
  // Mailgun itself did not want it
  rejected: (_, about) => bounce(about, 'content_or_spam', true),
  complained: (_, about) => complaint(about),
  unsubscribed: (_, about) => plain('unsubscribed', about),
  accepted: (_, about) => other(about),
  opened: (_, about) => other(about),
  clicked: (_, about) => other(about),
}

function failed(it: Fields, about: Subject): WebhookEvent {
  const status = objectIn(it['delivery-status'])
  // on Mailgun's own list since an earlier mail
  if (it.reason === 'suppress-complaint') return complaint(about)
  if (it.reason === 'suppress-unsubscribe') return plain('unsubscribed', about)
  if (it.reason === 'suppress-bounce') return bounce(about, 'unknown_user', true)
  const said = [withCode(status, status.message), withCode(status, status.description)]
  if (it.severity === 'temporary')
    return deferred(about, reasonFrom(said, '', from(temporary, it.reason) ?? 'undetermined'))
  return bounce(about, reasonFrom(said, '', 'undetermined'), it.severity === 'permanent')
}

const temporary: Record<string, Reason> = { greylisted: 'rate_or_greylist', espblock: 'reputation_or_block' }

/** Codes above 599 and 498 are Mailgun's own and no server's. */
function withCode({ code }: Fields, words: unknown): string {
  const text = typeof words === 'string' ? words : ''
  return text && typeof code === 'number' && code >= 400 && code < 600 && code !== 498
    ? `${code} ${text}`
    : text
}
