import { each, fromBase64, sameBytes, secondsToMs, signed } from './bytes.ts'
import { refused, type Verified, type WebhookCall } from './webhook.ts'

/** A sender with more signatures than that has not two keys but a plan. */
const mostSignatures = 10

/**
 * Standard Webhooks, and Svix before them, whose headers Resend keeps: HMAC-SHA256 over `id.timestamp.body`. There may
 * be several signatures and several keys, while keys are changed.
 */
export function verifyStandard({ headers, rawBody, secret }: WebhookCall): Verified {
  const header = (name: string) => headers.get(`webhook-${name}`) ?? headers.get(`svix-${name}`) ?? ''
  const [id, time, signatures] = [header('id'), header('timestamp'), header('signature')]
  const at = secondsToMs(time)
  // a dot in the id could move bytes between what is signed as id and as time
  if (!/^[\x21-\x2d\x2f-\x7e]{1,100}$/.test(id) || at === null) return refused('id or timestamp missing')
  const given = signatures
    .split(' ')
    .filter((it) => it.startsWith('v1,'))
    .slice(0, mostSignatures)
    .map((it) => fromBase64(it.slice(3)))
    .filter((it) => it !== null)
  for (const word of each(secret)) {
    const key = fromBase64(word.replace(/^whsec_/, ''))
    if (!key?.length) continue
    const right = signed(key, `${id}.${time}.`, rawBody)
    if (given.some((it) => sameBytes(it, right))) return { ok: true, id, at }
  }
  return refused('the signature is wrong')
}
