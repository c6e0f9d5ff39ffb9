import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { deriveKeys } from '../../src/core/token.ts'
import { sealMessageId } from '../../src/core/tokens.ts'
import { remoteName, tagOf } from '../../src/core/webhook/identity.ts'
import { type WebhookProvider, webhookProviders } from '../../src/core/webhook/webhook.ts'
import { stats } from '../../src/engine/stats.ts'
import { personByEmail } from '../../src/store/people.ts'
import { now } from '../core/webhook/calls.ts'
import { dump } from '../support/dump.ts'
import { eventOf, genuineCall } from '../support/hook-calls.ts'
import { type HookWorld, hookWorld } from '../support/hooks.ts'

let world: HookWorld
beforeEach(async () => {
  world = await hookWorld()
})

const figures = async () => stats(world.deps, await world.campaign())
/** All that stands in the database but the names of calls. */
const all = () => {
  const { hook_calls: _, ...rest } = dump(world.db) as Record<string, unknown>
  return rest
}

describe.each(webhookProviders)('%s', (provider) => {
  it('tells of a bounce: the address is struck off, once', async () => {
    const about = world.aboutOf(0)
    const call = genuineCall(provider, eventOf[provider]('bounce', about))
    const answer = await world.post(provider, call)
    expect([answer.status, await answer.json()]).toEqual([
      200,
      { again: false, news: 1, suppressed: 1, unsubscribed: 0 },
    ])
    expect(await world.suppressed(about.address)).toBe('unknown_user')
    expect(await figures()).toMatchObject({ bounces: 1, complaints: 0 })
    const before = dump(world.db)
    const again = await world.post(provider, call)
    expect([again.status, await again.json()]).toMatchObject([200, { again: true }])
    expect(dump(world.db)).toEqual(before)
    expect(await (await world.tell(provider, 'bounce', about)).json()).toMatchObject({ news: 0 })
    expect(await figures()).toMatchObject({ bounces: 1 })
  })

  it('tells of a complaint, which ends everything, and of a delay, which ends nothing', async () => {
    const [one, two] = [world.aboutOf(0), world.aboutOf(1)]
    expect(await (await world.tell(provider, 'complaint', one)).json()).toMatchObject({ suppressed: 1 })
    expect(await (await world.tell(provider, 'deferred', two)).json()).toMatchObject({
      news: 1,
      suppressed: 0,
    })
    expect(await world.suppressed(one.address)).toBe('complaint')
    expect(await world.suppressed(two.address)).toBeUndefined()
    expect(await figures()).toMatchObject({ complaints: 1, bounces: 0 })
  })

  it('may say what it likes of who opened, or of what was delivered', async () => {
    const before = all()
    for (const told of ['opened', 'delivered'] as const)
      expect((await world.tell(provider, told, world.aboutOf(0))).status).toBe(200)
    expect(all()).toEqual(before)
  })

  it('suppresses nobody by an address alone, nor for a message that is not ours', async () => {
    const { address } = world.aboutOf(0)
    const other = sealMessageId(
      deriveKeys('the secret of another installation, 32 or more'),
      world.mails[0]!.id,
    )
    const broken = world.mails[0]!.messageId.replace(/.@/, (end) => (end === 'a@' ? 'b@' : 'a@'))
    const before = all()
    for (const messageId of [undefined, '', `<${other}@mre.example>`, broken, '<8.abc@mre.example>'])
      for (const told of ['bounce', 'complaint', 'unsubscribed'] as const) {
        const tag = messageId ? tagOf(messageId) : undefined
        const about = { address, remoteId: 'foreign', ...(messageId && { messageId }), ...(tag && { tag }) }
        expect((await world.tell(provider, told, about)).status).toBe(200)
      }
    expect(all()).toEqual(before)
  })

  it('is not believed without its secret, or with a changed body', async () => {
    const event = eventOf[provider]('complaint', world.aboutOf(0))
    const { headers, rawBody } = genuineCall(provider, event)
    const before = dump(world.db)
    const forged = provider === 'mailgun' || provider === 'ses' ? { signature: {}, Signature: 'AAAA' } : {}
    const changed = new TextEncoder().encode(JSON.stringify({ ...Object(event), ...forged }))
    const bare = await world.post(provider, {
      rawBody: provider === 'mailgun' || provider === 'ses' ? changed : rawBody,
    })
    expect([401, 403]).toContain(bare.status)
    expect(await bare.json()).toMatchObject({ title: 'hook-signature' })
    world.deps.hooks = { ...world.deps.hooks!, secrets: { [provider]: 'another secret of 16 or more' } }
    expect([401, 403]).toContain((await world.post(provider, { headers, rawBody })).status)
    world.deps.hooks = { ...world.deps.hooks!, secrets: {} }
    expect((await world.post(provider, { headers, rawBody })).status).toBe(404)
    expect(dump(world.db)).toEqual(before)
  })
})

describe('who leaves at the provider', () => {
  const tellers = webhookProviders.filter((provider) => provider !== 'resend')
  it.each(tellers)('%s: leaves here as well', async (provider) => {
    const about = world.aboutOf(0)
    const answer = await world.tell(provider, 'unsubscribed', about)
    expect(await answer.json()).toMatchObject({ unsubscribed: 1, suppressed: 0 })
    const person = (await personByEmail(world.db, world.institution.id, about.address))!
    expect(person.consentEmail).toBe('withdrawn')
    expect(await world.suppressed(about.address)).toBe('unsubscribed')
    expect(await figures()).toMatchObject({ unsubscribes: 1 })
    const ledger = 'SELECT source FROM consents WHERE contact_id = ? ORDER BY id DESC'
    expect(await world.db.prepare(ledger).bind(person.id).first()).toEqual({ source: '/hooks/' })
  })

  it('but not whoever agreed again since', async () => {
    const about = world.aboutOf(0)
    const person = (await personByEmail(world.db, world.institution.id, about.address))!
    await world.db
      .prepare(
        `INSERT INTO consents (contact_id, purpose, act, at, source, recorded_by, created_at)
         VALUES (?, 'receive:email', 'given', ?, '/join/', 'person', 0)`,
      )
      .bind(person.id, now - 10_000)
      .run()
    expect(await (await world.tell('brevo', 'unsubscribed', about)).json()).toMatchObject({ unsubscribed: 0 })
    expect(await world.suppressed(about.address)).toBeUndefined()
  })
})

describe('the name under which a provider took a mail', () => {
  const took = async (index: number, provider: WebhookProvider, remoteId: string, state = 'accepted') =>
    world.db
      .prepare('UPDATE messages SET remote_id = ?, state = ? WHERE id = ?')
      .bind(remoteName(provider, remoteId), state, world.mails[index]!.id)
      .run()

  it('is enough, of that provider and for one message alone', async () => {
    const { address } = world.aboutOf(0)
    const remoteId = 'b7bc-0001'
    let times = 0
    // where nothing is signed, the same bytes would be the same call
    const tell = (provider: WebhookProvider) =>
      world.tell(provider, 'bounce', { address: `${++times}@diaspora.example`, remoteId })
    await took(0, 'postmark', remoteId)
    await tell('brevo')
    await took(1, 'postmark', remoteId)
    await tell('postmark')
    await took(1, 'postmark', 'other')
    await took(0, 'postmark', remoteId, 'unknown')
    await tell('postmark')
    expect(await world.db.prepare('SELECT count(*) AS count FROM returns').first()).toEqual({ count: 0 })
    await took(0, 'postmark', remoteId)
    expect(await (await tell('postmark')).json()).toMatchObject({ news: 1 })
    expect(await world.suppressed(address)).toBe('unknown_user')
  })
})

it('any bytes to any door: never a 5xx, and nothing changes', async () => {
  const before = dump(world.db)
  const value = fc.oneof(fc.base64String(), fc.stringMatching(/^[ -~]{0,60}$/))
  const names = fc.constantFrom(
    'authorization',
    'webhook-id',
    'webhook-timestamp',
    'webhook-signature',
    'content-type',
  )
  const body = fc.oneof(
    fc.uint8Array({ maxLength: 400 }),
    fc.json().map((text) => new TextEncoder().encode(text)),
  )
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...webhookProviders, 'constructor', '__proto__'),
      body,
      fc.dictionary(names, value),
      async (provider, rawBody, headers) => {
        const { status } = await world.post(provider, { headers: new Headers(headers), rawBody })
        expect([401, 403, 404]).toContain(status)
      },
    ),
    { numRuns: 300 },
  )
  expect(dump(world.db)).toEqual(before)
})
