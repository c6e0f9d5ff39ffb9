import { describe, expect, it } from 'vitest'
import {
  isReserved,
  providerByMx,
  providersByDomain,
  usualProviders,
} from '../../../src/core/lane/providers.ts'
import { readProviders } from '../../../src/core/lane/settings.ts'

const byMx = (...hosts: string[]) => providerByMx(usualProviders, hosts)?.id ?? null

describe('who receives for a domain', () => {
  it('is said by the domain where everybody knows it', () => {
    const byDomain = providersByDomain(usualProviders)
    const known = ['gmail.com', 'hotmail.fr', 'wanadoo.fr', 'web.de', 'virgilio.it', 'skynet.be', 'menara.ma']
    expect(known.map((domain) => byDomain.get(domain)?.id)).toEqual([
      'gmail',
      'microsoft',
      'orange',
      'gmx',
      'libero',
      'proximus',
      'menara',
    ])
  })

  it('is read from the names of its mail servers otherwise', () => {
    expect(byMx('aspmx.l.google.com', 'alt1.aspmx.l.google.com')).toBe('gmail')
    expect(byMx('institution-example.mail.protection.outlook.com.')).toBe('microsoft')
    expect(byMx('MX.ZIGGO.NL')).toBe('ziggo')
    expect(byMx('mx.institution.example')).toBe(null)
    expect(byMx('')).toBe(null)
    expect(byMx('notgoogle.com')).toBe(null)
  })

  it('is one provider only, with limits that make sense', () => {
    for (const what of ['domains', 'mx'] as const) {
      const all = usualProviders.flatMap((provider) => provider[what])
      expect(new Set(all).size).toBe(all.length)
    }
    for (const one of usualProviders) {
      expect(one.connections).toBeGreaterThan(0)
      expect(one.perConnection).toBeGreaterThanOrEqual(20)
      expect(one.perConnection).toBeLessThanOrEqual(100)
      expect(one.perMinute).toBeGreaterThan(0)
    }
  })

  it('is not asked for domains that nobody can have', () => {
    expect(['mail.example', 'example', 'a.test', 'x.invalid'].every(isReserved)).toBe(true)
    expect(['example.ma', 'contest'].some(isReserved)).toBe(false)
  })
})

describe('MAWJA_LANES', () => {
  it('changes what is usual, and adds lanes', () => {
    const lanes = readProviders('gmail:rate=60,connections=2; hoster:mx=mx.hoster.example,rate=30')!
    expect(lanes.find((one) => one.id === 'gmail')).toMatchObject({
      perMinute: 60,
      connections: 2,
      perConnection: 100,
    })
    expect(providerByMx(lanes, ['a.mx.hoster.example'])).toMatchObject({ id: 'hoster', perMinute: 30 })
    expect(readProviders('')).toHaveLength(usualProviders.length)
    expect(readProviders('off')).toBe(null)
  })

  it('says in one line what is wrong', () => {
    const problems = ['gmail', 'gmail:speed=3', 'gmail:rate=0', 'mine:rate=3', 'mine:mx=-;', 'G:rate=1']
    for (const value of problems) expect(() => readProviders(value)).toThrow(/^MAWJA_LANES: [^\n]+$/)
  })
})
