import { beforeEach, expect, it } from 'vitest'
import { saveOfficer } from '../../src/store/institutions.ts'
import { testNow } from '../support/database.ts'
import { type Door, openDoor } from './support/visit.ts'

let door: Door
let headers: Record<string, string>
beforeEach(async () => {
  door = await openDoor()
  door.deps.webhooks = { post: async () => ({ status: 204 }), callsPerTick: 10 }
  headers = await adminOf(door.institution.id, 'admin@mre.example')
})

const adminOf = async (institutionId: number, email: string) =>
  door.as(await saveOfficer(door.db, { institutionId, email, role: 'admin', createdAt: testNow }))
const base = '/desk/admin/webhooks'
const html = async (path = base) => (await door.get(path, headers)).text()
const url = 'https://crm.mre.example/hooks'

async function added(): Promise<string> {
  const page = await (
    await door.post(base, { url, description: '<b>CRM', 'join.confirmed': 'yes' }, headers)
  ).text()
  expect(page).toMatch(/whsec_[\w+/]{43}=/)
  return /\/desk\/admin\/webhooks\/(we_[\w-]{16})/.exec(await html())![1]!
}

it('shows a secret once, and nowhere in the list', async () => {
  const endpoint = await added()
  const list = await html()
  expect(list).not.toContain('whsec_')
  expect(list).toContain('&lt;b&gt;CRM')
  expect(list).toContain('Participation confirmée')
  expect(await html(`${base}/${endpoint}`)).toContain('Rien n’a encore été envoyé')
})

it('tests, exchanges the secret, switches off and on, sends again, removes', async () => {
  const one = `${base}/${await added()}`
  const act = (form: Record<string, string>) => door.post(one, form, headers)
  expect((await act({ act: 'test' })).status).toBe(303)
  const shown = await html(one)
  expect(shown).toContain('réponse 204')
  const event = /value="(msg_[\w-]+)"/.exec(shown)![1]!
  expect((await act({ act: 'again', event })).status).toBe(303)
  expect((await act({ act: 'again', event })).status).toBe(404)
  expect(await (await act({ act: 'rotate' })).text()).toMatch(/whsec_/)
  expect((await act({ act: 'off' })).status).toBe(303)
  expect(await html(one)).toContain('désactivée par une personne')
  expect((await act({ act: 'on' })).status).toBe(303)
  expect((await act({ act: 'remove' })).status).toBe(303)
  expect((await door.get(one, headers)).status).toBe(404)
})

it('keeps what was typed when an address will not do', async () => {
  const answer = await door.post(base, { url: 'http://127.0.0.1/', 'import.finished': 'yes' }, headers)
  expect(answer.status).toBe(400)
  expect(await answer.text()).toContain('value="http://127.0.0.1/"')
})

it('shows nothing of it to another institution', async () => {
  const endpoint = await added()
  const sql = "INSERT INTO institutions (slug, name, created_at) VALUES ('autre', 'Autre', 0) RETURNING id"
  const { id } = (await door.db.prepare(sql).first<{ id: number }>())!
  const chief = await adminOf(id, 'chief@autre.example')
  expect((await door.get(`${base}/${endpoint}`, chief)).status).toBe(404)
  for (const act of ['test', 'rotate', 'off', 'remove', 'again', 'nothing'])
    expect((await door.post(`${base}/${endpoint}`, { act }, chief)).status).toBe(404)
  expect(await (await door.get(base, chief)).text()).not.toContain(url)
})
