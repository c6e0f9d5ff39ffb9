import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chainsOf } from '../../../src/core/cascade/share-forest.ts'

const hourMs = 3_600_000
const link = (id: number, parentId: number | null, joined: number, cameAt = 0) => ({
  id,
  parentId,
  joined,
  cameAt,
})

describe('chains', () => {
  it('are nothing without a link', () => {
    expect(chainsOf([], [])).toBeNull()
  })

  it('hold whoever joined, with a link of their own or without', () => {
    // 1 brought three, one of whom (2) has a link and brought two more.
    const found = chainsOf(
      [link(1, null, 3), link(2, 1, 2, 5 * hourMs)],
      [
        { shareId: 1, at: 5 * hourMs },
        { shareId: 2, at: 8 * hourMs },
        { shareId: 2, at: 9 * hourMs },
      ],
    )
    expect(found).toMatchObject({ trees: 1, nodes: 6, depth: 2 })
    expect(found!.generationMinutes).toEqual({ median: 240, p90: expect.any(Number), of: 3 })
  })

  it('keep the count of a link whose owner has left, and of those below it', () => {
    expect(chainsOf([link(7, 3, 1), link(9, 7, 4)], [])).toMatchObject({ trees: 1, nodes: 6, depth: 2 })
  })

  it('have the virality of a star where everybody came over one link', () => {
    const { structuralVirality } = chainsOf([link(1, null, 9)], [])!
    expect(structuralVirality.max).toBeCloseTo(1.8, 9)
  })

  it('count one node for each link without a known parent and one for each join', () => {
    const links = fc.array(fc.tuple(fc.nat(), fc.nat(4)), { minLength: 1, maxLength: 60 })
    fc.assert(
      fc.property(links, (drawn) => {
        const made = drawn.map(([above, extra], at) => ({ above: at ? above % (at + 1) : 0, extra }))
        // 0 = begins a tree; n = hangs below link n, whose count holds it.
        const joined = made.map((_, at) => made.filter(({ above }) => above === at + 1).length)
        const all = made.map(({ above, extra }, at) => link(at + 1, above || null, joined[at]! + extra))
        const found = chainsOf(all, [])!
        const roots = all.filter(({ parentId }) => parentId === null).length
        expect(found.trees).toBe(roots)
        expect(found.nodes).toBe(roots + all.reduce((sum, one) => sum + one.joined, 0))
      }),
    )
  })
})
