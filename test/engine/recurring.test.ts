import { expect, it, vi } from 'vitest'
import { pause, resumePaused } from '../../src/engine/launch.ts'
import { drain, tick } from '../../src/engine/tick.ts'
import { minuteOf, outbox, readersIn, timedCampaign } from '../support/timed.ts'
import { makeWorld, type World } from '../support/world.ts'

vi.setConfig({ testTimeout: 60_000 })

const day = 86_400_000
const at = (text: string) => Date.parse(text)
const anyHour = "window: {from: '00:00', until: '00:00', holidays: open}\n"
const invitation = { invitation: 'channel: email' }
const every = (rule: string, local: string, zone = 'recipient', more = '') =>
  `channel: email${more}, at: {every: 'RRULE:${rule}', from: '2026-11-01', local: '${local}', zone: ${zone}}`

async function started(
  steps: Record<string, string>,
  places: Parameters<typeof readersIn>[1],
  from: string,
  more = anyHour,
): Promise<World> {
  const world = await makeWorld()
  await readersIn(world, places)
  world.at.now = at(from)
  await world.launch(timedCampaign(steps, more))
  return world
}

const days = async (world: World, zone: string) =>
  (await outbox(world, 'jour'))
    .filter((row) => row.zone === zone)
    .map(({ occurrence, planned, state }) => [occurrence, minuteOf(planned), state])

it('sends a daily letter once on every day, over both changes of clocks and in every zone', async () => {
  const places = [{ country: 'FR' }, { country: 'MA' }, { country: 'US' }]
  const steps = { ...invitation, jour: every('FREQ=DAILY', '02:30') }
  for (const [from, until, first, last] of [
    ['2027-03-26T12:00:00Z', '2027-03-31T12:00:00Z', '2027-03-27', '2027-03-31'],
    ['2027-10-29T12:00:00Z', '2027-11-03T12:00:00Z', '2027-10-30', '2027-11-03'],
  ] as const) {
    const world = await started(steps, places, from)
    await drain(world.deps, { until: at(until) })
    const wanted = Array.from({ length: 5 }, (_, index) =>
      new Date(at(`${first}T00:00:00Z`) + index * day).toISOString().slice(0, 10),
    )
    expect(wanted.at(-1)).toBe(last)
    for (const zone of ['Europe/Paris', 'Africa/Casablanca', 'America/New_York']) {
      const found = await days(world, zone)
      // The next one may stand in the outbox already.
      expect(
        found.slice(0, 5).map(([date]) => date),
        zone,
      ).toEqual(wanted)
      for (const [date, planned, state] of found.slice(0, 5)) {
        const skipped = zone === 'Europe/Paris' && date === '2027-03-28'
        expect(planned).toBe(`${date} ${skipped ? '01:30' : '02:30'}`)
        expect(state).toBe('accepted')
      }
    }
    const mails = world.mail.arrived.length
    await drain(world.deps, { until: at(until) })
    expect(world.mail.arrived).toHaveLength(mails)
  }
})

it('is in the outbox before its hour, however often the clock ticks, and waits for the window', async () => {
  const world = await started(
    { ...invitation, jour: every('FREQ=WEEKLY;BYDAY=WE', '06:00') },
    [{ country: 'FR' }],
    '2026-12-01T09:00:00Z',
    "window: {from: '08:00', until: '20:00'}\n",
  )
  await drain(world.deps)
  expect(await days(world, 'Europe/Paris')).toEqual([])
  world.at.now = at('2026-12-02T04:30:00Z')
  for (let ticks = 0; ticks < 3; ticks++) await tick(world.deps)
  expect(await outbox(world, 'jour')).toMatchObject([
    { occurrence: '2026-12-02', state: 'queued', due: '2026-12-02T08:00+01:00[Europe/Paris]' },
  ])
  world.at.now = at('2026-12-02T06:59:00Z')
  expect(await drain(world.deps)).toMatchObject({ sent: 0 })
  world.at.now = at('2026-12-02T07:00:00Z')
  expect(await drain(world.deps)).toMatchObject({ sent: 1 })
})

it('lets a machine that stood still catch up with the newest one alone, and says what it missed', async () => {
  const world = await started(
    { ...invitation, jour: every('FREQ=DAILY', '09:00') },
    [{ country: 'FR' }],
    '2026-12-01T12:00:00Z',
  )
  const missed: unknown[] = []
  world.deps.log = (event, facts) => event === 'occurrences-missed' && missed.push(facts)
  await drain(world.deps)
  world.at.now += 6 * day
  expect(await drain(world.deps)).toMatchObject({ sent: 1 })
  expect(await days(world, 'Europe/Paris')).toEqual([['2026-12-07', '2026-12-07 09:00', 'accepted']])
  expect(missed).toEqual([{ campaign: 'competences', step: 'jour', count: 5 }])
})

it('drops an occurrence that the next one has overtaken', async () => {
  const world = await started(
    { ...invitation, jour: every('FREQ=DAILY', '09:00') },
    [{ country: 'FR' }],
    '2026-12-01T12:00:00Z',
  )
  await drain(world.deps)
  world.at.now = at('2026-12-02T07:30:00Z')
  await tick(world.deps)
  // The mail server is away for a day; the clock is not.
  world.at.now = at('2026-12-03T08:00:00Z')
  expect(await drain(world.deps)).toMatchObject({ sent: 1, skipped: 1 })
  expect(await days(world, 'Europe/Paris')).toEqual([
    ['2026-12-02', '2026-12-02 09:00', 'skipped'],
    ['2026-12-03', '2026-12-03 09:00', 'accepted'],
  ])
})

it('holds still while paused', async () => {
  const world = await started(
    { ...invitation, jour: every('FREQ=DAILY', '09:00') },
    [{ country: 'FR' }],
    '2026-12-01T12:00:00Z',
  )
  await pause(world.deps, { campaign: await world.campaign() })
  await drain(world.deps, { until: at('2026-12-04T12:00:00Z') })
  expect(await outbox(world, 'jour')).toEqual([])
  world.at.now = at('2026-12-04T12:00:00Z')
  await resumePaused(world.deps, { campaign: await world.campaign() })
  await drain(world.deps)
  expect(await days(world, 'Europe/Paris')).toMatchObject([['2026-12-04', '2026-12-04 09:00', 'accepted']])
})

it('posts again and again by the clock of the house', async () => {
  const world = await started(
    {
      ...invitation,
      annonce:
        "channel: x, at: {every: 'RRULE:FREQ=WEEKLY;BYDAY=MO', from: '2026-12-01', local: '09:00', zone: sender}",
    },
    [{ country: 'FR' }],
    '2026-12-01T12:00:00Z',
  )
  await drain(world.deps, { until: at('2026-12-15T12:00:00Z') })
  const { results } = await world.db
    .prepare(
      `SELECT occurrence, state, planned_at AS planned FROM messages WHERE channel = 'x' AND state = 'accepted'
       AND occurrence LIKE '%/fr' ORDER BY id`,
    )
    .all()
  expect(results).toEqual([
    { occurrence: '2026-12-07/fr', state: 'accepted', planned: at('2026-12-07T09:00:00Z') },
    { occurrence: '2026-12-14/fr', state: 'accepted', planned: at('2026-12-14T09:00:00Z') },
  ])
})
