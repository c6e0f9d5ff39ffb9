import { each, fromBase64, joined, nameOf, secondsToMs } from './bytes.ts'
import { refused, type Verified, type WebhookCall } from './webhook.ts'

/**
 * SendGrid: ECDSA on P-256 with SHA-256 over the time and the raw body, the line end at its close included. The key is
 * the public one of the "signed event webhook", as its pages show it.
 */
export async function verifySendgrid({ headers, rawBody, secret }: WebhookCall): Promise<Verified> {
  const time = headers.get('x-twilio-email-event-webhook-timestamp') ?? ''
  const at = secondsToMs(time)
  const signature = rawSignature(fromBase64(headers.get('x-twilio-email-event-webhook-signature') ?? ''))
  if (at === null || !signature) return refused('timestamp or signature missing')
  const message = joined([time, rawBody])
  for (const word of each(secret)) {
    const key = await keyFrom(word)
    if (key && (await crypto.subtle.verify(ecdsa, key, signature, message)))
      // of each signature there is a second form that verifies as well: it can be no name
      return { ok: true, id: nameOf(time, rawBody), at }
  }
  return refused('the signature is wrong')
}

const curve = { name: 'ECDSA', namedCurve: 'P-256' }
const ecdsa = { name: 'ECDSA', hash: 'SHA-256' }

async function keyFrom(word: string): Promise<CryptoKey | null> {
  const bytes = fromBase64(word)
  try {
    return bytes && (await crypto.subtle.importKey('spki', bytes, curve, false, ['verify']))
  } catch {
    return null
  }
}

/** SEQUENCE { INTEGER r, INTEGER s } (RFC 3279 2.2.3) to the two numbers in 32 octets each, as Web Crypto wants them. */
export function rawSignature(der: Uint8Array | null): Uint8Array<ArrayBuffer> | null {
  if (der?.[0] !== 0x30 || der[1] !== der.length - 2) return null
  const raw = new Uint8Array(64)
  let from = 2
  for (const place of [0, 32]) {
    const length = der[from + 1] ?? 0
    if (der[from] !== 0x02 || length < 1 || from + 2 + length > der.length) return null
    let number = der.subarray(from + 2, from + 2 + length)
    while (number.length > 1 && number[0] === 0) number = number.subarray(1)
    if (number.length > 32) return null
    raw.set(number, place + 32 - number.length)
    from += 2 + length
  }
  return from === der.length ? raw : null
}
