import fc from 'fast-check'
import { expect, it } from 'vitest'
import { giveUpRules } from '../../src/core/give-up.ts'
import { periodsOf, readPeriods, retentionRules, ruleNames } from '../../src/core/retention.ts'

it('lets an institution shorten a period and never lengthen one', () => {
  const own = fc.dictionary(fc.constantFrom(...ruleNames), fc.integer({ min: 1, max: 5000 }))
  fc.assert(
    fc.property(own, (wanted) => {
      const periods = periodsOf(wanted)
      for (const rule of ruleNames)
        expect(periods[rule]).toBe(Math.min(wanted[rule] ?? retentionRules[rule], retentionRules[rule]))
    }),
  )
})

it('reads what it is told, and says what it cannot take', () => {
  expect(readPeriods('contact=730d, traces=180')).toEqual({ contact: 730, traces: 180 })
  expect(readPeriods('')).toEqual({})
  for (const text of ['contact', 'contact=2000d', 'contact=0d', 'nothing=3d', 'contact=-1d', 'contact=1y'])
    expect(() => readPeriods(text), text).toThrow(/^retention: /)
})

it('keeps the periods that the law and the deliverability notes give', () => {
  expect(retentionRules.contact).toBe(3 * 365)
  expect(retentionRules.traces).toBeLessThanOrEqual(365 + 28)
  expect(retentionRules.pending).toBe(30)
  for (const { days } of giveUpRules) expect(retentionRules.returns).toBeGreaterThan(days)
})
