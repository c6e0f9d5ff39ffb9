import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { webhookProviders } from '../../src/core/webhook/webhook.ts'
import { stats } from '../../src/engine/stats.ts'
import { readAssets } from '../../src/node/assets.ts'
import { createApp } from '../../src/web/app.tsx'
import { certificateUrl, now, sns, snsCall, topic } from '../core/webhook/calls.ts'
import { eventOf, genuineCall, type Told } from '../support/hook-calls.ts'
import { type HookWorld, hookWorld } from '../support/hooks.ts'

let world: HookWorld
beforeEach(async () => {
  world = await hookWorld()
})

const bytes = (text: string) => new TextEncoder().encode(text)
const bounced = (provider: (typeof webhookProviders)[number]) => eventOf[provider]('bounce', world.aboutOf(0))
const hour = 3_600_000

describe('the door', () => {
  it('is open to POST alone, and for providers that are expected', async () => {
    for (const method of ['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS']) {
      const answer = await world.app.request('/hooks/postmark', { method })
      expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST'])
    }
    expect((await world.app.request('/hooks/unheard-of')).status).toBe(404)
    world.deps.hooks = { ...world.deps.hooks!, secrets: {} }
    for (const provider of [...webhookProviders, 'unheard-of', 'constructor', '__proto__'])
      expect((await world.post(provider, { rawBody: '{}' })).status).toBe(404)
    delete world.deps.hooks
    expect((await world.post('postmark', { rawBody: '{}' })).status).toBe(404)
    expect((await world.post('postmark/more', { rawBody: '{}' })).status).toBe(404)
  })

  it('takes a megabyte and no more, whether its size is said or not', async () => {
    const { headers } = genuineCall('postmark', {})
    const send = (length: number, isTold: boolean) => {
      const rawBody = new Uint8Array(length).fill(32)
      const body = isTold ? rawBody : new Blob([rawBody]).stream()
      const told = new Headers(headers)
      if (isTold) told.set('content-length', String(length))
      const init = { method: 'POST', headers: told, body, duplex: 'half' } as RequestInit
      return world.app.request('/hooks/postmark', init)
    }
    expect((await send(1_048_576, false)).status).toBe(200)
    expect((await send(1_048_577, false)).status).toBe(413)
    const tooLarge = await send(1_048_577, true)
    expect([tooLarge.status, await tooLarge.json()]).toMatchObject([413, { title: 'too-large' }])
  })

  it.each([
    '',
    '{',
    'null',
    '[]',
    '"text"',
    '[[{}]]',
    '{"event":{}}',
    '\u0000\ufffd',
    `${'['.repeat(50_000)}`,
  ])('survives %j, signed or not, whatever it is called', async (text) => {
    const { headers } = genuineCall('brevo', {})
    headers.set('content-type', 'multipart/form-data; boundary=x')
    expect((await world.post('brevo', { headers, rawBody: bytes(text) })).status).toBe(200)
    for (const provider of webhookProviders)
      expect([401, 403]).toContain((await world.post(provider, { rawBody: bytes(text) })).status)
  })

  it('asks for the password where there is one, and says no elsewhere', async () => {
    const answer = await world.post('mailjet', { rawBody: '{}' })
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([
      401,
      'Basic realm="hooks", charset="UTF-8"',
    ])
    expect((await world.post('mailgun', { rawBody: '{}' })).status).toBe(403)
  })

  it('has no time for a network that is refused all the time, until it is quiet for ten minutes', async () => {
    const app = createApp(world.deps, readAssets())
    const from = (address: string) =>
      app.request('/hooks/standard', { method: 'POST', body: '{}', headers: { 'cf-connecting-ip': address } })
    for (let time = 0; time < 100; time++) expect((await from('203.0.113.9')).status).toBe(403)
    const busy = await from('203.0.113.77')
    expect([busy.status, busy.headers.get('retry-after')]).toEqual([429, '600'])
    expect((await from('198.51.100.9')).status).toBe(403)
    world.at.now += 600_001
    expect((await from('203.0.113.9')).status).toBe(403)
  })
})

describe('a call of another time', () => {
  it.each([
    ['standard', -302_000, 403],
    ['standard', 302_000, 403],
    ['resend', -302_000, 403],
    ['resend', -298_000, 200],
    ['ses', -23 * hour, 200],
    ['ses', -25 * hour, 403],
    ['ses', 302_000, 403],
    ['sendgrid', -23 * hour, 200],
    ['sendgrid', -25 * hour, 403],
    ['sendgrid', 302_000, 403],
    ['mailgun', -23 * hour, 200],
    ['mailgun', -25 * hour, 403],
    ['mailgun', 302_000, 403],
  ] as const)('%s, %i ms away, is answered with %i', async (provider, away, status) => {
    const answer = await world.post(provider, genuineCall(provider, bounced(provider), now + away))
    expect(answer.status).toBe(status)
    expect(await world.suppressed(world.aboutOf(0).address)).toBe(status === 200 ? 'unknown_user' : undefined)
  })

  it('is known for a month, while a call is believed for a day', async () => {
    const call = genuineCall('mailgun', bounced('mailgun'))
    await world.post('mailgun', call)
    // Mailgun does not sign the body: whoever saw the call may write another one under its token
    const text = new TextDecoder().decode(call.rawBody).replace('"failed"', '"complained"')
    const answer = await world.post('mailgun', { ...call, rawBody: bytes(text) })
    expect(await answer.json()).toMatchObject({ again: true })
    expect(await world.suppressed(world.aboutOf(0).address)).toBe('unknown_user')
  })
})

it('a genuine call may hold any value in any place: it is answered, and nobody else is struck off', async () => {
  const odd = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.constantFrom(
      'constructor',
      '__proto__',
      -1,
      1e308,
      '9999999999999',
      '0000-01-01T00:00:00Z',
      '\ud800',
      '',
    ),
  )
  const told = fc.constantFrom<Told>('bounce', 'complaint', 'unsubscribed', 'deferred')
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...webhookProviders),
      told,
      fc.nat(),
      odd,
      async (who, what, place, value) => {
        const event = JSON.stringify(eventOf[who](what, world.aboutOf(0)))
        let size = 0
        JSON.parse(event, (_, it) => {
          size++
          return it
        })
        let at = place % size
        const changed = JSON.parse(event, (_, it) => (at-- === 0 ? value : it))
        expect((await world.post(who, genuineCall(who, changed))).status).toBe(200)
      },
    ),
    { numRuns: 300 },
  )
  for (const other of [1, 2]) expect(await world.suppressed(world.aboutOf(other).address)).toBeUndefined()
  expect(world.lines.filter((line) => line.includes('failed'))).toEqual([])
})

it('the same call five times at once is one', async () => {
  const about = world.aboutOf(1)
  const calls = [
    genuineCall('postmark', bounced('postmark')),
    genuineCall('brevo', eventOf.brevo('unsubscribed', about)),
    genuineCall('sendgrid', eventOf.sendgrid('complaint', world.aboutOf(2))),
  ] as const
  const five = Array.from({ length: 5 }, () => [
    world.post('postmark', calls[0]),
    world.post('brevo', calls[1]),
    world.post('sendgrid', calls[2]),
  ]).flat()
  expect((await Promise.all(five)).map(({ status }) => status)).toEqual(Array(15).fill(200))
  const figures = await stats(world.deps, await world.campaign())
  expect(figures).toMatchObject({ bounces: 1, unsubscribes: 1, complaints: 1 })
})

it('what we could not write down is taken when the provider comes again', async () => {
  const call = genuineCall('postmark', bounced('postmark'))
  const { batch } = world.db
  world.deps.db = {
    ...world.db,
    prepare: world.db.prepare,
    batch: () => Promise.reject(new Error('disk full')),
  }
  const failed = await world.post('postmark', call)
  expect([failed.status, await failed.json()]).toMatchObject([500, { title: 'failed' }])
  world.deps.db = { ...world.db, prepare: world.db.prepare, batch }
  expect(await (await world.post('postmark', call)).json()).toMatchObject({ again: false, suppressed: 1 })
})

describe('Amazon', () => {
  const confirmation = (change: Record<string, string> = {}) =>
    snsCall(
      sns({
        Type: 'SubscriptionConfirmation',
        Token:
          '2336412f37fb687f5d51e6e241d09c805a5a57b30d712f794cc5f6a988666d92768dd60a747ba6f3beb71854e285d6ad',
        SubscribeURL: `https://sns.eu-west-3.amazonaws.com/?Action=ConfirmSubscription&TopicArn=${topic}&Token=1`,
        ...change,
      }),
    )

  it('hears yes for our topic, once, and for no other', async () => {
    const call = confirmation()
    expect((await world.post('ses', call)).status).toBe(200)
    expect(world.amazon.asked).toEqual([
      certificateUrl,
      `https://sns.eu-west-3.amazonaws.com/?Action=ConfirmSubscription&TopicArn=${topic}&Token=1`,
    ])
    expect(await (await world.post('ses', call)).json()).toMatchObject({ again: true })
    expect((await world.post('ses', confirmation({ TopicArn: `${topic}-other` }))).status).toBe(403)
    const elsewhere = {
      SubscribeURL: 'https://sns.eu-west-3.amazonaws.com.example/?Action=ConfirmSubscription',
    }
    expect((await world.post('ses', confirmation(elsewhere))).status).toBe(403)
    expect(world.amazon.asked).toHaveLength(2)
  })

  it('is asked for its certificate once, and at its own place only', async () => {
    for (let time = 0; time < 3; time++)
      expect((await world.post('ses', genuineCall('ses', bounced('ses')))).status).toBe(200)
    expect(world.amazon.asked).toEqual([certificateUrl])
    const elsewhere = { SigningCertURL: 'https://mre.example/SimpleNotificationService-0a1b2c.pem' }
    expect((await world.post('ses', snsCall(sns(elsewhere)))).status).toBe(403)
    expect(world.amazon.asked).toHaveLength(1)
  })

  it('comes again when its certificate, or its page, could not be read', async () => {
    const { read } = world.deps.hooks!
    let isDown = /./
    const shaky = (url: string) => (isDown.test(url) ? Promise.reject(new Error('no route')) : read(url))
    world.deps.hooks = { ...world.deps.hooks!, read: shaky }
    const [call, yes] = [genuineCall('ses', bounced('ses')), confirmation()]
    expect((await world.post('ses', call)).status).toBe(500)
    isDown = /Action=/
    expect((await world.post('ses', call)).status).toBe(200)
    expect((await world.post('ses', yes)).status).toBe(500)
    isDown = /nothing/
    expect(await (await world.post('ses', yes)).json()).toMatchObject({ again: false })
  })

  it('names the members of a list behind our address: nobody’s fate is our reader’s', async () => {
    const event = eventOf.ses('bounce', world.aboutOf(0)) as { bounce: { bouncedRecipients: object[] } }
    const said = (address: string, text: string) => ({
      emailAddress: address,
      diagnosticCode: `smtp; ${text}`,
    })
    event.bounce.bouncedRecipients = [
      said('one@list.example', '550 5.1.1 User unknown'),
      said('two@list.example', '552 5.2.2 Mailbox full'),
    ]
    expect((await world.post('ses', genuineCall('ses', event))).status).toBe(200)
    expect(await world.suppressed(world.aboutOf(0).address)).toBeUndefined()
    event.bounce.bouncedRecipients.push(
      said(world.aboutOf(0).address.toUpperCase(), '550 5.1.1 User unknown'),
    )
    expect((await world.post('ses', genuineCall('ses', event))).status).toBe(200)
    expect(await world.suppressed(world.aboutOf(0).address)).toBe('unknown_user')
  })
})

it('the log names no person, no address and no secret', async () => {
  for (const provider of webhookProviders) {
    await world.post(provider, genuineCall(provider, bounced(provider)))
    await world.post(provider, { rawBody: JSON.stringify(bounced(provider)) })
  }
  expect(world.lines.length).toBeGreaterThan(9)
  const about = world.mails.flatMap(({ envelope, messageId }) => [envelope.to, messageId.slice(1, 30)])
  for (const word of ['@', 'diaspora', ...about, ...Object.values(world.deps.hooks!.secrets)])
    expect(world.lines.filter((line) => line.includes(word))).toEqual([])
})
