import { each, nameOf, sameText } from './bytes.ts'
import { refused, type Verified, type WebhookCall } from './webhook.ts'

/**
 * Postmark, Brevo, Mailjet and SparkPost sign nothing: they only show a secret, as Basic auth (RFC 7617) or in a header.
 * Nothing says when such a call was made, and its name is that of its bytes.
 */
export function verifyShared({ headers, rawBody, secret, now }: WebhookCall): Verified {
  const shown = shownBy(headers)
  // all are compared, so that the time tells nothing about which one was near
  const genuine = each(secret).filter((word) => shown.filter((it) => sameText(it, word)).length > 0)
  return genuine.length ? { ok: true, id: nameOf(rawBody), at: now } : refused('the secret is wrong')
}

function shownBy(headers: Headers): string[] {
  const [, scheme = '', value = ''] = /^(\S+)\s+(\S+)$/.exec(headers.get('authorization') ?? '') ?? []
  return [
    scheme.toLowerCase() === 'basic' ? basic(value) : '',
    scheme.toLowerCase() === 'bearer' ? value : '',
    headers.get('x-webhook-secret') ?? '',
    headers.get('x-messagesystems-webhook-token') ?? '',
  ].filter(Boolean)
}

/** `user:password`; '' for what is no base64. */
function basic(value: string): string {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(value), (it) => it.charCodeAt(0)))
  } catch {
    return ''
  }
}
