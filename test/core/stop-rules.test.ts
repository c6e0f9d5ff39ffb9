import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Finding, judge, lapsed, type StopFigures, stopping } from '../../src/core/stop-rules.ts'
import { stopDefaults, stopLimits, stopProblems, stopRules } from '../../src/core/stop-settings.ts'

const quiet: StopFigures = {
  delivered: 10_000,
  complaints: 0,
  tried: 10_000,
  bounced: 0,
  recent: { outcomes: 200, failed: 0 },
  variants: [],
}
const limits = stopLimits()
const judged = (change: Partial<StopFigures>) => judge({ ...quiet, ...change }, limits)
const rulesOf = (findings: readonly Finding[], stops: boolean) =>
  findings.filter((one) => one.stops === stops).map((one) => one.rule)

describe('what stops a campaign', () => {
  it('nothing, when nothing happened', () => {
    expect(judged({})).toEqual([])
  })

  it('complaints from 0.30 % of 300 delivered on, with a warning from 0.10 % on', () => {
    expect(judged({ complaints: 9 })).toEqual([])
    expect(rulesOf(judged({ complaints: 10 }), false)).toEqual(['complaints'])
    expect(rulesOf(judged({ complaints: 29 }), true)).toEqual([])
    expect(judged({ complaints: 30 })).toMatchObject([
      { rule: 'complaints', stops: true, figure: 0.3, limit: 0.3 },
    ])
    expect(judged({ complaints: 3, delivered: 1000 })).toMatchObject([{ stops: true }])
    expect(judged({ complaints: 50, delivered: 299 })).toEqual([])
    expect(judged({ complaints: 1, delivered: 300 })).toMatchObject([{ stops: true }])
  })

  it('bounces from 5 % of 100 tried on', () => {
    expect(judged({ tried: 99, bounced: 99 })).toEqual([])
    expect(rulesOf(judged({ tried: 100, bounced: 4 }), false)).toEqual(['bounces'])
    expect(rulesOf(judged({ tried: 100, bounced: 5 }), true)).toEqual(['bounces'])
  })

  it('every second of the last 200 refused for a fault of ours', () => {
    expect(judged({ recent: { outcomes: 200, failed: 99 } })).toEqual([])
    expect(rulesOf(judged({ recent: { outcomes: 200, failed: 100 } }), true)).toEqual(['errors'])
    expect(judged({ recent: { outcomes: 49, failed: 49 } })).toEqual([])
  })

  it('a variant that arrives less than the others', () => {
    const variants = (...accepted: number[]) => accepted.map((count) => ({ assigned: 1000, accepted: count }))
    expect(judged({ variants: variants(500, 460) })).toEqual([])
    expect(judged({ variants: variants(500, 300) })).toMatchObject([
      { rule: 'sampleRatio', stops: true, count: 300, of: 800 },
    ])
    expect(judged({ variants: variants(500) })).toEqual([])
  })
})

const figures = fc.record({
  delivered: fc.nat({ max: 5000 }),
  complaints: fc.nat({ max: 100 }),
  tried: fc.nat({ max: 5000 }),
  bounced: fc.nat({ max: 500 }),
  recent: fc
    .nat({ max: 200 })
    .chain((outcomes) => fc.record({ outcomes: fc.constant(outcomes), failed: fc.nat({ max: outcomes }) })),
  variants: fc.array(
    fc.record({ assigned: fc.integer({ min: 1, max: 900 }), accepted: fc.nat({ max: 900 }) }),
    { maxLength: 4 },
  ),
})

describe('properties', () => {
  it('worse figures never stop less', () => {
    fc.assert(
      fc.property(figures, fc.nat({ max: 50 }), (it, more) => {
        const before = rulesOf(judge(it, limits), true).filter((rule) => rule !== 'sampleRatio')
        const failed = Math.min(it.recent.outcomes, it.recent.failed + more)
        const worse = {
          ...it,
          complaints: it.complaints + more,
          bounced: it.bounced + more,
          recent: { ...it.recent, failed },
        }
        expect(rulesOf(judge(worse, limits), true)).toEqual(expect.arrayContaining(before))
      }),
    )
  })

  it('tighter limits never stop less', () => {
    fc.assert(
      fc.property(figures, fc.double({ min: 0.05, max: 1, noNaN: true }), (it, factor) => {
        const tighter = {
          complaints: { ...limits.complaints, percent: limits.complaints.percent * factor },
          bounces: { ...limits.bounces, percent: limits.bounces.percent * factor },
          errors: { ...limits.errors, percent: limits.errors.percent * factor },
          sampleRatio: { p: limits.sampleRatio.p / factor },
        }
        const before = rulesOf(judge(it, limits), true)
        expect(rulesOf(judge(it, tighter), true)).toEqual(expect.arrayContaining(before))
      }),
    )
  })

  it('what was overridden stops again only when it has grown by half', () => {
    const strength = fc.double({ min: 0.01, max: 100, noNaN: true })
    fc.assert(
      fc.property(fc.constantFrom(...stopRules), strength, strength, (rule, then, now) => {
        const finding = { rule, stops: true, figure: now, limit: 0, count: 1, of: 1, strength: now }
        expect(stopping([finding], {})).toBe(finding)
        expect(stopping([finding], { [rule]: then }) === finding).toBe(now >= then * 1.5 - 1e-9)
        expect(stopping([{ ...finding, stops: false }], {})).toBeNull()
      }),
    )
  })

  it('an override holds one rule and not the others, and ends when the figure is below its limit', () => {
    const findings = judged({ complaints: 40, tried: 1000, bounced: 60 })
    expect(rulesOf(findings, true)).toEqual(['complaints', 'bounces'])
    expect(stopping(findings, { complaints: 0.4 })?.rule).toBe('bounces')
    expect(stopping(findings, { complaints: 0.4, bounces: 6 })).toBeNull()
    expect(lapsed(findings, { complaints: 0.4, errors: 80 })).toEqual(['errors'])
    expect(lapsed([], { complaints: 0.4 })).toEqual(['complaints'])
  })
})

describe('stop: of campaign.yaml', () => {
  it('takes what is written and leaves the rest as usual', () => {
    expect(stopLimits({ complaints: { percent: 0.2 } })).toEqual({
      ...stopDefaults,
      complaints: { percent: 0.2, once: 300 },
    })
    expect(stopLimits()).toEqual(stopDefaults)
  })

  it('may be tighter without a word, and looser with one', () => {
    expect(stopProblems({ complaints: { percent: 0.2, once: 100 }, sampleRatio: { p: 0.01 } })).toEqual([])
    expect(stopProblems({ bounces: { percent: 8 }, sampleRatio: { p: 0.0001 } })).toMatchObject([
      { at: ['stop', 'bounces', 'percent'], what: expect.stringContaining('looser') },
      { at: ['stop', 'sampleRatio', 'p'] },
    ])
    const because = 'The list is from 2019, and everybody was told so.'
    expect(stopProblems({ bounces: { percent: 8, because } })).toEqual([])
  })
})
