import { describe, expect, it } from 'vitest'
import { areAligned, namesUp, readDmarc } from '../../../src/core/preflight/dmarc.ts'
import { zone } from '../../support/zone.ts'

describe('the DMARC record for a From domain (RFC 9989)', () => {
  it('is its own, or that of the organization with its word for subdomains', async () => {
    const lines = zone([
      '_dmarc.mre.example TXT v=DMARC1; p=reject; sp=quarantine; rua=mailto:r@mre.example',
      '_dmarc.own.mre.example TXT v=DMARC1; p=none; pct=50; rf=afrf',
    ])
    expect(await readDmarc(lines, 'mre.example')).toMatchObject({
      policy: 'reject',
      reports: true,
      organization: 'mre.example',
    })
    expect(await readDmarc(lines, 'lettre.mre.example')).toMatchObject({
      at: '_dmarc.mre.example',
      policy: 'quarantine',
      organization: 'mre.example',
    })
    expect(await readDmarc(lines, 'own.mre.example')).toMatchObject({
      policy: 'none',
      retired: ['pct', 'rf'],
    })
  })

  it('asks for nothing without p, with a word nobody knows, or twice', async () => {
    expect(
      await readDmarc(zone(['_dmarc.a.example TXT v=DMARC1; rua=mailto:r@a.example']), 'a.example'),
    ).toMatchObject({
      at: '_dmarc.a.example',
      policy: 'none',
    })
    expect(
      await readDmarc(zone(['_dmarc.a.example TXT v=DMARC1; p=maybe; zz=1']), 'a.example'),
    ).toMatchObject({ policy: 'none' })
    const twice = zone(['_dmarc.a.example TXT v=DMARC1; p=reject', '_dmarc.a.example TXT v=DMARC1; p=none'])
    expect(await readDmarc(twice, 'a.example')).toMatchObject({ at: '', policy: 'none' })
  })

  it('stops at a domain that says it is of no public suffix, and one below a domain that is one', async () => {
    const lines = zone([
      '_dmarc.agency.gov.example TXT v=DMARC1; p=reject; psd=n',
      '_dmarc.gov.example TXT v=DMARC1; p=reject; psd=y',
    ])
    expect((await readDmarc(lines, 'mail.agency.gov.example')).organization).toBe('agency.gov.example')
    expect((await readDmarc(lines, 'mail.ministry.gov.example')).organization).toBe('ministry.gov.example')
    expect(await areAligned(lines, 'a.agency.gov.example', 'b.agency.gov.example')).toBe(true)
    expect(await areAligned(lines, 'agency.gov.example', 'ministry.gov.example')).toBe(false)
  })

  it('is looked for under eight names at most, however long the name', () => {
    const long = Array.from({ length: 30 }, (_, index) => `l${index}`).join('.')
    expect(namesUp(`${long}.example`)).toHaveLength(8)
    expect(namesUp('a.b.example')).toEqual(['a.b.example', 'b.example', 'example'])
  })
})
