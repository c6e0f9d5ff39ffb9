import type { Reason } from '../../channel.ts'
import { tagName } from '../identity.ts'
import { eachOf, type Fields, objectIn } from '../json.ts'
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

/** postmarkapp.com/developer/webhooks/webhooks-overview; one event in each call. */
export const postmarkEvents: Mapper = (body) =>
  eachOf(body).map((it) => {
    const about = subject({
      address: it.Email ?? it.Recipient,
      remoteId: it.MessageID,
      tag: objectIn(it.Metadata)[tagName],
      at: it.DeliveredAt ?? it.BouncedAt ?? it.ChangedAt ?? it.ReceivedAt,
    })
    return from(events, it.RecordType)?.(it, about) ?? null
  })

const events: Record<string, (it: Fields, about: Subject) => WebhookEvent> = {
  Delivery: (_, about) => plain('delivered', about),
  Bounce: (it, about) => bounced(it.Type, it.Details, about),
  SpamComplaint: (_, about) => complaint(about),
  SubscriptionChange: (it, about) => {
    if (it.SuppressSending !== true) return other(about)
    if (it.SuppressionReason === 'HardBounce') return bounce(about, 'unknown_user', true)
    return it.SuppressionReason === 'SpamComplaint' ? complaint(about) : plain('unsubscribed', about)
  },
  Open: (_, about) => other(about),
  Click: (_, about) => other(about),
}

function bounced(type: unknown, details: unknown, about: Subject): WebhookEvent {
  if (type === 'SpamComplaint' || type === 'SpamNotification') return complaint(about)
  if (type === 'Unsubscribe' || type === 'ManualSuppression') return plain('unsubscribed', about)
  const automatic = from(answers, type)
  if (automatic) return { ...other(about), reason: automatic }
  const late = from(lateOnes, type)
  if (late) return deferred(about, reasonFrom([details], '', late))
  const final = from(finalOnes, type)
  return bounce(about, reasonFrom([details], '', final ?? 'undetermined'), final !== undefined)
}

const answers: Record<string, Reason> = {
  AutoResponder: 'vacation',
  AddressChange: 'vacation',
  ChallengeVerification: 'challenge',
}
const lateOnes: Record<string, Reason> = { Transient: 'undetermined', DnsError: 'network' }
const finalOnes: Record<string, Reason> = {
  HardBounce: 'unknown_user',
  BadEmailAddress: 'invalid_address',
  Blocked: 'reputation_or_block',
  VirusNotification: 'content_or_spam',
  DMARCPolicy: 'policy_or_auth',
  ManuallyDeactivated: 'undetermined',
}
