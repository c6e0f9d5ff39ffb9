import { beforeEach, expect, it } from 'vitest'
import { institutionById, saveOfficer } from '../../src/store/institutions.ts'
import { testNow } from '../support/database.ts'
import { untouched } from './support/form.ts'
import { type Door, openDoor } from './support/visit.ts'

let door: Door
let headers: Record<string, string>
const page = '/desk/admin/settings'
beforeEach(async () => {
  door = await openDoor()
  const row = { institutionId: door.institution.id, email: 'admin@mre.example', createdAt: testNow }
  headers = await door.as(await saveOfficer(door.db, { ...row, role: 'admin' }))
})

const form = async () => untouched(await (await door.get(page, headers)).text(), page)
const save = async (more: Record<string, string>) => door.post(page, { ...(await form()), ...more }, headers)
const now = async () => (await institutionById(door.db, door.institution.id))!
const changes = async () => {
  const sql = "SELECT detail, officer_id AS who FROM audit WHERE act = 'institution-set' ORDER BY id"
  return (await door.db.prepare(sql).all<{ detail: string; who: number }>()).results
}

it('changes nothing, and writes nothing down, when nothing was touched', async () => {
  const before = await now()
  expect((await save({})).status).toBe(303)
  expect(await now()).toEqual(before)
  expect(await changes()).toEqual([])
})

it('changes what was touched, in the name of the admin', async () => {
  const more = { name: 'Agence <script>x', country: 'fr', zone: 'Europe/Paris', tracking: 'none' }
  expect((await save(more)).status).toBe(303)
  expect((await save({ 'cap-count': '3', 'cap-days': '7', 'period-contact': '700' })).status).toBe(303)
  expect((await save({ 'fact-cndp': 'D-117/2026' })).status).toBe(303)
  const window = {
    'email-from': '09:00',
    'email-until': '18:00',
    'email-mon': 'yes',
    'email-holidays': 'closed',
  }
  expect((await save(window)).status).toBe(303)
  expect(await now()).toMatchObject({
    name: 'Agence <script>x',
    country: 'FR',
    timeZone: 'Europe/Paris',
    trackingMode: 'none',
    capCount: 3,
    capDays: 7,
    retention: '{"contact":700}',
    controller: '{"cndp":"D-117/2026"}',
    windows: '{"email":{"from":"09:00","until":"18:00","days":["mon"],"holidays":"closed"}}',
  })
  const written = await changes()
  expect(written.every(({ who }) => who !== null)).toBe(true)
  expect(written.map(({ detail }) => Object.keys(JSON.parse(detail) as object))).toEqual([
    ['name', 'country', 'trackingMode', 'timeZone'],
    ['capCount', 'capDays', 'retention'],
    ['controller'],
    ['windows'],
  ])
  expect(await (await door.get(page, headers)).text()).not.toContain('<script>x')
})

it('takes cap, zone and window away again', async () => {
  await save({ 'cap-count': '3', 'cap-days': '7', zone: 'Europe/Paris', 'sms-from': '10:00' })
  expect((await save({ 'cap-count': '', 'cap-days': '', zone: '', 'sms-from': '' })).status).toBe(303)
  expect(await now()).toMatchObject({ capCount: null, capDays: null, timeZone: null, windows: '{}' })
})

it.each([
  ['period-contact', '5000', 'raccourcie'],
  ['zone', 'Mars/Olympus', 'Une valeur ne convient pas'],
  ['country', 'Maroc', 'Une valeur ne convient pas'],
  ['cap-count', '3', 'Une valeur ne convient pas'],
] as const)('refuses %s %s and keeps what was typed', async (name, value, words) => {
  const before = await now()
  const answer = await save({ name: 'Autre nom', [name]: value })
  const html = await answer.text()
  expect(answer.status).toBe(400)
  expect(html).toContain(words)
  expect(html).toContain('value="Autre nom"')
  expect(html).toContain(`value="${value}"`)
  expect(await now()).toEqual(before)
})
