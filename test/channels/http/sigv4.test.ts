import { expect, it } from 'vitest'
import { signedHeaders } from '../../../src/channels/http/sigv4.ts'

/** Amazon's "Signature Version 4 test suite": key, instant and host are the same in all of them. */
const key = {
  id: 'AKIDEXAMPLE',
  secret: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
  region: 'us-east-1',
  service: 'service',
}
const now = Date.UTC(2015, 7, 30, 12, 36)
const form = { 'Content-Type': 'application/x-www-form-urlencoded' }

it.each<[string, { method: string; path: string; headers?: Record<string, string>; body?: string }, string]>([
  [
    'get-vanilla',
    { method: 'GET', path: '/' },
    '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31',
  ],
  [
    'post-vanilla',
    { method: 'POST', path: '/' },
    '5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b',
  ],
  [
    'get-unreserved',
    { method: 'GET', path: '/-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz' },
    '07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f',
  ],
  [
    'get-vanilla-query-order-key-case',
    { method: 'GET', path: '/?Param2=value2&Param1=value1' },
    'b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500',
  ],
  [
    'get-vanilla-query-order-value',
    { method: 'GET', path: '/?Param1=value2&Param1=value1' },
    '5772eed61e12b33fae39ee5e7012498b51d56abc0abb7c60486157bd471c4694',
  ],
  [
    'get-header-value-trim',
    { method: 'GET', path: '/', headers: { 'My-Header1': ' value1', 'My-Header2': ' "a   b   c"' } },
    'acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736',
  ],
  [
    'post-header-key-sort',
    { method: 'POST', path: '/', headers: { 'My-Header1': 'value1' } },
    'c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c',
  ],
  [
    'post-x-www-form-urlencoded',
    { method: 'POST', path: '/', headers: form, body: 'Param1=value1' },
    'ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a',
  ],
])('%s', (_name, { method, path, headers = {}, body = '' }, signature) => {
  const signed = signedHeaders(
    { method, url: `https://example.amazonaws.com${path}`, headers, body },
    key,
    now,
  )
  expect(signed['x-amz-date']).toBe('20150830T123600Z')
  expect(signed.authorization).toMatch(
    /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/20150830\/us-east-1\/service/,
  )
  expect(signed.authorization).toContain(`Signature=${signature}`)
})
