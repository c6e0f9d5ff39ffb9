import { beforeEach, describe, expect, it } from 'vitest'
import { openIdentity, sealIdentity, sealOwnData } from '../../src/core/tokens.ts'
import { drain } from '../../src/engine/tick.ts'
import { dump } from '../support/dump.ts'
import { mailsTo, readMail } from '../support/mail.ts'
import { untouched } from './support/form.ts'
import { type Door, identityToken, openDoor } from './support/visit.ts'

const email = 'reader0@diaspora.example'
let door: Door
let token: string
beforeEach(async () => {
  door = await openDoor()
  token = await identityToken(door, email)
  door.db.raw.exec(`UPDATE institutions SET tracking_mode = 'individual';
    INSERT INTO addresses (institution_id, contact_id, channel, value, hash) VALUES (1, 1, 'phone', '+32470000000', 'h')`)
})

const show = async () => (await door.get(`/p/${token}`)).text()
const form = async () => untouched(await show(), `/p/${token}`)
const save = (fields: Record<string, string>) => door.post(`/p/${token}`, fields)
const contact = () =>
  door.db.raw.prepare('SELECT * FROM contacts WHERE id = 1').get() as Record<string, unknown>
const acts = () =>
  door.db.raw.prepare('SELECT purpose, act FROM consents WHERE contact_id = 1 ORDER BY id').all()
const ticked = (fields: Record<string, string>, purpose: string, on: boolean) =>
  on
    ? { ...fields, [purpose]: 'yes' }
    : Object.fromEntries(Object.entries(fields).filter(([name]) => name !== purpose))

describe('the page of preferences', () => {
  it('saved as it is shown changes nothing', async () => {
    door.db.raw.exec(`UPDATE contacts SET last_name = '"O’Neil" & <fils>', country = 'NZ' WHERE id = 1`)
    const before = dump(door.db)
    const fields = await form()
    expect(fields).toMatchObject({
      language: 'fr',
      second: '',
      pace: 'any',
      lastName: '"O’Neil" & <fils>',
      country: 'NZ',
    })
    const answer = await save(fields)
    expect(answer.status).toBe(200)
    expect(await answer.text()).toContain('role="status"')
    expect(dump(door.db)).toEqual(before)
  })

  it('ticks nothing beforehand but what was agreed to', async () => {
    const html = await show()
    const boxes = [
      ...html.matchAll(/<input type="checkbox" name="([^"]+)" value="yes"( checked(?:="")?)?\/>/g),
    ]
    expect(boxes.map(([, name, on]) => [name, Boolean(on)])).toEqual([
      ['receive:email', true],
      ['receive:sms', false],
      ['receive:whatsapp', false],
      ['list:lettre', true],
      ['pause', false],
      ['track:individual', false],
    ])
  })

  it('takes everything in one go, and shows it back', async () => {
    let fields = { ...(await form()), language: 'ar', second: 'nl', pace: 'one', city: 'Liège' }
    for (const purpose of ['receive:sms', 'track:individual', 'pause'])
      fields = ticked(fields, purpose, true) as typeof fields
    fields = ticked(fields, 'list:lettre', false) as typeof fields
    const html = await (await save(fields)).text()
    expect(html).toContain('<html lang="ar" dir="rtl">')
    expect(untouched(html, `/p/${token}`)).toMatchObject({
      language: 'ar',
      second: 'nl',
      pace: 'one',
      city: 'Liège',
      'was:receive:sms': 'yes',
      'was:track:individual': 'yes',
      'was:pause': 'yes',
      'was:list:lettre': 'no',
    })
    // 23 November and thirty days, on the reader’s own clock and in their words.
    expect(html).toContain('23 دجنبر 2026')
    const before = dump(door.db)
    await save(fields)
    expect(dump(door.db)).toEqual(before)
  })

  it('left open while the person unsubscribes elsewhere brings no consent back', async () => {
    const old = await form()
    await door.post(`/u/${token}`)
    await save({ ...old, city: 'Liège' })
    expect(contact()).toMatchObject({ consent_email: 'withdrawn', city: 'Liège' })
    expect(acts().at(-1)).toEqual({ purpose: 'receive:email', act: 'withdrawn' })
  })

  it('takes no purpose that it does not show', async () => {
    const before = acts()
    const bent = ['object:notice', 'list:x', 'receive:post', '', '__proto__', 'track:individual '].flatMap(
      (purpose) => [
        [`was:${purpose}`, 'no'],
        [purpose, 'yes'],
      ],
    )
    expect((await save(Object.fromEntries(bent))).status).toBe(200)
    expect(acts()).toEqual(before)
  })

  it('keeps what was typed and says where it is wrong', async () => {
    const before = dump(door.db)
    const fields = { ...(await form()), language: 'nl', firstName: '"><script>x</script>', pace: 'four' }
    const answer = await save(ticked(fields, 'receive:email', false))
    const html = await answer.text()
    expect(answer.status).toBe(422)
    expect(html).not.toContain('<script')
    expect(html).toMatch(/id="firstName"[^>]*aria-invalid="true"[^>]*aria-describedby="firstName-problem"/)
    const again = untouched(html, `/p/${token}`)
    expect(again).toMatchObject({
      firstName: fields.firstName,
      language: 'nl',
      pace: 'four',
      'was:receive:email': 'yes',
    })
    expect(again).not.toHaveProperty('receive:email')
    expect(dump(door.db)).toEqual(before)
  })
})

describe('rights', () => {
  it('send a copy of the data to the person’s own address, once a day', async () => {
    door.mail.arrived.length = 0
    for (let press = 0; press < 2; press++) expect((await door.post(`/p/${token}/data`)).status).toBe(200)
    await drain(door.deps)
    const [mail, second] = mailsTo(door.mail.arrived, email)
    expect(second).toBeUndefined()
    expect((await readMail(mail)).text).toContain('https://mawja.example/data/')
  })

  it('erase by the mailed link only, at the press of a button, not at a look; polite ever after', async () => {
    const own = sealOwnData(door.deps.keys, {
      contactId: openIdentity(door.deps.keys, token)!.contactId,
      expiresAt: door.at.now + 1000,
    })
    expect(await (await door.get(`/data/${own}/erase`)).text()).toContain(`action="/data/${own}/erase"`)
    for (const stranger of [`/data/${token}/erase`, `/p/${token}/erase`])
      expect((await door.post(stranger)).status).toBe(404)
    expect(contact()).toBeDefined()
    expect((await door.post(`/data/${own}/erase`)).status).toBe(200)
    expect(contact()).toBeUndefined()
    const before = dump(door.db)
    expect((await door.get(`/p/${token}`, { 'accept-language': 'fr' })).status).toBe(200)
    for (const path of [`/p/${token}`, `/p/${token}/data`, `/u/${token}`]) {
      expect(
        (await door.post(path, { language: 'ar', 'was:receive:email': 'no', 'receive:email': 'yes' })).status,
      ).toBe(200)
    }
    for (const path of [`/data/${own}`, `/data/${own}/erase`]) expect((await door.get(path)).status).toBe(404)
    expect((await door.post(`/data/${own}/erase`)).status).toBe(404)
    expect(dump(door.db)).toEqual(before)
  })

  it('erase nobody once the mailed link is old', async () => {
    const own = sealOwnData(door.deps.keys, {
      contactId: openIdentity(door.deps.keys, token)!.contactId,
      expiresAt: door.at.now,
    })
    expect((await door.post(`/data/${own}/erase`)).status).toBe(404)
    expect(contact()).toBeDefined()
  })
})

it('objects to notices from a notice, in one press, and leaves the consent to campaigns as it is', async () => {
  door.db.raw.exec(`UPDATE editions SET definition = json_set(definition, '$.class', 'notice')`)
  const looked = await (await door.get(`/u/${token}`)).text()
  expect(looked).toContain(`action="/u/${token}"`)
  expect(looked).not.toContain(`/p/${token}`)
  for (let press = 0; press < 2; press++) {
    const answer = await door.app.request(`/u/${token}`, {
      method: 'POST',
      body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
    })
    expect(answer.status).toBe(200)
  }
  expect(contact()).toMatchObject({ consent_email: 'given' })
  expect(acts()).toEqual([
    { purpose: 'receive:email', act: 'given' },
    { purpose: 'object:notice', act: 'given' },
  ])
  expect(door.db.raw.prepare('SELECT reason FROM suppressions').all()).toEqual([])
  expect(door.db.raw.prepare('SELECT kind FROM rights_requests').all()).toEqual([{ kind: 'objection' }])
})

it('objects also where the address was unsubscribed before', async () => {
  await door.post(`/u/${token}`)
  door.db.raw.exec(`UPDATE editions SET definition = json_set(definition, '$.class', 'notice')`)
  await door.post(`/u/${token}`)
  expect(door.db.raw.prepare('SELECT reason FROM suppressions').all()).toEqual([{ reason: 'unsubscribed' }])
  expect(acts().at(-1)).toEqual({ purpose: 'object:notice', act: 'given' })
})

it('knows no identity of another installation or institution', async () => {
  const nobody = sealIdentity(door.deps.keys, { campaignId: 99, contactId: 1 })
  for (const path of [`/p/${nobody}`, `/u/${nobody}`]) {
    expect((await door.get(path)).status).toBe(404)
    expect((await door.post(path)).status).toBe(404)
  }
  expect((await door.post(`/p/${nobody}/data`)).status).toBe(404)
})
