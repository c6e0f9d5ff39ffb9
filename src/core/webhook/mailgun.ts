import { utf8ToBytes } from '@noble/hashes/utils.js'
import { toHex } from '../token.ts'
import { each, sameText, secondsToMs, signed } from './bytes.ts'
import { objectIn, textIn } from './json.ts'
import { refused, type Verified, type WebhookCall } from './webhook.ts'

/**
 * Mailgun: HMAC-SHA256 over time and token, and not over the body. Whoever sees one call could write another body
 * under it, so the token is good for once only: it is the key against replay.
 */
export function verifyMailgun({ rawBody, secret }: WebhookCall): Verified {
  const given = objectIn(objectIn(rawBody).signature)
  const [time, token, signature] = [textIn(given.timestamp), textIn(given.token), textIn(given.signature)]
  const at = secondsToMs(time)
  if (at === null || !/^[\w-]{16,100}$/.test(token)) return refused('timestamp or token missing')
  const genuine = each(secret).some((key) =>
    sameText(signature.toLowerCase(), toHex(signed(utf8ToBytes(key), time + token))),
  )
  return genuine ? { ok: true, id: token, at } : refused('the signature is wrong')
}
