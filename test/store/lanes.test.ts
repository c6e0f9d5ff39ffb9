import fc from 'fast-check'
import { expect, it } from 'vitest'
import { connectionHolders, endHolders, holdConnections, letGo } from '../../src/store/lanes.ts'
import { freshDb } from '../support/database.ts'

const place = { channel: 'email', provider: 'gmail' }

/** Processes that ask, begin and end, and sometimes die, in any order. */
const acts = fc.array(
  fc.record({
    who: fc.constantFrom('a', 'b', 'c', 'd'),
    does: fc.constantFrom('ask', 'ask', 'begin', 'begin', 'end', 'leave'),
  }),
  { maxLength: 80 },
)

it('all processes together never have more connections in use than a provider takes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 9 }), acts, async (cap, all) => {
      const db = await freshDb()
      const inUse: Record<string, number> = { a: 0, b: 0, c: 0, d: 0 }
      const granted: Record<string, number> = { a: 0, b: 0, c: 0, d: 0 }
      for (const { who, does } of all) {
        const mine = inUse[who]!
        if (does === 'ask')
          granted[who] = await holdConnections(db, {
            ...place,
            holder: who,
            cap,
            inUse: mine,
            now: 1,
            until: 9,
          })
        else if (does === 'begin' && mine < granted[who]!) inUse[who]!++
        else if (does === 'end' && mine > 0) inUse[who]!--
        else if (does === 'leave' && mine === 0) {
          granted[who] = 0
          await letGo(db, { channel: 'email', holder: who, now: 1 }).run()
        }
        expect(Object.values(inUse).reduce((sum, one) => sum + one)).toBeLessThanOrEqual(cap)
        expect(Number.isInteger(granted[who])).toBe(true)
      }
      db.close()
    }),
    { numRuns: 40 },
  )
})

it('what a process held that died is free when its time is over, or when it is known to be gone', async () => {
  const db = await freshDb()
  const ask = (holder: string, now: number) =>
    holdConnections(db, { ...place, holder, cap: 4, inUse: 0, now, until: now + 10 })
  expect(await ask('dead', 0)).toBe(4)
  expect(await ask('alive', 1)).toBe(0)
  expect(await ask('alive', 10)).toBe(4)
  await endHolders(db, ['alive'])
  expect(await connectionHolders(db)).toEqual(['dead'])
  expect(await ask('third', 11)).toBe(4)
})
