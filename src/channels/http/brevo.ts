import type { OutgoingMail, Receipt } from '../../core/channel.ts'
import { tagOf } from '../../core/webhook/identity.ts'
import { encodedWords, type Parts, type Person, partsOf } from './parts.ts'
import type { HttpAnswer, HttpRequest, HttpSettings, Provider } from './provider.ts'
import { accepted, byStatus, byWords, forNow, objectOf, ours, retryAfterMs, text } from './receipt.ts'
import { httpSettings, problem, readAddress } from './settings.ts'
import { uuidOf } from './uuid.ts'

export type BrevoSettings = HttpSettings & { key: string }

/**
 * Brevo: `brevo://KEY@default`.
 *
 * @throws AppError `http-url`
 */
export function parseBrevoSettings(value: string, setting: string): BrevoSettings {
  const asked = readAddress(value, setting, { example: 'brevo://KEY@default' })
  if (asked.place !== 'default') throw problem(`${setting} must look like brevo://KEY@default`)
  return { ...httpSettings(asked, 'https://api.brevo.com', setting), key: asked.user }
}

export function brevoProvider(settings: BrevoSettings): Provider {
  return {
    name: 'brevo',
    settings,
    // Brevo remembers the key against doubles for 15 minutes at least; the first new try comes after 5 or 6.
    onUnknown: 'resend',
    toRequest: (mail) => brevoRequest(mail, settings),
    toReceipt: brevoReceipt,
  }
}

export async function brevoRequest(mail: OutgoingMail, settings: BrevoSettings): Promise<HttpRequest> {
  const parts = await partsOf(mail)
  return {
    url: `${settings.origin}/v3/smtp/email`,
    method: 'POST',
    headers: { accept: 'application/json', 'content-type': 'application/json', 'api-key': settings.key },
    body: JSON.stringify({
      sender: person(parts.from),
      to: [person(parts.to)],
      ...(parts.replyTo && { replyTo: { email: parts.replyTo } }),
      subject: parts.subject,
      ...(parts.html !== null && { htmlContent: parts.html }),
      ...(parts.text !== null && { textContent: parts.text }),
      headers: {
        ...headersOf(parts),
        idempotencyKey: uuidOf(mail.messageId),
        // stands in its calls again
        'X-Mailin-custom': tagOf(mail.messageId),
      },
    }),
  }
}

/** Brevo drops a name with a comma in it when it is not ASCII, unless it comes encoded. */
function person({ name, address }: Person): { email: string; name?: string } {
  if (!name) return { email: address }
  const odd = /[^\x20-\x7e]/.test(name) && /[()<>@,;:\\".[\]]/.test(name)
  return { email: address, name: odd ? encodedWords(name) : name }
}

/** Brevo decodes encoded words and sends the bare bytes: of such a header only what stands in angle brackets goes. */
function headersOf({ headers }: Parts): Record<string, string> {
  return Object.fromEntries(
    headers.flatMap(({ name, value }) => {
      const plain = value.includes('=?') ? (/<[^<>]*>/.exec(value)?.[0] ?? '') : value
      return plain ? [[name, plain]] : []
    }),
  )
}

export function brevoReceipt(answer: HttpAnswer, mail: OutgoingMail): Receipt {
  const body = objectOf(answer.body)
  if (answer.status < 300 && text(body.messageId)) return accepted(text(body.messageId))
  const code = text(body.code)
  const words = text(body.message)
  const detail = `${answer.status} ${code} ${words}`
  // a request is carried out once for each key: the answer that got lost was a success, but its id is gone
  if (code === 'duplicate_request') return accepted(uuidOf(mail.messageId))
  if (ourFaults.includes(code)) return ours(detail)
  if (answer.status === 429) {
    const reset = retryAfterMs(answer.headers, answer.at, 'x-sib-ratelimit-reset')
    return forNow('rate_or_greylist', detail, retryAfterMs(answer.headers, answer.at) ?? reset ?? 60_000)
  }
  if (answer.status === 400) return byWords(words, detail)
  return byStatus(answer, `${code} ${words}`.trim())
}

const ourFaults = [
  'unauthorized',
  'permission_denied',
  'not_enough_credits',
  'account_under_validation',
  'reseller_permission_denied',
]
