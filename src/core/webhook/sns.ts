import { each, fromBase64, joined } from './bytes.ts'
import { readCertificate } from './certificate.ts'
import { type Fields, objectIn, textIn } from './json.ts'
import { refused, type Verified, type WebhookCall } from './webhook.ts'

/** What is signed, in this order, each as name and value on a line of its own; Subject only where there is one. */
const notification = ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type']
const confirmation = ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type']
const signedFields: Record<string, readonly string[]> = {
  Notification: notification,
  SubscriptionConfirmation: confirmation,
  UnsubscribeConfirmation: confirmation,
}
const hashes: Record<string, string> = { '1': 'SHA-1', '2': 'SHA-256' }

/**
 * Amazon SES speaks through its notification service (SNS): RSA over a fixed list of fields, the key in a certificate
 * whose address comes with the call. So the address decides: it must be Amazon's. Anybody can have a topic of their
 * own with genuine signatures, hence the list of topics.
 */
export async function verifySns(call: WebhookCall): Promise<Verified> {
  const body = objectIn(call.rawBody)
  const fields = ownText(signedFields, textIn(body.Type))
  const hash = ownText(hashes, textIn(body.SignatureVersion))
  if (!fields || !hash) return refused('not a notification of Amazon SNS')
  if (!each(call.secret).includes(textIn(body.TopicArn))) return refused('the topic is not one of ours')
  const at = Date.parse(textIn(body.Timestamp))
  const id = textIn(body.MessageId)
  if (!Number.isFinite(at) || !/^[\w-]{8,100}$/.test(id)) return refused('id or timestamp missing')
  const address = textIn(body.SigningCertURL)
  if (!isAmazons(address, /^\/[\w-]+\.pem$/)) return refused('the certificate is not at Amazon')
  const signature = fromBase64(textIn(body.Signature))
  const key = await keyFrom(call, address, hash)
  if (!signature || !key) return refused('signature or certificate missing')
  if (!(await crypto.subtle.verify(rsa, key, signature, signedText(body, fields))))
    return refused('the signature is wrong')
  if (body.Type !== 'SubscriptionConfirmation') return { ok: true, id, at }
  const confirm = textIn(body.SubscribeURL)
  return isAmazons(confirm, /^\/$/)
    ? { ok: true, id, at, confirm }
    : refused('the subscription is not at Amazon')
}

const rsa = 'RSASSA-PKCS1-v1_5'

const ownText = <T>(table: Record<string, T>, key: string): T | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined

/** `https://sns.REGION.amazonaws.com`, or `.cn` behind it, and nothing that only looks like it. */
export function isAmazons(address: string, path: RegExp): boolean {
  const url = URL.parse(address)
  return (
    url !== null &&
    url.protocol === 'https:' &&
    /^sns\.[a-z]{2,4}(-[a-z]+)+-\d\.amazonaws\.com(\.cn)?$/.test(url.hostname) &&
    url.port === '' &&
    url.username === '' &&
    url.password === '' &&
    path.test(url.pathname)
  )
}

/** The texts as they are, however long: a cut one would be signed by nobody. */
function signedText(body: Fields, fields: readonly string[]): Uint8Array<ArrayBuffer> {
  const lines = fields.flatMap((name) => {
    const value = body[name]
    return typeof value === 'string' ? [`${name}\n${value}\n`] : []
  })
  return joined(lines)
}

async function keyFrom(call: WebhookCall, address: string, hash: string): Promise<CryptoKey | null> {
  const certificate = readCertificate((await call.fetchCertificate?.(address)) ?? '')
  if (!certificate || call.now < certificate.from || call.now > certificate.until) return null
  return crypto.subtle.importKey('spki', certificate.publicKey, { name: rsa, hash }, false, ['verify'])
}
