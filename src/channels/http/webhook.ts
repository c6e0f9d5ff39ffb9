import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { type OutgoingMail, type Reason, type Receipt, reasons } from '../../core/channel.ts'
import type { HttpAnswer, HttpRequest, HttpSettings, Provider } from './provider.ts'
import { accepted, byStatus, forGood, forNow, objectOf, retryAfterMs, text } from './receipt.ts'
import { httpSettings, isSafe, problem, readAddress } from './settings.ts'
import { uuidOf } from './uuid.ts'

export type WebhookSettings = HttpSettings & { url: string; secret: Uint8Array }

/**
 * A sender of one's own: `webhook+https://SECRET@sender.example/mail`, signed as Standard Webhooks say.
 * `webhook+http://` speaks to this machine only.
 *
 * @throws AppError `http-url`
 */
export function parseWebhookSettings(value: string, setting: string): WebhookSettings {
  const example = 'webhook+https://SECRET@HOST/PATH'
  const asked = readAddress(value, setting, { example })
  const scheme = /^webhook\+(https?):/i.exec(value)?.[1]?.toLowerCase()
  const url = URL.parse(`${scheme}://${asked.place}`)
  if (!scheme || !url?.hostname) throw problem(`${setting} must look like ${example}`)
  if (!isSafe(url)) throw problem(`${setting}: mails go over https; http is for this machine only`)
  return { ...httpSettings(asked, url.origin, setting), url: url.href, secret: secretOf(asked.user, setting) }
}

/** Standard Webhooks: base64 of 24 to 64 random bytes, with or without `whsec_` in front. */
function secretOf(value: string, setting: string): Uint8Array {
  try {
    const bytes = Uint8Array.from(atob(value.replace(/^whsec_/, '')), (it) => it.charCodeAt(0))
    if (bytes.length >= 24 && bytes.length <= 64) return bytes
  } catch {
    // said below
  }
  throw problem(`${setting}: the secret is whsec_ and base64 of 24 to 64 bytes (write / + = as %2F %2B %3D)`)
}

export function webhookProvider(settings: WebhookSettings): Provider {
  return {
    name: 'standard',
    settings,
    // The receiver knows each mail by webhook-id, the same on every try, and by its Message-ID.
    onUnknown: 'resend',
    toRequest: async (mail, now) => webhookRequest(mail, settings, now),
    toReceipt: webhookReceipt,
  }
}

export function webhookRequest(
  mail: OutgoingMail,
  { url, secret }: WebhookSettings,
  now: number,
): HttpRequest {
  const { messageId, envelope, raw } = mail
  const body = JSON.stringify({
    type: 'mail.send',
    timestamp: new Date(now).toISOString(),
    data: { messageId, envelope, raw },
  })
  const seconds = String(Math.floor(now / 1000))
  const id = idOf(mail)
  const signature = hmac(sha256, secret, utf8ToBytes(`${id}.${seconds}.${body}`))
  return {
    url,
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': seconds,
      'webhook-signature': `v1,${btoa(String.fromCharCode(...signature))}`,
    },
    body,
  }
}

/** Without a dot, which separates what is signed. */
const idOf = (mail: OutgoingMail) => `mail_${uuidOf(mail.messageId)}`

/**
 * Any 2xx is a success, its `id` the name of the mail where the answer has one. A refusal may say in our own words
 * what is the matter: `{"reason": "unknown_user", "detail": "…", "retryable": false}`.
 */
export function webhookReceipt(answer: HttpAnswer, mail: OutgoingMail): Receipt {
  const body = objectOf(answer.body)
  if (answer.status < 300) return accepted(text(body.id) || idOf(mail))
  const reason = reasons.find((it) => it === body.reason) as Reason | undefined
  const detail = `${answer.status} ${text(body.detail)}`
  if (!reason || answer.status < 400) return byStatus(answer, text(body.detail))
  return body.retryable === true
    ? forNow(reason, detail, retryAfterMs(answer.headers, answer.at))
    : forGood(reason, detail)
}
