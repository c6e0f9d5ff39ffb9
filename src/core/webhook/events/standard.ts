import { reasons } from '../../channel.ts'
import { eachOf, objectIn } from '../json.ts'
import type { WebhookEvent } from '../webhook.ts'
import { from, type Mapper, subject } from './event.ts'

/**
 * A sender of one's own speaks as we do:
 * `{"type": "mail.bounce", "timestamp": "…", "data": {"messageId", "id", "address", "reason", "permanent"}}`.
 */
export const standardEvents: Mapper = (body) =>
  eachOf(body).map((it) => {
    const kind = from(kinds, it.type)
    if (!kind) return null
    const data = objectIn(it.data)
    const about = subject({
      address: data.address,
      remoteId: data.id,
      messageId: data.messageId,
      at: data.at ?? it.timestamp,
    })
    const reason = reasons.find((one) => one === data.reason)
    if (kind === 'complaint') return { kind, reason: 'complaint', ...about, permanent: true }
    if (kind === 'bounce')
      return { kind, reason: reason ?? 'undetermined', ...about, permanent: data.permanent === true }
    return {
      kind,
      reason: kind === 'deferred' ? (reason ?? 'undetermined') : null,
      ...about,
      permanent: false,
    }
  })

const kinds: Record<string, WebhookEvent['kind']> = {
  'mail.bounce': 'bounce',
  'mail.complaint': 'complaint',
  'mail.delivered': 'delivered',
  'mail.deferred': 'deferred',
  'mail.unsubscribed': 'unsubscribed',
}
