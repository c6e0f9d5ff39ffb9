import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Resolver } from '../../src/core/preflight/resolver.ts'
import { nodeResolver } from '../../src/node/dns-resolver.ts'
import { type DnsServer, startDns } from '../support/dns-server.ts'

const long = `v=DKIM1; k=rsa; p=${'A'.repeat(392)}`
let server: DnsServer
let dns: Resolver
beforeAll(async () => {
  server = await startDns([
    'mre.example TXT v=spf1 mx -all',
    'mre.example TXT another text',
    'mre.example MX 20 second.mre.example',
    'mre.example MX 10 first.mre.example',
    `s1._domainkey.mre.example TXT ${long}`,
    'none.example MX 0 .',
    'out.mre.example A 192.0.2.1',
    'out.mre.example AAAA 2001:0db8:0000:0000:0000:0000:0000:0001',
    '1.2.0.192.in-addr.arpa PTR out.mre.example',
    'broken.example SERVFAIL',
    'closed.example REFUSED',
    'silent.example SILENCE',
  ])
  dns = nodeResolver([server.address], 100)
})
afterAll(() => server.close())

it('reads what a name server says', async () => {
  expect((await dns.txt('mre.example')).sort()).toEqual(['another text', 'v=spf1 mx -all'])
  expect(await dns.txt('s1._domainkey.mre.example')).toEqual([long])
  expect(await dns.mx('mre.example')).toEqual(['first.mre.example', 'second.mre.example'])
  expect(await dns.addresses('out.mre.example')).toEqual(['192.0.2.1', '2001:db8::1'])
  expect(await dns.ptr('192.0.2.1')).toEqual(['out.mre.example'])
})

it('knows the domain that takes no mail from one that says nothing about mail', async () => {
  expect(await dns.mx('none.example')).toEqual([''])
  expect(await dns.mx('out.mre.example')).toEqual([])
})

it('finds nothing where there is nothing, under names that cannot be too', async () => {
  expect(await dns.txt('gone.example')).toEqual([])
  expect(await dns.addresses('gone.example')).toEqual([])
  expect(await dns.ptr('192.0.2.9')).toEqual([])
  expect(await dns.txt(`${'a'.repeat(64)}.example`)).toEqual([])
})

it('does not take a server that fails, refuses or is silent for a name that is not there', async () => {
  await expect(dns.txt('broken.example')).rejects.toThrow('broken.example: SERVFAIL')
  await expect(dns.mx('closed.example')).rejects.toThrow('closed.example: REFUSED')
  await expect(dns.addresses('silent.example')).rejects.toThrow('silent.example: no answer in time')
})

it('says which setting names no server', () => {
  expect(() => nodeResolver(['dns.mre.example'])).toThrow('MAWJA_DNS must be addresses of name servers')
})
