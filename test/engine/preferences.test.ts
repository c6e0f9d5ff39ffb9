import { beforeEach, describe, expect, it } from 'vitest'
import { sealIdentity } from '../../src/core/tokens.ts'
import { approve } from '../../src/engine/approve.ts'
import { forget } from '../../src/engine/forget.ts'
import { launch } from '../../src/engine/launch.ts'
import { campaignNamed } from '../../src/engine/named.ts'
import { type Preferences, readPreferences, unsubscribe } from '../../src/engine/preferences.ts'
import { savePreferences, type Wishes } from '../../src/engine/preferences-save.ts'
import { publish } from '../../src/engine/publish.ts'
import { stats } from '../../src/engine/stats.ts'
import { drain } from '../../src/engine/tick.ts'
import { personByEmail } from '../../src/store/people.ts'
import { definition, smallCampaign } from '../support/campaign.ts'
import { dump } from '../support/dump.ts'
import { mailsTo } from '../support/mail.ts'
import { makeWorld, type World } from '../support/world.ts'

const email = 'hind@diaspora.example'
const day = 86_400_000
let world: World
let token: string

beforeEach(async () => {
  world = await makeWorld()
  await world.import([`${email},Hind,Exemple,nl-BE|fr|sv,BE`, 'omar@diaspora.example,Omar,,ar,FR'])
  await world.launch()
  await drain(world.deps)
  token = sealIdentity(world.deps.keys, { campaignId: (await world.campaign()).id, contactId: await idOf() })
})

const idOf = async () => (await personByEmail(world.db, world.institution.id, email))!.id
const save = (wishes: Partial<Wishes>) =>
  savePreferences(world.deps, { token, wishes: { changed: [], ...wishes } })
const read = async () => (await readPreferences(world.deps, token)) as Preferences
const rows = (sql: string) => world.db.raw.prepare(sql).all() as Record<string, unknown>[]
const ledger = (purpose: string) =>
  rows(
    `SELECT act, source, language, recorded_by AS by FROM consents WHERE contact_id = 1 AND purpose = '${purpose}' ORDER BY id`,
  )
const contact = () => rows('SELECT * FROM contacts WHERE id = 1')[0]!
const suppressions = () => rows('SELECT reason FROM suppressions').map(({ reason }) => reason)
const tick = (purpose: string, given: boolean) => ({ changed: [{ purpose, given }] })

describe('languages', () => {
  it('are those the institution can be read in, and keep what was wished more exactly', async () => {
    expect(await read()).toMatchObject({ offered: ['fr', 'ar', 'nl'], first: 'nl', second: 'fr' })
    await save({ first: 'ar', second: 'nl' })
    expect(JSON.parse(String(contact().languages))).toEqual(['ar', 'nl-BE', 'fr', 'sv'])
    expect(await read()).toMatchObject({
      language: 'ar',
      institution: 'دار المغاربة',
      first: 'ar',
      second: 'nl',
    })
    await save({ first: 'fr', second: null })
    expect(JSON.parse(String(contact().languages))).toEqual(['fr'])
  })

  it('that are not offered are not taken', async () => {
    for (const first of ['sv', 'ary', 'xx', '__proto__', '']) await save({ first, second: 'zgh' })
    expect(JSON.parse(String(contact().languages))).toEqual(['nl-BE', 'fr', 'sv'])
  })
})

describe('e-mail', () => {
  it('taken back here is taken back as by unsubscribing: count, suppression, ledger', async () => {
    await save(tick('receive:email', false))
    expect(contact()).toMatchObject({ consent_email: 'withdrawn', last_act_at: world.at.now })
    expect(suppressions()).toEqual(['unsubscribed'])
    expect(ledger('receive:email').at(-1)).toEqual({
      act: 'withdrawn',
      source: '/p/',
      language: 'nl',
      by: 'person',
    })
    await unsubscribe(world.deps, token)
    expect(ledger('receive:email')).toHaveLength(2)
    expect((await stats(world.deps, await world.campaign())).unsubscribes).toBe(1)
  })

  it('given again lifts the person’s own no, and nobody else’s', async () => {
    await unsubscribe(world.deps, token)
    await save(tick('receive:email', true))
    expect(contact()).toMatchObject({ consent_email: 'given' })
    expect(suppressions()).toEqual([])
    expect(ledger('receive:email').map(({ act }) => act)).toEqual(['given', 'withdrawn', 'given'])
    world.db.raw
      .prepare("INSERT INTO suppressions SELECT 1, hash, 'complaint', 0 FROM addresses WHERE contact_id = 1")
      .run()
    await unsubscribe(world.deps, token)
    await save(tick('receive:email', true))
    expect(suppressions()).toEqual(['complaint'])
  })

  it('withdrawn in one press stays withdrawn when a file says “with consent”', async () => {
    await unsubscribe(world.deps, token)
    world.at.now += day
    await world.import([`${email},Hind,Exemple,fr,BE`, 'sara@diaspora.example,Sara,,fr,BE'])
    expect(contact()).toMatchObject({ consent_email: 'withdrawn' })
    world.mail.arrived.length = 0
    await launchAnother(smallCampaign())
    await drain(world.deps, { until: world.at.now + day })
    expect(mailsTo(world.mail.arrived, 'sara@diaspora.example')).toHaveLength(1)
    expect(mailsTo(world.mail.arrived, email)).toEqual([])
  })
})

async function launchAnother(files: Record<string, string>): Promise<void> {
  await publish(world.deps, { slug: 'suite', files, author: world.author })
  const campaign = () => campaignNamed(world.deps, 'suite')
  await approve(world.deps, { campaign: await campaign(), officer: world.reviewer })
  await launch(world.deps, { campaign: await campaign() })
}

describe('the other ticks', () => {
  it('show SMS and WhatsApp only to whom we have a number of, never ticked beforehand', async () => {
    expect((await read()).channels).toEqual([{ purpose: 'receive:email', given: true }])
    await save(tick('receive:sms', true))
    expect(ledger('receive:sms')).toEqual([])
    world.db.raw
      .prepare(
        "INSERT INTO addresses (institution_id, contact_id, channel, value, hash) VALUES (1, 1, 'phone', '+32470000000', 'h')",
      )
      .run()
    expect((await read()).channels.slice(1)).toEqual([
      { purpose: 'receive:sms', given: false },
      { purpose: 'receive:whatsapp', given: false },
    ])
    await save(tick('receive:sms', true))
    expect((await read()).channels.map(({ given }) => given)).toEqual([true, true, false])
    expect(ledger('receive:email')).toHaveLength(1)
  })

  it('ask for measuring by itself, and only where an institution measures or somebody agreed to it', async () => {
    expect((await read()).tracking).toBeNull()
    await save(tick('track:individual', true))
    expect(ledger('track:individual')).toEqual([])
    world.db.raw.exec("UPDATE institutions SET tracking_mode = 'individual'")
    expect((await read()).tracking).toEqual({ purpose: 'track:individual', given: false })
    await save(tick('track:individual', true))
    expect(contact()).toMatchObject({ consent_track: 'given', consent_email: 'given' })
    const [{ wording }] = rows("SELECT wording FROM consents WHERE purpose = 'track:individual'") as [
      { wording: string },
    ]
    expect(wording).toMatch(/^preferences:[0-9a-f]{12}$/)
    world.db.raw.exec("UPDATE institutions SET tracking_mode = 'aggregate'")
    await save(tick('track:individual', false))
    expect(contact()).toMatchObject({ consent_track: 'withdrawn', consent_email: 'given' })
    expect((await read()).tracking).toBeNull()
  })

  it('leave one list and no other, and take it again', async () => {
    await launchAnother(smallCampaign({ 'campaign.yaml': definition().replace('id: lettre', 'id: emploi') }))
    const subjects = async () => (await read()).subjects.map(({ purpose, given }) => [purpose, given])
    expect(await subjects()).toEqual([
      ['list:emploi', true],
      ['list:lettre', true],
    ])
    await save(tick('list:lettre', false))
    await save(tick('list:emploi', false))
    expect(JSON.parse(String(contact().left_lists))).toEqual(['lettre', 'emploi'])
    await save(tick('list:lettre', true))
    expect(await subjects()).toEqual([
      ['list:emploi', false],
      ['list:lettre', true],
    ])
    expect(JSON.parse(String(contact().left_lists))).toEqual(['emploi'])
    expect(ledger('list:lettre').map(({ act }) => act)).toEqual(['withdrawn', 'given'])
    await save(tick('list:nobody-sent-it', false))
    expect(JSON.parse(String(contact().left_lists))).toEqual(['emploi'])
    expect(contact()).toMatchObject({ consent_email: 'given' })
  })
})

describe('pace', () => {
  it('pauses for thirty days, is not made longer by saving, and ends when it is unticked', async () => {
    const until = world.at.now + 30 * day
    await save({ pause: true, monthlyCap: 1 })
    expect(contact()).toMatchObject({ paused_until: until, monthly_cap: 1 })
    world.at.now += day
    await save({ pause: true })
    expect(await read()).toMatchObject({ pausedUntil: until, monthlyCap: 1 })
    await save({ pause: false, monthlyCap: null })
    expect(contact()).toMatchObject({ paused_until: null, monthly_cap: null })
    await save({ pause: true })
    world.at.now += 30 * day
    expect(await read()).toMatchObject({ pausedUntil: null })
  })
})

describe('details', () => {
  const details = { firstName: 'Hind', lastName: 'Exemple', city: '', country: 'BE' }

  it('are put right by the person, and the request is written down as done', async () => {
    await save({ details })
    expect(rows('SELECT * FROM rights_requests')).toEqual([])
    await save({ details: { ...details, lastName: 'El Mansouri', city: 'St. Gallen', country: '' } })
    expect(contact()).toMatchObject({ last_name: 'El Mansouri', city: 'St. Gallen', country: null })
    const requests = rows('SELECT kind, asked_by, done_at FROM rights_requests')
    expect(requests).toEqual([{ kind: 'rectification', asked_by: 'person', done_at: world.at.now }])
  })

  it.each([
    ['firstName', 'Gagnez sur evil.example'],
    ['firstName', 'https://evil.example'],
    ['lastName', '<b>Hind</b>'],
    ['lastName', '{{unsubscribeUrl}}'],
    ['city', 'evil.example'],
    ['city', 'x'.repeat(81)],
    ['firstName', '\u202Edniz'],
  ])('with a %s like %s save nothing at all', async (field, text) => {
    const before = dump(world.db)
    const wishes = { ...tick('receive:email', false), details: { ...details, [field]: text } }
    await expect(save(wishes)).rejects.toMatchObject({ key: 'details', params: { field } })
    expect(dump(world.db)).toEqual(before)
  })

  it('that stood there already may stay, however odd', async () => {
    world.db.raw.exec("UPDATE contacts SET last_name = 'Exemple, dr. (2)' WHERE id = 1")
    await save({ details: { ...details, lastName: 'Exemple, dr. (2)', country: undefined } })
    expect(contact()).toMatchObject({ last_name: 'Exemple, dr. (2)', country: 'BE' })
  })
})

it('changes nothing more when it is saved twice', async () => {
  world.db.raw.exec("UPDATE institutions SET tracking_mode = 'individual'")
  const wishes: Wishes = {
    first: 'fr',
    second: 'ar',
    changed: [
      { purpose: 'receive:email', given: false },
      { purpose: 'track:individual', given: true },
      { purpose: 'list:lettre', given: false },
    ],
    monthlyCap: 4,
    pause: true,
    details: { firstName: 'Hind', lastName: '', city: 'Liège', country: 'BE' },
  }
  await save(wishes)
  const before = dump(world.db)
  world.at.now += 5000
  await save(wishes)
  await Promise.all([save(wishes), save(wishes)])
  expect(dump(world.db)).toEqual(before)
})

it('answers somebody who has been erased, and writes nothing', async () => {
  await forget(world.deps, { institutionId: 1, contactId: 1, askedBy: 'person' })
  const before = dump(world.db)
  expect(await readPreferences(world.deps, token, 'it')).toMatchObject({ erased: true, language: 'it' })
  expect(await save({ first: 'fr', ...tick('receive:email', true), pause: true })).toBe('erased')
  expect(await unsubscribe(world.deps, token)).toMatchObject({ notice: false })
  expect(dump(world.db)).toEqual(before)
})
