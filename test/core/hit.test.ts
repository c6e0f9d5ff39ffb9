import { expect, it } from 'vitest'
import { classifyHit, wholeHour } from '../../src/core/hit.ts'

const phone =
  'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36'
const iphone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1'

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
  ['preview', 'WhatsApp', 'GET', 'WhatsApp/2.23.20.0 A', null],
  [
    'preview',
    'Facebook',
    'GET',
    'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)',
    null,
  ],
  ['preview', 'Telegram', 'GET', 'TelegramBot (like TwitterBot)', null],
  ['preview', 'X', 'GET', 'Twitterbot/1.0', null],
  ['unknown', 'nobody', 'GET', null, null],
  ['unknown', 'an empty name', 'GET', '', null],
])('%s: %s', (expected, _, method, userAgent, purpose) => {
  const hit = classifyHit({ method, userAgent, purpose })
  expect(hit.class).toBe(expected)
  expect(hit.reasons).toMatch(/^[a-z-]+;rules=\d+$/)
})

it('knows the hour and no more', () => {
  const at = Date.parse('2026-11-23T09:59:59.999Z')
  expect(new Date(wholeHour(at)).toISOString()).toBe('2026-11-23T09:00:00.000Z')
  expect(wholeHour(wholeHour(at))).toBe(wholeHour(at))
})
