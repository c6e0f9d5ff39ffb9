import { expect, it } from 'vitest'
import { runCommand } from '../../src/engine/commands.ts'
import { dispatch } from '../../src/engine/dispatch.ts'
import { pause } from '../../src/engine/launch.ts'
import { resume } from '../../src/engine/resume.ts'
import { drain, tick } from '../../src/engine/tick.ts'
import { definition, smallCampaign } from '../support/campaign.ts'
import { makeWorld, people, type World } from '../support/world.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const waves = '[{share: 20}, {share: 30, after: 1h}, {share: 50, after: 1h}]'

async function launched(gap: string | null, window = '', more = ''): Promise<World> {
  const world = await makeWorld()
  await world.import(people(100))
  const yaml = definition({ waves, window })
  await world.launch(smallCampaign({ 'campaign.yaml': `${yaml}${gap ? `minGap: ${gap}\n` : ''}${more}` }))
  return world
}

const sent = async (world: World) => (await drain(world.deps)).sent
const dueAt = async (world: World, wave: number) =>
  (await world.db
    .prepare('SELECT min(due_at) AS first FROM messages WHERE wave = ?')
    .bind(wave)
    .first<{ first: number }>())!.first

it('leaves the plan as it is without a gap', async () => {
  const world = await launched(null)
  const start = world.at.now
  world.at.now += 4 * hourMs
  await tick(world.deps)
  expect(await dueAt(world, 2)).toBe(start + hourMs)
  expect(await sent(world)).toBe(100)
})

it('keeps to the plan where the waves keep to it', async () => {
  const world = await launched('30m')
  expect(await sent(world)).toBe(20)
  world.at.now += hourMs
  expect(await sent(world)).toBe(30)
  world.at.now += hourMs
  expect(await sent(world)).toBe(50)
})

it('starts a wave the gap after the one before really ended, when that was late', async () => {
  const world = await launched('30m')
  const start = world.at.now
  // Nothing was sent for two hours and a half: the machine stood still.
  world.at.now += 2.5 * hourMs
  await tick(world.deps)
  expect([await dueAt(world, 2), await dueAt(world, 3)]).toEqual([start + 3 * hourMs, start + 3 * hourMs])
  world.at.now += 5 * minuteMs
  expect(await sent(world)).toBe(20)
  world.at.now = start + 3 * hourMs
  await tick(world.deps)
  // The first wave ended five minutes later than it was looked at first.
  expect(await dueAt(world, 2)).toBe(start + 3 * hourMs + 5 * minuteMs)
  expect(await sent(world)).toBe(0)
  world.at.now += 5 * minuteMs
  expect(await sent(world)).toBe(30)
  expect(await dueAt(world, 3)).toBe(world.at.now + 25 * minuteMs)
  world.at.now += 40 * minuteMs
  expect(await sent(world)).toBe(50)
})

it('moves nothing a second time', async () => {
  const world = await launched('30m')
  world.at.now += hourMs
  await tick(world.deps)
  const dues = async () =>
    (await world.db.prepare('SELECT id, due_at FROM messages ORDER BY id').all()).results
  const first = await dues()
  await tick(world.deps)
  world.at.now += minuteMs
  await tick(world.deps)
  expect(await dues()).toEqual(first)
})

it('waits for no mail that a server put off', async () => {
  const world = await launched('10m')
  world.mail.decide = (message) =>
    message.id % 3
      ? undefined
      : { outcome: 'refused', reason: 'rate_or_greylist', detail: '', retryable: true }
  const first = await drain(world.deps)
  expect(first.sent + first.retrying).toBe(20)
  world.mail.decide = () => undefined
  world.at.now += hourMs
  expect((await drain(world.deps)).sent).toBe(30 + first.retrying)
})

it('goes ahead with time running, in order and within the reader’s hours', async () => {
  const world = await launched('3h', "{from: '08:00', until: '12:00'}")
  const arrived: number[] = []
  world.mail.decide = () => {
    arrived.push(world.at.now)
    return undefined
  }
  for (let hour = 0; hour < 72; hour++) {
    await drain(world.deps)
    world.at.now += hourMs
  }
  expect(arrived).toHaveLength(100)
  const starts = [arrived[0]!, arrived[20]!, arrived[50]!]
  expect(starts[1]! - arrived[19]!).toBeGreaterThanOrEqual(3 * hourMs)
  expect(starts[2]! - arrived[49]!).toBeGreaterThanOrEqual(3 * hourMs)
  // 12:00 in Brussels is 11:00 UTC.
  expect(arrived.every((at) => new Date(at).getUTCHours() >= 7 && new Date(at).getUTCHours() < 11)).toBe(true)
})

it('takes a wave that waited for the one before for none that is late', async () => {
  const world = await launched('5h', '', 'late: 1h\n')
  world.at.now += 30 * minuteMs
  expect(await drain(world.deps)).toMatchObject({ sent: 20, skipped: 0 })
  world.at.now += 5 * hourMs
  expect(await drain(world.deps)).toMatchObject({ sent: 30, skipped: 0 })
})

it('lets a campaign that rested go on with the wave before, and not with all of them at once', async () => {
  const world = await launched('30m')
  await pause(world.deps, { campaign: await world.campaign() })
  world.at.now += 5 * hourMs
  await resume(world.deps, { campaign: await world.campaign() })
  // As a running process hears the bell, before its next minute.
  expect(await dispatch(world.deps, { channel: 'email' })).toMatchObject({ sent: 20 })
})

it('gives what waits its hour anew when a holiday is entered or taken back, and keeps waves apart all the same', async () => {
  const world = await launched('30m', "{from: '00:00', until: '23:59'}")
  const day = { country: 'FR', date: '2026-11-23' }
  const add = { ...day, name: 'Jour accordé', kind: 'holiday' }
  // Of the second and third wave those in France, a third of eighty.
  expect(await runCommand(world.deps, 'holiday add', add)).toMatchObject({ rescheduled: 27 })
  world.at.now += 2 * hourMs
  await tick(world.deps)
  expect(await runCommand(world.deps, 'holiday remove', day)).toMatchObject({ rescheduled: 27 })
  expect(await dispatch(world.deps, { channel: 'email' })).toMatchObject({ sent: 20 })
  world.at.now += hourMs
  expect(await sent(world)).toBe(30)
})
