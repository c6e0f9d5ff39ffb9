import { beforeAll, describe, expect, it } from 'vitest'
import { type Preflight, preflight } from '../../../src/core/preflight/check.ts'
import { zone } from '../../support/zone.ts'

const keys: Record<number, string> = {}
beforeAll(async () => {
  for (const modulusLength of [1024, 2048]) {
    const algorithm = {
      name: 'RSASSA-PKCS1-v1_5',
      hash: 'SHA-256',
      modulusLength,
      publicExponent: new Uint8Array([1, 0, 1]),
    }
    const { publicKey } = (await crypto.subtle.generateKey(algorithm, true, [
      'sign',
      'verify',
    ])) as CryptoKeyPair
    keys[modulusLength] = Buffer.from(await crypto.subtle.exportKey('spki', publicKey)).toString('base64')
  }
})

const it_: Preflight = {
  from: 'mre.example',
  envelope: 'bounce.mre.example',
  dkim: { domain: 'mre.example', selector: 's1' },
  address: '192.0.2.1',
  reachUnsubscribe: async () => 200,
}
const good = () => ({
  spf: 'bounce.mre.example TXT v=spf1 ip4:192.0.2.1 -all',
  dkim: `s1._domainkey.mre.example TXT v=DKIM1; k=rsa; p=${keys[2048]}`,
  dmarc: '_dmarc.mre.example TXT v=DMARC1; p=quarantine; rua=mailto:r@mre.example',
  mx: 'mre.example MX mx.mre.example',
  mx2: 'bounce.mre.example MX mx.mre.example',
  ptr: '192.0.2.1 PTR out.mre.example',
  a: 'out.mre.example A 192.0.2.1',
})
const look = async (change: Record<string, string>, settings: Partial<Preflight> = {}) => {
  const lines = Object.values({ ...good(), ...change }).filter(Boolean)
  return preflight(zone(lines), { ...it_, ...settings })
}
const verdicts = (findings: Awaited<ReturnType<typeof look>>) =>
  Object.fromEntries(findings.map(({ check, verdict }) => [check, verdict]))

describe('the look at a sending domain', () => {
  it('finds nothing wrong where nothing is', async () => {
    const findings = await look({})
    expect(findings.filter((one) => one.verdict !== 'ok')).toEqual([])
    expect(Object.keys(verdicts(findings)).sort()).toEqual([
      'alignment',
      'dkim',
      'dmarc',
      'mx',
      'ptr',
      'spf',
      'unsubscribe',
    ])
  })

  it.each([
    ['no SPF', { spf: '' }, 'spf', 'fail', 'no SPF record'],
    ['everybody may send', { spf: 'bounce.mre.example TXT v=spf1 +all' }, 'spf', 'fail', '+all'],
    ['an open end', { spf: 'bounce.mre.example TXT v=spf1 ip4:192.0.2.1' }, 'spf', 'warn', 'does not say'],
    ['no key', { dkim: '' }, 'dkim', 'fail', 's1._domainkey.mre.example has no key'],
    ['a revoked key', { dkim: 's1._domainkey.mre.example TXT v=DKIM1; p=' }, 'dkim', 'fail', 'revoked'],
    [
      'a key that is none',
      { dkim: 's1._domainkey.mre.example TXT v=DKIM1; p=AAAA' },
      'dkim',
      'fail',
      'no readable key',
    ],
    ['no DMARC', { dmarc: '' }, 'dmarc', 'fail', 'no DMARC record'],
    [
      'DMARC that asks for nothing',
      { dmarc: '_dmarc.mre.example TXT v=DMARC1; p=none; rua=mailto:r@x.example' },
      'dmarc',
      'warn',
      'p=none',
    ],
    ['a null MX', { mx: 'mre.example MX ' }, 'mx', 'fail', 'takes no mail'],
    ['no name for the address', { ptr: '' }, 'ptr', 'fail', 'no name'],
    ['a name that leads elsewhere', { a: 'out.mre.example A 192.0.2.7' }, 'ptr', 'fail', 'leads elsewhere'],
  ] as const)('says so: %s', async (_, change, check, verdict, words) => {
    const found = (await look(change)).filter((one) => one.check === check && one.verdict === verdict)
    expect(found).toHaveLength(1)
    expect(found[0]!.line).toContain(words)
    expect(found[0]!.line).not.toContain('\n')
  })

  it('knows a short key, a foreign key and one on trial', async () => {
    const short = `s1._domainkey.mre.example TXT k=rsa; p=${keys[1024]}`
    expect(verdicts(await look({ dkim: short })).dkim).toBe('warn')
    expect(verdicts(await look({}, { dkim: { ...it_.dkim!, key: keys[1024]! } })).dkim).toBe('fail')
    expect(verdicts(await look({}, { dkim: { ...it_.dkim!, key: keys[2048]! } })).dkim).toBe('ok')
    expect(verdicts(await look({ dkim: `${good().dkim}; t=y:s` })).dkim).toBe('warn')
  })

  it('fails where neither envelope nor signature belongs to From', async () => {
    const stray = { envelope: 'host.example', dkim: { domain: 'host.example', selector: 's1' } }
    expect(verdicts(await look({}, stray)).alignment).toBe('fail')
    expect(verdicts(await look({}, { envelope: 'host.example' })).alignment).toBe('warn')
  })

  it('says that it could not ask, and does not blame the domain for it', async () => {
    const silent = { ...zone([]), txt: () => Promise.reject(new Error('timeout')) }
    const findings = await preflight(silent, { ...it_, reachUnsubscribe: async () => null })
    expect(verdicts(findings).unsubscribe).toBe('fail')
    expect(verdicts(findings)).toMatchObject({ spf: 'unknown', dkim: 'unknown', dmarc: 'unknown' })
  })
})
