import { generateKeyPairSync } from 'node:crypto'
import { expect, it } from 'vitest'
import { verifyWebhook } from '../../../src/core/webhook/verify.ts'
import type { WebhookCall } from '../../../src/core/webhook/webhook.ts'
import { certificate, certificateUrl, now, type Sns, sns, snsCall, topic } from './calls.ts'
import { certificateFor } from './certificates.ts'

const verify = (message: Sns, more: Partial<WebhookCall> = {}) => verifyWebhook('ses', snsCall(message, more))
const subscribeUrl = `https://sns.eu-west-3.amazonaws.com/?Action=ConfirmSubscription&TopicArn=${topic}&Token=t0ken`
const invitation = {
  Type: 'SubscriptionConfirmation',
  Token: 't0ken',
  SubscribeURL: subscribeUrl,
  Message: 'You have chosen to subscribe to the topic',
}

it.each(['1', '2'])('believes signatures of version %s', async (version) => {
  expect(await verify(sns({}, version))).toEqual({
    ok: true,
    id: '19ba9823-d7f2-53c1-860e-cb10e0d13dfc',
    at: now - 1000,
  })
})

it('believes no signature of one version under the name of the other', async () => {
  expect(await verify({ ...sns({}, '1'), SignatureVersion: '2' })).toMatchObject({ ok: false })
  expect(await verify({ ...sns({}, '2'), SignatureVersion: '3' })).toMatchObject({ ok: false })
})

it('every letter of every signed field counts', async () => {
  for (const genuine of [sns({ Subject: 'Amazon SES Email Event Notification' }), sns(invitation)]) {
    for (const name of Object.keys(genuine)) {
      if (['UnsubscribeURL', 'SigningCertURL'].includes(name)) continue
      const value = genuine[name]!
      for (let at = 0; at < value.replace(/=+$/, '').length - 1; at++) {
        const changed = value.slice(0, at) + (value[at] === '9' ? '8' : '9') + value.slice(at + 1)
        expect([name, at, (await verify({ ...genuine, [name]: changed })).ok]).toEqual([name, at, false])
      }
      const { [name]: _, ...without } = genuine
      expect([name, (await verify(without)).ok]).toEqual([name, false])
    }
  }
})

it.each([
  'http://sns.eu-west-3.amazonaws.com/a.pem',
  'https://sns.eu-west-3.amazonaws.com.mre.example/a.pem',
  'https://sns.eu-west-3.amazonaws.com@mre.example/a.pem',
  'https://mre.example/sns.eu-west-3.amazonaws.com/a.pem',
  'https://sns.eu-west-3.amazonaws.com:8443/a.pem',
  'https://user:word@sns.eu-west-3.amazonaws.com/a.pem',
  'https://evil.sns.eu-west-3.amazonaws.com/a.pem',
  'https://sns.mre.amazonaws.com/a.pem',
  'https://s3.eu-west-3.amazonaws.com/bucket/a.pem',
  'https://sns.eu-west-3.amazonaws.com/../a.pem/..%2f',
  'https://sns.eu-west-3.amazonaws.com/?Action=GetTopicAttributes&x=.pem',
  'file:///etc/a.pem',
  '',
])('fetches no certificate from %s', async (url) => {
  const asked: string[] = []
  const fetchCertificate = async (address: string) => {
    asked.push(address)
    return certificate
  }
  expect(await verify(sns({ SigningCertURL: url }), { fetchCertificate })).toMatchObject({ ok: false })
  expect(asked).toEqual([])
})

it.each([certificateUrl, 'https://sns.cn-north-1.amazonaws.com.cn/SimpleNotificationService-0a.pem'])(
  'fetches one from %s',
  async (url) => expect(await verify(sns({ SigningCertURL: url }))).toMatchObject({ ok: true }),
)

it('listens to our topics only: anybody can have one with genuine signatures', async () => {
  const other = 'arn:aws:sns:eu-west-3:999999999999:mawja'
  expect(await verify(sns({ TopicArn: other }))).toMatchObject({
    ok: false,
    why: 'the topic is not one of ours',
  })
  expect(await verify(sns({ TopicArn: other }), { secret: `${topic} ${other}` })).toMatchObject({ ok: true })
  expect(await verify(sns(), { secret: `${topic}2` })).toMatchObject({ ok: false })
})

it('passes on where to confirm a subscription to our topic, and no other place', async () => {
  expect(await verify(sns(invitation))).toMatchObject({ ok: true, confirm: subscribeUrl })
  expect(await verify(sns())).not.toHaveProperty('confirm')
  expect(await verify(sns({ ...invitation, Type: 'UnsubscribeConfirmation' }))).not.toHaveProperty('confirm')
  for (const SubscribeURL of ['https://mre.example/', 'http://sns.eu-west-3.amazonaws.com/', 'javascript:0'])
    expect(await verify(sns({ ...invitation, SubscribeURL }))).toMatchObject({ ok: false })
  expect(await verify(sns({ ...invitation, TopicArn: 'arn:aws:sns:eu-west-3:9:x' }))).toMatchObject({
    ok: false,
  })
})

it('believes a certificate of the time only, and of that key only', async () => {
  const key = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const made = (from: number, until: number) => ({
    fetchCertificate: async () => certificateFor(key, now + from, now + until),
  })
  const message = sns({}, '2', key)
  expect(await verify(message, made(-1000, 1000))).toMatchObject({ ok: true })
  expect(await verify(message, made(-2000, -1000))).toMatchObject({ ok: false })
  expect(await verify(message, made(1000, 2000))).toMatchObject({ ok: false })
  expect(await verify(message)).toMatchObject({ ok: false })
})

it('believes nothing when the certificate cannot be read', async () => {
  const failing = async () => {
    throw new Error('503')
  }
  expect(await verify(sns(), { fetchCertificate: failing })).toMatchObject({ ok: false })
  expect(await verify(sns(), { fetchCertificate: async () => '<html>' })).toMatchObject({ ok: false })
  const { fetchCertificate: _, ...alone } = snsCall(sns())
  expect(await verifyWebhook('ses', alone)).toMatchObject({ ok: false })
})

it('takes a long message whole', async () => {
  const Message = JSON.stringify({ eventType: 'Delivery', mail: { headers: 'é'.repeat(9000) } })
  expect(await verify(sns({ Message }))).toMatchObject({ ok: true })
  expect(await verify({ ...sns({ Message }), Message: `${Message} ` })).toMatchObject({ ok: false })
})
