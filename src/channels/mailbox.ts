import type { Outgoing, Receipt } from '../core/channel.ts'
import type { Channel } from '../core/ports.ts'

/**
 * What arrives in the built-in mailbox: a whole mail (`body` is the raw message) or a post (`body` is its text).
 * `messageRow` is its outbox row, `institutionId` whose it is where it has none.
 */
export type Kept = {
  kind: 'mail' | 'post'
  remoteId: string
  recipient: string
  body: string
  messageRow: number
  institutionId?: number | undefined
}

/**
 * The way out that needs no account and no server: messages land in the product's own mailbox, where a campaign
 * can be read as its audience would. It is what a fresh installation and the demonstration send through.
 *
 * @param keep stores the message; under one `remoteId` it keeps one, so that an attempt repeated after a crash
 *             leaves one copy, as real mailboxes do by Message-ID
 */
export function mailboxChannel(name: 'email' | 'x', keep: (item: Kept) => Promise<void>): Channel {
  return {
    name,
    onUnknown: name === 'email' ? 'resend' : 'ask',
    concurrency: name === 'email' ? 100 : 1,
    send: (message, signal) => deposit(message, signal, keep),
  }
}

async function deposit(
  message: Outgoing,
  signal: AbortSignal,
  keep: (item: Kept) => Promise<void>,
): Promise<Receipt> {
  if (signal.aborted) return refusedForNow('stopped before it was kept')
  const item = toKept(message)
  try {
    await keep(item)
    return { outcome: 'accepted', remoteId: item.remoteId }
  } catch (error) {
    return refusedForNow(error instanceof Error ? error.message : String(error))
  }
}

function toKept(message: Outgoing): Kept {
  const { id: messageRow } = message
  if (message.kind === 'post')
    return {
      ...{ kind: 'post', messageRow },
      ...{ remoteId: `post-${message.id}`, recipient: message.account, body: message.text },
    }
  const { messageId: remoteId, envelope, raw: body, institutionId } = message
  return { kind: 'mail', remoteId, recipient: envelope.to, body, messageRow, institutionId }
}

function refusedForNow(detail: string): Receipt {
  return { outcome: 'refused', reason: 'system', detail, retryable: true }
}
