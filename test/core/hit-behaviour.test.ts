import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { judgeBehaviour, rememberedMs, type Seen } from '../../src/core/hit-behaviour.ts'

const seen = (more: Partial<Seen>): Seen => ({
  at: 0,
  contentId: 1,
  linkId: 1,
  userAgent: 'a phone',
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

describe('a shared page', () => {
  const page = (more: Partial<Seen>) => seen({ contentId: null, linkId: null, ...more })
  const burst = [1, 2, 3].map((linkId) => seen({ linkId, at: 1_000 + linkId }))

  it('belongs to the burst of the browser that opens it meanwhile', () => {
    const hits = [page({ at: 0 }), ...burst, page({ at: 3_003 })]
    expect(verdicts(hits)).toEqual(hits.map(() => 'burst'))
  })

  it.each([
    ['by another browser of the network', [...burst, page({ at: 1_004, userAgent: 'another phone' })]],
    ['more than two seconds later', [...burst, page({ at: 3_004 })]],
    ['after another one alone', [...burst, page({ at: 3_000 }), page({ at: 4_000 })]],
  ])('is a reader’s when it is opened %s', (_, hits) => {
    expect(verdicts(hits).at(-1)).toBeNull()
  })
})

const hits = fc
  .array(
    fc.record({
      wait: fc.nat(1_500),
      contentId: fc.constantFrom(null, 1, 2),
      linkId: fc.nat(4),
      userAgent: fc.constantFrom('a', 'b'),
    }),
  )
  .map((all) => {
    let at = 0
    return all.map(({ wait, ...hit }) => {
      at += wait
      return seen({ ...hit, at })
    })
  })

/** By definition: some two seconds, ending with a click, hold this one and three links of its content and browser. */
function isInBurst(clicks: readonly Seen[], click: Seen): boolean {
  const alike = clicks.filter(
    ({ contentId, userAgent }) => contentId === click.contentId && userAgent === click.userAgent,
  )
  return alike.some((last, place) => {
    const near = alike.slice(0, place + 1).filter(({ at }) => last.at - at <= rememberedMs)
    return near.includes(click) && new Set(near.map(({ linkId }) => linkId)).size >= 3
  })
}

it('never takes a word back, and marks a click where three links are in two seconds around it', () => {
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
      const clicks = all.filter(({ contentId }) => contentId !== null)
      for (const click of clicks) expect(marked.has(click)).toBe(isInBurst(clicks, click))
    }),
  )
})
