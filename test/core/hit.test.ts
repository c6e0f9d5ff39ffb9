import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isInCloud } from '../../src/core/cloud-network.ts'
import { cloudRanges } from '../../src/core/cloud-ranges.ts'
import { classifyHit, type Hit, hitRules, wholeHour, withReason } from '../../src/core/hit.ts'

const phone =
  'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36'
const iphone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1'
const lynx = 'Lynx/2.9.0dev.10 libwww-FM/2.14 SSL-MM/1.4.1 OpenSSL/3.0.13'
const w3m = 'w3m/0.5.3+git20230121'

it.each([
  ['human', 'a phone', 'GET', phone, null],
  ['human', 'an iPhone', 'GET', iphone, null],
  ['machine', 'a HEAD request', 'HEAD', phone, null],
  ['machine', 'a browser that fetches ahead', 'GET', phone, 'prefetch;prerender'],
  [
    'machine',
    'a search engine',
    'GET',
    'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
    null,
  ],
  ['machine', 'a script', 'GET', 'curl/8.5.0', null],
  ['unknown', 'nobody', 'GET', null, null],
  ['unknown', 'an empty name', 'GET', '', null],
])('%s: %s', (expected, _, method, userAgent, purpose) => {
  const hit = classifyHit({ method, userAgent, purpose })
  expect(hit.class).toBe(expected)
  expect(hit.reasons).toMatch(/^[a-z-]+;rules=2$/)
})

it.each([
  ['whatsapp', 'WhatsApp/2.23.20.0 A'],
  ['facebook', 'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)'],
  ['telegram', 'TelegramBot (like TwitterBot)'],
  ['x', 'Twitterbot/1.0'],
  ['linkedin', 'LinkedInBot/1.0 (compatible; Mozilla/5.0)'],
  ['slack', 'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)'],
])('names the app that draws a preview: %s', (app, userAgent) => {
  expect(classifyHit({ method: 'GET', userAgent, purpose: null })).toEqual({
    class: 'preview',
    reasons: `preview-${app};rules=${hitRules}`,
  })
})

describe('a data centre', () => {
  const from = (address: string, isNavigation: boolean) =>
    classifyHit({ method: 'GET', userAgent: phone, purpose: null, address, isNavigation })

  it('holds programs, and perhaps people whose browser wants a page', () => {
    expect(from('52.16.3.4', false)).toEqual({
      class: 'machine',
      reasons: 'data-centre+no-page-wanted;rules=2',
    })
    expect(from('::ffff:20.70.1.1', true)).toEqual({ class: 'unknown', reasons: 'data-centre;rules=2' })
  })

  it('is not where readers live', () => {
    expect(from('203.0.113.9', false).class).toBe('human')
    expect(from('2001:db8::9', true)).toEqual({ class: 'human', reasons: 'browser-agent+navigation;rules=2' })
  })

  it('has blocks with their first and last address and nothing beside', () => {
    for (const block of Object.values(cloudRanges).flat()) {
      const [address, bits] = block.split('/') as [string, string]
      expect(Number(bits), block).toBeLessThanOrEqual(16)
      const first = address.split('.').reduce((number, part) => number * 256 + Number(part), 0)
      expect(first % 2 ** (32 - Number(bits)), block).toBe(0)
      const dotted = (number: number) =>
        [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.')
      expect(isInCloud(dotted(first)), block).toBe(true)
      expect(isInCloud(dotted(first + 2 ** (32 - Number(bits)) - 1)), block).toBe(true)
    }
    for (const address of ['3.4.0.1', '34.2.255.255', '9.9.9.9', 'somebody', '']) {
      expect(isInCloud(address), address).toBe(false)
    }
  })
})

it.each([lynx, w3m])(
  'takes a text browser for what its name says, and never for a machine by what it does not send: %s',
  (userAgent) => {
    const hit = { method: 'GET', userAgent, purpose: null }
    expect(classifyHit({ ...hit, address: '203.0.113.9' })).toEqual(classifyHit(hit))
    expect(classifyHit(hit).class).toBe('human')
  },
)

it('gives every request one class and at least one reason', () => {
  const request: fc.Arbitrary<Hit> = fc.record({
    method: fc.constantFrom('GET', 'HEAD', 'POST'),
    userAgent: fc.oneof(fc.constant(null), fc.string(), fc.constantFrom(phone, 'curl/8', 'WhatsApp/2')),
    purpose: fc.oneof(fc.constant(null), fc.string(), fc.constant('prefetch')),
    address: fc.oneof(fc.constant(null), fc.ipV4(), fc.ipV6(), fc.string()),
    isNavigation: fc.boolean(),
  })
  fc.assert(
    fc.property(request, (hit) => {
      const verdict = classifyHit(hit)
      expect(['human', 'machine', 'preview', 'unknown']).toContain(verdict.class)
      expect(verdict.reasons).toMatch(/^[a-z-]+(\+[a-z-]+)*;rules=\d+$/)
      const worse = withReason(verdict, 'machine', 'burst')
      expect(worse.reasons).toMatch(/^[a-z-]+(\+[a-z-]+)*;rules=\d+$/)
      if (verdict.class === 'preview') expect(worse).toEqual(verdict)
      else expect(worse.class).toBe('machine')
    }),
  )
})

it('knows the hour and no more', () => {
  const at = Date.parse('2026-11-23T09:59:59.999Z')
  expect(new Date(wholeHour(at)).toISOString()).toBe('2026-11-23T09:00:00.000Z')
  expect(wholeHour(wholeHour(at))).toBe(wholeHour(at))
})
