import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Candidate, chooseSeeds } from '../../../src/core/seeds/choose.ts'
import { groupPosteriors, personPosterior } from '../../../src/core/seeds/posterior.ts'
import { drawsOf } from '../cascade/simulate.ts'

const audience = (count: number): Candidate[] =>
  Array.from({ length: count }, (_, id) => ({
    id,
    country: id % 3 ? 'FR' : 'BE',
    language: id % 2 ? 'fr' : 'ar',
    expected: id / count,
    lot: Math.imul(id + 1, 0x9e3779b1) >>> 1,
  }))

describe('seeds', () => {
  it('are those who are expected to bring most, and some by lot from everybody', () => {
    const chosen = chooseSeeds(audience(1000), { top: 100, random: 0.15, quotas: [] })
    expect(chosen).toHaveLength(100)
    expect(chosen.filter((one) => one.isDrawn)).toHaveLength(15)
    const ranked = chosen.filter((one) => !one.isDrawn).map((one) => one.candidate.id)
    expect(Math.min(...ranked)).toBeGreaterThan(895)
    const drawn = chosen.filter((one) => one.isDrawn).map((one) => one.candidate.id)
    expect(Math.min(...drawn)).toBeLessThan(500)
  })

  it('keep to the quotas, and are fewer where these leave nobody', () => {
    const quotas = [
      { field: 'country' as const, percent: 100 },
      { field: 'country' as const, value: 'FR', percent: 40 },
      { field: 'language' as const, percent: 50 },
    ]
    const chosen = chooseSeeds(audience(1000), { top: 100, random: 0, quotas })
    const count = (is: (one: Candidate) => boolean) => chosen.filter((one) => is(one.candidate)).length
    expect(count((one) => one.country === 'FR')).toBe(40)
    expect(count((one) => one.language === 'fr')).toBe(50)
    expect(chosen).toHaveLength(100)
    const few = chooseSeeds(audience(1000), {
      top: 100,
      random: 0,
      quotas: [{ field: 'country', percent: 20 }],
    })
    expect(few).toHaveLength(40)
  })

  it('are the same in whatever order the audience comes', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(audience(60), { minLength: 60 }), (shuffled) => {
        const asked = { top: 20, random: 0.2, quotas: [] }
        expect(chooseSeeds(shuffled, asked)).toEqual(chooseSeeds(audience(60), asked))
      }),
    )
  })
})

describe('what somebody is expected to bring', () => {
  it('is (k + z) / (k / R + m)', () => {
    expect(personPosterior({ groupMean: 0.26, children: 0, campaigns: 0 })).toBeCloseTo(0.26, 12)
    expect(personPosterior({ groupMean: 0.26, children: 5, campaigns: 2, k: 0.1 })).toBeCloseTo(
      5.1 / (0.1 / 0.26 + 2),
      12,
    )
    expect(personPosterior({ groupMean: 0.26, children: 0, campaigns: 4 })).toBeLessThan(0.03)
  })

  it('lies between the mean of all and that of the group, nearer to a group that many were in', () => {
    const { mean, groups } = groupPosteriors([
      { participants: 40_000, children: 4_000 },
      { participants: 40_000, children: 16_000 },
      { participants: 20, children: 10 },
      { participants: 0, children: 0 },
    ])
    const [low, high, small, none] = groups
    expect(low!.weight).toBeGreaterThan(0.95)
    expect(high!.mean).toBeGreaterThan(0.38)
    expect(small!.mean).toBeGreaterThan(mean)
    expect(small!.weight).toBeLessThan(0.4)
    expect(none!.mean).toBe(mean)
  })

  it('is nearer to the truth than what was counted, group by group', () => {
    const draws = drawsOf(12)
    let [shrunk, plain] = [0, 0]
    for (let run = 0; run < 100; run++) {
      const truths = Array.from({ length: 12 }, () => 0.1 + 0.3 * draws.uniform())
      const counted = truths.map((truth) => {
        const participants = 50 + Math.floor(400 * draws.uniform())
        let children = 0
        for (let one = 0; one < participants; one++) children += draws.negativeBinomial(truth, 0.1)
        return { participants, children }
      })
      groupPosteriors(counted).groups.forEach((group, at) => {
        shrunk += (group.mean - truths[at]!) ** 2
        plain += (group.children / group.participants - truths[at]!) ** 2
      })
    }
    expect(shrunk).toBeLessThan(0.8 * plain)
  })
})
