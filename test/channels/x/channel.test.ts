import { afterEach, beforeEach, expect, it } from 'vitest'
import { xChannel } from '../../../src/channels/x/channel.ts'
import { parseXSettings } from '../../../src/channels/x/settings.ts'
import { post } from '../../contracts/channel.ts'
import { startX, type XScript, type XTrial } from '../../support/x.ts'

const never = new AbortController().signal
let server: XTrial
beforeEach(async () => {
  server = await startX()
})
afterEach(() => server.close())

const send = (id = 1) => xChannel(parseXSettings(server.url)).send(post(id), never)

it('posts the text as it is', async () => {
  expect(await send()).toEqual({ outcome: 'accepted', remoteId: '191' })
  expect(server.posts).toEqual(['مرحبا 1 https://mre.example/s/abc'])
})

it('asks before it repeats', () => {
  expect(xChannel(parseXSettings(server.url))).toMatchObject({ onUnknown: 'ask', concurrency: 1 })
})

it('knows a duplicate', async () => {
  await send()
  expect(await send()).toMatchObject({ outcome: 'refused', reason: 'content_or_spam', retryable: false })
})

it('signs in a way X accepts, and is told when not', async () => {
  const channel = xChannel({ ...parseXSettings(server.url), accessSecret: 'another' })
  expect(await channel.send(post(1), never)).toMatchObject({
    outcome: 'refused',
    reason: 'policy_or_auth',
    retryable: false,
    detail: '401 Unauthorized the signature is wrong',
  })
})

const soon = Math.ceil(Date.now() / 1000) + 600
it.each<[string, XScript, object]>([
  [
    '400',
    { status: 400, body: { title: 'Invalid Request' } },
    { outcome: 'refused', reason: 'content_or_spam' },
  ],
  [
    '402',
    { status: 402, body: { title: 'CreditsDepleted' } },
    { outcome: 'refused', reason: 'policy_or_auth' },
  ],
  ['429 without a word', { status: 429 }, { outcome: 'refused', retryable: true, retryAfterMs: 900_000 }],
  ['500', { status: 500 }, { outcome: 'unknown' }],
  ['503', { status: 503, body: { title: 'Service Unavailable' } }, { outcome: 'unknown' }],
  ['201 without an id', { status: 201, body: {} }, { outcome: 'unknown' }],
  ['a broken answer', { fault: 'cut-in-answer' }, { outcome: 'unknown' }],
])('%s', async (_name, script, receipt) => {
  server.script(script)
  expect(await send()).toMatchObject(receipt)
})

it('waits until the limit that is used up begins anew', async () => {
  const headers = {
    'x-rate-limit-limit': '100',
    'x-rate-limit-remaining': '80',
    'x-rate-limit-reset': String(soon - 300),
    'x-user-limit-24hour-limit': '17',
    'x-user-limit-24hour-remaining': '0',
    'x-user-limit-24hour-reset': String(soon),
  }
  server.script({ status: 429, headers })
  const receipt = await send()
  expect(receipt).toMatchObject({ outcome: 'refused', retryable: true })
  const waitMs = 'retryAfterMs' in receipt ? receipt.retryAfterMs! : 0
  expect(waitMs).toBeGreaterThan(500_000)
  expect(waitMs).toBeLessThanOrEqual(601_000)
})

it('gives up waiting, and does not know then', async () => {
  server.script({ fault: 'hang' })
  const channel = xChannel({ ...parseXSettings(server.url), timeoutMs: 50 })
  expect(await channel.send(post(1), never)).toMatchObject({ outcome: 'unknown' })
})

it('sends nothing to a name that does not exist', async () => {
  const channel = xChannel({ ...parseXSettings(server.url), origin: 'https://nowhere.invalid' })
  expect(await channel.send(post(1), never)).toMatchObject({ outcome: 'refused', reason: 'network' })
})

it.each([
  [
    'https://api.x.com',
    'X_URL must look like x://api.x.com?appKey=…&appSecret=…&accessToken=…&accessSecret=…',
  ],
  ['x://api.x.com?appKey=secret1&accessToken=secret2', 'X_URL: appSecret, accessSecret missing'],
  [
    'x://api.x.com?appKey=1&appSecret=2&accessToken=3&accessSecret=4&key=5',
    'X_URL: "key" is not known; there are appKey, appSecret, accessToken, accessSecret',
  ],
])('says what is wrong with %s', (value, line) => {
  expect(() => parseXSettings(value)).toThrow(line)
})

it('speaks TLS to X itself', () => {
  const settings = parseXSettings('x://api.x.com?appKey=1&appSecret=2&accessToken=3&accessSecret=4')
  expect(settings).toMatchObject({ origin: 'https://api.x.com', appKey: '1', accessSecret: '4' })
})
