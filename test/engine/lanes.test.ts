import { describe, expect, it } from 'vitest'
import type { Outgoing, Receipt } from '../../src/core/channel.ts'
import { failuresToOpen } from '../../src/core/lane/breaker.ts'
import { allowedFactor } from '../../src/core/lane/lane.ts'
import { readProviders } from '../../src/core/lane/settings.ts'
import { lanesFor } from '../../src/engine/lanes.ts'
import { drain } from '../../src/engine/tick.ts'
import { lanesOf } from '../../src/store/lanes.ts'
import { makeWorld, people, type World } from '../support/world.ts'
import { zone } from '../support/zone.ts'

const minuteMs = 60_000

/** A world whose mail leaves the machine: `hoster` receives for diaspora.example, at 60 a minute unless said otherwise. */
async function worldWithLanes(count: number, limits = 'rate=60,connections=3'): Promise<World> {
  const world = await makeWorld()
  const providers = readProviders(`hoster:domains=diaspora.example,${limits}`)
  world.deps.lanes = lanesFor({
    channels: ['email'],
    providers,
    usual: [],
    signer: null,
    holdMs: 0,
  })
  await world.import(people(count))
  await world.launch()
  return world
}

const refused = (reason: 'rate_or_greylist' | 'network', detail: string): Receipt => ({
  outcome: 'refused',
  reason,
  detail,
  retryable: true,
})

const recipient = (message: Outgoing) => (message.kind === 'mail' ? message.envelope.to : '')

describe('a provider with a rate', () => {
  it('gets no more than that in any minute, and each person one message', async () => {
    const world = await worldWithLanes(150)
    const done = await drain(world.deps, { until: world.at.now + 10 * minuteMs })
    expect(done).toMatchObject({ sent: 150, retrying: 0 })
    const times = await sentAt(world)
    for (const at of times)
      expect(times.filter((other) => other >= at && other < at + minuteMs).length).toBeLessThanOrEqual(60)
    expect(new Set(world.mail.arrived.map(recipient)).size).toBe(150)
    expect(Math.max(...times) - Math.min(...times)).toBeLessThan(3 * minuteMs)
  })

  it('lets the others pass at once', async () => {
    const world = await worldWithLanes(30)
    await world.db
      .prepare("UPDATE addresses SET value = 'other' || id || '@elsewhere.example' WHERE id % 2")
      .run()
    expect((await drain(world.deps)).sent).toBe(16)
    const waiting = await world.db
      .prepare(
        "SELECT reason, attempts, first_attempt_at AS firstAt FROM messages WHERE due_at IS NOT NULL AND channel = 'email'",
      )
      .all<{ reason: string; attempts: number; firstAt: number | null }>()
    // A message that was put off has not been tried.
    expect(waiting.results).toHaveLength(14)
    expect(new Set(waiting.results.map((row) => JSON.stringify(row)))).toEqual(
      new Set([JSON.stringify({ reason: 'throttled', attempts: 0, firstAt: null })]),
    )
  })

  it('is asked with no more messages at once than it takes connections', async () => {
    const world = await worldWithLanes(40, 'rate=100000,connections=2')
    world.deps.lanes = { ...world.deps.lanes!, holdMs: 1000 }
    let [now, most] = [0, 0]
    world.mail.decide = async () => {
      most = Math.max(most, ++now)
      await new Promise((done) => setImmediate(done))
      now--
      return undefined
    }
    world.deps.clock = { now: () => Date.now() }
    expect((await drain(world.deps)).sent).toBe(40)
    expect(most).toBe(2)
    const held = await world.db
      .prepare('SELECT count(*) AS count FROM lane_holders')
      .first<{ count: number }>()
    expect(held!.count).toBe(0)
  })
})

describe('a provider that pushes back', () => {
  it('is written to at half the rate, after a pause, by and by at the whole again', async () => {
    const world = await worldWithLanes(10)
    world.mail.decide = () => refused('rate_or_greylist', '421 4.7.0 too many messages from your network')
    await drain(world.deps)
    const lane = (await lanesOf(world.db, 'email')).get('hoster')!
    expect(lane).toMatchObject({ factor: 0.5, pausedUntil: world.at.now + minuteMs })
    world.mail.decide = () => undefined
    world.at.now += minuteMs - 1
    expect((await drain(world.deps)).sent).toBe(0)
    expect(allowedFactor(lane, world.at.now + 60 * minuteMs)).toBe(1)
    expect((await drain(world.deps, { until: world.at.now + 60 * minuteMs })).sent).toBe(10)
  })

  it('is not slowed down for a few that are greylisted, but for many', async () => {
    const greylist = (every: number) => {
      const seen = new Set<string>()
      return (message: Outgoing) => {
        const to = recipient(message)
        const isFirst = !seen.has(to) && seen.add(to)
        const number = Number(/\d+/.exec(to)![0])
        return isFirst && number % every === 0
          ? refused('rate_or_greylist', '450 4.7.1 Greylisted')
          : undefined
      }
    }
    const few = await worldWithLanes(40, 'rate=100000,connections=5')
    few.mail.decide = greylist(20)
    await drain(few.deps, { until: few.at.now + 60 * minuteMs })
    expect((await lanesOf(few.db, 'email')).get('hoster')!.factor).toBe(1)
    const many = await worldWithLanes(40, 'rate=100000,connections=5')
    many.mail.decide = greylist(2)
    const done = await drain(many.deps, { until: many.at.now + 120 * minuteMs })
    expect((await lanesOf(many.db, 'email')).get('hoster')!.factor).toBeLessThan(1)
    expect(done.sent).toBe(40)
  })
})

describe('a channel that fails', () => {
  it('rests after failures in a row, tries one message, and goes on', async () => {
    const world = await worldWithLanes(60, 'domains=another.example')
    const said: string[] = []
    world.deps.log = (event) => void said.push(event)
    let attempts = 0
    world.mail.decide = () => {
      attempts++
      return refused('network', 'connect ECONNREFUSED')
    }
    await drain(world.deps)
    expect(attempts).toBeGreaterThanOrEqual(failuresToOpen)
    expect(attempts).toBeLessThan(failuresToOpen + 10)
    const before = attempts
    world.at.now += 30_000
    await drain(world.deps)
    expect(attempts).toBe(before + 1)
    world.mail.decide = () => undefined
    const done = await drain(world.deps, { until: world.at.now + 60 * minuteMs })
    expect(done).toMatchObject({ sent: 60, refused: 0 })
    expect(said.filter((event) => event.startsWith('channel-'))).toEqual([
      'channel-rests',
      'channel-rests',
      'channel-works',
    ])
  })

  it('is not the one whose single message cannot be delivered', async () => {
    const world = await worldWithLanes(40, 'domains=another.example')
    world.mail.decide = (message) =>
      Number(/\d+/.exec(recipient(message))![0]) % 2 ? refused('network', 'reset') : undefined
    expect((await drain(world.deps)).sent).toBe(20)
  })
})

describe('a domain that nobody knows', () => {
  it('drives in the lane of those who receive for it, which is remembered for a week', async () => {
    const world = await worldWithLanes(20, 'mx=mx.hoster.test,rate=60,connections=3')
    let asked = 0
    const dns = zone([])
    world.deps.dns = { ...dns, mx: async () => [`a${asked++}.mx.hoster.test`] }
    await world.db
      .prepare(
        "UPDATE addresses SET value = replace(value, 'diaspora.example', 'school' || (id % 3) || '.ma')",
      )
      .run()
    expect((await drain(world.deps)).sent).toBeLessThan(20)
    expect(asked).toBe(3)
    world.deps.lanes!.learned.clear()
    await drain(world.deps, { until: world.at.now + 5 * minuteMs })
    expect(asked).toBe(3)
    expect(world.mail.arrived).toHaveLength(20)
  })

  it('holds nobody up when the DNS does not answer', async () => {
    const world = await worldWithLanes(20)
    world.deps.dns = { ...zone([]), mx: () => Promise.reject(new Error('SERVFAIL')) }
    await world.db.prepare("UPDATE addresses SET value = 'reader@school' || id || '.ma'").run()
    expect((await drain(world.deps)).sent).toBe(20)
  })
})

/** When each mail was written down as sent, by a clock that a rehearsal lets run ahead. */
async function sentAt({ db }: World): Promise<number[]> {
  const sql = "SELECT finished_at AS at FROM messages WHERE channel = 'email' AND state = 'accepted'"
  return (await db.prepare(sql).all<{ at: number }>()).results.map((row) => row.at)
}
