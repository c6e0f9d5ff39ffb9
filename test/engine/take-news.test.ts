import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { type Reason, reasons } from '../../src/core/channel.ts'
import { giveUpRules } from '../../src/core/give-up.ts'
import { addressHash } from '../../src/core/token.ts'
import { rectify } from '../../src/engine/rectify.ts'
import { stats } from '../../src/engine/stats.ts'
import { type News, takeNews } from '../../src/engine/take-news.ts'
import { drain } from '../../src/engine/tick.ts'
import { personByEmail } from '../../src/store/people.ts'
import { removeSuppression, suppressionOf } from '../../src/store/suppressions.ts'
import { testKeys } from '../support/database.ts'
import { dump } from '../support/dump.ts'
import { makeWorld, people, type World } from '../support/world.ts'

const dayMs = 86_400_000
let world: World
beforeEach(async () => {
  world = await makeWorld()
  await world.import(people(3))
})

const addressOf = (index: number) => `reader${index}@diaspora.example`
const hashOf = (index: number) => addressHash(testKeys, 'email', addressOf(index))
const stands = async (index: number) =>
  (await suppressionOf(world.db, { institutionId: world.institution.id, hash: hashOf(index) }))?.reason

async function sent() {
  await world.launch()
  await drain(world.deps)
  const sql = `SELECT m.id FROM messages m JOIN addresses a ON a.contact_id = m.contact_id AND a.channel = 'email'
    WHERE m.channel = 'email' ORDER BY a.value`
  return (await world.db.prepare(sql).all<{ id: number }>()).results.map(({ id }) => id)
}

/** Rows that a person would have had from other campaigns. */
async function moreMessages(like: number, count: number): Promise<number[]> {
  for (let index = 0; index < count; index++)
    await world.db
      .prepare(
        `INSERT INTO messages (campaign_id, step_id, contact_id, occurrence, channel, content_id, state, created_at)
         SELECT campaign_id, step_id, contact_id, ?, channel, content_id, 'accepted', created_at FROM messages WHERE id = ?`,
      )
      .bind(`again ${index}`, like)
      .run()
  const sql = "SELECT id FROM messages WHERE occurrence LIKE 'again%' ORDER BY id"
  return (await world.db.prepare(sql).all<{ id: number }>()).results.map(({ id }) => id)
}

const news = (messageId: number, reason: Reason, more: Partial<News> = {}): News => ({
  messageId,
  kind: 'bounce',
  reason,
  status: null,
  source: 'mail',
  at: world.at.now,
  ...more,
})

describe('an address', () => {
  it('without a user is given up at once, and counted under the campaign', async () => {
    const [first] = await sent()
    expect(await takeNews(world.deps, [news(first!, 'unknown_user', { status: '5.1.1' })])).toEqual({
      taken: 1,
      suppressed: 1,
    })
    expect(await stands(0)).toBe('unknown_user')
    expect(await stats(world.deps, await world.campaign())).toMatchObject({ sent: 3, bounces: 1 })
  })

  it('whose domain is gone has a second chance', async () => {
    const [first] = await sent()
    const [second] = await moreMessages(first!, 1)
    await takeNews(world.deps, [news(first!, 'unknown_host')])
    expect(await stands(0)).toBeUndefined()
    await takeNews(world.deps, [news(second!, 'unknown_host')])
    expect(await stands(0)).toBe('unknown_user')
  })

  it('with a full mailbox is given up after three in thirty days or more', async () => {
    const [first] = await sent()
    const [second, third, fourth] = await moreMessages(first!, 3)
    const start = world.at.now
    const full = async (messageId: number, day: number) => {
      world.at.now = start + day * dayMs
      await takeNews(world.deps, [news(messageId, day === 10 ? 'suspended_or_inactive' : 'mailbox_full')])
    }
    await full(first!, 0)
    await full(second!, 10)
    await full(third!, 29)
    expect(await stands(0)).toBeUndefined()
    await full(fourth!, 30)
    expect(await stands(0)).toBe('unknown_user')
  })

  it('that was put right since is another one', async () => {
    const [first, second] = await sent()
    const [one, two] = await Promise.all(
      [0, 1].map((index) => personByEmail(world.db, world.institution.id, addressOf(index))),
    )
    world.at.now += dayMs
    const { institution } = world
    const put = (person: typeof one, set: Record<string, string>) =>
      rectify(world.deps, { institution, person: person!, set, askedBy: 'operator' })
    await put(one, { email: 'new.address@diaspora.example' })
    await put(two, { city: 'Liège' })
    expect(await takeNews(world.deps, [news(first!, 'unknown_user'), news(second!, 'unknown_user')])).toEqual(
      { taken: 1, suppressed: 1 },
    )
    expect(await stands(1)).toBe('unknown_user')
  })

  it('that the server refuses at once is judged alike, and is not counted twice', async () => {
    world.mail.decide = ({ id }) =>
      id % 3 === 0
        ? { outcome: 'refused', reason: 'unknown_user', detail: '5.1.1', retryable: false }
        : id % 3 === 1
          ? { outcome: 'refused', reason: 'content_or_spam', detail: '5.7.1', retryable: false }
          : undefined
    await world.launch()
    await drain(world.deps)
    const figures = await stats(world.deps, await world.campaign())
    expect(figures).toMatchObject({ sent: 1, refused: 2, bounces: 0 })
    const gone = await world.db.prepare('SELECT reason FROM suppressions').all()
    expect(gone.results).toEqual([{ reason: 'unknown_user' }])
  })
})

describe('a complaint', () => {
  it('ends everything at once, in the ledger too', async () => {
    const [first] = await sent()
    const complaint = news(first!, 'complaint', { kind: 'complaint' })
    expect(await takeNews(world.deps, [complaint])).toEqual({ taken: 1, suppressed: 1 })
    expect(await stands(0)).toBe('complaint')
    const person = await personByEmail(world.db, world.institution.id, addressOf(0))
    expect(person!.consentEmail).toBe('withdrawn')
    const ledger = await world.db
      .prepare('SELECT act, source FROM consents WHERE contact_id = ? ORDER BY id')
      .bind(person!.id)
      .all()
    expect(ledger.results.at(-1)).toEqual({ act: 'withdrawn', source: 'complaint' })
    expect(await stats(world.deps, await world.campaign())).toMatchObject({ complaints: 1, unsubscribes: 0 })
  })
})

describe('the same news', () => {
  it('twice changes nothing, in one call or in two, even after the address was taken off the list', async () => {
    const [first, second] = await sent()
    const all = [
      news(first!, 'unknown_user'),
      news(first!, 'unknown_user', { source: 'postmark' }),
      news(second!, 'complaint', { kind: 'complaint' }),
    ]
    expect(await takeNews(world.deps, all)).toEqual({ taken: 2, suppressed: 2 })
    await removeSuppression(world.db, {
      institutionId: world.institution.id,
      hash: hashOf(0),
      reason: 'unknown_user',
    })
    const before = dump(world.db)
    world.at.now += dayMs
    expect(await takeNews(world.deps, all)).toEqual({ taken: 0, suppressed: 0 })
    expect(dump(world.db)).toEqual(before)
  })

  it('of nobody changes nothing', async () => {
    await sent()
    const before = dump(world.db)
    expect(await takeNews(world.deps, [news(99_999, 'unknown_user')])).toEqual({ taken: 0, suppressed: 0 })
    expect(dump(world.db)).toEqual(before)
  })
})

it('gives up exactly whom the rules give up, in whatever pieces the news comes', async () => {
  const [first] = await sent()
  const ids = [first!, ...(await moreMessages(first!, 5))]
  const start = world.at.now
  const one = fc.record({
    message: fc.integer({ min: 0, max: 5 }),
    kind: fc.constantFrom('bounce', 'bounce', 'delayed', 'autoreply'),
    reason: fc.constantFrom(...reasons.filter((reason) => reason !== 'complaint')),
    day: fc.integer({ min: 0, max: 60 }),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(one, { maxLength: 4 }), { maxLength: 5 }), async (calls) => {
      await world.db.batch(
        ['returns', 'suppressions'].map((table) => world.db.prepare(`DELETE FROM ${table}`)),
      )
      world.at.now = start + 90 * dayMs
      const told = new Map<string, { message: number; reason: Reason; day: number }>()
      for (const call of calls) {
        for (const it of call) {
          const key = `${it.message} ${it.reason}`
          if (it.kind === 'bounce') {
            const later = call.findLast((o) => o.kind === 'bounce' && `${o.message} ${o.reason}` === key)!
            if (!told.has(key)) told.set(key, later)
          }
        }
        await takeNews(
          world.deps,
          call.map(({ message, kind, reason, day }) =>
            news(ids[message]!, reason, { kind: kind as News['kind'], at: start + day * dayMs }),
          ),
        )
      }
      const isDead = giveUpRules.some(({ reasons: own, messages, days }) => {
        const bounces = [...told.values()].filter(({ reason }) => own.includes(reason))
        const when = bounces.map(({ day }) => day)
        return (
          new Set(bounces.map(({ message }) => message)).size >= messages &&
          Math.max(...when) - Math.min(...when) >= days
        )
      })
      expect(await stands(0)).toBe(isDead ? 'unknown_user' : undefined)
    }),
    { numRuns: 60 },
  )
})
