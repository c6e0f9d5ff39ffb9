import type { OutgoingMail, Receipt } from '../../core/channel.ts'
import { tagName, tagOf } from '../../core/webhook/identity.ts'
import { mailbox, partsOf } from './parts.ts'
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

export type PostmarkSettings = HttpSettings & { token: string; stream: string }

/**
 * Postmark: `postmark://SERVER-TOKEN@default?stream=broadcast`.
 *
 * @throws AppError `http-url`
 */
export function parsePostmarkSettings(value: string, setting: string): PostmarkSettings {
  const example = 'postmark://TOKEN@default?stream=broadcast'
  const asked = readAddress(value, setting, { example, query: ['stream'] })
  if (asked.place !== 'default') throw problem(`${setting} must look like ${example}`)
  return {
    ...httpSettings(asked, 'https://api.postmarkapp.com', setting),
    token: asked.user,
    stream: asked.query.get('stream') ?? 'outbound',
  }
}

export function postmarkProvider(settings: PostmarkSettings): Provider {
  return {
    name: 'postmark',
    settings,
    // No key against doubles, but our Message-ID stays on the mail: a second copy is the same letter to a reader's
    // program, as over SMTP.
    onUnknown: 'resend',
    toRequest: (mail) => postmarkRequest(mail, settings),
    toReceipt: postmarkReceipt,
  }
}

export async function postmarkRequest(mail: OutgoingMail, settings: PostmarkSettings): Promise<HttpRequest> {
  const parts = await partsOf(mail)
  const headers = [
    ...parts.headers,
    { name: 'Message-ID', value: mail.messageId },
    // without it Postmark writes a Message-ID of its own
    { name: 'X-PM-KeepID', value: 'true' },
  ]
  return {
    url: `${settings.origin}/email`,
    method: 'POST',
    headers: {
      accept: 'application/json',
      'content-type': 'application/json',
      'x-postmark-server-token': settings.token,
    },
    body: JSON.stringify({
      From: mailbox(parts.from),
      To: mailbox(parts.to),
      ...(parts.replyTo && { ReplyTo: parts.replyTo }),
      Subject: parts.subject,
      ...(parts.html !== null && { HtmlBody: parts.html }),
      ...(parts.text !== null && { TextBody: parts.text }),
      Headers: headers.map(({ name, value }) => ({ Name: name, Value: value })),
      MessageStream: settings.stream,
      // stands in its calls, and not in the mail
      Metadata: { [tagName]: tagOf(mail.messageId) },
      // who may be measured, and how, is not the provider's to decide
      TrackOpens: false,
      TrackLinks: 'None',
    }),
  }
}

export function postmarkReceipt(answer: HttpAnswer): Receipt {
  const body = objectOf(answer.body)
  const code = Number(body.ErrorCode)
  const words = text(body.Message)
  if (answer.status < 300 && code === 0 && text(body.MessageID)) return accepted(text(body.MessageID))
  const detail = `${answer.status} ${code || ''} ${words}`
  if (answer.status >= 500 || !code) return byStatus(answer, words)
  if (ourFaults.includes(code)) return ours(detail)
  if (code === 429)
    return forNow('rate_or_greylist', detail, retryAfterMs(answer.headers, answer.at) ?? 60_000)
  if (code === 100) return forNow('system', detail)
  // bounced or complained before: Postmark does not say which, so nobody is struck off for it here
  if (code === 406) return forGood('undetermined', detail)
  if (code === 300) return byWords(words, detail)
  return byStatus(answer, `${code} ${words}`)
}

/**
 * Token, sender, account, credit, stream: postmarkapp.com/developer/api/overview#error-codes. 1226 and 1235: the
 * stream does not exist.
 */
const ourFaults = [10, 400, 401, 405, 412, 413, 1226, 1235]
