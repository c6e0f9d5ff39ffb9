import fc from 'fast-check'
import { expect, it } from 'vitest'
import { burstLimit } from '../../src/core/join-flags.ts'

const quiet = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 20, maxLength: 200 })

it('calls nothing a burst that a family or a class may be, whatever was before', () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 1e4 })), (counts) => burstLimit(counts) >= 20))
  expect(burstLimit([])).toBe(20)
})

it('is not moved by whoever hammers at less than half of the links and windows', () => {
  const hammered = fc.array(fc.integer({ min: 500, max: 1e6 }))
  fc.assert(
    fc.property(quiet, hammered, (usual, burst) => {
      const some = burst.slice(0, Math.floor(usual.length / 4))
      expect(burstLimit([...usual, ...some])).toBe(20)
    }),
  )
})

it('grows with a campaign whose links are all busy', () => {
  expect(burstLimit(Array.from({ length: 50 }, (_, index) => 95 + (index % 11)))).toBeGreaterThan(140)
})
