import type { Outgoing, Receipt } from '../../core/channel.ts'
import type { Channel } from '../../core/ports.ts'
import type { SignMail } from './dkim.ts'
import { smtpPool } from './pool.ts'
import type { SmtpSettings } from './settings.ts'

/**
 * Mail over SMTP. Connections live as long as the channel: on Workers, where a connection belongs to one
 * invocation, make the channel in it and `close` it at its end.
 *
 * @param sign the DKIM signature, from `dkimSigner`; without it the server we hand the mail to must sign
 */
export function smtpChannel(settings: SmtpSettings, sign?: SignMail): Channel {
  const pool = smtpPool(settings)
  return {
    name: 'email',
    onUnknown: 'resend',
    concurrency: settings.connections,
    async send(message: Outgoing, signal: AbortSignal): Promise<Receipt> {
      if (message.kind !== 'mail') return wrongKind
      return pool.deliver(sign ? { ...message, raw: await sign(message.raw) } : message, signal)
    },
    close: () => pool.close(),
  }
}

const wrongKind: Receipt = {
  outcome: 'refused',
  reason: 'system',
  detail: 'a post was handed to the mail channel',
  retryable: false,
}
