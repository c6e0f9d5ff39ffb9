import { expect, it } from 'vitest'
import { approve } from '../../src/engine/approve.ts'
import { launch } from '../../src/engine/launch.ts'
import { signInLink, useSignIn } from '../../src/engine/sign-in.ts'
import { readAssets } from '../../src/node/assets.ts'
import { createApp } from '../../src/web/app.tsx'
import { readersIn, timedCampaign } from '../support/timed.ts'
import { makeWorld, type World } from '../support/world.ts'

/** Weeks in which clocks change, each with hours around the change; `skipped` and `twice` as schedule.md says. */
const weeks = [
  {
    zone: 'Europe/Brussels',
    hours: [
      '2026-10-24 09:00',
      '2026-10-25 00:30',
      '2026-10-25 02:30',
      '2026-10-25 23:30',
      '2026-10-26 09:00',
    ],
  },
  {
    zone: 'Europe/Brussels',
    hours: [
      '2027-03-27 09:00',
      '2027-03-28 00:30',
      '2027-03-28 03:00',
      '2027-03-28 23:30',
      '2027-03-29 09:00',
    ],
  },
  {
    // UTC+0 for good since this Sunday.
    zone: 'Africa/Casablanca',
    hours: [
      '2026-09-19 09:00',
      '2026-09-20 00:30',
      '2026-09-20 01:30',
      '2026-09-20 23:30',
      '2026-09-21 09:00',
    ],
  },
  {
    // Until that law the clock went back on the Sunday before Ramadan; now nothing happens to it.
    zone: 'Africa/Casablanca',
    hours: [
      '2027-02-06 09:00',
      '2027-02-07 00:30',
      '2027-02-07 02:30',
      '2027-02-07 23:30',
      '2027-02-08 09:00',
    ],
  },
  {
    zone: 'America/New_York',
    hours: [
      '2026-10-31 09:00',
      '2026-11-01 00:30',
      '2026-11-01 01:30',
      '2026-11-01 23:30',
      '2026-11-02 09:00',
    ],
  },
  {
    zone: 'America/New_York',
    hours: [
      '2027-03-13 09:00',
      '2027-03-14 00:30',
      '2027-03-14 03:00',
      '2027-03-14 23:30',
      '2027-03-15 09:00',
    ],
  },
]
const any = "window: {from: '00:00', until: '00:00', holidays: open}\n"

/** On 10 September 2026, with readers who agreed before. */
async function house(zone: string, readers: Parameters<typeof readersIn>[1]): Promise<World> {
  const world = await makeWorld()
  await readersIn(world, readers)
  world.at.now = Date.UTC(2026, 8, 10, 8)
  await world.db.prepare('UPDATE institutions SET time_zone = ?').bind(zone).run()
  return world
}

const stepsAt = (hours: readonly string[], zone = 'sender') =>
  Object.fromEntries(
    hours.map((local, index) => [`s${index}`, `channel: email, at: {local: '${local}', zone: ${zone}}`]),
  )

/** Each entry of the page as `2026-10-25 02:30 s2`. */
async function shown(world: World, view: string, at: string): Promise<string[]> {
  const app = createApp(world.deps, readAssets())
  const link = await signInLink(world.deps, world.author)
  const signed = await useSignIn(world.deps, link.slice(link.lastIndexOf('/') + 1))
  const headers = { cookie: `__Host-mawja_session=${signed!.cookie}; mawja_language=en` }
  const answer = await app.request(`https://mawja.example/desk/calendar?view=${view}&at=${at}`, { headers })
  expect(answer.status).toBe(200)
  const days = (await answer.text()).split(/data-date="/).slice(1)
  return days.flatMap((day) => {
    const entries = day.split('<li class="entry').slice(1)
    return entries.map((entry) => {
      const [hour, step] = [
        ...entry.matchAll(/<small>.*?<bdi>([^<]*)<\/bdi>.*?<bdi>(s\d)<\/bdi>/g),
      ][0]!.slice(1)
      return `${day.slice(0, 10)} ${hour} ${step}`
    })
  })
}

/** In the order of the page. A week is asked for by each of its days. */
async function onEveryView(world: World, expected: readonly string[]): Promise<void> {
  const months = [...new Set(expected.map((one) => one.slice(0, 7)))]
  for (const view of ['month', 'list']) {
    const found = []
    for (const month of months) found.push(...(await shown(world, view, month)))
    expect([...new Set(found)].sort(), view).toEqual([...expected].sort())
  }
  const dates = [...new Set(expected.map((one) => one.slice(0, 10)))]
  const found = []
  for (const date of dates) found.push(...(await shown(world, 'week', date)))
  expect([...new Set(found)].sort(), 'week').toEqual([...expected].sort())
}

it.each(weeks)(
  'shows each hour on its own day and at its own hour: $zone, $hours.2',
  async ({ zone, hours }) => {
    const world = await house(zone, [{ country: 'BE' }, { country: 'MA' }, { country: 'US' }])
    await world.publish(timedCampaign(stepsAt(hours), any))
    const expected = hours.map((hour, index) => `${hour} s${index}`)
    await onEveryView(world, expected)
    // What waits in the outbox stands where the plan had it.
    const campaign = await world.campaign()
    await approve(world.deps, { campaign, officer: world.reviewer })
    await launch(world.deps, { campaign })
    await onEveryView(world, expected)
  },
)

it('shows an hour that the clock skips as much earlier as it jumps', async () => {
  const world = await house('Europe/Brussels', [{ country: 'BE' }])
  await world.publish(timedCampaign(stepsAt(['2027-03-28 02:30']), any))
  await onEveryView(world, ['2027-03-28 01:30 s0'])
})

it('shows readers’ own hours by the clock of the house, in the week when only one of the two has changed', async () => {
  const world = await house('Europe/Brussels', [{ country: 'US', timeZone: 'America/New_York' }])
  const hours = ['2026-10-24 09:00', '2026-10-28 09:00', '2026-10-31 20:00', '2026-11-03 09:00']
  await world.publish(timedCampaign(stepsAt(hours, 'recipient'), any))
  await onEveryView(world, [
    '2026-10-24 15:00 s0',
    '2026-10-28 14:00 s1',
    // Eight in the evening there is past midnight here.
    '2026-11-01 01:00 s2',
    '2026-11-03 15:00 s3',
  ])
})

it('shows readers in Morocco an hour apart from Brussels in winter and two in summer', async () => {
  const world = await house('Europe/Brussels', [{ country: 'MA' }])
  const hours = ['2026-09-18 09:00', '2026-09-22 09:00', '2026-11-03 09:00', '2027-02-15 09:00']
  await world.publish(timedCampaign(stepsAt(hours, 'recipient'), any))
  await onEveryView(world, [
    '2026-09-18 10:00 s0',
    '2026-09-22 11:00 s1',
    '2026-11-03 10:00 s2',
    '2027-02-15 10:00 s3',
  ])
})
