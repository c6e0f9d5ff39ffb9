import { eachOf, type Fields } from '../json.ts'
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

/** developers.brevo.com/docs/transactional-webhooks; singly or in batches. */
export const brevoEvents: Mapper = (body) =>
  eachOf(body).map((it) => {
    const about = subject({
      address: it.email,
      // Brevo's own, and its name for the mail in the receipt
      remoteId: it['message-id'],
      tag: it['X-Mailin-custom'],
      at: it.ts_epoch ?? it.ts_event,
    })
    return from(events, it.event)?.(it, about) ?? null
  })

const events: Record<string, (it: Fields, about: Subject) => WebhookEvent> = {
  delivered: (_, about) => plain('delivered', about),
  deferred: (it, about) => deferred(about, reasonFrom([it.reason], '', 'undetermined')),
  soft_bounce: (it, about) => bounce(about, reasonFrom([it.reason], '', 'undetermined'), false),
  hard_bounce: (it, about) => bounce(about, reasonFrom([it.reason], '', 'unknown_user'), true),
  invalid_email: (it, about) => bounce(about, reasonFrom([it.reason], '', 'invalid_address'), true),
  // on Brevo's own list, for a reason that it does not tell: its words are not those of a server
  blocked: (_, about) => bounce(about, 'undetermined', true),
  error: (_, about) => bounce(about, 'system', false),
  spam: (_, about) => complaint(about),
  complaint: (_, about) => complaint(about),
  unsubscribed: (_, about) => plain('unsubscribed', about),
  unsubscribe: (_, about) => plain('unsubscribed', about),
  request: (_, about) => other(about),
  opened: (_, about) => other(about),
  unique_opened: (_, about) => other(about),
  proxy_open: (_, about) => other(about),
  unique_proxy_open: (_, about) => other(about),
  click: (_, about) => other(about),
}
