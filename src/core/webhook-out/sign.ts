import { fromBase64, signed } from '../webhook/bytes.ts'
import { toBase64 } from './base64.ts'

/**
 * The three headers of a call (Standard Webhooks, "Webhook Headers"): HMAC-SHA256 over `id.timestamp.body`, once for
 * each secret, so that a receiver may hold the old or the new one while they are exchanged.
 *
 * @param id       `msg_…`, without a dot
 * @param now      ms; the header has whole seconds
 * @param secrets  `whsec_` and base64, the newest first
 */
export function signatureHeaders(
  it: { id: string; now: number; body: string },
  secrets: readonly string[],
): Record<string, string> {
  const seconds = Math.floor(it.now / 1000)
  const sign = (secret: string) => {
    const key = fromBase64(secret.replace(/^whsec_/, ''))
    if (!key?.length) throw new RangeError('a secret is no base64')
    return `v1,${toBase64(signed(key, `${it.id}.${seconds}.`, it.body))}`
  }
  return {
    'webhook-id': it.id,
    'webhook-timestamp': String(seconds),
    'webhook-signature': secrets.map(sign).join(' '),
  }
}
