import { describe, expect, it } from 'vitest'
import { readSpf } from '../../../src/core/preflight/spf.ts'
import { zone } from '../../support/zone.ts'

const read = (...lines: string[]) => readSpf(zone(lines), 'mre.example')

describe('the SPF record of a domain', () => {
  it('is counted with everything it includes', async () => {
    const spf = await read(
      'mre.example TXT v=spf1 a mx include:_spf.host.example ip4:192.0.2.0/24 -all',
      'mre.example A 192.0.2.1',
      'mre.example MX mx.mre.example',
      '_spf.host.example TXT v=spf1 include:one.host.example ip6:2001:db8::/32 ?all',
      'one.host.example TXT v=spf1 exists:%{i}.list.host.example ~all',
    )
    expect(spf).toMatchObject({ state: 'found', lookups: 5, voids: 0, all: '-all', faults: [] })
  })

  it('does not exist, or twice', async () => {
    expect(await read('mre.example TXT v=spf10 -all')).toMatchObject({ state: 'none' })
    expect(await read('mre.example TXT v=spf1 -all', 'mre.example TXT v=spf1 ~all')).toMatchObject({
      state: 'several',
    })
  })

  it('goes on where redirect leads, unless it says "all" itself', async () => {
    const other = 'other.example TXT v=spf1 ip4:192.0.2.9 ~all'
    expect(await read('mre.example TXT v=spf1 redirect=other.example', other)).toMatchObject({
      all: '~all',
      lookups: 1,
    })
    expect(await read('mre.example TXT v=spf1 redirect=other.example -all', other)).toMatchObject({
      all: '-all',
      lookups: 0,
    })
  })

  it('may not lead back, into nothing, or cost more than ten look-ups', async () => {
    expect((await read('mre.example TXT v=spf1 include:mre.example -all')).faults).toEqual([
      { fault: 'spf-loop', term: 'include:mre.example' },
    ])
    expect((await read('mre.example TXT v=spf1 include:gone.example -all')).faults).toEqual([
      { fault: 'spf-leads-nowhere', term: 'include:gone.example' },
    ])
    const many = Array.from({ length: 11 }, (_, index) => `a:h${index}.mre.example`)
    const there = many.map((_, index) => `h${index}.mre.example A 192.0.2.${index}`)
    expect((await read(`mre.example TXT v=spf1 ${many.join(' ')} -all`, ...there)).faults).toEqual([
      { fault: 'spf-lookups', term: '' },
    ])
    expect((await read(`mre.example TXT v=spf1 ${many.slice(1).join(' ')} -all`, ...there)).faults).toEqual(
      [],
    )
    expect((await read('mre.example TXT v=spf1 a:x.example a:y.example a:z.example -all')).faults).toEqual([
      { fault: 'spf-voids', term: '' },
    ])
  })

  it('names what is no term of it, and lets unknown modifiers be', async () => {
    expect((await read('mre.example TXT v=spf1 ipv4:192.0.2.1 later=x -all')).faults).toEqual([
      { fault: 'spf-term', term: 'ipv4:192.0.2.1' },
    ])
  })
})
