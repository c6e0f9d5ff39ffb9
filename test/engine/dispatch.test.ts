import { describe, expect, it } from 'vitest'
import type { Receipt } from '../../src/core/channel.ts'
import { dispatch } from '../../src/engine/dispatch.ts'
import { settlePost } from '../../src/engine/settle.ts'
import { stats } from '../../src/engine/stats.ts'
import { drain, tick } from '../../src/engine/tick.ts'
import { claim, finishStatements, leaseMs } from '../../src/store/outbox.ts'
import { unknownsOf } from '../../src/store/progress.ts'
import { makeWorld, people } from '../support/world.ts'

const refused = (more: Partial<Extract<Receipt, { outcome: 'refused' }>>): Receipt => ({
  outcome: 'refused',
  reason: 'system',
  detail: '',
  retryable: true,
  ...more,
})

describe('a refusal', () => {
  it('for now comes again later, no earlier than was asked', async () => {
    const world = await makeWorld()
    await world.import(people(1))
    await world.launch()
    world.mail.decide = () => refused({ reason: 'rate_or_greylist', retryAfterMs: 20 * 60_000 })
    expect(await drain(world.deps)).toMatchObject({ sent: 0, retrying: 1 })
    world.mail.decide = () => undefined
    world.at.now += 20 * 60_000 - 1
    expect(await drain(world.deps)).toMatchObject({ sent: 0 })
    world.at.now += 1
    expect(await drain(world.deps)).toMatchObject({ sent: 1 })
  })

  it('for good ends it, and is counted with nobody’s name', async () => {
    const world = await makeWorld()
    await world.import(people(2))
    await world.launch()
    world.mail.decide = () => refused({ reason: 'unknown_user', retryable: false })
    expect(await drain(world.deps)).toMatchObject({ sent: 0, refused: 2 })
    expect(await stats(world.deps, await world.campaign())).toMatchObject({ refused: 2, sent: 0, waiting: 0 })
  })

  it('is given up after two days', async () => {
    const world = await makeWorld()
    await world.import(people(1))
    await world.launch()
    let attempts = 0
    world.mail.decide = () => {
      attempts++
      return refused({})
    }
    const start = world.at.now
    const done = await drain(world.deps, { until: start + 4 * 86_400_000 })
    expect(done).toMatchObject({ refused: 1, retrying: 0 })
    expect(attempts).toBeGreaterThan(5)
  })
})

describe('a post whose answer was lost', () => {
  it('waits for an officer, who says that it arrived', async () => {
    const world = await makeWorld()
    await world.import(people(1))
    await world.launch()
    world.posts.decide = () => ({ outcome: 'unknown', detail: 'line dropped' })
    expect(await drain(world.deps)).toMatchObject({ posts: 0, unknown: 3 })
    world.posts.decide = () => undefined
    expect(await drain(world.deps, { until: world.at.now + 86_400_000 })).toMatchObject({ posts: 0 })
    const campaign = await world.campaign()
    const [first, second] = await unknownsOf(world.db, campaign.id)
    const word = { campaign, officer: world.reviewer }
    await settlePost(world.deps, { ...word, messageId: first!.id, arrived: true })
    await expect(
      settlePost(world.deps, { ...word, messageId: first!.id, arrived: true }),
    ).rejects.toMatchObject({ key: 'settled' })
    await settlePost(world.deps, { ...word, messageId: second!.id, arrived: false })
    expect(await drain(world.deps)).toMatchObject({ posts: 1 })
    expect(await stats(world.deps, campaign)).toMatchObject({ posts: 2, unknown: 1 })
  })

  it('is never repeated on a guess after a crash; a mail is', async () => {
    const world = await makeWorld()
    await world.import(people(1))
    await world.launch()
    await tick(world.deps)
    for (const channel of ['x', 'email'])
      await claim(world.db, { channel, now: world.at.now, limit: 9, lease: 'a worker that died' })
    expect(await drain(world.deps)).toMatchObject({ sent: 0, posts: 0 })
    world.at.now += leaseMs
    expect(await drain(world.deps)).toMatchObject({ sent: 1, posts: 0, unknown: 3 })
  })
})

describe('the outbox', () => {
  it('gives a row to one worker only, and lets a late one change nothing', async () => {
    const world = await makeWorld()
    await world.import(people(20))
    await world.launch()
    await tick(world.deps)
    const take = (lease: string) => claim(world.db, { channel: 'email', now: world.at.now, limit: 15, lease })
    const [one, two] = await Promise.all([take('one'), take('two')])
    expect(new Set([...one, ...two].map((row) => row.id)).size).toBe(20)
    world.at.now += leaseMs
    const again = await claim(world.db, { channel: 'email', now: world.at.now, limit: 20, lease: 'three' })
    expect(again).toHaveLength(20)
    const finishes = [
      { id: one[0]!.id, state: 'accepted' as const, dueAt: null, remoteId: 'late', reason: null },
    ]
    const late = await world.db.batch(finishStatements(world.db, { lease: 'one', finishes, now: 0, at: 0 }))
    expect(late.map((result) => result.meta.changes)).toEqual([0, 0])
  })

  it('lets a stop finish what is under way and gives the rest back', async () => {
    const world = await makeWorld()
    await world.import(people(40))
    await world.launch()
    await tick(world.deps)
    const stop = new AbortController()
    world.mail.decide = () => {
      if (world.mail.arrived.length >= 7) stop.abort()
      return undefined
    }
    const done = await dispatch(world.deps, { channel: 'email', signal: stop.signal })
    expect(done.sent).toBeLessThan(20)
    expect(done.sent).toBe(world.mail.arrived.length)
    const begun = 'SELECT count(*) AS count FROM messages WHERE state = ? AND first_attempt_at IS NOT NULL'
    expect(await world.db.prepare(begun).bind('queued').first()).toEqual({ count: 0 })
    world.mail.decide = () => undefined
    expect((await drain(world.deps)).sent).toBe(40 - done.sent)
    expect(new Set(world.mail.arrived.map((message) => message.id)).size).toBe(40)
  })

  it('is not stopped by one message that cannot be made', async () => {
    const world = await makeWorld()
    await world.import(people(3))
    await world.launch()
    await world.db.prepare("UPDATE contents SET html = '{{#if' WHERE language = 'nl'").run()
    expect(await drain(world.deps)).toMatchObject({ sent: 2, refused: 1 })
  })
})
