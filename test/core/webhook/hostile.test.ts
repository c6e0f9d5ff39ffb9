import fc from 'fast-check'
import { expect, it } from 'vitest'
import { reasons } from '../../../src/core/channel.ts'
import { eventsOf } from '../../../src/core/webhook/events-of.ts'
import { verifyWebhook } from '../../../src/core/webhook/verify.ts'
import { type WebhookEvent, webhookProviders } from '../../../src/core/webhook/webhook.ts'
import { genuine } from './calls.ts'
import { examples } from './examples.ts'

const kinds = ['bounce', 'complaint', 'delivered', 'deferred', 'unsubscribed', 'other']
const provider = fc.constantFrom(...webhookProviders)

function expectSound(events: WebhookEvent[]): void {
  for (const { kind, reason, address, remoteId, messageId, at, permanent } of events) {
    expect(kinds).toContain(kind)
    expect(reason === null || reasons.includes(reason)).toBe(true)
    expect(address === '' || /^\S+@\S+$/.test(address)).toBe(true)
    for (const name of [remoteId, messageId]) expect(name === null || name.length <= 302).toBe(true)
    expect(at === null || Number.isFinite(at)).toBe(true)
    expect(typeof permanent).toBe('boolean')
  }
}

it('no bytes and no headers of strangers are believed, and none throw', async () => {
  const names = fc.constantFrom(
    ...webhookProviders.flatMap((it) => [...genuine[it]().headers.keys()]),
    'authorization',
  )
  const value = fc.oneof(fc.base64String(), fc.stringMatching(/^[ -~]{0,60}$/))
  await fc.assert(
    fc.asyncProperty(
      provider,
      fc.uint8Array({ maxLength: 300 }),
      fc.dictionary(names, value),
      async (who, rawBody, headers) => {
        const call = { ...genuine[who](), rawBody, headers: new Headers(headers) }
        expect(await verifyWebhook(who, call)).toMatchObject({ ok: false, why: expect.any(String) })
        expectSound(eventsOf(who, rawBody))
      },
    ),
    { numRuns: 500 },
  )
})

it('any value in any place of an event is survived', () => {
  const leaf = fc.oneof(
    fc.anything({ maxDepth: 2 }),
    fc.constantFrom('constructor', '__proto__', -1, 1e308, ''),
  )
  fc.assert(
    fc.property(fc.constantFrom(...examples), fc.nat(), leaf, ([who, , body], place, value) => {
      let seen = 0
      JSON.stringify(body, (_, it) => {
        seen++
        return it
      })
      let at = place % seen
      const changed = JSON.stringify(body, (_, it) => (at-- === 0 ? safe(value) : it)) ?? ''
      expectSound(eventsOf(who, changed))
    }),
    { numRuns: 1500 },
  )
})

/** What JSON can say of a value. */
function safe(value: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(value) ?? 'null')
  } catch {
    return null
  }
}

it('a large or deep body takes no long time', () => {
  const long = 'a@'.repeat(500_000)
  const started = performance.now()
  for (const [who, , body] of examples) {
    const text = JSON.stringify(body).replace(/reader@diaspora\.example/, long)
    expectSound(eventsOf(who, text))
  }
  for (const who of webhookProviders) expect(eventsOf(who, '['.repeat(200_000))).toEqual([])
  expect(performance.now() - started).toBeLessThan(20_000)
})

it('an address holds no blank, wherever it stands', () => {
  const bounce = { type: 'mail.bounce', data: { address: '! @!' } }
  expect(eventsOf('standard', JSON.stringify(bounce))).toMatchObject([{ address: '' }])
})
