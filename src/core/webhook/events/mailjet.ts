import type { Reason } from '../../channel.ts'
import { eachOf, type Fields, parsed } from '../json.ts'
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

/** dev.mailjet.com/email/guides/webhooks; singly or in batches. */
export const mailjetEvents: Mapper = (_, raw) =>
  // its names for mails are numbers too big for JavaScript: they are read as words
  eachOf(parsed(raw.replace(/("MessageID"\s*:\s*)(\d{1,30})/g, '$1"$2"'))).map((it) => {
    const about = subject({ address: it.email, remoteId: it.MessageID, tag: it.CustomID, at: it.time })
    return from(events, it.event)?.(it, about) ?? null
  })

const events: Record<string, (it: Fields, about: Subject) => WebhookEvent> = {
  sent: (_, about) => plain('delivered', about),
  bounce: failed,
  blocked: failed,
  spam: (_, about) => complaint(about),
  unsub: (_, about) => plain('unsubscribed', about),
  open: (_, about) => other(about),
  click: (_, about) => other(about),
}

function failed(it: Fields, about: Subject): WebhookEvent {
  if (it.error === 'spam reporter') return complaint(about)
  const hard = it.hard_bounce === true
  const standard = from(errors, it.error) ?? (hard ? 'unknown_user' : 'undetermined')
  const reason = reasonFrom([it.comment], '', standard)
  if (it.error === 'greylisted' && !hard) return deferred(about, reason)
  return bounce(about, reason, hard || it.error === 'typofix')
}

const errors: Record<string, Reason> = {
  'user unknown': 'unknown_user',
  'mailbox inactive': 'suspended_or_inactive',
  'quota exceeded': 'mailbox_full',
  blacklisted: 'undetermined',
  'invalid domain': 'unknown_host',
  'no mail host': 'unknown_host',
  'relay/access denied': 'policy_or_auth',
  greylisted: 'rate_or_greylist',
  typofix: 'invalid_address',
  'bad or empty template': 'system',
  'error in template language': 'system',
  'sender blocked': 'reputation_or_block',
  'content blocked': 'content_or_spam',
  'policy issue': 'policy_or_auth',
  'system issue': 'system',
  'protocol issue': 'system',
  'connection issue': 'network',
  preblocked: 'undetermined',
  'duplicate in campaign': 'undetermined',
}
