import { beforeEach, expect, it } from 'vitest'
import { openApiKey } from '../../src/engine/api-key.ts'
import { saveOfficer } from '../../src/store/institutions.ts'
import { testNow } from '../support/database.ts'
import { type Door, openDoor } from './support/visit.ts'

let door: Door
let headers: Record<string, string>
beforeEach(async () => {
  door = await openDoor()
  headers = await adminOf(door.institution.id, 'admin@mre.example')
})

const adminOf = async (institutionId: number, email: string) =>
  door.as(await saveOfficer(door.db, { institutionId, email, role: 'admin', createdAt: testNow }))
const shown = async (name: string, who = headers) => (await door.get(`/desk/admin/${name}`, who)).text()
const post = (name: string, form: Record<string, string>, who = headers) =>
  door.post(`/desk/admin/${name}`, form, who)

async function other(): Promise<Record<string, string>> {
  const sql = "INSERT INTO institutions (slug, name, created_at) VALUES ('autre', 'Autre', 0) RETURNING id"
  return adminOf((await door.db.prepare(sql).first<{ id: number }>())!.id, 'chief@autre.example')
}

it('makes a key, shows it once, and revokes it', async () => {
  const made = await (await post('keys', { name: '<script>x', 'figures:read': 'yes' })).text()
  const key = /mawja_[\w-]{43}/.exec(made)![0]
  expect((await openApiKey(door.deps, key))?.scopes).toEqual(['figures:read'])
  const html = await shown('keys')
  expect(html).not.toContain(key)
  expect(html).not.toContain('<script>x')
  expect(html).toContain('&lt;script&gt;x')
  const prefix = key.slice(0, 14)
  const chief = await other()
  expect(await shown('keys', chief)).not.toContain(prefix)
  expect((await post('keys/revoke', { prefix }, chief)).status).toBe(404)
  expect((await post('keys/revoke', { prefix })).status).toBe(303)
  expect(await openApiKey(door.deps, key)).toBeNull()
})

it('keeps what was typed for a key that names no right, or a day that is over', async () => {
  const none = await post('keys', { name: 'Portail' })
  expect([none.status, await none.text()]).toEqual([400, expect.stringContaining('value="Portail"')])
  const past = await post('keys', { name: 'Portail', 'figures:read': 'yes', expires: '2001-01-01' })
  expect([past.status, await past.text()]).toEqual([400, expect.stringContaining('date à venir')])
})

it('closes the keys of somebody who is removed', async () => {
  const made = await (await post('keys', { name: 'Portail', 'figures:read': 'yes' })).text()
  const key = /mawja_[\w-]{43}/.exec(made)![0]
  const second = await adminOf(door.institution.id, 'second@mre.example')
  const sql = "SELECT id FROM officers WHERE email = 'admin@mre.example'"
  const { id } = (await door.db.prepare(sql).first<{ id: number }>())!
  expect((await post('people/remove', { id: String(id) }, second)).status).toBe(303)
  expect(await openApiKey(door.deps, key)).toBeNull()
})

it('looks an address up, adds it, and takes it off with a reason', async () => {
  const email = 'gone@diaspora.example'
  expect(await (await post('suppressions/look', { email })).text()).toContain('n’est pas sur la liste')
  const added = await post('suppressions', { email, reason: 'complaint' })
  expect([added.status, added.headers.get('location')]).toEqual([303, '/desk/admin/suppressions?done'])
  expect(await (await post('suppressions/look', { email })).text()).toContain('a signalé un message')
  expect(await (await post('suppressions/look', { email }, await other())).text()).toContain('n’est pas sur')
  const csv = await shown('suppressions.csv')
  expect(csv.trim().split('\r\n')).toHaveLength(2)
  expect(csv).not.toContain('gone@')
  const named = await post('suppressions/lift', { email, because: `lettre de ${email}` })
  expect(named.status).toBe(400)
  expect(await named.text()).toContain(`value="lettre de ${email}"`)
  expect((await post('suppressions/lift', { email, because: 'lettre 117' })).status).toBe(303)
  expect((await post('suppressions/lift', { email, because: 'lettre 117' })).status).toBe(404)
  expect(await shown('audit')).toContain('suppression-remove')
})
