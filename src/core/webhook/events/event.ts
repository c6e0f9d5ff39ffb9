import type { Reason } from '../../channel.ts'
import { judge } from '../../returned/judge.ts'
import { addressIn, messageIdIn, nameIn, textIn, timeIn } from '../json.ts'
import type { WebhookEvent } from '../webhook.ts'

/** What all events of all providers say about the mail. */
export type Subject = Pick<WebhookEvent, 'address' | 'remoteId' | 'messageId' | 'tag' | 'at'>

export function subject(it: {
  address: unknown
  remoteId?: unknown
  messageId?: unknown
  tag?: unknown
  at?: unknown
}): Subject {
  return {
    address: addressIn(it.address),
    remoteId: nameIn(it.remoteId),
    messageId: messageIdIn(it.messageId),
    tag: nameIn(it.tag),
    at: timeIn(it.at),
  }
}

/** Nothing failed, and what happened is no matter of delivery: opened, clicked, queued. */
export const other = (about: Subject): WebhookEvent => plain('other', about)

export function plain(kind: 'delivered' | 'unsubscribed' | 'other', about: Subject): WebhookEvent {
  return { kind, reason: null, ...about, permanent: false }
}

export function complaint(about: Subject): WebhookEvent {
  return { kind: 'complaint', reason: 'complaint', ...about, permanent: true }
}

export function deferred(about: Subject, reason: Reason): WebhookEvent {
  return { kind: 'deferred', reason, ...about, permanent: false }
}

export function bounce(about: Subject, reason: Reason, permanent: boolean): WebhookEvent {
  return { kind: 'bounce', reason, ...about, permanent }
}

/**
 * The class of a failure: what the other server said, as in a bounce that comes by mail; then what the provider makes
 * of it, which is `fallback`. A provider's "invalid address" counts for less than a server's "blocked by our policy":
 * nobody is struck off because somebody disliked our network.
 *
 * @param said  the server's words, the code in front as far as it is known
 */
export function reasonFrom(said: readonly unknown[], status: unknown, fallback: Reason): Reason {
  const code = /^[245]\.\d{1,3}\.\d{1,3}$/.exec(textIn(status))?.[0] ?? ''
  const texts = said.map(textIn).filter(Boolean)
  if (!texts.length && !code) return fallback
  const { reason } = judge({ address: '', action: 'failed', status: code, texts, stage: '' })
  return reason === 'undetermined' ? fallback : reason
}

/** The value of a table at a word from outside, which may be `constructor`. */
export function from<T>(table: Readonly<Record<string, T>>, word: unknown): T | undefined {
  const key = textIn(word)
  return Object.hasOwn(table, key) ? table[key] : undefined
}

export type Mapper = (body: unknown, raw: string) => (WebhookEvent | null)[]
