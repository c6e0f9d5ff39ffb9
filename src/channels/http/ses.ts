import type { OutgoingMail, Receipt } from '../../core/channel.ts'
import { tagName, tagOf } from '../../core/webhook/identity.ts'
import { envelopeAddress, needsUtf8 } from '../smtp/address.ts'
import { addressIn } from './parts.ts'
import type { HttpAnswer, HttpRequest, HttpSettings, Provider } from './provider.ts'
import {
  accepted,
  byStatus,
  byWords,
  forGood,
  forNow,
  objectOf,
  ours,
  retryAfterMs,
  text,
} from './receipt.ts'
import { httpSettings, problem, readAddress } from './settings.ts'
import { signedHeaders } from './sigv4.ts'

export type SesSettings = HttpSettings & {
  keyId: string
  keySecret: string
  region: string
  /** Without one Amazon tells nobody what became of a mail. */
  configurationSet: string | null
}

/**
 * Amazon SES, version 2 of its interface: `ses://KEY:SECRET@eu-west-3?configurationSet=NAME`.
 *
 * @throws AppError `http-url`
 */
export function parseSesSettings(value: string, setting: string): SesSettings {
  const asked = readAddress(value, setting, {
    example: 'ses://KEY:SECRET@REGION',
    query: ['configurationSet'],
    password: true,
  })
  const region = asked.place
  if (!/^[a-z]{2,4}(-[a-z]+)+-\d$/.test(region))
    throw problem(`${setting}: after the @ stands the region, such as eu-west-3, not "${region}"`)
  const tail = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com'
  return {
    ...httpSettings(asked, `https://email.${region}.${tail}`, setting),
    keyId: asked.user,
    keySecret: asked.password,
    region,
    configurationSet: asked.query.get('configurationSet'),
  }
}

export function sesProvider(settings: SesSettings): Provider {
  return {
    name: 'ses',
    settings,
    // Amazon knows no key against doubles and puts a Message-ID of its own on every mail: a second try would be a
    // second letter, and nothing could tell a reader's program that the two are one.
    onUnknown: 'ask',
    toRequest: async (mail, now) => sesRequest(mail, settings, now),
    toReceipt: sesReceipt,
  }
}

/** SendEmail with raw content: the mail goes as we composed it, but for Message-ID and the signature of Amazon. */
export function sesRequest(mail: OutgoingMail, settings: SesSettings, now: number): HttpRequest | Receipt {
  const to = envelopeAddress(mail.envelope.to)
  if (needsUtf8(to)) return forGood('eai_unsupported', 'Amazon SES takes no address that needs SMTPUTF8')
  const body = JSON.stringify({
    Destination: { ToAddresses: [to] },
    Content: { Raw: { Data: btoa(mail.raw) } },
    ...(mail.envelope.from !== addressIn(mail.raw, 'from') && {
      // what comes back to Amazon is passed on to the address that says which mail it was
      FeedbackForwardingEmailAddress: mail.envelope.from,
    }),
    // stands in its events, and not in the mail
    EmailTags: [{ Name: tagName, Value: tagOf(mail.messageId) }],
    ...(settings.configurationSet && { ConfigurationSetName: settings.configurationSet }),
  })
  const request = {
    url: `${settings.origin}/v2/email/outbound-emails`,
    method: 'POST' as const,
    headers: { 'content-type': 'application/json' },
    body,
  }
  const { keyId: id, keySecret: secret, region } = settings
  return { ...request, headers: signedHeaders(request, { id, secret, region, service: 'ses' }, now) }
}

export function sesReceipt(answer: HttpAnswer): Receipt {
  const body = objectOf(answer.body)
  if (answer.status < 300 && text(body.MessageId)) return accepted(text(body.MessageId))
  // `x-amzn-errortype: MessageRejected:http://internal.amazon.com/…`, or `__type` in the body
  const type = answer.headers.get('x-amzn-errortype') ?? text(body.__type)
  const name = /(\w+?)(?:Exception)?(?::|$)/.exec(type.replace(/^.*#/, ''))?.[1] ?? ''
  const words = text(body.message) || text(body.Message)
  const detail = `${answer.status} ${name} ${words}`
  if (ourFaults.includes(name) || /not verified|signature|security token/i.test(words)) return ours(detail)
  if (tooFast.includes(name)) {
    const spent = /quota/i.test(words) ? 3_600_000 : 10_000
    return forNow('rate_or_greylist', detail, retryAfterMs(answer.headers, answer.at) ?? spent)
  }
  if (name === 'BadRequest') return byWords(words, detail)
  if (name === 'MessageRejected') return forGood('content_or_spam', detail)
  return byStatus(answer, `${name} ${words}`.trim())
}

const tooFast = ['TooManyRequests', 'LimitExceeded', 'Throttling']
/** The account, its key, its domain or its configuration set. */
const ourFaults = [
  'AccountSuspended',
  'SendingPaused',
  'MailFromDomainNotVerified',
  'NotFound',
  'AccessDenied',
  'ExpiredToken',
  'IncompleteSignature',
  'InvalidClientTokenId',
  'InvalidSignature',
  'MissingAuthenticationToken',
  'NotAuthorized',
  'OptInRequired',
  'RequestExpired',
  'SignatureDoesNotMatch',
  'UnrecognizedClient',
]
