import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Deps } from '../../src/engine/deps.ts'
import { inviteStaff } from '../../src/engine/staff.ts'
import { readAssets } from '../../src/node/assets.ts'
import { institutionById, saveOfficer } from '../../src/store/institutions.ts'
import { createApp } from '../../src/web/app.tsx'
import { freshDb, storeDeps, testInstitution, testNow } from '../support/database.ts'
import { oidcServer, type Person } from '../support/oidc-server.ts'

const client = { id: 'mawja', secret: 'shared with the ministry' }
let provider: Awaited<ReturnType<typeof oidcServer>>
let app: ReturnType<typeof createApp>
let deps: Deps

beforeEach(async () => {
  provider = await oidcServer(client)
  const db = await freshDb()
  const base = storeDeps(db)
  const oidc = { issuer: provider.issuer, client: client.id, secret: client.secret }
  deps = { ...base, settings: { ...base.settings, oidc } }
  const { id } = await testInstitution(db)
  await saveOfficer(db, {
    institutionId: id,
    email: 'amina@mre.example',
    role: 'officer',
    createdAt: testNow,
  })
  app = createApp(deps, readAssets())
})
afterEach(() => provider.close())

const origin = 'https://mawja.example'
const cookiesOf = (answer: Response) =>
  answer.headers
    .getSetCookie()
    .filter((line) => !/Max-Age=0/i.test(line))
    .map((line) => line.split(';')[0]!)
    .join('; ')

/** Out to the ministry and back, as a browser goes. */
async function goThrough(person: Person, change: (back: URL) => void = () => {}) {
  provider.state.signsIn = person
  const out = await app.request(`${origin}/desk/ministry`, { method: 'POST', headers: { origin } })
  expect(out.status).toBe(303)
  const answer = await fetch(out.headers.get('location')!, { redirect: 'manual' })
  const back = new URL(answer.headers.get('location')!)
  change(back)
  return app.request(back.href, { headers: { cookie: cookiesOf(out) } })
}

const amina = { sub: 'a-1', email: 'Amina@mre.example', email_verified: true }

it('lets in whom the ministry knows under an officer’s verified address', async () => {
  for (const person of [amina, amina]) {
    const entered = await goThrough(person)
    expect([entered.status, entered.headers.get('location')]).toEqual([303, '/desk'])
    expect((await app.request(`${origin}/desk`, { headers: { cookie: cookiesOf(entered) } })).status).toBe(
      200,
    )
  }
  expect(provider.state.discoveries).toBe(1)
})

it('keeps nothing that would open a door of the ministry, first time and later', async () => {
  for (const person of [amina, amina]) {
    await goThrough(person)
    const sql =
      'SELECT access_token AS access, refresh_token AS refresh, id_token AS id FROM sign_in_accounts'
    const { results } = await deps.db.prepare(sql).all()
    expect(results).toEqual([
      { access: expect.stringMatching(/^(?!.*-.*-)\S{60,}$/), refresh: null, id: null },
    ])
  }
})

it('lets in nobody else', async () => {
  const strangers = [
    { ...amina, email_verified: false },
    { sub: 's-1', email: 'stranger@mre.example', email_verified: true },
  ]
  for (const person of strangers) expect((await goThrough(person)).status).toBe(403)
  provider.state.forge = true
  expect((await goThrough(amina)).status).toBe(403)
  const users = await deps.db.prepare('SELECT count(*) AS n FROM sign_in_sessions').first<{ n: number }>()
  expect(users!.n).toBe(0)
})

/** The attack: an admin invites an address of somebody else, comes in by the link he was shown, and sets a password. */
async function takeOver(email: string) {
  const institution = (await institutionById(deps.db, 1))!
  const row = { institutionId: institution.id, email: 'admin@mre.example', role: 'admin', createdAt: testNow }
  const admin = await saveOfficer(deps.db, row)
  const invited = await inviteStaff({ ...deps, actor: admin.id }, { institution, email, role: 'reviewer' })
  const link = new URL(invited.link!).pathname
  const cookie = cookiesOf(await post(link))
  expect((await post('/desk/account/password', { fresh: secret }, cookie)).status).toBe(303)
  return { cookie, link }
}

const secret = 'une longue phrase que personne ne devine'
const post = (path: string, form: Record<string, string> = {}, cookie = '') =>
  app.request(`${origin}${path}`, {
    method: 'POST',
    headers: { origin, cookie },
    body: new URLSearchParams(form),
  })
const desk = async (cookie: string) => (await app.request(`${origin}/desk`, { headers: { cookie } })).status

it('proves a mailbox: whoever was there before is out, with password, session and link', async () => {
  const email = 'nora@mre.example'
  const { cookie, link } = await takeOver(email)
  const bound = () =>
    deps.db.prepare('SELECT bound_to AS it FROM sign_in_users WHERE email = ?').bind(email).first()
  const nora = { sub: 'n-1', email, email_verified: false }
  expect((await goThrough(nora)).status).toBe(403)
  expect([await desk(cookie), await bound()]).toEqual([200, { it: 1 }])
  const person = cookiesOf(await goThrough({ ...nora, email_verified: true }))
  expect([await desk(person), await desk(cookie), await bound()]).toEqual([200, 401, { it: null }])
  expect((await post('/desk/sign-in', { email, password: secret })).status).toBe(403)
  expect((await post(link)).status).toBe(404)
  expect((await post('/desk/account/password', { fresh: secret }, cookie)).status).toBe(401)
})

it('takes no way back that this browser did not begin', async () => {
  const other = await goThrough(amina, (back) => back.searchParams.set('state', 'somebody-elses'))
  expect(other.status).toBe(403)
})
