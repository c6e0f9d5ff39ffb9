import fc from 'fast-check'
import { expect, it } from 'vitest'
import { deriveKeys } from '../../src/core/token.ts'
import { saltsOf } from '../../src/engine/launch-order.ts'
import { keyedOrder, prime } from '../../src/store/keyed-order.ts'
import { freshDb } from '../support/database.ts'

const people = 20_000
const ids = `WITH RECURSIVE n (id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n WHERE id < ${people})`

it('draws a share within the bounds of chance, alike each time, and apart from other purposes', async () => {
  const db = await freshDb()
  await fc.assert(
    fc.asyncProperty(
      fc.string({ minLength: 32, maxLength: 40 }),
      fc.double({ min: 0.02, max: 0.5, noNaN: true }),
      async (secret, share) => {
        const keys = deriveKeys(secret)
        const drawn = (purpose: string) =>
          `${keyedOrder(saltsOf(keys, purpose))} < ${Math.round(share * prime)}`
        const sql = `${ids} SELECT sum(${drawn('one')}) AS one, sum(${drawn('other')}) AS other,
          sum(${drawn('one')} AND ${drawn('other')}) AS both FROM n`
        const counts = (await db.prepare(sql).first<Record<'one' | 'other' | 'both', number>>())!
        expect(await db.prepare(sql).first()).toEqual(counts)
        for (const [count, rate] of [
          [counts.one, share],
          [counts.other, share],
          [counts.both, share * share],
        ] as const)
          expect(Math.abs(count - people * rate)).toBeLessThan(6 * Math.sqrt(people * rate * (1 - rate)))
      },
    ),
    { numRuns: 25 },
  )
})
