import { describe, expect, it } from 'vitest'
import { approve, isApproved, newestEdition } from '../../src/engine/approve.ts'
import { checkAudit } from '../../src/engine/audit.ts'
import { dropCalendar } from '../../src/engine/calendar.ts'
import { runCommand } from '../../src/engine/commands.ts'
import { launch } from '../../src/engine/launch.ts'
import { plan } from '../../src/engine/plan.ts'
import { drain } from '../../src/engine/tick.ts'
import { minuteOf, outbox, readersIn, timedCampaign } from '../support/timed.ts'
import { makeWorld, type World } from '../support/world.ts'

const at = (text: string) => Date.parse(text)
const usual = "window: {from: '08:00', until: '20:00'}\n"
const local = (when: string) => ({
  lettre: `channel: email, at: {local: '${when}', zone: recipient}`,
})

async function launched(when: string, more = usual): Promise<World> {
  const world = await makeWorld()
  await readersIn(world, [{ country: 'FR' }, { country: 'MA' }])
  await world.launch(timedCampaign(local(when), more))
  return world
}

const due = async (world: World, country: string) =>
  minuteOf((await outbox(world, 'lettre')).find((row) => row.country === country)!.due)

describe('a holiday that an institution enters', () => {
  it('moves what waits, and taking it away moves it back', async () => {
    const world = await launched('2026-12-03 09:00')
    const day = { country: 'MA', date: '2026-12-03' }
    expect(await due(world, 'MA')).toBe('2026-12-03 09:00')
    expect(
      await runCommand(world.deps, 'holiday add', { ...day, name: 'Jour accordé', kind: 'holiday' }),
    ).toMatchObject({ ...day, rescheduled: 1 })
    expect(await due(world, 'MA')).toBe('2026-12-04 08:00')
    expect(await due(world, 'FR')).toBe('2026-12-03 09:00')
    expect(await runCommand(world.deps, 'holiday remove', day)).toMatchObject({ rescheduled: 1 })
    expect(await due(world, 'MA')).toBe('2026-12-03 09:00')
    await expect(runCommand(world.deps, 'holiday remove', day)).rejects.toMatchObject({ key: 'holiday' })
    expect(await checkAudit(world.deps)).toMatchObject({ brokenAt: null })
  })

  it('by another process is seen at the sending, and the message waits', async () => {
    const world = await launched('2026-12-03 09:00')
    await world.db
      .prepare("INSERT INTO holidays VALUES (?, 'FR', '2026-12-03', 'Jour accordé', 'holiday', 0)")
      .bind(world.institution.id)
      .run()
    // As after a minute: nothing is believed for longer.
    dropCalendar(world.deps, world.institution.id)
    world.at.now = at('2026-12-03T12:00:00Z')
    expect(await drain(world.deps)).toMatchObject({ sent: 1 })
    expect(await due(world, 'FR')).toBe('2026-12-04 08:00')
  })

  it('can be a day of work, and asks for no new approval', async () => {
    const world = await makeWorld()
    await readersIn(world, [{ country: 'FR' }])
    const files = timedCampaign(local('2027-05-01 09:00'), usual)
    await world.publish(files)
    await approve(world.deps, { campaign: await world.campaign(), officer: world.reviewer })
    const clocks = async () => (await plan(world.deps, await world.campaign())).steps.lettre!.clocks
    expect((await clocks())[0]).toMatchObject({ why: ['holiday'] })
    const day = { country: 'FR', date: '2027-05-01', name: 'Ouvert', kind: 'working' }
    await runCommand(world.deps, 'holiday add', day)
    expect((await clocks())[0]).toMatchObject({
      waves: ['2027-05-01T09:00+02:00[Europe/Paris]'],
      why: [null],
    })
    const campaign = await world.campaign()
    expect(await isApproved(world.deps, campaign, await newestEdition(world.deps, campaign))).toBe(true)
    await launch(world.deps, { campaign })
    expect(await due(world, 'FR')).toBe('2027-05-01 09:00')
    expect(await runCommand(world.deps, 'holiday list', { country: 'FR', year: 2027 })).toMatchObject({
      holidays: expect.not.arrayContaining([expect.objectContaining({ date: '2027-05-01' })]),
      working: [{ date: '2027-05-01', name: 'Ouvert' }],
    })
  })
})

it.each(['expires: 2027-01-01T00:00:00Z', 'late: 1h', 'ramadan: {from: "20:00", until: "22:00"}'])(
  'a campaign that says %s asks for a new approval',
  async (line) => {
    const world = await makeWorld()
    await world.publish(timedCampaign(local('2026-12-03 09:00'), usual))
    await approve(world.deps, { campaign: await world.campaign(), officer: world.reviewer })
    await world.publish(timedCampaign(local('2026-12-03 09:00'), `${usual}${line}\n`))
    const campaign = await world.campaign()
    expect(await isApproved(world.deps, campaign, await newestEdition(world.deps, campaign))).toBe(false)
  },
)

describe('an Islamic month', () => {
  it('that is confirmed moves its feast and the letters that wait for it', async () => {
    // Eid al-Fitr of 1448 is reckoned to be 9 March 2027 or the day beside it.
    const world = await launched('2027-03-09 09:00')
    const set = (starts: string) =>
      runCommand(world.deps, 'month set', { country: 'MA', year: 1448, month: 10, starts })
    await set('2027-03-09')
    expect(await due(world, 'MA')).toBe('2027-03-11 08:00')
    await set('2027-03-10')
    expect(await due(world, 'MA')).toBe('2027-03-09 09:00')
    expect(await due(world, 'FR')).toBe('2027-03-09 09:00')
    expect(await runCommand(world.deps, 'month list', {})).toMatchObject({
      months: [{ month: '1448-10', country: 'MA', starts: '2027-03-10' }],
    })
    await expect(set('2027-04-10')).rejects.toMatchObject({ key: 'month' })
    await runCommand(world.deps, 'month remove', { country: 'MA', year: 1448, month: 10 })
    await expect(
      runCommand(world.deps, 'month remove', { country: 'MA', year: 1448, month: 10 }),
    ).rejects.toMatchObject({ key: 'month' })
  })

  it('moves Ramadan evenings', async () => {
    const world = await launched('2027-02-08 10:00', `${usual}ramadan: {from: '20:30', until: '23:00'}\n`)
    const set = (starts: string) =>
      runCommand(world.deps, 'month set', { country: '*', year: 1448, month: 9, starts })
    await set('2027-02-08')
    expect(await due(world, 'FR')).toBe('2027-02-08 20:30')
    await set('2027-02-09')
    expect(await due(world, 'FR')).toBe('2027-02-08 10:00')
  })
})

describe('the window of an institution', () => {
  it('holds for campaigns that say nothing, and gives way to those that do', async () => {
    const world = await launched('2026-12-05 06:00', '')
    expect(await due(world, 'FR')).toBe('2026-12-05 06:00')
    const set = (email: object | null) =>
      runCommand(world.deps, 'institution set', { slug: 'mre', windows: { email } })
    expect(await set({ from: '09:00', days: ['mon', 'tue'] })).toMatchObject({
      windows: { email: { from: '09:00', days: ['mon', 'tue'] } },
      timeZone: 'Africa/Casablanca',
    })
    expect(await due(world, 'FR')).toBe('2026-12-07 09:00')
    expect(await set(null)).toMatchObject({ windows: {} })
    expect(await due(world, 'FR')).toBe('2026-12-05 06:00')
    const phone = { sms: { from: '21:00', until: '23:00' } }
    await expect(
      runCommand(world.deps, 'institution set', { slug: 'mre', windows: phone }),
    ).rejects.toMatchObject({ key: 'window-empty' })
  })
})
