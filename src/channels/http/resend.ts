import type { OutgoingMail, Receipt } from '../../core/channel.ts'
import { tagName, tagOf } from '../../core/webhook/identity.ts'
import { encodedWords, type Person, partsOf } from './parts.ts'
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

export type ResendSettings = HttpSettings & { key: string }

/**
 * Resend: `resend://KEY@default`.
 *
 * @throws AppError `http-url`
 */
export function parseResendSettings(value: string, setting: string): ResendSettings {
  const asked = readAddress(value, setting, { example: 'resend://KEY@default' })
  if (asked.place !== 'default') throw problem(`${setting} must look like resend://KEY@default`)
  return { ...httpSettings(asked, 'https://api.resend.com', setting), key: asked.user }
}

export function resendProvider(settings: ResendSettings): Provider {
  return {
    name: 'resend',
    settings,
    // The key against doubles is remembered for a day; the same request is then answered as the first time.
    onUnknown: 'resend',
    toRequest: (mail) => resendRequest(mail, settings),
    toReceipt: resendReceipt,
  }
}

export async function resendRequest(mail: OutgoingMail, settings: ResendSettings): Promise<HttpRequest> {
  const parts = await partsOf(mail)
  return {
    url: `${settings.origin}/emails`,
    method: 'POST',
    headers: {
      accept: 'application/json',
      'content-type': 'application/json',
      authorization: `Bearer ${settings.key}`,
      'idempotency-key': mail.messageId.replace(/^<|>$/g, '').slice(0, 256),
    },
    body: JSON.stringify({
      from: unquoted(parts.from),
      to: [unquoted(parts.to)],
      ...(parts.replyTo && { reply_to: parts.replyTo }),
      subject: parts.subject,
      ...(parts.html !== null && { html: parts.html }),
      ...(parts.text !== null && { text: parts.text }),
      // Resend writes the Message-ID itself and tells it in its events
      headers: Object.fromEntries(parts.headers.map(({ name, value }) => [name, value])),
      // stands in its calls, and not in the mail
      tags: [{ name: tagName, value: tagOf(mail.messageId) }],
    }),
  }
}

/** Resend takes no name in quotes: plain words go as they are, all others as encoded words. */
function unquoted({ name, address }: Person): string {
  if (!name) return address
  return `${/^[A-Za-z0-9 '-]+$/.test(name) ? name : encodedWords(name)} <${address}>`
}

export function resendReceipt(answer: HttpAnswer): Receipt {
  const body = objectOf(answer.body)
  if (answer.status < 300 && text(body.id)) return accepted(text(body.id))
  const name = text(body.name)
  const words = text(body.message)
  const detail = `${answer.status} ${name} ${words}`
  const asked = retryAfterMs(answer.headers, answer.at)
  if (name === 'daily_quota_exceeded' || name === 'monthly_quota_exceeded')
    return forNow('rate_or_greylist', detail, asked ?? 3_600_000)
  // the first try is still being worked on
  if (name === 'concurrent_idempotent_requests') return forNow('system', detail, asked ?? 60_000)
  // this name belongs to another mail of the last day: two installations behind one key and one domain
  if (name === 'invalid_idempotent_request') return forGood('system', detail)
  if (ourFaults.includes(name) || answer.status === 403) return ours(detail)
  if (answer.status === 400 || answer.status === 422) return byWords(words, detail)
  return byStatus(answer, `${name} ${words}`.trim())
}

const ourFaults = [
  'missing_api_key',
  'restricted_api_key',
  'invalid_api_key',
  'invalid_from_address',
  'invalid_access',
  'invalid_region',
]
