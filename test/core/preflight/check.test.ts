import { beforeAll, describe, expect, it } from 'vitest'
import { type Preflight, preflight } from '../../../src/core/preflight/check.ts'
import { type FindingKey, finding, verdictOver } from '../../../src/core/preflight/finding.ts'
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
  unsubscribe: { secure: true, reach: async () => ({ status: 404, ours: true }) },
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
    ['no SPF', { spf: '' }, 'spf-none'],
    ['everybody may send', { spf: 'bounce.mre.example TXT v=spf1 +all' }, 'spf-anybody'],
    ['an open end', { spf: 'bounce.mre.example TXT v=spf1 ip4:192.0.2.1' }, 'spf-open'],
    ['no key', { dkim: '' }, 'dkim-none'],
    ['a revoked key', { dkim: 's1._domainkey.mre.example TXT v=DKIM1; p=' }, 'dkim-revoked'],
    ['a key that is none', { dkim: 's1._domainkey.mre.example TXT v=DKIM1; p=AAAA' }, 'dkim-unreadable'],
    ['no DMARC', { dmarc: '' }, 'dmarc-none'],
    [
      'DMARC that asks for nothing',
      { dmarc: '_dmarc.mre.example TXT v=DMARC1; p=none; rua=mailto:r@x.example' },
      'dmarc-idle',
    ],
    ['a null MX', { mx: 'mre.example MX ' }, 'mx-null'],
    ['no name for the address', { ptr: '' }, 'ptr-none'],
    ['a name that leads elsewhere', { a: 'out.mre.example A 192.0.2.7' }, 'ptr-elsewhere'],
  ] as const)('says so: %s', async (_, change, key) => {
    // Without DMARC nobody knows which domains belong together.
    const found = (await look(change)).filter(
      ({ verdict, check }) => verdict !== 'ok' && check !== 'alignment',
    )
    expect(found.map((one) => one.key)).toEqual([key])
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

  it.each([
    ['ok', true, 404, true, 'unsubscribe-ok'],
    ['nothing answers', true, null, false, 'unsubscribe-silent'],
    ['it fails', true, 502, false, 'unsubscribe-error'],
    ['another site answers', true, 404, false, 'unsubscribe-stranger'],
    ['it is not encrypted', false, 404, true, 'unsubscribe-plain'],
  ] as const)('looks at the page to unsubscribe at: %s', async (_, secure, status, ours, key) => {
    const found = await look({}, { unsubscribe: { secure, reach: async () => ({ status, ours }) } })
    expect(found.filter((one) => one.check === 'unsubscribe').map((one) => one.key)).toEqual([key])
  })

  it('is as good as its gravest part', () => {
    const over = (...keys: FindingKey[]) => verdictOver(keys.map((key) => finding('spf', key)))
    expect(over()).toBe('ok')
    expect(over('spf-ok', 'spf-open')).toBe('warn')
    expect(over('spf-open', 'unasked')).toBe('unknown')
    expect(over('unasked', 'spf-none', 'spf-ok')).toBe('fail')
  })

  it('says that it could not ask, and does not blame the domain for it', async () => {
    const silent = { ...zone([]), txt: () => Promise.reject(new Error('timeout')) }
    const findings = await preflight(silent, it_)
    expect(findings.find((one) => one.check === 'spf')?.values).toEqual({ problem: 'timeout' })
    expect(verdicts(findings)).toMatchObject({ spf: 'unknown', dkim: 'unknown', dmarc: 'unknown' })
  })
})
