import { rmSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { mawjaHere } from '../support/command-line.ts'
import { type DnsServer, startDns } from '../support/dns-server.ts'
import { temporaryFolder } from '../support/installation.ts'

const folder = temporaryFolder()
let dns: DnsServer
let environment: Record<string, string>
beforeAll(async () => {
  dns = await startDns([
    'mre.example TXT v=spf1 ip4:192.0.2.1 -all',
    'mre.example MX 10 mx.mre.example',
    '_dmarc.mre.example TXT v=DMARC1; p=reject; rua=mailto:rapports@mre.example',
    '1.2.0.192.in-addr.arpa PTR out.mre.example',
    'out.mre.example A 192.0.2.1',
    'broken.example SERVFAIL',
    '_dmarc.broken.example SERVFAIL',
  ])
  environment = {
    MAWJA_DATABASE: `${folder}/mawja.db`,
    // A port that nobody listens on.
    MAWJA_PUBLIC_URL: 'http://127.0.0.1:1',
    MAWJA_DNS: dns.address,
    MAWJA_MAIL_IP: '192.0.2.1',
  }
  const words = ['institution', 'add', 'mre', '--name', 'Maison des Marocains', '--country', 'MA']
  await mawjaHere(environment, ...words)
})
afterAll(async () => {
  await dns.close()
  rmSync(folder, { recursive: true })
})

const look = (...words: string[]) => mawjaHere(environment, 'preflight', ...words)

it('asks the name server of the setting, and says each thing in a line', async () => {
  const { code, json } = await look('mre.example')
  expect(code).toBe(0)
  expect(json).toMatchObject({ domain: 'mre.example', verdict: 'fail' })
  const findings = json.findings as { check: string; verdict: string; line: string }[]
  expect(findings.map(({ check, verdict }) => `${check} ${verdict}`)).toEqual([
    'spf ok',
    'dkim warn',
    'dmarc ok',
    'alignment ok',
    'mx ok',
    'ptr ok',
    'unsubscribe fail',
  ])
  expect(findings[0]!.line).toBe('mre.example: SPF, 0 of 10 look-ups, -all')
})

it('does not blame a domain for its name server', async () => {
  const { json } = await look('broken.example', '--institution', 'mre')
  const findings = json.findings as { check: string; verdict: string; line: string }[]
  expect(findings.find((one) => one.check === 'spf')).toMatchObject({
    verdict: 'unknown',
    line: 'the DNS did not answer: broken.example: SERVFAIL',
  })
})

it('refuses when it could not look, or was asked to be strict', async () => {
  expect(await look('mre.example', '--strict')).toMatchObject({
    code: 1,
    out: '',
    problem: expect.stringMatching(/^mre\.example: unsubscribe: the page does not answer; .*\n$/),
  })
  expect(await look('rentree')).toMatchObject({
    code: 1,
    problem: expect.stringContaining('no campaign "rentree"'),
  })
  const other = await mawjaHere({ ...environment, MAWJA_DNS: 'dns.mre.example' }, 'preflight', 'mre.example')
  expect(other).toMatchObject({ code: 1, problem: expect.stringContaining('MAWJA_DNS must be addresses') })
})
