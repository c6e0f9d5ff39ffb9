import { describe, expect, it } from 'vitest'
import { approve, isApproved, newestEdition } from '../../src/engine/approve.ts'
import { checkAudit } from '../../src/engine/audit.ts'
import { runCommand } from '../../src/engine/commands.ts'
import { draftOf, saveDraft } from '../../src/engine/drafts.ts'
import { moveStep } from '../../src/engine/move-step.ts'
import { momentOf, wallOf } from '../../src/engine/move-time.ts'
import { drain } from '../../src/engine/tick.ts'
import { wholeAudit } from '../../src/store/audit.ts'
import { filesOf } from '../../src/store/campaigns.ts'
import { minuteOf, outbox, readersIn, timedCampaign } from '../support/timed.ts'
import { makeWorld, type World } from '../support/world.ts'

const usual = "window: {from: '08:00', until: '20:00'}\n"
const local = (when: string, zone = 'recipient') => ({
  lettre: `channel: email, at: {local: '${when}', zone: ${zone}}`,
})
const seen = '2026-12-03 09:00'

async function readers(): Promise<World> {
  const world = await makeWorld()
  await readersIn(world, [{ country: 'FR' }, { country: 'MA' }])
  return world
}
async function launched(steps: Record<string, string>, more = usual, parts = {}): Promise<World> {
  const world = await readers()
  await world.launch(timedCampaign(steps, more, parts))
  return world
}
const move = async (world: World, at: string | null, from: string | null = seen, more = {}) =>
  moveStep(world.deps, {
    campaign: await world.campaign(),
    step: 'lettre',
    at,
    seen: from,
    officer: world.author,
    ...more,
  })
const dues = async (world: World) =>
  Object.fromEntries((await outbox(world, 'lettre')).map(({ country, due }) => [country, minuteOf(due)]))
const yamlOf = async (world: World) =>
  (await filesOf(world.db, (await world.campaign()).editionId!))['campaign.yaml']!

describe('before the launch', () => {
  it('makes an edition with another time and nothing else, which asks for a new yes; and back', async () => {
    const world = await readers()
    await world.publish(timedCampaign(local(seen)))
    const [campaign, before] = [await world.campaign(), await yamlOf(world)]
    await approve(world.deps, { campaign, officer: world.reviewer })
    expect(await move(world, '2026-12-04 10:30')).toEqual({ outcome: 'edition', from: seen, moved: 0 })
    expect(await yamlOf(world)).toBe(before.replace(seen, '2026-12-04 10:30'))
    const now = await world.campaign()
    expect(await isApproved(world.deps, now, await newestEdition(world.deps, now))).toBe(false)
    await move(world, seen, '2026-12-04 10:30')
    expect(await yamlOf(world)).toBe(before)
    const acts = (await wholeAudit(world.db)).filter(({ act }) => act === 'move')
    expect(acts.map(({ detail }) => JSON.parse(detail))).toMatchObject([
      { step: 'lettre', from: seen, to: '2026-12-04 10:30' },
      { from: '2026-12-04 10:30', to: seen },
    ])
    expect(await checkAudit(world.deps)).toMatchObject({ brokenAt: null })
  })

  it('gives a step that goes with the launch an hour, and takes it away again', async () => {
    const world = await readers()
    await world.publish(timedCampaign({ lettre: 'channel: email' }, '', { waves: '[{share: 100}]' }))
    const before = await yamlOf(world)
    expect(await move(world, '2026-12-04 10:30', null)).toMatchObject({ outcome: 'edition', from: null })
    expect(await yamlOf(world)).toContain(
      "{id: lettre, at: {local: '2026-12-04 10:30', zone: sender}, channel",
    )
    await move(world, null, '2026-12-04 10:30')
    expect(await yamlOf(world)).toBe(before)
  })

  it('stays in the draft while somebody writes there', async () => {
    const world = await readers()
    await world.publish(timedCampaign(local(seen)))
    const campaign = await world.campaign()
    const path = 'lettre.fr.md'
    const { base, body } = (await draftOf(world.deps, campaign))[path]!
    await saveDraft(world.deps, { campaign, officer: world.author, path, base, body: `${body}\nEt` })
    expect(await move(world, '2026-12-04 10:30')).toMatchObject({ outcome: 'draft' })
    expect((await world.campaign()).editionId).toBe(campaign.editionId)
    expect((await draftOf(world.deps, campaign))['campaign.yaml']).toMatchObject({ changed: true })
    expect(await momentOf(world.deps, { campaign, step: 'lettre', wave: 0 })).toMatchObject({
      wall: '2026-12-04 10:30',
    })
  })

  it('refuses the past, what is no time, and what has no hour of its own', async () => {
    const world = await readers()
    const steps = { ...local(seen), suite: 'channel: email, at: {after: lettre, delay: 2d}' }
    await world.publish(timedCampaign(steps))
    await expect(move(world, '2026-11-01 09:00')).rejects.toMatchObject({ key: 'past' })
    await expect(move(world, '2026-02-30 09:00')).rejects.toMatchObject({ key: 'time' })
    await expect(move(world, seen, null, { step: 'suite' })).rejects.toMatchObject({ key: 'follows' })
    await expect(move(world, seen, seen, { officer: world.reviewer })).rejects.toMatchObject({ key: 'role' })
    await expect(move(world, '2026-12-05 09:00', '2026-12-02 09:00')).rejects.toMatchObject({
      code: 'conflict',
      key: 'moved',
      params: { now: seen },
    })
  })
})

describe('after the launch', () => {
  it('moves what waits, by each reader’s clock, and back', async () => {
    const world = await launched(local(seen))
    expect(await move(world, '2026-12-04 10:00')).toEqual({ outcome: 'queue', from: seen, moved: 2 })
    expect(await dues(world)).toEqual({ FR: '2026-12-04 10:00', MA: '2026-12-04 10:00' })
    await expect(move(world, '2026-12-05 10:00')).rejects.toMatchObject({
      key: 'moved',
      params: { now: '2026-12-04 10:00' },
    })
    await move(world, seen, '2026-12-04 10:00')
    expect(await dues(world)).toEqual({ FR: seen, MA: seen })
    expect((await wholeAudit(world.db)).filter(({ act }) => act === 'move')).toHaveLength(2)
  })

  it('waits for windows and holidays there, and a holiday that comes later is counted from the new hour', async () => {
    const world = await launched(local(seen))
    await move(world, '2026-12-25 21:00')
    expect(await dues(world)).toEqual({ FR: '2026-12-26 08:00', MA: '2026-12-26 08:00' })
    await move(world, '2026-12-29 09:00', '2026-12-25 21:00')
    const day = { country: 'MA', date: '2026-12-29', name: 'Jour accordé', kind: 'holiday' }
    await runCommand(world.deps, 'holiday add', day)
    expect(await dues(world)).toEqual({ FR: '2026-12-29 09:00', MA: '2026-12-30 08:00' })
  })

  it('moves nothing into the past, behind its end or from the hands of a worker', async () => {
    const world = await launched(local(seen), `${usual}expires: 2026-12-10T00:00:00Z\n`)
    await expect(move(world, '2026-11-01 09:00')).rejects.toMatchObject({ key: 'past' })
    await expect(move(world, '2026-12-11 09:00')).rejects.toMatchObject({ key: 'expired' })
    expect(await dues(world)).toEqual({ FR: seen, MA: seen })
    world.at.now = Date.parse('2026-12-03T08:00:30Z')
    await drain(world.deps)
    expect(await move(world, '2026-12-04 09:00')).toMatchObject({ moved: 1 })
    expect(await dues(world)).toEqual({ FR: null, MA: '2026-12-04 09:00' })
    const rows = await outbox(world, 'lettre')
    expect(rows.every(({ state, planned }) => state !== 'accepted' || minuteOf(planned) === seen)).toBe(true)
    expect(rows.map(({ state }) => state)).toContain('accepted')
  })

  it('moves one wave and leaves the others, never before its start', async () => {
    const waves = '[{share: 50}, {share: 50, after: 3d}]'
    const world = await launched({ lettre: 'channel: email' }, '', { waves })
    const campaign = await world.campaign()
    const now = (await momentOf(world.deps, { campaign, step: 'lettre', wave: 2 })).wall!
    expect(now).toBe(wallOf(campaign.launchedAt! + 3 * 86_400_000, 'Africa/Casablanca'))
    await expect(move(world, '2026-11-25 09:00', now, { wave: 2 })).rejects.toMatchObject({
      key: 'before-wave',
    })
    expect(await move(world, '2026-12-20 09:00', now, { wave: 2 })).toMatchObject({ moved: 1 })
    await move(world, now, '2026-12-20 09:00', { wave: 2 })
    await expect(move(world, '2026-12-20 09:00', now, { wave: 3 })).rejects.toMatchObject({ key: 'gone' })
  })
})

describe('a change of clocks', () => {
  it.each([
    ['Africa/Casablanca', '2026-09-20', 'MA'],
    ['Europe/Paris', '2026-10-25', 'FR'],
  ])('in %s on %s keeps the hour of the wall', async (zone, date, country) => {
    const world = await makeWorld()
    await readersIn(world, [{ country }])
    world.at.now = Date.parse('2026-09-01T12:00:00Z')
    const before = `${date.slice(0, 8)}15 09:00`
    await world.launch(timedCampaign(local(before, zone), ''))
    for (const [from, to] of [
      [before, `${date} 09:00`],
      [`${date} 09:00`, `${date} 02:30`],
      [`${date} 02:30`, before],
    ] as const) {
      await move(world, to, from)
      expect(minuteOf((await outbox(world, 'lettre'))[0]!.due)).toBe(to)
    }
  })
})
