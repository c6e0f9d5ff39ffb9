import fc from 'fast-check'
import { expect, it } from 'vitest'
import { shownChain } from '../../src/core/chain.ts'

it('says nothing of fewer than five, and never more people than there are', () => {
  fc.assert(
    fc.property(fc.nat(1000), fc.nat(30), fc.nat(30), (people, countries, generations) => {
      const shown = shownChain({ people, countries, generations })
      expect(shown === null).toBe(people < 5)
      if (shown) {
        expect(shown.people % 5).toBe(0)
        expect(people - shown.people).toBeGreaterThanOrEqual(0)
        expect(people - shown.people).toBeLessThan(5)
      }
    }),
  )
})
