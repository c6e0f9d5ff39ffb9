import { createHmac, generateKeyPairSync, sign } from 'node:crypto'
import type { WebhookCall, WebhookProvider } from '../../../src/core/webhook/webhook.ts'
import { certificateFor } from './certificates.ts'

/** Genuine calls, signed with Node's own crypto, and with keys made for the test. */
export const now = Date.UTC(2026, 10, 24, 10, 0, 30)
const seconds = String(now / 1000)
const bytes = (text: string) => new TextEncoder().encode(text)

export const topic = 'arn:aws:sns:eu-west-3:123456789012:mawja'
export const certificateUrl = 'https://sns.eu-west-3.amazonaws.com/SimpleNotificationService-0a1b2c.pem'
const amazon = generateKeyPairSync('rsa', { modulusLength: 2048 })
export const certificate = certificateFor(amazon, now - 86_400_000, now + 86_400_000)
const twilio = generateKeyPairSync('ec', { namedCurve: 'P-256' })

export const secrets = {
  standard: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  sendgrid: twilio.publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
  mailgun: 'key-of-the-webhooks',
  shared: 'mawja:a long word that nobody guesses'.replaceAll(' ', '-'),
}

export type Sns = Record<string, string>

/** A message of Amazon's notification service, signed. */
export function sns(change: Sns = {}, version = '2', key = amazon): Sns {
  const message: Sns = {
    Type: 'Notification',
    MessageId: '19ba9823-d7f2-53c1-860e-cb10e0d13dfc',
    TopicArn: topic,
    Message: '{"eventType":"Delivery"}\n',
    Timestamp: new Date(now - 1000).toISOString(),
    SignatureVersion: version,
    SigningCertURL: certificateUrl,
    UnsubscribeURL: 'https://sns.eu-west-3.amazonaws.com/?Action=Unsubscribe',
    ...change,
  }
  const names =
    message.Type === 'Notification'
      ? ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type']
      : ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type']
  const text = names
    .map((name) => (message[name] === undefined ? '' : `${name}\n${message[name]}\n`))
    .join('')
  const hash = version === '1' ? 'RSA-SHA1' : 'RSA-SHA256'
  return { ...message, Signature: sign(hash, bytes(text), key.privateKey).toString('base64') }
}

export const snsCall = (message: Sns, more: Partial<WebhookCall> = {}): WebhookCall => ({
  headers: new Headers(),
  rawBody: bytes(JSON.stringify(message)),
  secret: topic,
  now,
  fetchCertificate: async () => certificate,
  ...more,
})

export function standardCall(
  body: string,
  prefix = 'webhook',
  time = seconds,
  id = 'msg_p5jXN8AQM9LWM0D4loKWxJek',
): WebhookCall {
  const key = Buffer.from(secrets.standard.slice(6), 'base64')
  const signature = createHmac('sha256', key).update(`${id}.${time}.${body}`).digest('base64')
  return {
    headers: new Headers({
      [`${prefix}-id`]: id,
      [`${prefix}-timestamp`]: time,
      [`${prefix}-signature`]: `v1,${signature}`,
    }),
    rawBody: bytes(body),
    secret: secrets.standard,
    now,
  }
}

export function sendgridCall(body: string, time = seconds): WebhookCall {
  const signature = sign('sha256', bytes(time + body), twilio.privateKey).toString('base64')
  return {
    headers: new Headers({
      'x-twilio-email-event-webhook-signature': signature,
      'x-twilio-email-event-webhook-timestamp': time,
    }),
    rawBody: bytes(body),
    secret: secrets.sendgrid,
    now,
  }
}

export function mailgunCall(
  data: unknown,
  time = seconds,
  token = '651869375b9df3c98fc15c4889b102119add1235c38fc92824',
): WebhookCall {
  const signature = createHmac('sha256', secrets.mailgun)
    .update(time + token)
    .digest('hex')
  const body = { signature: { timestamp: time, token, signature }, 'event-data': data }
  return { headers: new Headers(), rawBody: bytes(JSON.stringify(body)), secret: secrets.mailgun, now }
}

export function sharedCall(body: string, headers: Record<string, string> = basic()): WebhookCall {
  return { headers: new Headers(headers), rawBody: bytes(body), secret: secrets.shared, now }
}

export const basic = (word = secrets.shared) => ({ authorization: `Basic ${btoa(word)}` })

export const genuine: Record<WebhookProvider, () => WebhookCall> = {
  ses: () => snsCall(sns()),
  sendgrid: () => sendgridCall('[{"event":"delivered"}]\r\n'),
  mailgun: () => mailgunCall({ event: 'delivered' }),
  postmark: () => sharedCall('{"RecordType":"Delivery"}'),
  brevo: () => sharedCall('{"event":"delivered"}'),
  mailjet: () => sharedCall('[{"event":"sent"}]'),
  sparkpost: () => sharedCall('[{"msys":{}}]'),
  resend: () => standardCall('{"type":"email.delivered"}', 'svix'),
  standard: () => standardCall('{"type":"mail.delivered"}'),
}
