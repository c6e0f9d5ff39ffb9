import { beforeEach, describe, expect, it } from 'vitest'
import { setUpLink } from '../../src/engine/auth/set-up.ts'
import { signInLink } from '../../src/engine/sign-in.ts'
import { readAssets } from '../../src/node/assets.ts'
import { saveOfficer } from '../../src/store/institutions.ts'
import { createApp } from '../../src/web/app.tsx'
import { freshDb, storeDeps, testInstitution, testNow } from '../support/database.ts'
import { totp } from '../support/totp.ts'

const origin = 'https://mawja.example'
const secret = 'une longue phrase que personne ne devine'
let deps: ReturnType<typeof storeDeps>
let app: ReturnType<typeof createApp>

beforeEach(async () => {
  deps = storeDeps(await freshDb())
  app = createApp(deps, readAssets())
})

/** A browser: keeps its cookies, follows nothing by itself. */
function browser(language = 'fr') {
  const jar = new Map<string, string>()
  const ask = async (path: string, init: RequestInit = {}) => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { cookie, 'accept-language': language, ...(init.headers as Record<string, string>) }
    const answer = await app.request(new URL(path, origin).href, { ...init, headers })
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (/Max-Age=0/i.test(line) || !value) jar.delete(name)
      else jar.set(name, value)
    }
    return answer
  }
  return {
    jar,
    get: (path: string) => ask(path),
    post: (path: string, form: Record<string, string> = {}, from = origin) =>
      ask(path, { method: 'POST', body: new URLSearchParams(form), headers: { origin: from } }),
  }
}

const officer = async (slug = 'mre', role = 'officer') => {
  const { id } = await testInstitution(deps.db, slug)
  return saveOfficer(deps.db, { institutionId: id, email: 'amina@mre.example', role, createdAt: testNow })
}
const linkOf = async (who: Awaited<ReturnType<typeof officer>>) =>
  new URL(await signInLink(deps, who)).pathname

async function withPassword(who: Awaited<ReturnType<typeof officer>>) {
  const one = browser()
  await one.post(await linkOf(who))
  expect((await one.post('/desk/account/password', { fresh: secret })).headers.get('location')).toBe(
    '/desk/account?done',
  )
  return one
}

describe.each(['fr', 'ar'])('the whole way in %s', (language) => {
  it('leads from an invitation to password, code and recovery code', async () => {
    const one = browser(language)
    await one.post(await linkOf(await officer()))
    expect(await (await one.get('/desk/account')).text()).toContain(`<html lang="${language}"`)
    expect((await one.post('/desk/account/password', { fresh: 'trop court' })).status).toBe(400)
    await one.post('/desk/account/password', { fresh: secret })
    const page = await (await one.post('/desk/account/factor', { password: secret })).text()
    const key = /<code dir="ltr">([A-Z2-7]+)</.exec(page)![1]!
    const recovery = /<pre dir="ltr">([^<\n]+)/.exec(page)![1]!
    await one.post('/desk/account/factor/on', { code: totp(key, Date.now() - 30_000) })
    await one.post('/desk/sign-out')
    expect((await one.get('/desk')).status).toBe(401)
    for (const code of [totp(key, Date.now()), recovery]) {
      const asked = await one.post('/desk/sign-in', { email: 'amina@mre.example', password: secret })
      expect(asked.headers.get('location')).toBe('/desk/code')
      expect((await one.get('/desk')).status).toBe(401)
      expect((await one.post('/desk/code', { code: '12345' })).status).toBe(403)
      expect((await one.post('/desk/code', { code })).headers.get('location')).toBe('/desk')
      expect((await one.get('/desk')).status).toBe(200)
    }
  })
})

describe('the door', () => {
  it('says the same of nobody as of somebody, and waits in the end', async () => {
    await withPassword(await officer())
    const page = async (email: string) => {
      const answer = await browser().post('/desk/sign-in', { email, password: 'wrong' })
      return [answer.status, (await answer.text()).replaceAll(email, '')]
    }
    expect(await page('amina@mre.example')).toEqual(await page('nobody@mre.example'))
    for (let time = 0; time < 5; time++) await page('amina@mre.example')
    expect((await page('amina@mre.example'))[0]).toBe(429)
  })

  it('takes nothing from another site, and a link once', async () => {
    const path = await linkOf(await officer())
    const evil = await browser().post(path, {}, 'https://evil.example')
    expect(evil.status).toBe(403)
    expect((await browser().post(path)).status).toBe(303)
    expect((await browser().post(path)).status).toBe(404)
    const form = { email: 'amina@mre.example', password: secret }
    expect((await browser().post('/desk/sign-in', form, 'https://evil.example')).status).toBe(403)
  })

  it('ends a session from elsewhere, and mends a lost second factor by link', async () => {
    const who = await officer()
    const one = await withPassword(who)
    const two = browser()
    await two.post('/desk/sign-in', { email: 'amina@mre.example', password: secret })
    const rows = await deps.db
      .prepare('SELECT id FROM sign_in_sessions ORDER BY rowid DESC')
      .all<{ id: string }>()
    await one.post('/desk/account/sessions', { id: rows.results[0]!.id })
    expect([(await two.get('/desk')).status, (await one.get('/desk')).status]).toEqual([401, 200])
    await deps.db.prepare('UPDATE sign_in_users SET two_factor_enabled = 1').run()
    await one.post('/desk/sign-out')
    await one.post(await linkOf(who))
    expect((await one.post('/desk/account/factor/off')).status).toBe(303)
    const entered = await two.post('/desk/sign-in', { email: 'amina@mre.example', password: secret })
    expect(entered.headers.get('location')).toBe('/desk')
  })

  it('ends everywhere at once, and says so in the log', async () => {
    const one = await withPassword(await officer())
    const two = browser()
    await two.post('/desk/sign-in', { email: 'amina@mre.example', password: secret })
    const out = await two.post('/desk/account/sessions/all')
    expect([out.status, out.headers.get('location')]).toEqual([303, '/desk'])
    expect([(await two.get('/desk')).status, (await one.get('/desk')).status]).toEqual([401, 401])
    const act = await deps.db
      .prepare("SELECT detail FROM audit WHERE act = 'sessions-end'")
      .first<{ detail: string }>()
    expect(JSON.parse(act!.detail)).toEqual({ ended: 2 })
  })

  it('asks which institution, and nobody’s else', async () => {
    const [first, second] = [await officer('mre'), await officer('cnss', 'reviewer')]
    await withPassword(first)
    const one = browser()
    await one.post('/desk/sign-in', { email: 'amina@mre.example', password: secret })
    expect((await one.get('/desk')).headers.get('location')).toBe('/desk/institution')
    const { id } = await testInstitution(deps.db, 'other')
    const stranger = await saveOfficer(deps.db, {
      institutionId: id,
      email: 'x@mre.example',
      role: 'admin',
      createdAt: testNow,
    })
    await one.post('/desk/institution', { officer: String(stranger.id) })
    expect((await one.get('/desk')).status).toBe(303)
    await one.post('/desk/institution', { officer: String(second.id) })
    expect(await (await one.get('/desk')).text()).toContain('Institution cnss')
  })
})

it('sets an empty installation up, once', async () => {
  const path = new URL((await setUpLink(deps))!).pathname
  const one = browser()
  expect((await one.get(path)).status).toBe(200)
  expect((await one.post(path, { name: '', email: 'x' })).status).toBe(400)
  const made = await one.post(path, { name: 'Agence de l’Exemple', email: 'admin@agence.example' })
  expect((await one.post(new URL(made.headers.get('location')!).pathname)).headers.get('location')).toBe(
    '/desk/account',
  )
  expect(await (await one.get('/desk/account')).text()).toContain('Agence de l’Exemple')
  expect((await browser().post(path, { name: 'Autre', email: 'b@agence.example' })).status).toBe(404)
  expect(await setUpLink(deps)).toBeNull()
})
