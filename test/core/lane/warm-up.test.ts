import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { capOf, verdictOf, type WarmUpDay, warmingDomain } from '../../../src/core/lane/warm-up.ts'

const plan = { first: 50, growth: 1.5, from: '2026-11-24' }
const day = (more: Partial<WarmUpDay> = {}): WarmUpDay => ({
  day: '2026-11-24',
  cap: 200,
  sent: 200,
  deferred: 0,
  unknownUsers: 0,
  complaints: 0,
  ...more,
})

describe('the cap of a day', () => {
  it('starts low and grows with days that went well', () => {
    expect(capOf(plan, null, '2026-11-23')).toBe(null)
    const caps: number[] = []
    let last: WarmUpDay | null = null
    for (const name of ['24', '25', '26', '27']) {
      const cap: number = capOf(plan, last, `2026-11-${name}`)!
      caps.push(cap)
      last = day({ day: `2026-11-${name}`, cap, sent: cap })
    }
    expect(caps).toEqual([50, 75, 112, 168])
  })

  it.each([
    ['a quiet day', { sent: 99 }, 'hold'],
    ['10 % put off', { deferred: 20 }, 'grow'],
    ['more than 10 % put off', { deferred: 21 }, 'hold'],
    ['more than 2 % unknown', { unknownUsers: 5 }, 'hold'],
    ['two complaints in 200', { complaints: 2 }, 'reduce'],
    ['one complaint in 200', { complaints: 1 }, 'grow'],
    ['more than 20 % put off', { deferred: 41 }, 'reduce'],
    ['two limits passed', { deferred: 21, unknownUsers: 5 }, 'reduce'],
  ] as const)('%s', (_, more, verdict) => {
    expect(verdictOf(day(more))).toBe(verdict)
  })

  it('never grows faster than the plan says, nor falls under half', () => {
    const count = fc.nat(5000)
    const days = fc.record({ sent: count, deferred: count, unknownUsers: count, complaints: count })
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 5000 }), days, (cap, counts) => {
        const next = capOf(plan, day({ cap, ...counts }), '2026-11-25')!
        expect(next).toBeGreaterThanOrEqual(Math.floor(cap / 2))
        expect(next).toBeLessThanOrEqual(cap * plan.growth)
      }),
    )
  })
})

it('a plan counts for its domain, those under it, and the domain that signs', () => {
  const plans = new Map([['lettres.institution.example', plan]])
  expect(warmingDomain(plans, 'a.lettres.institution.example', null)).toBe('lettres.institution.example')
  expect(warmingDomain(plans, 'institution.example', null)).toBe(null)
  expect(warmingDomain(plans, 'institution.example', 'lettres.institution.example')).toBe(
    'lettres.institution.example',
  )
})
