import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seeded } from '../../../src/core/chance.ts'
import { effectOf } from '../../../src/core/experiment/effect.ts'
import { netShares } from '../../../src/core/experiment/net-shares.ts'
import { experimentProblems, experimentSchema } from '../../../src/core/experiment/settings.ts'

const response = fc
  .nat(500)
  .chain((delivered) =>
    fc.record({ delivered: fc.constant(delivered), gains: fc.nat(delivered), losses: fc.nat(delivered) }),
  )

describe('shares of the next wave', () => {
  it('add up to one and keep the floor, whatever was seen', () => {
    fc.assert(
      fc.property(
        fc.array(response, { minLength: 2, maxLength: 6 }),
        fc.double({ min: 0, max: 0.5, noNaN: true }),
        fc.nat(),
        (responses, floor, seed) => {
          const shares = netShares(responses, { floor, random: seeded(seed) })
          expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1)
          const least = Math.min(floor, 1 / responses.length)
          for (const share of shares) expect(share).toBeGreaterThanOrEqual(least - 1e-9)
        },
      ),
      { numRuns: 20 },
    )
  })

  it('are alike where nothing tells the variants apart, in any order', () => {
    const alike = { delivered: 800, gains: 8, losses: 3 }
    for (const share of netShares([alike, alike, alike], { floor: 0.05, random: seeded(3) }))
      expect(Math.abs(share - 1 / 3)).toBeLessThan(0.05)
    const none = { delivered: 0, gains: 0, losses: 0 }
    expect(netShares([none, none], { floor: 0.1, random: seeded(1) })).toEqual([0.5, 0.5])
  })

  it('go to what brings more than it drives away', () => {
    const loud = { delivered: 1000, gains: 40, losses: 40 }
    const good = { delivered: 1000, gains: 30, losses: 1 }
    const [first, second] = netShares([loud, good], { floor: 0.1, random: seeded(5) })
    expect(first).toBeCloseTo(0.1, 1)
    expect(second).toBeGreaterThan(0.85)
  })
})

describe('what a treatment adds', () => {
  it('stays quiet at every look while it adds nothing', () => {
    const runs = 200
    let wrong = 0
    for (let run = 0; run < runs; run++) {
      const random = seeded(run)
      const [treated, heldOut] = [
        { n: 0, successes: 0 },
        { n: 0, successes: 0 },
      ]
      for (let look = 0; look < 20; look++) {
        for (let person = 0; person < 100; person++) {
          const arm = person % 5 ? treated : heldOut
          arm.n++
          if (random() < 0.1) arm.successes++
        }
        if (effectOf(treated, heldOut).isClear) {
          wrong++
          break
        }
      }
    }
    expect(wrong / runs).toBeLessThanOrEqual(0.05)
  })

  it('is found when it is large, and is nothing for nobody', () => {
    expect(effectOf({ n: 1000, successes: 150 }, { n: 1000, successes: 30 })).toMatchObject({ isClear: true })
    expect(effectOf({ n: 10, successes: 1 }, { n: 0, successes: 0 })).toMatchObject({
      difference: null,
      isClear: false,
    })
  })
})

it('says what an experiment cannot be', () => {
  const problemsOf = (experiment: object, more: object = {}) =>
    experimentProblems({
      steps: [{ id: 'a', variants: ['one', 'two', 'three'] }],
      waves: [{}, {}],
      class: 'campaign',
      tracking: 'aggregate',
      experiment: experimentSchema.parse(experiment),
      ...more,
    } as never).map(({ at }) => at.join('.'))
  expect(problemsOf({ allocate: true, floor: 0.3 })).toEqual([])
  expect(problemsOf({ allocate: true, floor: 0.4 })).toEqual(['experiment.floor'])
  expect(problemsOf({ allocate: true }, { waves: [{}] })).toEqual(['experiment.allocate'])
  expect(problemsOf({ allocate: true }, { steps: [{ id: 'a' }] })).toEqual(['experiment.allocate'])
  expect(problemsOf({ holdOut: 0.1 }, { class: 'notice' })).toEqual(['experiment.holdOut'])
  expect(experimentSchema.safeParse({ objective: 'opens' }).success).toBe(false)
})
