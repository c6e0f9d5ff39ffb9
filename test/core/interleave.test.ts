import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { interleave, placeOf, unevenness } from '../../src/core/interleave.ts'

const sizes = fc.dictionary(
  fc.constantFrom('fr', 'ar', 'ary', 'zgh', 'nl', 'es', 'it', 'de', 'pt', 'sv', 'en'),
  fc.oneof(fc.nat({ max: 3 }), fc.nat({ max: 60 }), fc.nat({ max: 700 })),
  { noNullPrototype: true },
)

/** The groups in the order of their places; a place that two claim, or nobody, breaks the test. */
function sequenceOf(groups: Readonly<Record<string, number>>): string[] {
  const merges = interleave(groups)
  const places: string[] = []
  for (const [name, size] of Object.entries(groups)) {
    for (let turn = 1; turn <= size; turn++) {
      const place = placeOf(merges[name]!, turn) - 1
      expect(places[place]).toBeUndefined()
      places[place] = name
    }
  }
  return places
}

/** Largest distance between what a group has had and its share, over every prefix. */
function worst(sequence: readonly string[], group: string, share: number): number {
  let had = 0
  return sequence.reduce((most, one, index) => {
    had += one === group ? 1 : 0
    return Math.max(most, Math.abs(had - (index + 1) * share))
  }, 0)
}

describe('interleave', () => {
  it('gives every place to exactly one person', () => {
    fc.assert(
      fc.property(sizes, (groups) => {
        const total = Object.values(groups).reduce((sum, size) => sum + size, 0)
        const sequence = sequenceOf(groups)
        expect(sequence.length).toBe(total)
        expect(sequence.every((one) => one !== undefined)).toBe(true)
      }),
    )
  })

  it('keeps each group of a language within the bound it names, and that below 1.7', () => {
    fc.assert(
      fc.property(sizes, (groups) => {
        const sequence = sequenceOf(groups)
        const merges = interleave(groups)
        for (const [name, size] of Object.entries(groups).filter(([, count]) => count > 0)) {
          const bound = unevenness(merges[name]!)
          expect(bound).toBeLessThan(1.7)
          expect(worst(sequence, name, size / sequence.length)).toBeLessThanOrEqual(bound + 1e-9)
        }
      }),
    )
  })

  it('keeps a variant dealt in turn within one person of its share where its language is', () => {
    fc.assert(
      fc.property(sizes, fc.integer({ min: 2, max: 8 }), (groups, variants) => {
        const sequence = sequenceOf(groups)
        const merges = interleave(groups)
        for (const [name, size] of Object.entries(groups).filter(([, count]) => count > 0)) {
          let turn = 0
          const dealt = sequence.map((one) => (one === name ? `${name}${turn++ % variants}` : one))
          const most = (variants - 1) / variants + unevenness(merges[name]!) / variants
          const share = size / variants / sequence.length
          expect(worst(dealt, `${name}0`, share)).toBeLessThanOrEqual(most + 1e-9)
        }
      }),
    )
  })

  it('never strays by more than half a person between two languages', () => {
    const sequence = sequenceOf({ fr: 900, ar: 100 })
    expect(worst(sequence, 'ar', 0.1)).toBeLessThanOrEqual(0.5)
    expect(sequence.slice(0, 100).filter((one) => one === 'ar')).toHaveLength(10)
  })

  it('stays exact for a hundred million people', () => {
    const merges = interleave({ fr: 60_000_000, ar: 40_000_000 })
    expect(placeOf(merges.fr!, 60_000_000)).toBe(100_000_000)
    expect(placeOf(merges.fr!, 1)).toBe(1)
  })
})
