import type { OutgoingMail, Receipt } from '../../core/channel.ts'
import { envelopeAddress } from '../smtp/address.ts'
import type { HttpAnswer, HttpRequest, HttpSettings, Provider } from './provider.ts'
import { accepted, byStatus, objectOf, text } from './receipt.ts'
import { httpSettings, problem, readAddress } from './settings.ts'

export type MailgunSettings = HttpSettings & { key: string; domain: string }

const origins: Record<string, string> = {
  us: 'https://api.mailgun.net',
  eu: 'https://api.eu.mailgun.net',
}

/**
 * Mailgun: `mailgun://KEY@lettres.institution.example?region=eu`.
 *
 * @throws AppError `http-url`
 */
export function parseMailgunSettings(value: string, setting: string): MailgunSettings {
  const asked = readAddress(value, setting, { example: 'mailgun://KEY@DOMAIN?region=eu', query: ['region'] })
  const origin = origins[asked.query.get('region') ?? 'us']
  if (!origin) throw problem(`${setting}: "region" must be us or eu`)
  if (!/^[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(asked.place))
    throw problem(`${setting}: after the @ stands the sending domain, not "${asked.place}"`)
  return { ...httpSettings(asked, origin, setting), key: asked.user, domain: asked.place }
}

export function mailgunProvider(settings: MailgunSettings): Provider {
  return {
    name: 'mailgun',
    settings,
    // The mail goes as we wrote it, Message-ID included: a second copy is the same letter, as over SMTP.
    onUnknown: 'resend',
    toRequest: async (mail) => mailgunRequest(mail, settings),
    toReceipt: mailgunReceipt,
  }
}

export function mailgunRequest(mail: OutgoingMail, { origin, domain, key }: MailgunSettings): HttpRequest {
  // the parts of our mails use no such line: it is made of the name of this very mail
  const boundary = `mawja-${mail.id}-${mail.messageId.replace(/[^A-Za-z0-9]/g, '').slice(0, 40)}`
  const field = (name: string, value: string) =>
    `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
  const file =
    `--${boundary}\r\nContent-Disposition: form-data; name="message"; filename="message.eml"\r\n` +
    `Content-Type: message/rfc822\r\n\r\n${mail.raw}\r\n`
  // who may be measured, and how, is not the provider's to decide
  const body = `${field('to', envelopeAddress(mail.envelope.to)) + field('o:tracking', 'no') + file}--${boundary}--\r\n`
  return {
    url: `${origin}/v3/${domain}/messages.mime`,
    method: 'POST',
    headers: {
      authorization: `Basic ${btoa(`api:${key}`)}`,
      'content-type': `multipart/form-data; boundary=${boundary}`,
    },
    body,
  }
}

export function mailgunReceipt(answer: HttpAnswer): Receipt {
  const body = objectOf(answer.body)
  if (answer.status < 300 && text(body.id)) return accepted(text(body.id))
  // a wrong key is answered with the bare word "Forbidden"
  return byStatus(answer, text(body.message) || answer.body.slice(0, 200))
}
