import type { Outgoing, OutgoingMail, Receipt } from '../../core/channel.ts'
import type { Channel } from '../../core/ports.ts'
import type { SignMail } from './dkim.ts'
import { smtpPool } from './pool.ts'
import type { SmtpSettings } from './settings.ts'
import { octetsOf } from './wire.ts'

/**
 * Mail over SMTP. Connections live as long as the channel: on Workers, where a connection belongs to one
 * invocation, make the channel in it and `close` it at its end.
 *
 * @param sign the DKIM signature, from `dkimSigner`; without it the server we hand the mail to must sign
 */
export function smtpChannel(settings: SmtpSettings, sign?: SignMail): Channel {
  const pool = smtpPool(settings)
  const signatures = new WeakMap<Outgoing, Promise<string>>()
  return {
    name: 'email',
    onUnknown: 'resend',
    concurrency: settings.connections,
    connections: { open: pool.open, limit: pool.limit },
    prepare(message) {
      if (!sign || message.kind !== 'mail') return
      const signed = sign(message.raw)
      // Whoever sends the message hears of a failure.
      signed.catch(() => {})
      signatures.set(message, signed)
    },
    async send(message: Outgoing, signal: AbortSignal, next?: Outgoing): Promise<Receipt> {
      if (message.kind !== 'mail') return wrongKind
      const after = next?.kind === 'mail' ? next : undefined
      if (!sign) return pool.deliver(message, signal, after)
      const signed = await (signatures.get(message) ?? sign(message.raw))
      return pool.deliver(signedMail(signed, message), signal, after)
    },
    close: () => pool.close(),
  }
}

/** The mail with its signature in front; its own pieces stay what they are. */
function signedMail(raw: string, mail: OutgoingMail): OutgoingMail {
  const { kind, id, messageId, envelope, perConnection, pieces } = mail
  const signature = raw.slice(0, raw.length - octetsOf(mail))
  return {
    kind,
    id,
    messageId,
    envelope,
    raw,
    ...(perConnection && { perConnection }),
    ...(pieces && { pieces: [signature, ...pieces] }),
  }
}

const wrongKind: Receipt = {
  outcome: 'refused',
  reason: 'system',
  detail: 'a post was handed to the mail channel',
  retryable: false,
}
