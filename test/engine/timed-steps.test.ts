import { describe, expect, it } from 'vitest'
import { drain, tick } from '../../src/engine/tick.ts'
import { minuteOf, outbox, readersIn, timedCampaign } from '../support/timed.ts'
import { makeWorld, type World } from '../support/world.ts'

const at = (text: string) => Date.parse(text)
const hourMs = 3_600_000
const day = 24 * hourMs
const usual = "window: {from: '08:00', until: '20:00'}\n"

async function launched(
  steps: Record<string, string>,
  more = usual,
  parts: Parameters<typeof timedCampaign>[2] = {},
): Promise<World> {
  const world = await makeWorld()
  await readersIn(world, [{ country: 'FR' }, { country: 'US' }])
  await world.launch(timedCampaign(steps, more, parts))
  return world
}

const states = async (world: World, step: string) =>
  (await outbox(world, step)).map(({ country, state, reason }) => [country, state, reason])

describe('words that grow old', () => {
  it('are dropped as soon as their window would come too late, and reported', async () => {
    // Nine in Paris is three in New York, where the window opens after the end.
    const world = await launched({ lettre: 'channel: email' }, `${usual}expires: '2026-11-23T12:00:00Z'\n`)
    expect(await drain(world.deps)).toMatchObject({ sent: 1, skipped: 1 })
    expect(await states(world, 'lettre')).toEqual([
      ['FR', 'accepted', null],
      ['US', 'skipped', 'expired'],
    ])
  })

  it('may end later for one step than for the campaign', async () => {
    const world = await launched(
      { lettre: 'channel: email', longue: "channel: email, expires: '2026-12-23T12:00:00Z'" },
      `${usual}expires: '2026-11-23T12:00:00Z'\n`,
    )
    await drain(world.deps, { until: at('2026-11-24T12:00:00Z') })
    expect(await states(world, 'longue')).toEqual([
      ['FR', 'accepted', null],
      ['US', 'accepted', null],
    ])
  })

  it('end to the second, in the middle of a minute', async () => {
    const world = await launched({ lettre: 'channel: email' }, `${usual}expires: '2026-11-23T09:00:30Z'\n`)
    world.at.now = at('2026-11-23T09:00:31Z')
    expect(await drain(world.deps)).toMatchObject({ sent: 0, skipped: 2 })
  })

  it('wait for the morning, which is not late; but not for a machine that stood still', async () => {
    const steps = { lettre: 'channel: email, late: 2h' }
    const inTime = await launched(steps)
    await drain(inTime.deps, { until: at('2026-11-23T23:00:00Z') })
    expect(await states(inTime, 'lettre')).toEqual([
      ['FR', 'accepted', null],
      ['US', 'accepted', null],
    ])
    const stood = await launched(steps)
    stood.at.now += 3 * hourMs
    // In New York it is seven: its morning has not come yet.
    expect(await drain(stood.deps)).toMatchObject({ sent: 0, skipped: 1 })
    expect(await states(stood, 'lettre')).toEqual([
      ['FR', 'skipped', 'late'],
      ['US', 'queued', null],
    ])
  })

  it('holds for posts as well', async () => {
    const world = await launched({ lettre: 'channel: email', annonce: 'channel: x, late: 1h' })
    world.at.now += 2 * hourMs
    expect(await drain(world.deps)).toMatchObject({ posts: 0 })
    const { results } = await world.db
      .prepare("SELECT DISTINCT state, reason FROM messages WHERE channel = 'x'")
      .all()
    expect(results).toEqual([{ state: 'skipped', reason: 'late' }])
  })
})

describe('a step of its own hour', () => {
  it('comes once where the clock shows it twice, and once where it skips it', async () => {
    const any = "window: {from: '00:00', until: '00:00', holidays: open}\n"
    const world = await launched(
      {
        deux: "channel: email, at: {local: '2027-10-31 02:30', zone: recipient}",
        sans: "channel: email, at: {local: '2027-03-28 02:30', zone: recipient}",
      },
      any,
    )
    await drain(world.deps, { until: at('2027-11-02T00:00:00Z') })
    const finished = async (step: string) =>
      (await outbox(world, step)).map(({ country, state, finished }) => [country, state, finished])
    expect(await finished('sans')).toContainEqual(['FR', 'accepted', '2027-03-28T01:30+01:00[Europe/Paris]'])
    expect(await finished('deux')).toContainEqual(['FR', 'accepted', '2027-10-31T02:30+02:00[Europe/Paris]'])
    expect(world.mail.arrived).toHaveLength(4)
  })

  it('waits for the evening in Ramadan', async () => {
    const world = await launched(
      { jeune: "channel: email, at: {local: '2027-02-20 10:00', zone: recipient}" },
      `${usual}ramadan: {from: '20:30', until: '23:00'}\n`,
    )
    await drain(world.deps, { until: at('2027-02-22T00:00:00Z') })
    const [paris] = await outbox(world, 'jeune')
    expect(minuteOf(paris!.finished)).toBe('2027-02-20 20:30')
  })
})

describe('a step that follows another', () => {
  const following = {
    invitation: 'channel: email',
    suite: 'channel: email, at: {on: received, of: invitation, delay: 2d}',
    fin: 'channel: email, at: {after: suite, delay: 1d}',
  }

  it('follows what arrived, so long after, once, within the reader’s hours', async () => {
    const world = await launched(following)
    world.mail.decide = (mail) =>
      mail.kind === 'mail' && mail.envelope.to.startsWith('reader1')
        ? { outcome: 'refused', reason: 'unknown_user', detail: '', retryable: false }
        : undefined
    await drain(world.deps, { until: at('2026-11-24T12:00:00Z') })
    for (let ticks = 0; ticks < 2; ticks++) await tick(world.deps)
    expect(
      (await outbox(world, 'suite')).map(({ country, planned }) => [country, minuteOf(planned)]),
    ).toEqual([['FR', '2026-11-25 10:00']])
    expect((await outbox(world, 'fin')).map(({ planned }) => minuteOf(planned))).toEqual(['2026-11-26 10:00'])
    await drain(world.deps, { until: at('2026-11-27T12:00:00Z') })
    expect(await states(world, 'fin')).toEqual([['FR', 'accepted', null]])
    expect(await outbox(world)).toHaveLength(4)
  })

  it('follows each occurrence of one that recurs', async () => {
    const world = await launched({
      invitation: 'channel: email',
      jour: "channel: email, at: {every: 'RRULE:FREQ=DAILY', from: '2026-11-24', local: '10:00', zone: recipient}",
      merci: 'channel: email, at: {on: received, of: jour, delay: 3h}',
    })
    await drain(world.deps, { until: at('2026-11-26T23:00:00Z') })
    const paris = (await outbox(world, 'merci')).filter(({ country }) => country === 'FR')
    expect(paris.map(({ occurrence, finished }) => [occurrence, minuteOf(finished)])).toEqual([
      ['2026-11-24', '2026-11-24 13:00'],
      ['2026-11-25', '2026-11-25 13:00'],
      ['2026-11-26', '2026-11-26 13:00'],
    ])
  })

  it('follows a click of those who agreed to be measured, as long as they agree, and of no machine', async () => {
    const world = await makeWorld()
    await world.db.prepare("UPDATE institutions SET tracking_mode = 'individual'").run()
    await readersIn(world, [{ country: 'FR' }, { country: 'FR' }, { country: 'FR' }, { country: 'FR' }])
    await world.db.prepare("UPDATE contacts SET consent_track = 'given' WHERE id <= 3").run()
    const steps = {
      invitation: 'channel: email',
      merci: 'channel: email, at: {on: clicked, of: invitation, delay: 3h}',
    }
    await world.launch(timedCampaign(steps, usual, { tracking: 'individual' }))
    await drain(world.deps)
    const link = `(SELECT l.value FROM contents k, json_each(k.links) l WHERE k.step = 'invitation' AND k.language = 'fr' LIMIT 1)`
    const click = (contact: number, kind: string) =>
      world.db
        .prepare(
          `INSERT INTO traces (pseudonym, campaign_id, kind, at, class, link_id)
           SELECT pseudonym, campaign_id, 'click', ?, ?, ${link} FROM pseudonyms WHERE contact_id = ?`,
        )
        .bind(world.at.now, kind, contact)
        .run()
    await click(1, 'human')
    await click(1, 'human')
    await click(2, 'machine')
    await click(3, 'human')
    await world.db.prepare("UPDATE contacts SET consent_track = 'withdrawn' WHERE id = 3").run()
    world.at.now += day
    for (let ticks = 0; ticks < 3; ticks++) await tick(world.deps)
    const { results } = await world.db
      .prepare(
        "SELECT m.contact_id AS contact FROM messages m JOIN steps s ON s.id = m.step_id WHERE s.name = 'merci'",
      )
      .all()
    expect(results).toEqual([{ contact: 1 }])
    expect((await outbox(world, 'merci')).map(({ planned }) => minuteOf(planned))).toEqual([
      '2026-11-23 13:00',
    ])
  })

  it('follows those who join, and a reader’s letter that recurs reaches them from then on', async () => {
    const world = await launched({
      invitation: 'channel: email',
      jour: "channel: email, at: {every: 'RRULE:FREQ=DAILY', from: '2026-11-20', local: '10:00', zone: recipient}",
      accueil: 'channel: email, at: {on: joined, of: invitation, delay: 1d}',
    })
    await drain(world.deps)
    await world.import(['amie@diaspora.example,Amie,Exemple,fr,BE'])
    world.at.now = at('2026-11-24T12:00:00Z')
    await world.db
      .prepare(
        `INSERT INTO signups (campaign_id, contact_id, generation, share_channel, language, state, expires_at, created_at)
         SELECT 1, contact_id, 1, 'page', 'fr', 'confirmed', 0, 0 FROM addresses WHERE value = 'amie@diaspora.example'`,
      )
      .run()
    await drain(world.deps, { until: at('2026-11-26T12:00:00Z') })
    const belgian = (await outbox(world)).filter(
      ({ country, state }) => country === 'BE' && state === 'accepted',
    )
    expect(belgian.map(({ step, occurrence, finished }) => [step, occurrence, minuteOf(finished)])).toEqual([
      ['accueil', '', '2026-11-25 13:00'],
      ['jour', '2026-11-25', '2026-11-25 10:00'],
      ['jour', '2026-11-26', '2026-11-26 10:00'],
    ])
  })
})
