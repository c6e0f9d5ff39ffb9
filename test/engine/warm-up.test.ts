import { describe, expect, it } from 'vitest'
import { readProviders } from '../../src/core/lane/settings.ts'
import { runCommand } from '../../src/engine/commands.ts'
import { lanesFor } from '../../src/engine/lanes.ts'
import { takeNews } from '../../src/engine/take-news.ts'
import { drain } from '../../src/engine/tick.ts'
import type { WarmUp } from '../../src/engine/warm-up.ts'
import { makeWorld, people, type World } from '../support/world.ts'

const dayMs = 86_400_000

/** Letters of mre.example, a domain that warms up, to readers of one provider. */
async function warmingWorld(count: number): Promise<World> {
  const world = await makeWorld()
  const usual = readProviders('hoster:domains=diaspora.example')!
  // Nobody is throttled; warming up counts all the same.
  world.deps.lanes = lanesFor({ channels: ['email'], providers: null, usual, signer: null, holdMs: 0 })
  await world.import(people(count))
  await world.launch()
  await runCommand(world.deps, 'warm-up start', { domain: 'mre.example', first: 20, growth: 2 })
  return world
}

const daysOf = async (world: World) =>
  ((await runCommand(world.deps, 'warm-up show', { domain: 'mre.example' })) as WarmUp).days

describe('a domain that warms up', () => {
  it('sends what the day allows, and more each day that went well', async () => {
    const world = await warmingWorld(120)
    const sent: number[] = []
    for (let day = 0; day < 4; day++) {
      sent.push((await drain(world.deps)).sent)
      // Asking again the same day gives nothing.
      expect((await drain(world.deps)).sent).toBe(0)
      world.at.now += dayMs
    }
    expect(sent).toEqual([20, 40, 60, 0])
    expect((await daysOf(world)).map(({ cap, sent: went, verdict }) => [cap, went, verdict])).toEqual([
      [20, 20, 'grow'],
      [40, 40, 'grow'],
      [80, 60, 'grow'],
    ])
    expect(world.mail.arrived).toHaveLength(120)
  })

  it('waits as put off, not as tried', async () => {
    const world = await warmingWorld(30)
    await drain(world.deps)
    const waiting = await world.db
      .prepare(
        "SELECT DISTINCT reason, attempts, due_at AS dueAt FROM messages WHERE channel = 'email' AND due_at IS NOT NULL",
      )
      .all()
    expect(waiting.results).toEqual([{ reason: 'warmup', attempts: 0, dueAt: world.at.now + dayMs }])
  })

  it('grows no more after a day on which many were put off', async () => {
    const world = await warmingWorld(60)
    let asked = 0
    world.mail.decide = () =>
      ++asked % 6 === 0
        ? { outcome: 'refused', reason: 'rate_or_greylist', detail: '450 4.7.1 Greylisted', retryable: true }
        : undefined
    await drain(world.deps)
    world.mail.decide = () => undefined
    world.at.now += dayMs
    await drain(world.deps)
    expect((await daysOf(world)).map(({ cap, deferred }) => [cap, deferred])).toEqual([
      [20, 3],
      [20, 0],
    ])
  })

  it('sends less after complaints', async () => {
    const world = await warmingWorld(60)
    await drain(world.deps)
    const news = world.mail.arrived.slice(0, 2).map(({ id }) => ({
      messageId: id,
      kind: 'complaint' as const,
      reason: 'complaint' as const,
      status: null,
      source: 'arf',
      at: world.at.now,
    }))
    await takeNews(world.deps, news)
    // Down from 40, had it been the second day: the first day's cap is the least there is.
    world.at.now += dayMs
    await drain(world.deps)
    expect((await daysOf(world)).map(({ cap, complaints, verdict }) => [cap, complaints, verdict])).toEqual([
      [20, 2, 'reduce'],
      [20, 0, null],
    ])
  })

  it('holds nobody back when it is over, nor before it begins anybody', async () => {
    const world = await warmingWorld(30)
    await runCommand(world.deps, 'warm-up start', { domain: 'mre.example', from: '2026-12-01' })
    expect((await drain(world.deps)).sent).toBe(0)
    await runCommand(world.deps, 'warm-up stop', { domain: 'mre.example' })
    world.at.now = Date.UTC(2026, 11, 2)
    expect((await drain(world.deps)).sent).toBe(30)
    await expect(runCommand(world.deps, 'warm-up stop', { domain: 'mre.example' })).rejects.toMatchObject({
      key: 'warm-up',
    })
  })
})
