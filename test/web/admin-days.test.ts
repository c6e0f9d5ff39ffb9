import { beforeEach, expect, it } from 'vitest'
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
const shown = async (who = headers) => (await door.get('/desk/admin/days?country=MA&year=2026', who)).text()
const post = (name: string, form: Record<string, string>) =>
  door.post(`/desk/admin/days${name}`, form, headers)
const working = (html: string) => (html.match(/<td>ouvré<\/td>/g) ?? []).length
const day = { country: 'MA', date: '2026-07-30', name: 'Fête du Trône', kind: 'working' }

it('lists the holidays of a country, counts one as a working day, and takes that back', async () => {
  const before = await shown()
  expect(before).toContain('datetime="2026-07-30"')
  expect(working(before)).toBe(0)
  const done = await post('', day)
  expect([done.status, done.headers.get('location')]).toEqual([
    303,
    '/desk/admin/days?done&country=MA&year=2026',
  ])
  expect(working(await shown())).toBe(1)
  expect((await post('/remove', day)).status).toBe(303)
  expect(working(await shown())).toBe(0)
  expect((await post('/remove', day)).status).toBe(404)
})

it('shows a name as text, and to no other institution', async () => {
  expect((await post('', { ...day, kind: 'holiday', name: '<script>x' })).status).toBe(303)
  const html = await shown()
  expect(html).toContain('&lt;script&gt;x')
  expect(html).not.toContain('<script>x')
  const sql = "INSERT INTO institutions (slug, name, created_at) VALUES ('autre', 'Autre', 0) RETURNING id"
  const { id } = (await door.db.prepare(sql).first<{ id: number }>())!
  expect(await shown(await adminOf(id, 'chief@autre.example'))).not.toContain('&lt;script&gt;x')
})

it('keeps what was typed for a day that is none', async () => {
  const refusal = await post('', { ...day, date: '2026-02-31' })
  expect([refusal.status, await refusal.text()]).toEqual([
    400,
    expect.stringContaining('value="Fête du Trône"'),
  ])
})

it('confirms an Islamic month near the reckoned day only, and takes it back', async () => {
  const month = { where: '*', 'islamic-year': '1447', month: '9', starts: '2026-02-19' }
  const far = await post('/months', { ...month, starts: '2026-05-19' })
  expect([far.status, await far.text()]).toEqual([400, expect.stringContaining('trop loin')])
  expect((await post('/months', month)).status).toBe(303)
  expect(await shown()).toContain('19 février 2026')
  expect((await post('/months/remove', month)).status).toBe(303)
  expect(await shown()).toContain('Aucun mois confirmé')
})
