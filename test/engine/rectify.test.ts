import { beforeEach, expect, it } from 'vitest'
import { addressHash } from '../../src/core/token.ts'
import { runCommand } from '../../src/engine/commands.ts'
import { forget } from '../../src/engine/forget.ts'
import { drain } from '../../src/engine/tick.ts'
import { personByEmail, suppress } from '../../src/store/people.ts'
import { suppressionOf } from '../../src/store/suppressions.ts'
import { testKeys } from '../support/database.ts'
import { makeWorld, people, type World } from '../support/world.ts'

let world: World
beforeEach(async () => {
  world = await makeWorld()
  await world.import(people(4))
})

const old = 'reader1@diaspora.example'
const fresh = 'nadia@nouvelle.example'
const hash = (email: string) => addressHash(testKeys, 'email', email)
const rectify = (set: Record<string, string>, email = old) =>
  runCommand(world.deps, 'rectify', { email, institution: 'mre', set })
const object = (to?: string) =>
  runCommand(world.deps, 'object', { email: old, institution: 'mre', ...(to ? { to } : {}) })
const row = (sql: string, ...values: (string | number)[]) => world.db.raw.prepare(sql).get(...values)
const person = (email: string) => personByEmail(world.db, world.institution.id, email)
const reasonFor = async (email: string) =>
  (await suppressionOf(world.db, { institutionId: world.institution.id, hash: hash(email) }))?.reason
const suppressOld = (reason: string) =>
  suppress(world.db, { institutionId: world.institution.id, hash: hash(old), reason, now: 1 }).run()

it('reads each value as an import reads a cell, and takes away what is empty', async () => {
  await rectify({
    city: ' Liège ',
    country: 'Belgique',
    languages: 'ar|fr',
    skills: 'soins|gestion',
    'custom.note': '7',
  })
  await rectify({ lastName: '', 'custom.note': '', 'custom.other': 'x', skills: '' })
  const sql =
    'SELECT city, country, languages, skills, custom, last_name, first_name FROM contacts WHERE id = ?'
  expect(row(sql, (await person(old))!.id)).toEqual({
    city: 'Liège',
    country: 'BE',
    languages: '["ar","fr"]',
    skills: '[]',
    custom: '{"other":"x"}',
    last_name: null,
    first_name: 'Nom1',
  })
})

it('drops an address that is no longer theirs, and the concept that an old word had', async () => {
  const esco = 'http://data.europa.eu/esco/occupation/00cee175-1376-43fb-9f02-ba3d7a910a58'
  await rectify({ phone: '+32470123456', occupation: 'Chauffeur', occupationUri: esco })
  const { id } = (await person(old))!
  const job = 'SELECT occupation, occupation_uri FROM contacts WHERE id = ?'
  expect(row(job, id)).toEqual({ occupation: 'Chauffeur', occupation_uri: esco })
  await rectify({ phone: '', occupation: 'Infirmière' })
  expect(row(job, id)).toEqual({ occupation: 'Infirmière', occupation_uri: null })
  expect(row('SELECT count(*) AS n FROM addresses WHERE contact_id = ?', id)).toEqual({ n: 1 })
  await expect(rectify({ email: ' ' })).rejects.toMatchObject({ key: 'value' })
})

it('refuses what an import would refuse, and changes nothing then', async () => {
  const before = world.db.raw.serialize().toString('base64')
  for (const set of [
    { country: 'Atlantis' },
    { timeZone: '+01:00' },
    { phone: '12' },
    { email: 'nobody' },
    { consentEmail: 'given' },
    { id: '1' },
    { city: 'Gent', languages: 'xx-klingon-9' },
    {},
  ])
    await expect(rectify(set as Record<string, string>), JSON.stringify(set)).rejects.toMatchObject({
      code: 'invalid',
    })
  expect(world.db.raw.serialize().toString('base64')).toBe(before)
})

it('moves to a new address, at which everything goes on', async () => {
  await rectify({ email: 'Nadia@Nouvelle.Example', phone: '+32 470 12 34 56' })
  expect(await person(old)).toBeNull()
  const { id } = (await person(fresh))!
  expect(row("SELECT value FROM addresses WHERE contact_id = ? AND channel = 'phone'", id)).toEqual({
    value: '+32470123456',
  })
  await world.launch()
  await drain(world.deps)
  expect(world.mail.arrived.map((mail) => mail.kind === 'mail' && mail.envelope.to)).toContain(fresh)
})

it('refuses an address that somebody else has, or that was erased', async () => {
  await expect(rectify({ email: 'reader2@diaspora.example' })).rejects.toMatchObject({ key: 'address-taken' })
  const other = (await person('reader3@diaspora.example'))!
  await forget(world.deps, { institutionId: world.institution.id, contactId: other.id, askedBy: 'person' })
  await expect(rectify({ email: 'reader3@diaspora.example' })).rejects.toMatchObject({
    key: 'address-erased',
  })
  expect((await rectify({ email: old })) as object).toEqual({ changed: ['email'] })
})

it('keeps a no at the old address and takes it along to the new one', async () => {
  await suppressOld('complaint')
  await rectify({ email: fresh })
  expect([await reasonFor(old), await reasonFor(fresh)]).toEqual(['complaint', 'complaint'])
  await world.launch()
  await drain(world.deps)
  expect(world.mail.arrived.map((mail) => mail.kind === 'mail' && mail.envelope.to)).not.toContain(fresh)
})

it('leaves a dead mailbox behind: the new address is another one', async () => {
  await suppressOld('unknown_user')
  await rectify({ email: fresh })
  expect([await reasonFor(old), await reasonFor(fresh)]).toEqual(['unknown_user', undefined])
})

it('writes down which fields, and never what was in them', async () => {
  await rectify({ city: 'Charleroi', 'custom.secret': 'Charleroi' })
  const acts = world.db.raw.prepare("SELECT detail FROM audit WHERE act = 'rectify person'").all()
  expect(acts).toEqual([{ detail: '{"fields":"city custom"}' }])
  expect(row("SELECT asked_by, hash FROM rights_requests WHERE kind = 'rectification'")).toEqual({
    asked_by: 'operator',
    hash: hash(old),
  })
})

it('objects to campaigns: every consent is taken back, notices still arrive', async () => {
  expect(await object()).toEqual({ objected: 'campaigns' })
  expect(row('SELECT consent_email AS c FROM contacts WHERE id = ?', (await person(old))!.id)).toEqual({
    c: 'withdrawn',
  })
  expect(await reasonFor(old)).toBe('unsubscribed')
  await world.launch()
  await drain(world.deps)
  expect(world.mail.arrived.map((mail) => mail.kind === 'mail' && mail.envelope.to)).not.toContain(old)
})

it('objects to notices in the ledger; to all: the list says so, over reasons that would let notices pass', async () => {
  await suppressOld('unsubscribed')
  await object('notices')
  expect(await reasonFor(old)).toBe('unsubscribed')
  await object('all')
  expect(await reasonFor(old)).toBe('objected')
  const said = row("SELECT act, recorded_by FROM consents WHERE purpose = 'object:notice'")
  expect(said).toEqual({ act: 'given', recorded_by: 'operator' })
})

it('says it once in the ledger however often it is said', async () => {
  await object('all')
  await object('all')
  expect(row("SELECT count(*) AS n FROM consents WHERE purpose IN ('object:notice', 'receive:sms')")).toEqual(
    { n: 2 },
  )
  expect(row("SELECT count(*) AS n FROM rights_requests WHERE kind = 'objection'")).toEqual({ n: 2 })
})
