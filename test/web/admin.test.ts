import { beforeEach, expect, it } from 'vitest'
import { checkAudit } from '../../src/engine/audit.ts'
import { findOfficer, type Officer, saveOfficer } from '../../src/store/institutions.ts'
import { testNow } from '../support/database.ts'
import { type Door, openDoor } from './support/visit.ts'

let door: Door
let admin: Officer
let headers: Record<string, string>
const make = (email: string, role: string, institutionId = door.institution.id) =>
  saveOfficer(door.db, { institutionId, email, role, createdAt: testNow })

beforeEach(async () => {
  door = await openDoor()
  admin = await make('admin@mre.example', 'admin')
  headers = await door.as(admin)
})

const pages = ['people', 'audit', 'keys', 'sending', 'suppressions', 'settings', 'days'] as const
const shown = async (name: string, who = headers) => (await door.get(`/desk/admin/${name}`, who)).text()
const post = (name: string, form: Record<string, string>, who = headers) =>
  door.post(`/desk/admin/${name}`, form, who)
const acts = async () =>
  (await door.db.prepare('SELECT act, officer_id AS who FROM audit ORDER BY id').all<{ act: string }>())
    .results

it('is not there for other roles, and asks strangers to sign in', async () => {
  for (const role of ['officer', 'reviewer', 'analyst']) {
    const other = await door.as(await make(`${role}2@mre.example`, role))
    for (const name of pages) {
      expect((await door.get(`/desk/admin/${name}`, other)).status, `${role} ${name}`).toBe(404)
      expect((await post(name, { email: 'x@mre.example' }, other)).status).toBe(404)
    }
    expect(await (await door.get('/desk', other)).text()).not.toContain('/desk/admin')
  }
  expect((await door.get('/desk/admin/people')).status).toBe(401)
  expect(await (await door.get('/desk', headers)).text()).toContain('href="/desk/admin"')
})

it('refuses a form from another site', async () => {
  const from = { ...headers, origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' }
  expect((await post('people', { email: 'x@mre.example', role: 'admin' }, from)).status).toBe(403)
})

it.each(['fr', 'ar', 'en'])('shows every page in %s', async (language) => {
  const who = { cookie: `${headers.cookie}; mawja_language=${language}` }
  for (const name of pages) {
    const answer = await door.get(`/desk/admin/${name}`, who)
    expect(answer.status).toBe(200)
    expect(await answer.text()).toContain(`<html lang="${language}"`)
  }
})

it('invites: the link is shown once and opens the desk', async () => {
  const answer = await post('people', { email: 'New@mre.example', role: 'reviewer' })
  const link = /https:\/\/mawja\.example(\/desk\/sign-in\/[\w-]+)/.exec(await answer.text())
  expect(await shown('people')).not.toContain('/desk/sign-in/')
  expect((await door.post(link![1]!, {})).status).toBe(303)
  expect(await findOfficer(door.db, door.institution.id, 'new@mre.example')).toMatchObject({
    role: 'reviewer',
  })
  expect((await acts()).filter(({ act }) => act === 'officer-add')).toEqual([
    { act: 'officer-add', who: admin.id },
  ])
})

it('gives no link in the name of somebody who signs in already', async () => {
  const there = await post('people', { email: 'admin@mre.example', role: 'analyst' })
  expect(there.status).toBe(409)
  expect(await there.text()).toContain('value="admin@mre.example"')
  const elsewhere = await otherInstitution()
  await make('chief@autre.example', 'admin', elsewhere)
  const html = await (await post('people', { email: 'chief@autre.example', role: 'officer' })).text()
  expect(html).not.toContain('/desk/sign-in/')
  expect(html).toContain('se connecte déjà')
})

it('keeps what was typed when an address is none, and shows markup as text', async () => {
  const answer = await post('people', { email: '"><script>x</script>', role: 'analyst' })
  expect(answer.status).toBe(400)
  const html = await answer.text()
  expect(html).not.toContain('<script>x')
  expect(html).toContain('&lt;script&gt;x')
  await make('<script>y</script>@mre.example', 'officer')
  for (const name of pages) expect(await shown(name)).not.toContain('<script>y')
})

it('changes a role, but leaves the last admin', async () => {
  const { id } = await make('one@mre.example', 'analyst')
  expect((await post('people/role', { id: String(id), role: 'admin' })).status).toBe(303)
  expect((await post('people/role', { id: String(admin.id), role: 'analyst' })).status).toBe(303)
  expect((await door.get('/desk/admin/people', headers)).status).toBe(401)
  expect((await door.get('/desk/admin/people', await door.as(admin))).status).toBe(404)
  const now = await door.as((await findOfficer(door.db, door.institution.id, 'one@mre.example'))!)
  const refusal = await post('people/role', { id: String(id), role: 'officer' }, now)
  expect([refusal.status, await refusal.text()]).toEqual([409, expect.stringContaining('dernière personne')])
  expect((await post('people/remove', { id: String(id) }, now)).status).toBe(409)
})

it('ends every session of whom it gives another role, and of nobody else', async () => {
  const analyst = await make('one@mre.example', 'analyst')
  const [one, two] = [await door.as(analyst), await door.as(analyst)]
  const id = String(analyst.id)
  expect((await post('people/role', { id, role: 'analyst' })).status).toBe(303)
  expect((await door.get('/desk', one)).status).toBe(200)
  expect((await post('people/role', { id, role: 'officer' })).status).toBe(303)
  expect([(await door.get('/desk', one)).status, (await door.get('/desk', two)).status]).toEqual([401, 401])
  expect((await door.get('/desk', headers)).status).toBe(200)
  const last = { id: String(admin.id), role: 'analyst' }
  expect((await post('people/role', last)).status).toBe(409)
  expect((await door.get('/desk', headers)).status).toBe(200)
})

it('ends the sessions of a colleague', async () => {
  const other = await door.as(await make('one@mre.example', 'analyst'))
  expect((await door.get('/desk', other)).status).toBe(200)
  const { id } = (await findOfficer(door.db, door.institution.id, 'one@mre.example'))!
  expect((await post('people/sessions', { id: String(id) })).status).toBe(303)
  expect((await door.get('/desk', other)).status).toBe(401)
})

it('removes: who wrote something stays in the history, who did not goes', async () => {
  const author = await door.as(door.author)
  expect(await shown(`people/remove?id=${door.author.id}`)).toContain(door.author.email)
  expect((await post('people/remove', { id: String(door.author.id) })).status).toBe(303)
  expect((await door.get('/desk', author)).status).toBe(401)
  expect(await findOfficer(door.db, door.institution.id, door.author.email)).toBeUndefined()
  expect(await shown('people')).not.toContain(door.author.email)
  expect(await shown('audit')).toContain(door.author.email)
  expect((await door.get('/desk/campaigns/competences', headers)).status).toBe(200)
  const { id } = await make('idle@mre.example', 'analyst')
  expect((await post('people/remove', { id: String(id) })).status).toBe(303)
  expect(await door.db.prepare('SELECT 1 FROM officers WHERE id = ?').bind(id).first()).toBeNull()
})

it('reaches nobody of another institution', async () => {
  const { id } = await make('chief@autre.example', 'admin', await otherInstitution())
  for (const act of ['role', 'sessions', 'remove'])
    expect((await post(`people/${act}`, { id: String(id), role: 'analyst' })).status, act).toBe(404)
  expect(await shown('people')).not.toContain('autre.example')
})

it('filters the log and checks its chain', async () => {
  await make('quiet@mre.example', 'analyst')
  await post('people', { email: 'new@mre.example', role: 'analyst' })
  const rows = async (query: string) => ((await shown(`audit?${query}`)).match(/<time/g) ?? []).length
  expect(await rows('act=officer-add')).toBe(1)
  expect(await rows(`act=officer-add&who=${admin.id}`)).toBe(1)
  expect(await rows('act=officer-add&who=0')).toBe(0)
  expect(await rows('from=2100-01-01')).toBe(0)
  const csv = await door.get('/desk/admin/audit.csv?act=officer-add', headers)
  expect(csv.headers.get('content-type')).toContain('text/csv')
  expect((await csv.text()).trim().split('\r\n')).toHaveLength(2)
  expect(await (await post('audit/check', {})).text()).toContain('La chaîne est intacte')
  await door.db.prepare("UPDATE audit SET detail = '{}' WHERE act = 'officer-add'").run()
  expect((await checkAudit(door.deps)).brokenAt).not.toBeNull()
  expect(await (await post('audit/check', {})).text()).toContain('La chaîne est rompue')
})

it('shows no act of another institution', async () => {
  const elsewhere = await otherInstitution()
  const chief = await door.as(await make('chief@autre.example', 'admin', elsewhere))
  await post('people', { email: 'secret@autre.example', role: 'analyst' }, chief)
  expect(await shown('audit', chief)).toContain('officer-add')
  expect(await shown('audit')).not.toContain('officer-add')
})

async function otherInstitution(): Promise<number> {
  const sql = "INSERT INTO institutions (slug, name, created_at) VALUES ('autre', 'Autre', 0) RETURNING id"
  return (await door.db.prepare(sql).first<{ id: number }>())!.id
}
