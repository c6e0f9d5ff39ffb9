import type { Reason } from '../../channel.ts'
import { tagName } from '../identity.ts'
import { eachOf, type Fields, objectIn, textIn } from '../json.ts'
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

/** developers.sparkpost.com/api/webhooks: a batch of `{"msys": {"message_event": {…}}}`, now and then an empty one. */
export const sparkpostEvents: Mapper = (body) =>
  eachOf(body).flatMap(({ msys }) =>
    Object.values(objectIn(msys)).map((value) => {
      const it = objectIn(value)
      const about = subject({
        address: it.raw_rcpt_to ?? it.rcpt_to,
        remoteId: it.transmission_id,
        tag: objectIn(it.rcpt_meta)[tagName],
        at: it.timestamp,
      })
      return from(events, it.type)?.(it, about) ?? null
    }),
  )

const events: Record<string, (it: Fields, about: Subject) => WebhookEvent> = {
  delivery: (_, about) => plain('delivered', about),
  bounce: failed,
  out_of_band: failed,
  delay: (it, about) =>
    deferred(about, reasonFrom([it.raw_reason], '', classOf(it)?.reason ?? 'undetermined')),
  spam_complaint: (_, about) => complaint(about),
  list_unsubscribe: (_, about) => plain('unsubscribed', about),
  link_unsubscribe: (_, about) => plain('unsubscribed', about),
  policy_rejection: (_, about) => bounce(about, 'policy_or_auth', false),
  // on SparkPost's own list; its words are not those of a server
  generation_rejection: (_, about) => bounce(about, 'undetermined', true),
  generation_failure: (_, about) => bounce(about, 'system', false),
  injection: (_, about) => other(about),
  open: (_, about) => other(about),
  initial_open: (_, about) => other(about),
  click: (_, about) => other(about),
}

function failed(it: Fields, about: Subject): WebhookEvent {
  const told = classOf(it)
  if (told?.reason === 'vacation' || told?.reason === 'challenge')
    return { ...other(about), reason: told.reason }
  if (textIn(it.bounce_class) === '90') return plain('unsubscribed', about)
  return bounce(
    about,
    reasonFrom([it.raw_reason ?? it.reason], '', told?.reason ?? 'undetermined'),
    told?.hard ?? false,
  )
}

type Class = { reason: Reason; hard?: boolean }

const classOf = (it: Fields): Class | undefined => from(classes, it.bounce_class)

/** support.sparkpost.com, "bounce classification codes" */
const classes: Record<string, Class> = {
  '1': { reason: 'undetermined' },
  '10': { reason: 'unknown_user', hard: true },
  '20': { reason: 'undetermined' },
  '21': { reason: 'unknown_host' },
  '22': { reason: 'mailbox_full' },
  '23': { reason: 'too_big' },
  '24': { reason: 'network' },
  '25': { reason: 'policy_or_auth' },
  '30': { reason: 'unknown_user', hard: true },
  '40': { reason: 'undetermined' },
  '50': { reason: 'reputation_or_block' },
  '51': { reason: 'reputation_or_block' },
  '52': { reason: 'content_or_spam' },
  '53': { reason: 'content_or_spam' },
  '54': { reason: 'policy_or_auth' },
  '60': { reason: 'vacation' },
  '70': { reason: 'undetermined' },
  '100': { reason: 'challenge' },
}
