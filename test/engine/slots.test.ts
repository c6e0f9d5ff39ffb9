import { expect, it } from 'vitest'
import { runCommand } from '../../src/engine/commands.ts'
import { experiment } from '../../src/engine/experiment.ts'
import { moveStep } from '../../src/engine/move-step.ts'
import { plan } from '../../src/engine/plan.ts'
import { drain } from '../../src/engine/tick.ts'
import { definition, smallCampaign } from '../support/campaign.ts'
import { mailsTo } from '../support/mail.ts'
import { makeWorld, people, type World } from '../support/world.ts'

const steps = `
  - {id: invitation, channel: email, share: true, variants: [morning, evening]}
  - {id: rappel, channel: email, at: {after: invitation, delay: 2d}}
  - {id: lettre, channel: email, at: {every: 'RRULE:FREQ=DAILY;COUNT=2', from: '2027-12-01', local: '10:00', zone: recipient}}
  - {id: confirmation, channel: email, trigger: signup}
  - {id: bienvenue, channel: email, trigger: join, share: true}`
const slots = "slots: {morning: '08:30', evening: '19:00'}"

/** One text for both variants. */
function files(experiment = slots, window = '{holidays: open}'): Record<string, string> {
  const waves = '[{share: 50}, {share: 50, after: 1d}]'
  const yaml = `${definition({ steps, waves })}window: ${window}\nexperiment: {${experiment}}\n`
  const all = smallCampaign({ 'campaign.yaml': yaml })
  return Object.fromEntries(
    Object.entries(all)
      .filter(([path]) => !path.startsWith('annonce'))
      .flatMap(([path, body]): [string, string][] =>
        path.startsWith('invitation.')
          ? [path, path.replace('invitation', 'rappel'), path.replace('invitation', 'lettre')].map((name) => [
              name,
              body,
            ])
          : [[path, body]],
      ),
  )
}

type Row = {
  step: string
  variant: string
  content: string
  zone: string
  unit: number | null
  wave: number
  due: number
}
const zones: Record<string, string> = { BE: 'Europe/Brussels', FR: 'Europe/Paris', NL: 'Europe/Amsterdam' }
const readers = (count: number) =>
  people(count).map((row, index) => (index % 4 ? row : row.replace(/,(BE|FR|NL)$/, ',FR')))

async function launched(at: string, launchFiles = files(), count = 240): Promise<World> {
  const world = await makeWorld()
  await world.import(readers(count))
  world.at.now = Date.parse(at)
  world.db.raw.exec(`UPDATE contacts SET time_zone = 'America/Toronto' WHERE kind = 'person' AND id % 5 = 0`)
  world.db.raw.exec(
    `UPDATE contacts SET custom = json_object('household', 'H' || (id / 4)) WHERE kind = 'person' AND id % 10 > 1`,
  )
  await world.launch(launchFiles)
  return world
}

async function outbox(world: World): Promise<(Row & { wall: string; date: string })[]> {
  const sql = `SELECT s.name AS step, e.variant, o.variant AS content, c.time_zone AS own, c.country, e.unit, m.wave, m.due_at AS due
    FROM messages m JOIN steps s ON s.id = m.step_id JOIN contents o ON o.id = m.content_id
    JOIN contacts c ON c.id = m.contact_id JOIN enrollments e ON e.contact_id = m.contact_id AND e.campaign_id = m.campaign_id`
  const { results } = await world.db.prepare(sql).all<Row & { own: string | null; country: string }>()
  return results.map((row) => {
    const zone = row.own ?? zones[row.country]!
    const wall = new Date(row.due).toLocaleString('sv-SE', { timeZone: zone })
    return { ...row, zone, wall: wall.slice(11, 16), date: wall.slice(0, 10) }
  })
}

const hours = { morning: '08:30', evening: '19:00' } as Record<string, string>

it('gives each variant its hour of the reader, over a change of clocks, with one text for both', async () => {
  // Clocks go back on 31 October in Europe and on 7 November in Canada; the second wave comes a day later.
  const world = await launched('2027-10-30T10:00:00Z')
  const rows = await outbox(world)
  const invitations = rows.filter(({ step }) => step === 'invitation')
  expect(invitations).toHaveLength(240)
  for (const { variant, content, wall } of invitations)
    expect([content, wall]).toEqual([variant, hours[variant]])
  for (const wave of [1, 2])
    for (const zone of ['Europe/Paris', 'America/Toronto']) {
      const own = invitations.filter((row) => row.wave === wave && row.zone === zone)
      expect(new Set(own.map(({ variant }) => variant)).size).toBe(2)
      expect(new Set(own.map(({ date }) => date)).size).toBe(1)
    }
  const dates = invitations.filter(({ zone }) => zone === 'Europe/Paris').map(({ date }) => date)
  expect([...new Set(dates)].sort()).toEqual(['2027-10-31', '2027-11-01'])
  // What counts from it keeps its distance; what recurs is not there yet.
  const due = (step: string, variant: string) =>
    rows
      .filter((row) => row.step === step && row.variant === variant && row.zone === 'Europe/Paris')
      .map((row) => row.due)
  expect(Math.min(...due('rappel', 'evening')) - Math.min(...due('invitation', 'evening'))).toBe(
    2 * 86_400_000,
  )
  expect(rows.some(({ step }) => step === 'lettre')).toBe(false)
})

it('says so in the plan before the launch, and compares the variants after it', async () => {
  const world = await makeWorld()
  await world.import(people(60))
  world.at.now = Date.parse('2027-10-26T05:00:00Z')
  await world.publish(files())
  const { steps: planned, byZone } = await plan(world.deps, await world.campaign())
  const paris = planned.invitation!.clocks.filter(({ country }) => country === 'FR')
  expect(paris.map(({ variant, count, waves }) => [variant, count, waves[0]!.slice(0, 16)])).toEqual([
    ['morning', 10, '2027-10-26T08:30'],
    ['evening', 10, '2027-10-26T19:00'],
  ])
  expect(byZone['Europe/Paris']!.waves.map((wall) => wall.slice(0, 16))).toEqual([
    '2027-10-26T08:30',
    '2027-10-27T08:30',
  ])
  expect(planned.lettre!.clocks.some(({ variant }) => variant)).toBe(false)
  await world.launch(files())
  const start = world.at.now
  world.at.now = Date.parse('2027-10-26T12:00:00Z')
  await drain(world.deps, { until: world.at.now })
  const before = await outbox(world)
  const first = before.filter(({ step, wave }) => step === 'invitation' && wave === 1)
  // Half of the first wave and nothing of the other variant is no mismatch.
  expect((await world.campaign()).state).toBe('running')
  expect(world.mail.arrived).toHaveLength(first.filter(({ variant }) => variant === 'morning').length)
  await drain(world.deps, { until: start + 2 * 86_400_000 })
  const told = await experiment(world.deps, await world.campaign())
  expect(told).toMatchObject({
    winner: null,
    verdict: 'early',
    assignment: { isOff: false },
    sampleRatioP: 1,
  })
  expect(told.comparableFrom).toBe(Date.parse('2027-10-27T17:00:00Z') + 86_400_000)
  expect(told.arms.map(({ arm, n }) => [arm, n])).toEqual([
    ['evening', 30],
    ['morning', 30],
  ])
  expect(mailsTo(world.mail.arrived, 'reader0@diaspora.example')).toHaveLength(1)
})

it('keeps households together, and holds people out with the hour that was theirs', async () => {
  const world = await launched('2027-10-30T10:00:00Z', files(`${slots}, unit: household, holdOut: 0.2`), 400)
  const rows = (await outbox(world)).filter(({ step }) => step === 'invitation')
  for (const { variant, wall } of rows) expect(wall).toBe(hours[variant])
  const homes = Map.groupBy(rows, ({ unit }) => unit)
  for (const members of homes.values()) expect(new Set(members.map(({ variant }) => variant)).size).toBe(1)
  const morning = [...homes.values()].filter(([one]) => one!.variant === 'morning').length
  // Four standard deviations of a fair draw.
  expect(Math.abs(morning - homes.size / 2)).toBeLessThan(2 * Math.sqrt(homes.size))
  const sql = `SELECT h.variant, h.due_at AS due FROM hold_outs h JOIN contacts c ON c.id = h.contact_id
    WHERE c.time_zone IS NULL`
  const { results } = await world.db.prepare(sql).all<{ variant: string; due: number }>()
  expect(results.length).toBeGreaterThan(20)
  for (const { variant, due } of results)
    expect(new Date(due).toLocaleString('sv-SE', { timeZone: 'Europe/Paris' }).slice(11, 16)).toBe(
      hours[variant],
    )
})

it('takes both to the same hour of the next open day, and back', async () => {
  const world = await launched('2027-10-19T04:00:00Z', files(slots, "{from: '08:00', until: '20:00'}"), 60)
  const inFrance = async () => {
    const rows = (await outbox(world)).filter(
      ({ step, wave, zone }) => step === 'invitation' && wave === 1 && zone === 'Europe/Paris',
    )
    for (const { variant, wall } of rows) expect(wall).toBe(hours[variant])
    return [...new Set(rows.map(({ date }) => date))]
  }
  expect(await inFrance()).toEqual(['2027-10-19'])
  const day = { institution: 'mre', country: 'FR', date: '2027-10-19' }
  world.db.raw.exec(`UPDATE contacts SET country = 'FR' WHERE kind = 'person'`)
  await runCommand(world.deps, 'holiday add', { ...day, name: 'Fête', kind: 'holiday' })
  expect(await inFrance()).toEqual(['2027-10-20'])
  await runCommand(world.deps, 'holiday remove', day)
  expect(await inFrance()).toEqual(['2027-10-19'])
})

it('keeps its hours when the step is moved by days, and is not moved out of them before the launch', async () => {
  const world = await launched('2027-10-29T18:00:00Z', files(), 60)
  const campaign = await world.campaign()
  const at = (date: string) => ({
    campaign,
    step: 'invitation',
    officer: world.author,
    at: `${date} 08:30`,
    seen: '2027-10-30 08:30',
  })
  expect(await moveStep(world.deps, { ...at('2027-11-06'), wave: 1 })).toMatchObject({ outcome: 'queue' })
  const moved = (await outbox(world)).filter(({ step, wave }) => step === 'invitation' && wave === 1)
  for (const { variant, wall, date } of moved) expect([date, wall]).toEqual(['2027-11-06', hours[variant]])
  const other = await makeWorld()
  await other.publish(files())
  const early = { campaign: await other.campaign(), step: 'invitation', officer: other.author }
  await expect(moveStep(other.deps, { ...early, at: '2027-12-01 09:00', seen: null })).rejects.toMatchObject({
    key: 'slots',
  })
})
