import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Mark, pendingMs, ripen } from '../../src/core/pending.ts'

it('lets a row wait for ten minutes and no more than a minute longer', () => {
  const steps = fc.array(fc.record({ ms: fc.integer({ min: 1, max: 60_000 }), rows: fc.nat(3) }), {
    minLength: 1,
  })
  fc.assert(
    fc.property(steps, (all) => {
      let [now, newest, ripe] = [0, 0, 0]
      let marks: readonly Mark[] = []
      const bornAt: number[] = [0]
      for (const { ms, rows } of all) {
        now += ms
        for (let row = 0; row < rows; row++) bornAt[++newest] = now
        const next = ripen(marks, now, newest)
        // Without anything ripe 0 is said; the cursor stays where it was.
        const before = ripe
        ripe = Math.max(ripe, next.ripe)
        for (let id = before + 1; id <= ripe; id++)
          expect(now - bornAt[id]!).toBeGreaterThanOrEqual(pendingMs)
        for (let id = ripe + 1; id <= newest; id++)
          expect(now - bornAt[id]!).toBeLessThanOrEqual(pendingMs + 3 * 60_000)
        marks = next.marks
        expect(marks.length).toBeLessThanOrEqual(12)
      }
    }),
  )
})

it('waits anew for what a clock that ran ahead has marked', () => {
  const ahead = ripen([], 9_000_000, 5)
  expect(ahead).toEqual({ ripe: 0, marks: [[9_000_000, 5]] })
  const now = ripen(ahead.marks, 1_000_000, 5)
  expect(now).toEqual({ ripe: 0, marks: [[1_000_000, 5]] })
  expect(ripen(now.marks, 1_000_000 + pendingMs, 5)).toEqual({ ripe: 5, marks: [] })
})
