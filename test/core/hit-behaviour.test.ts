import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { judgeBehaviour, rememberedMs, type Seen } from '../../src/core/hit-behaviour.ts'

const seen = (more: Partial<Seen>): Seen => ({
  at: 0,
  contentId: 1,
  linkId: 1,
  userAgent: 'a phone',
  isTrap: false,
  isMarked: false,
  ...more,
})

/** What becomes of hits in a row, each judged beside those before it. */
function verdicts(hits: readonly Seen[]): (string | null)[] {
  const before: Seen[] = []
  const reasons = new Map<Seen, string | null>()
  for (const hit of hits) {
    const found = judgeBehaviour(before, hit)
    for (const one of [hit, ...(found?.anew ?? [])]) {
      reasons.set(one, found?.reason ?? null)
      one.isMarked = found !== null
    }
    before.push(hit)
  }
  return hits.map((hit) => reasons.get(hit) ?? null)
}

describe('a burst', () => {
  it('is three different links of one content in two seconds, the first two as well', () => {
    const hits = [1, 2, 3, 4].map((linkId) => seen({ linkId, at: linkId * 500 }))
    expect(verdicts(hits)).toEqual(['burst', 'burst', 'burst', 'burst'])
  })

  it.each([
    ['two links', [seen({}), seen({ linkId: 2, at: 10 })]],
    ['one link pressed often', [1, 2, 3, 4].map((at) => seen({ at }))],
    ['links of three contents', [1, 2, 3].map((id) => seen({ contentId: id, linkId: id }))],
    [
      'a family behind one address in a minute',
      [1, 2, 3].map((linkId) => seen({ linkId, at: linkId * 15_000 })),
    ],
    [
      'three browsers behind the address of one mobile network at the same moment',
      [1, 2, 3].map((linkId) => seen({ linkId, userAgent: `phone ${linkId}` })),
    ],
    ['pages that are shared', [1, 2, 3].map((linkId) => seen({ contentId: null, linkId }))],
    ['a reader who goes through the letter', [1, 2, 3].map((linkId) => seen({ linkId, at: linkId * 1_001 }))],
  ])('is not %s', (_, hits) => {
    expect(verdicts(hits)).toEqual(hits.map(() => null))
  })
})

describe('the trap', () => {
  it('tells of its network what came half a minute before and after', () => {
    const hits = [
      seen({ at: 0 }),
      seen({ at: 5_000 }),
      seen({ at: 5_000 + rememberedMs, linkId: 0, isTrap: true }),
      seen({ at: 5_000 + 2 * rememberedMs, contentId: null, linkId: null, userAgent: 'another' }),
      seen({ at: 5_001 + 2 * rememberedMs }),
    ]
    expect(verdicts(hits)).toEqual([null, 'trap', 'trap', 'trap', null])
  })
})

it('of one in a crowd behind the same address tells nothing of the others', () => {
  const crowd = [1, 2, 3, 4, 5, 6].map((n) => seen({ at: n, userAgent: `phone ${n}` }))
  const filter = [10, 20].map((at) => seen({ at, userAgent: 'a filter', isTrap: at === 20 }))
  const late = [seen({ at: 30, userAgent: 'phone 1' }), seen({ at: 40, userAgent: 'a filter' })]
  expect(verdicts([...crowd, ...filter, ...late])).toEqual([
    ...crowd.map(() => null),
    'trap',
    'trap',
    null,
    'trap',
  ])
})

const hits = fc
  .array(
    fc.record({
      wait: fc.nat(8_000),
      contentId: fc.constantFrom(null, 1, 2),
      linkId: fc.nat(4),
      userAgent: fc.constantFrom('a', 'b'),
      isTrap: fc.boolean(),
    }),
  )
  .map((all) => {
    let at = 0
    return all.map(({ wait, ...hit }) => {
      at += wait
      return seen({ ...hit, at })
    })
  })

it('never takes a word back, and judges nobody who is alone', () => {
  fc.assert(
    fc.property(hits, (all) => {
      const marked = new Set<Seen>()
      const before: Seen[] = []
      for (const hit of all) {
        const found = judgeBehaviour(before, hit)
        for (const one of found?.anew ?? []) expect(marked.has(one)).toBe(false)
        for (const one of found ? [hit, ...found.anew] : []) {
          one.isMarked = true
          marked.add(one)
        }
        before.push(hit)
      }
      for (const hit of all.filter((one) => !one.isTrap && !marked.has(one))) expect(hit.isMarked).toBe(false)
      const apart = all.filter(({ isTrap }) => !isTrap)
      expect(apart.every((hit) => judgeBehaviour([], hit) === null)).toBe(true)
    }),
  )
})
