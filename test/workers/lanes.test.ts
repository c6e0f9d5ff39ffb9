import { convertV4MiniflareOptions, Miniflare } from 'miniflare'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { freshLane, slowed } from '../../src/core/lane/lane.ts'
import type { Db } from '../../src/core/ports.ts'
import { holdConnections, lanesOf, letGo, restEnds, swapLane } from '../../src/store/lanes.ts'
import { knownDomains, saveDomains } from '../../src/store/mail-domains.ts'
import { migrate } from '../../src/store/migrate.ts'
import {
  addReturned,
  beginDay,
  countOfDays,
  endWarmUpPlan,
  latestDay,
  returnedSince,
  saveWarmUpPlan,
  takeOfDay,
  warmUpPlans,
  warmUpTable,
} from '../../src/store/warm-up.ts'
import { migrations } from '../support/database.ts'

/** What processes share about lanes and warming up, on D1: numbers come back as they went in, conditions hold. */
let miniflare: Miniflare
let db: Db
beforeAll(async () => {
  const script = 'export default { fetch: () => new Response() }'
  const worker = { name: 'd1', modules: true, script, d1Databases: { DB: 'lanes' } }
  miniflare = new Miniflare(convertV4MiniflareOptions({ workers: [worker] }))
  db = (await miniflare.getD1Database('DB')) as unknown as Db
  await migrate(db, migrations)
}, 60_000)
afterAll(() => miniflare.dispose())

const now = Date.UTC(2026, 10, 24, 9)
const place = { channel: 'email', provider: 'gmail' }

it('a lane changes only for whoever has read it as it stands', async () => {
  const first = freshLane(now)
  expect(await swapLane(db, { ...place, before: null, after: first })).toBe(true)
  expect(await swapLane(db, { ...place, before: null, after: first })).toBe(false)
  const third = { ...slowed(first, now + 1), factor: 1 / 3, nextAt: now + 7, bookedUntil: now + 9 }
  expect(await swapLane(db, { ...place, before: first, after: third })).toBe(true)
  expect(await swapLane(db, { ...place, before: first, after: third })).toBe(false)
  const read = (await lanesOf(db, 'email')).get('gmail')!
  expect(read).toEqual(third)
  expect(await swapLane(db, { ...place, before: read, after: first })).toBe(true)
  expect(await restEnds(db, now)).toBe(null)
})

it('connections are shared out whole', async () => {
  const ask = (holder: string, inUse = 0) =>
    holdConnections(db, { ...place, holder, cap: 5, inUse, now, until: now + 9 })
  expect([await ask('a'), await ask('b'), await ask('a', 4), await ask('b')]).toEqual([5, 0, 4, 1])
  await letGo(db, { channel: 'email', holder: 'a', now }).run()
  expect(await ask('b')).toBe(5)
})

it('a day of warming up gives no more than it has', async () => {
  const day = { domain: 'mre.example', provider: 'gmail', day: '2026-11-24' }
  const plan = { first: 5, growth: 2, from: day.day }
  await saveWarmUpPlan(db, day.domain, plan)
  expect(await warmUpPlans(db)).toEqual(new Map([[day.domain, plan]]))
  await beginDay(db, { ...day, cap: 5 })
  expect(await takeOfDay(db, { ...day, sent: 0, count: 3 })).toBe(true)
  expect(await takeOfDay(db, { ...day, sent: 0, count: 1 })).toBe(false)
  expect(await takeOfDay(db, { ...day, sent: 3, count: 3 })).toBe(false)
  await countOfDays(db, [{ ...day, sent: -1, deferred: 2, unknownUsers: 1, complaints: 0 }]).run()
  const before = (await latestDay(db, day))!
  expect(before).toMatchObject({ sent: 2, deferred: 2, unknownUsers: 1 })
  const about = { domain: day.domain, signs: false, sender: null, since: now }
  expect(await returnedSince(db, about)).toEqual([])
  for (let twice = 0; twice < 2; twice++)
    await addReturned(db, { ...day, before, complaints: 1, unknownUsers: 1 })
  expect(await warmUpTable(db, day.domain)).toMatchObject([{ complaints: 1, unknownUsers: 2 }])
  expect([await endWarmUpPlan(db, day.domain), await endWarmUpPlan(db, day.domain)]).toEqual([true, false])
})

it('who receives for a domain is known for a while', async () => {
  await saveDomains(db, new Map([['school.ma', 'gmail']]), now)
  expect(await knownDomains(db, ['school.ma', 'firm.ma'], now - 1)).toEqual(new Map([['school.ma', 'gmail']]))
  expect((await knownDomains(db, ['school.ma'], now)).size).toBe(0)
})
