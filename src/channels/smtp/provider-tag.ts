import type { Outgoing, OutgoingMail } from '../../core/channel.ts'
import type { Channel } from '../../core/ports.ts'
import { tagName, tagOf } from '../../core/webhook/identity.ts'

/**
 * What a provider that is reached over SMTP wants in the header of a mail, so that its calls say which one they are
 * about; most take the line off again. Amazon wants the configuration set named in the same way, which is the
 * operator's. Mailgun tells our Message-ID and needs nothing.
 */
const lines: readonly [host: RegExp, line: (tag: string) => string][] = [
  [/\.sendgrid\.net$/, (tag) => `X-SMTPAPI: ${JSON.stringify({ unique_args: { [tagName]: tag } })}`],
  [/\.mailjet\.com$/, (tag) => `X-MJ-CustomID: ${tag}`],
  [/\.sparkpostmail\.com$/, (tag) => `X-MSYS-API: ${JSON.stringify({ metadata: { [tagName]: tag } })}`],
  [/\.postmarkapp\.com$/, (tag) => `X-PM-Metadata-${tagName}: ${tag}`],
  [/\.(brevo|sendinblue)\.com$/, (tag) => `X-Mailin-custom: ${tag}`],
  [/^email-smtp\..*\.amazonaws\.com(\.cn)?$/, (tag) => `X-SES-MESSAGE-TAGS: ${tagName}=${tag}`],
]

/** The channel as it is, or one that gives each mail its tag, where `host` is a provider's. */
export function taggedFor(host: string, channel: Channel): Channel {
  const line = lines.find(([pattern]) => pattern.test(host.toLowerCase()))?.[1]
  if (!line) return channel
  // What was prepared is known by the object: each mail is tagged once.
  const known = new WeakMap<Outgoing, Outgoing>()
  const tagged = (message: Outgoing): Outgoing => {
    if (message.kind !== 'mail') return message
    const mail = known.get(message) ?? withLine(message, `${line(tagOf(message.messageId))}\r\n`)
    known.set(message, mail)
    return mail
  }
  return {
    ...channel,
    prepare: (message) => channel.prepare?.(tagged(message)),
    send: (message, signal, next) => channel.send(tagged(message), signal, next && tagged(next)),
  }
}

function withLine(mail: OutgoingMail, line: string): OutgoingMail {
  const { pieces } = mail
  return { ...mail, raw: line + mail.raw, ...(pieces && { pieces: [line, ...pieces] }) }
}
