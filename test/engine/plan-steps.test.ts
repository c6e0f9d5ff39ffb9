import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { approve } from '../../src/engine/approve.ts'
import { launch } from '../../src/engine/launch.ts'
import { type Plan, plan } from '../../src/engine/plan.ts'
import { minuteOf, outbox, type Row, readersIn, timedCampaign } from '../support/timed.ts'
import { makeWorld, type World } from '../support/world.ts'

vi.setConfig({ testTimeout: 60_000 })

const places = [
  { country: 'BE' },
  { country: 'BE' },
  { country: 'FR' },
  { country: 'FR', timeZone: 'America/New_York' },
  { country: 'NL' },
  { country: 'MA' },
  { country: 'MA', timeZone: 'Europe/Paris' },
  { country: 'US' },
]

const steps = {
  invitation: 'channel: email, share: true',
  // The night of the change in Europe: 02:30 is skipped there, and exists in Morocco.
  change: "channel: email, at: {local: '2027-03-28 02:30', zone: recipient}",
  fete: "channel: email, at: {local: '2027-05-01 09:00', zone: recipient}",
  suite: 'channel: email, at: {after: fete, delay: 2d}',
  jeune: "channel: email, at: {local: '2027-02-20 10:00', zone: recipient}",
  aid: "channel: email, at: {local: '2027-03-10 09:00', zone: recipient}",
  siege: "channel: email, at: {local: '2027-01-11 23:30', zone: sender}",
  trop: "channel: email, at: {at: '2026-11-20T09:00:00Z'}, late: 1h",
  annonce: "channel: x, at: {local: '2026-12-01 09:00', zone: sender}",
}
const usual = "window: {from: '08:00', until: '20:00'}\nramadan: {from: '20:30', until: '23:00'}\n"

async function planned(files: Record<string, string>): Promise<{ world: World; before: Plan }> {
  const world = await makeWorld()
  await readersIn(world, places)
  await world.publish(files)
  return { world, before: await plan(world.deps, await world.campaign()) }
}

async function launchIt(world: World): Promise<void> {
  await approve(world.deps, { campaign: await world.campaign(), officer: world.reviewer })
  await launch(world.deps, { campaign: await world.campaign() })
}

/** What the plan says about a row of the outbox. */
function told(before: Plan, row: Row): string | undefined {
  const clocks = before.steps[row.step]!.clocks
  return clocks.find(({ zone, country }) => zone === row.zone && country === row.country)?.waves[row.wave - 1]
}

it('holds the outbox to the plan, row by row', async () => {
  const { world, before } = await planned(
    timedCampaign(steps, usual, { waves: '[{share: 50}, {share: 50, after: 30h}]' }),
  )
  await launchIt(world)
  const rows = await outbox(world)
  expect(rows).toHaveLength(places.length * 8)
  for (const row of rows) expect(row.due, `${row.step} ${row.wave} ${row.zone}`).toBe(told(before, row))
  // And afterwards the plan is the same as before.
  expect((await plan(world.deps, await world.campaign())).steps).toEqual(before.steps)
})

it('knows changes of clocks, holidays, Ramadan and the hour of the house', async () => {
  const { world, before } = await planned(timedCampaign(steps, usual))
  await launchIt(world)
  const rows = await outbox(world)
  const at = (step: string, zone: string, country: string, key: 'due' | 'planned' = 'due') =>
    minuteOf(rows.find((row) => row.step === step && row.zone === zone && row.country === country)![key])
  expect(at('change', 'Europe/Paris', 'FR', 'planned')).toBe('2027-03-28 01:30')
  expect(at('change', 'Africa/Casablanca', 'MA', 'planned')).toBe('2027-03-28 02:30')
  expect(at('change', 'Europe/Paris', 'FR')).toBe('2027-03-28 08:00')
  // The first of May is a holiday for those who live there, whatever clock they chose.
  expect(at('fete', 'Europe/Brussels', 'BE')).toBe('2027-05-02 08:00')
  expect(at('fete', 'America/New_York', 'FR')).toBe('2027-05-02 08:00')
  expect(at('fete', 'Europe/Amsterdam', 'NL')).toBe('2027-05-01 09:00')
  expect(at('suite', 'Europe/Brussels', 'BE')).toBe('2027-05-03 09:00')
  expect(at('jeune', 'Europe/Amsterdam', 'NL')).toBe('2027-02-20 20:30')
  // 11 January is a holiday in Morocco, and half past eleven at night in Rabat is the next day in Brussels.
  expect(at('siege', 'Africa/Casablanca', 'MA')).toBe('2027-01-12 08:00')
  expect(at('siege', 'America/New_York', 'FR')).toBe('2027-01-11 18:30')
  expect(before.warnings).toContainEqual(
    expect.objectContaining({ kind: 'estimatedHoliday', step: 'aid', country: 'MA' }),
  )
  expect(before.warnings.filter(({ kind }) => kind === 'dropped')).toContainEqual({
    kind: 'dropped',
    step: 'trop',
    zone: 'Europe/Brussels',
    country: 'BE',
    date: '2026-11-20',
    name: 'late',
    waves: [1],
  })
  expect(before.steps.annonce!.clocks).toEqual([
    {
      zone: 'Africa/Casablanca',
      country: 'MA',
      count: 1,
      waves: ['2026-12-01T09:00+00:00[Africa/Casablanca]'],
      why: [null],
    },
  ])
})

describe('whatever the hour and the waves', () => {
  it('the launch does what the plan says', async () => {
    const wall = fc.record({
      day: fc.integer({ min: 0, max: 700 }),
      minute: fc.integer({ min: 0, max: 1439 }),
    })
    const minutes = (count: number) => `${Math.floor(count / 60)}`.padStart(2, '0')
    const hour = (count: number) => `${minutes(count)}:${`${count % 60}`.padStart(2, '0')}`
    await fc.assert(
      fc.asyncProperty(wall, fc.integer({ min: 0, max: 90 }), async ({ day, minute }, gap) => {
        const date = new Date(Date.UTC(2026, 10, 24) + day * 86_400_000).toISOString().slice(0, 10)
        const files = timedCampaign(
          {
            invitation: 'channel: email',
            plus: `channel: email, at: {local: '${date} ${hour(minute)}', zone: recipient}`,
          },
          usual,
          { waves: `[{share: 40}, {share: 60, after: ${gap}h}]` },
        )
        const { world, before } = await planned(files)
        await launchIt(world)
        for (const row of await outbox(world)) expect(row.due).toBe(told(before, row))
      }),
      { numRuns: 12 },
    )
  })
})

describe('what comes later', () => {
  const letter = (rule: string) =>
    `channel: email, at: {every: 'RRULE:${rule}', from: '2026-12-01', local: '09:00', zone: recipient}`

  it('shows what recurs when it will go out, and not the hour it is meant for', async () => {
    const { before } = await planned(
      timedCampaign({ invitation: 'channel: email', mois: letter('FREQ=MONTHLY;BYMONTHDAY=1') }, usual),
    )
    // New Year is a holiday where they live, and so is the day after it nowhere.
    const clock = before.steps.mois!.clocks.find(({ zone }) => zone === 'Europe/Amsterdam')
    expect(clock).toMatchObject({
      waves: [
        '2026-12-01T09:00+01:00[Europe/Amsterdam]',
        '2027-01-02T08:00+01:00[Europe/Amsterdam]',
        '2027-02-01T09:00+01:00[Europe/Amsterdam]',
      ],
      why: [null, 'holiday', null],
    })
  })

  it('says of what recurs what hangs on the moon, and what will be dropped', async () => {
    const yaml = `${usual}expires: 2027-03-31T00:00:00Z\n`
    const rule = letter('FREQ=MONTHLY;BYMONTHDAY=10').replace('2026-12-01', '2027-03-01')
    const { before } = await planned(timedCampaign({ invitation: 'channel: email', mois: rule }, yaml))
    const about = before.warnings.filter(({ country }) => country === 'MA')
    expect(about).toContainEqual(
      expect.objectContaining({ kind: 'estimatedHoliday', step: 'mois', date: '2027-03-10', waves: [1] }),
    )
    expect(about).toContainEqual(
      expect.objectContaining({ kind: 'dropped', name: 'expired', date: '2027-04-10' }),
    )
  })

  it('tells how long a wave is held by minGap, as the clock holds it', async () => {
    const hours = { invitation: 'channel: email', rappel: "channel: email, at: {at: '2026-12-01T09:00:00Z'}" }
    const waves = { waves: '[{share: 50}, {share: 30, after: 3h}, {share: 20, after: 3h}]' }
    const { before } = await planned(timedCampaign(hours, `${usual}minGap: 2h\n`, waves))
    // The reminder's hour is one for all: whoever comes after waits for the morning in New York, and then for the gap.
    expect(before.steps.rappel!.notBefore).toEqual([
      null,
      '2026-12-01T15:00:00.000Z',
      '2026-12-01T17:00:00.000Z',
    ])
    const without = await planned(timedCampaign(hours, usual, waves))
    expect(without.before.steps.rappel!.notBefore).toEqual([])
  })
})
