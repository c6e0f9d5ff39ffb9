import { afterAll, beforeAll, expect, it } from 'vitest'
import { listen } from '../../src/cli/serve.ts'
import type { Resolver } from '../../src/core/preflight/resolver.ts'
import { httpsResolver, reverseName } from '../../src/worker/dns-over-https.ts'

/** Answers as public resolvers give them, by `name type`. */
const answers: Record<string, object> = {
  'mre.example TXT': {
    Status: 0,
    Answer: [
      { type: 5, data: 'other.example.' },
      { type: 16, data: '"v=spf1 mx " "-all"' },
      { type: 16, data: '"a \\"word\\" and a\\032blank"' },
    ],
  },
  'plain.example TXT': { Status: 0, Answer: [{ type: 16, data: 'v=spf1 -all' }] },
  'mre.example MX': {
    Status: 0,
    Answer: [
      { type: 15, data: '20 second.mre.example.' },
      { type: 15, data: '10 first.mre.example.' },
    ],
  },
  'none.example MX': { Status: 0, Answer: [{ type: 15, data: '0 .' }] },
  'out.mre.example A': { Status: 0, Answer: [{ type: 1, data: '192.0.2.1' }] },
  'out.mre.example AAAA': { Status: 0, Answer: [{ type: 28, data: '2001:db8::1' }] },
  '1.2.0.192.in-addr.arpa PTR': { Status: 0, Answer: [{ type: 12, data: 'out.mre.example.' }] },
  'broken.example TXT': { Status: 2 },
}

let server: { url: string; close(): Promise<void> }
let dns: Resolver
beforeAll(async () => {
  const answer = async (request: Request) => {
    const asked = new URL(request.url).searchParams
    if (request.headers.get('Accept') !== 'application/dns-json') return new Response(null, { status: 415 })
    if (asked.get('name') === 'busy.example') return new Response(null, { status: 429 })
    return Response.json(answers[`${asked.get('name')} ${asked.get('type')}`] ?? { Status: 3 })
  }
  server = await listen(answer, '127.0.0.1', 0)
  dns = httpsResolver(`${server.url}/dns-query`)
})
afterAll(() => server.close())

it('reads the JSON of a public resolver', async () => {
  expect(await dns.txt('mre.example')).toEqual(['v=spf1 mx -all', 'a "word" and a blank'])
  expect(await dns.txt('plain.example')).toEqual(['v=spf1 -all'])
  expect(await dns.mx('mre.example')).toEqual(['first.mre.example', 'second.mre.example'])
  expect(await dns.mx('none.example')).toEqual([''])
  expect(await dns.addresses('out.mre.example')).toEqual(['192.0.2.1', '2001:db8::1'])
  expect(await dns.ptr('192.0.2.1')).toEqual(['out.mre.example'])
})

it('finds nothing where there is nothing, and takes no failure for that', async () => {
  expect(await dns.txt('gone.example')).toEqual([])
  await expect(dns.txt('broken.example')).rejects.toThrow('broken.example: SERVFAIL')
  await expect(dns.txt('busy.example')).rejects.toThrow('answered 429')
  await expect(httpsResolver('http://127.0.0.1:1/').txt('mre.example')).rejects.toThrow('mre.example: ')
})

it('turns addresses round', () => {
  expect(reverseName('192.0.2.7')).toBe('7.2.0.192.in-addr.arpa')
  expect(reverseName('2001:db8::1')).toBe(
    '1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa',
  )
})
