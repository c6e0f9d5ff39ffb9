import fc from 'fast-check'
import { expect, it } from 'vitest'
import { inOrder, markAfter } from '../../src/node/inbound-imap-mark.ts'

it('never moves the mark past a mail that is not done, whatever can be read when', () => {
  const uids = fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { maxLength: 20 })
  const look = fc.record({ come: fc.nat(5), unreadable: uids, gone: uids })
  fc.assert(
    fc.property(fc.array(look, { maxLength: 8 }), (looks) => {
      const [later, done] = [new Set<number>(), new Set<number>()]
      let there: number[] = []
      let [mark, last] = [0, 0]
      for (const { come, unreadable, gone } of looks) {
        there = there.filter((uid) => !gone.includes(uid))
        for (let i = 0; i < come; i++) there.push(++last)
        let highest = 0
        const found = there.filter((uid) => uid > mark)
        for (const uid of inOrder(found, later)) {
          later.add(uid)
          if (unreadable.includes(uid)) break
          later.delete(uid)
          done.add(uid)
          highest = Math.max(highest, uid)
          const moved = markAfter(highest, later)
          expect(moved).toBeGreaterThanOrEqual(mark)
          mark = moved
        }
        expect(there.filter((uid) => uid <= mark && !done.has(uid))).toEqual([])
      }
      // Once all can be read, one more look does the rest.
      const rest = there.filter((uid) => uid > mark)
      for (const uid of inOrder(rest, later)) done.add(uid)
      expect(there.filter((uid) => !done.has(uid))).toEqual([])
    }),
  )
})
