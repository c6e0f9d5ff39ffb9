import { expect, it } from 'vitest'
import { nameOf } from '../../../src/core/webhook/bytes.ts'
import { rawSignature } from '../../../src/core/webhook/sendgrid.ts'
import { verifyWebhook } from '../../../src/core/webhook/verify.ts'
import { type WebhookCall, webhookProviders } from '../../../src/core/webhook/webhook.ts'
import { basic, genuine, mailgunCall, now, secrets, sendgridCall, sharedCall, standardCall } from './calls.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const header = (call: WebhookCall, name: string, value: string): WebhookCall => {
  const headers = new Headers(call.headers)
  headers.set(name, value)
  return { ...call, headers }
}

it.each(webhookProviders)(
  '%s: a genuine call is believed, under the same name each time',
  async (provider) => {
    const first = await verifyWebhook(provider, genuine[provider]())
    const again = await verifyWebhook(provider, genuine[provider]())
    expect(first).toMatchObject({ ok: true, id: expect.stringMatching(/^[\x21-\x7e]{8,100}$/) })
    expect(again).toMatchObject({ ok: true, id: (first as { id: string }).id })
  },
)

it.each(webhookProviders)('%s: nothing is believed without a secret, or with another', async (provider) => {
  const call = genuine[provider]()
  for (const secret of ['', ' ', 'another', 'whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'])
    expect(await verifyWebhook(provider, { ...call, secret })).toMatchObject({ ok: false })
})

it.each(webhookProviders)(
  '%s: one of several secrets is enough, while they are changed',
  async (provider) => {
    const call = genuine[provider]()
    expect(await verifyWebhook(provider, { ...call, secret: `another ${call.secret}` })).toMatchObject({
      ok: true,
    })
  },
)

it.each(['ses', 'sendgrid', 'mailgun', 'resend', 'standard'] as const)(
  '%s: five minutes, both ways',
  async (provider) => {
    const call = genuine[provider]()
    const at = async (ms: number) => (await verifyWebhook(provider, { ...call, now: now + ms })).ok
    expect([await at(-298_000), await at(298_000)]).toEqual([true, true])
    expect([await at(-302_000), await at(302_000)]).toEqual([false, false])
    expect(await verifyWebhook(provider, { ...call, now: now + 302_000, maxAgeMs: 3_600_000 })).toMatchObject(
      {
        ok: true,
      },
    )
  },
)

it.each(['sendgrid', 'resend', 'standard'] as const)(
  '%s: every byte of the body counts',
  async (provider) => {
    const call = genuine[provider]()
    for (let at = 0; at < call.rawBody.length; at++) {
      const rawBody = Uint8Array.from(call.rawBody, (byte, place) => (place === at ? byte ^ 1 : byte))
      expect(await verifyWebhook(provider, { ...call, rawBody })).toMatchObject({ ok: false })
    }
    const longer = Uint8Array.from([...call.rawBody, 10])
    expect(await verifyWebhook(provider, { ...call, rawBody: longer })).toMatchObject({ ok: false })
    expect(await verifyWebhook(provider, { ...call, rawBody: call.rawBody.slice(0, -1) })).toMatchObject({
      ok: false,
    })
  },
)

it.each([
  ['sendgrid', 'x-twilio-email-event-webhook-signature'],
  ['sendgrid', 'x-twilio-email-event-webhook-timestamp'],
  ['resend', 'svix-signature'],
  ['resend', 'svix-timestamp'],
  ['resend', 'svix-id'],
  ['standard', 'webhook-signature'],
  ['standard', 'webhook-id'],
  ['postmark', 'authorization'],
] as const)('%s: every letter of %s counts', async (provider, name) => {
  const call = genuine[provider]()
  const value = call.headers.get(name)!
  for (let at = 0; at < value.length; at++) {
    // the last letter of base64 has bits that mean nothing
    if (/signature|authorization/.test(name) && at >= value.replace(/=+$/, '').length - 1) continue
    const letter = value[at] === '9' ? '8' : '9'
    const changed = value.slice(0, at) + letter + value.slice(at + 1)
    expect([at, (await verifyWebhook(provider, header(call, name, changed))).ok]).toEqual([at, false])
  }
  const without = new Headers(call.headers)
  without.delete(name)
  expect(await verifyWebhook(provider, { ...call, headers: without })).toMatchObject({ ok: false })
})

it('Standard Webhooks: the vector of its own libraries', async () => {
  const call: WebhookCall = {
    headers: new Headers({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    }),
    rawBody: bytes('{"test": 2432232314}'),
    secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    now: 1_614_265_330_000,
  }
  const right = { ok: true, id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', at: 1_614_265_330_000 }
  expect(await verifyWebhook('standard', call)).toEqual(right)
  expect(await verifyWebhook('standard', { ...call, secret: 'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' })).toEqual(
    right,
  )
  const several = [
    'v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc=',
    'v2,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc=',
    call.headers.get('webhook-signature'),
  ].join(' ')
  expect(await verifyWebhook('standard', header(call, 'webhook-signature', several))).toEqual(right)
  for (const wrong of ['v1,', 'v1,g0hM9SsE', 'v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=', 'g0hM9SsE'])
    expect(await verifyWebhook('standard', header(call, 'webhook-signature', wrong))).toMatchObject({
      ok: false,
    })
})

it('Standard Webhooks: nothing moves from the name into the time', async () => {
  const call = standardCall('123.{}')
  const moved = header(
    header(call, 'webhook-id', `${call.headers.get('webhook-id')}.${call.headers.get('webhook-timestamp')}`),
    'webhook-timestamp',
    '123',
  )
  expect(await verifyWebhook('standard', { ...moved, rawBody: bytes('{}'), now: 123_000 })).toMatchObject({
    ok: false,
  })
})

it('SendGrid: the key and the signature of its own libraries', async () => {
  const call: WebhookCall = {
    headers: new Headers({
      'x-twilio-email-event-webhook-signature':
        'MEUCIQCtIHJeH93Y+qpYeWrySphQgpNGNr/U+UyUlBkU6n7RAwIgJTz2C+8a8xonZGi6BpSzoQsbVRamr2nlxFDWYNH2j/0=',
      'x-twilio-email-event-webhook-timestamp': '1588788367',
    }),
    rawBody: bytes('{"category":"example_payload","event":"test_event","message_id":"message_id"}'),
    secret:
      'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEEDr2LjtURuePQzplybdC+u4CwrqDqBaWjcMMsTbhdbcwHBcepxo7yAQGhHPTnlvFYPAZFceEu/1FwCM/QmGUhA==',
    now: 1_588_788_367_000,
  }
  expect(await verifyWebhook('sendgrid', call)).toEqual({
    ok: true,
    id: nameOf('1588788367', call.rawBody),
    at: 1_588_788_367_000,
  })
  const others =
    'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEqTxd43gyp8IOEto2LdIfjRQrIbsd4SXZkLW6jDutdhXSJCWHw8REntlo7aNDthvj+y7GjUuFDb/R1NGe1OPzpA=='
  expect(await verifyWebhook('sendgrid', { ...call, secret: others })).toMatchObject({ ok: false })
})

it('SendGrid: the second form of a signature is the same call, not a new one', async () => {
  const call = sendgridCall('[]')
  const name = 'x-twilio-email-event-webhook-signature'
  const raw = rawSignature(Uint8Array.from(Buffer.from(call.headers.get(name)!, 'base64')))!
  const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n
  const s = order - BigInt(`0x${Buffer.from(raw.subarray(32)).toString('hex')}`)
  const number = (hex: string) => {
    const octets = Buffer.from(hex.padStart(64, '0'), 'hex')
    return Buffer.concat([Buffer.of(2, 33, 0), octets])
  }
  const body = Buffer.concat([
    number(Buffer.from(raw.subarray(0, 32)).toString('hex')),
    number(s.toString(16)),
  ])
  const twin = Buffer.concat([Buffer.of(0x30, body.length), body]).toString('base64')
  const [one, two] = [
    await verifyWebhook('sendgrid', call),
    await verifyWebhook('sendgrid', header(call, name, twin)),
  ]
  expect(one).toMatchObject({ ok: true })
  expect(two).toEqual(one)
})

it('Mailgun: the token is good for one call, as it says nothing about the body', async () => {
  const [one, two] = [mailgunCall({ event: 'delivered' }), mailgunCall({ event: 'failed' })]
  const id = '651869375b9df3c98fc15c4889b102119add1235c38fc92824'
  expect(await verifyWebhook('mailgun', one)).toMatchObject({ ok: true, id })
  expect(await verifyWebhook('mailgun', two)).toMatchObject({ ok: true, id })
})

it('Mailgun: every letter of time, token and signature counts', async () => {
  const body = JSON.parse(new TextDecoder().decode(mailgunCall({}).rawBody)) as {
    signature: Record<string, string>
  }
  for (const [name, value] of Object.entries(body.signature)) {
    for (let at = 0; at < value.length; at++) {
      const changed = value.slice(0, at) + (value[at] === '1' ? '2' : '1') + value.slice(at + 1)
      const rawBody = bytes(JSON.stringify({ ...body, signature: { ...body.signature, [name]: changed } }))
      expect(await verifyWebhook('mailgun', { ...mailgunCall({}), rawBody })).toMatchObject({ ok: false })
    }
  }
})

it.each<[string, Record<string, string>, boolean]>([
  ['Basic auth', basic(), true],
  ['basic in small letters', { authorization: `basic ${btoa(secrets.shared)}` }, true],
  ['a bearer', { authorization: `Bearer ${secrets.shared}` }, true],
  ['a header of its own', { 'x-webhook-secret': secrets.shared }, true],
  ['SparkPost’s old header', { 'x-messagesystems-webhook-token': secrets.shared }, true],
  ['nothing', {}, false],
  ['the beginning of it', basic(secrets.shared.slice(0, -1)), false],
  ['more than it', basic(`${secrets.shared}x`), false],
  ['another scheme', { authorization: `Digest ${btoa(secrets.shared)}` }, false],
  ['what is no base64', { authorization: 'Basic %%%' }, false],
  ['an empty word', { 'x-webhook-secret': '' }, false],
])('without signatures, %s', async (_name, headers, ok) => {
  expect(await verifyWebhook('postmark', sharedCall('{}', headers))).toMatchObject({ ok })
})

it('without signatures, a call is named by its bytes', async () => {
  const [one, two] = await Promise.all(
    ['{"a":1}', '{"a":2}'].map((body) => verifyWebhook('brevo', sharedCall(body))),
  )
  expect(one).toMatchObject({ ok: true, id: nameOf('{"a":1}') })
  expect(two).not.toEqual(one)
})
