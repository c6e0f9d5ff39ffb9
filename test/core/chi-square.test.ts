import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chiSquareTail, sampleRatio } from '../../src/core/chi-square.ts'

describe('chiSquareTail', () => {
  it('agrees with the tables (NIST/SEMATECH e-Handbook, 1.3.6.7.4)', () => {
    for (const [degrees, statistic, p] of [
      [1, 3.841, 0.05],
      [1, 10.828, 0.001],
      [2, 9.21, 0.01],
      [3, 7.815, 0.05],
      [5, 20.515, 0.001],
      [7, 14.067, 0.05],
      [10, 2.558, 0.99],
    ] as const)
      expect(chiSquareTail(statistic, degrees)).toBeCloseTo(p, 4)
  })

  it('is e^(-x/2) for two degrees of freedom', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 200, noNaN: true }), (statistic) => {
        const exact = Math.exp(-statistic / 2)
        expect(Math.abs(chiSquareTail(statistic, 2) - exact)).toBeLessThan(1e-12)
      }),
    )
  })

  it('falls as the statistic grows, and stays a probability', () => {
    const values = fc.double({ min: 0, max: 500, noNaN: true })
    fc.assert(
      fc.property(values, values, fc.integer({ min: 1, max: 12 }), (one, other, degrees) => {
        const [low, high] = [Math.min(one, other), Math.max(one, other)]
        const tails = [chiSquareTail(high, degrees), chiSquareTail(low, degrees)]
        expect(tails[0]).toBeLessThanOrEqual(tails[1]! + 1e-12)
        expect(Math.min(...tails)).toBeGreaterThanOrEqual(0)
        expect(Math.max(...tails)).toBeLessThanOrEqual(1)
      }),
    )
  })
})

describe('sampleRatio', () => {
  it('finds nothing where the shares are kept, and everything where one arm is gone', () => {
    const cells = (observed: number[]) => observed.map((count) => ({ expected: 500, observed: count }))
    expect(sampleRatio(cells([200, 200]))).toEqual({ statistic: 0, p: 1 })
    expect(sampleRatio(cells([300, 200]))!.p).toBeCloseTo(7.744e-6, 8)
    expect(sampleRatio(cells([400, 0]))!.p).toBeLessThan(1e-12)
  })

  it('says nothing of one cell or of few people', () => {
    expect(sampleRatio([{ expected: 10, observed: 10 }])).toBeNull()
    expect(sampleRatio([])).toBeNull()
    const few = [
      { expected: 1, observed: 9 },
      { expected: 1, observed: 0 },
    ]
    expect(sampleRatio(few)).toBeNull()
  })
})
