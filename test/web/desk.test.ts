import { beforeEach, describe, expect, it } from 'vitest'
import { approve } from '../../src/engine/approve.ts'
import { launch } from '../../src/engine/launch.ts'
import { publish } from '../../src/engine/publish.ts'
import { signInLink } from '../../src/engine/sign-in.ts'
import { drain } from '../../src/engine/tick.ts'
import { findCampaign } from '../../src/store/campaigns.ts'
import { saveOfficer } from '../../src/store/institutions.ts'
import { keepInMailbox } from '../../src/store/mailbox.ts'
import { smallCampaign } from '../support/campaign.ts'
import { testInstitution, testNow } from '../support/database.ts'
import { type Door, openDoor } from './support/visit.ts'

let door: Door
beforeEach(async () => {
  door = await openDoor()
})

const officer = (email: string, role: string, institutionId = door.institution.id) =>
  saveOfficer(door.db, { institutionId, email, role, createdAt: testNow })
const state = async () => (await door.campaign()).state
const page = '/desk/campaigns/competences'

describe('the door', () => {
  it('explains itself to whoever has no session', async () => {
    for (const path of ['/desk', page, '/desk/mailbox', '/desk/mailbox/1/raw']) {
      const answer = await door.get(path, { 'accept-language': 'ar' })
      expect([path, answer.status]).toEqual([path, 401])
      expect(await answer.text()).toContain('<html lang="ar" dir="rtl">')
    }
    expect((await door.post(`${page}/pause`)).status).toBe(401)
    expect(await state()).toBe('running')
    expect((await door.get('/desk', { cookie: '__Host-mawja_session=token.forged' })).status).toBe(401)
  })

  it('opens once, by a button, for whoever has the link', async () => {
    const path = new URL(await signInLink(door.deps, door.author)).pathname
    for (let look = 0; look < 2; look++) expect((await door.get(path)).status).toBe(200)
    const entered = await door.post(path)
    expect([entered.status, entered.headers.get('location')]).toEqual([303, '/desk/account'])
    const cookie = entered.headers.get('set-cookie')!
    expect(cookie).toMatch(/HttpOnly/i)
    expect(cookie).toMatch(/Secure/i)
    expect(cookie).toMatch(/SameSite=Lax/i)
    expect((await door.get('/desk', { cookie: cookie.split(';')[0]! })).status).toBe(200)
    expect((await door.post(path)).status).toBe(404)
    expect((await door.get(path)).status).toBe(404)
  })

  it('lets nobody act from another site', async () => {
    const cookie = await door.as(door.author)
    const foreign = { ...cookie, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
    expect((await door.post(`${page}/pause`, {}, foreign)).status).toBe(403)
    expect(await state()).toBe('running')
  })

  it('keeps a chosen language and leads back to nowhere but the desk', async () => {
    const chosen = await door.post('/desk/language', { language: 'ar', back: page })
    expect(chosen.headers.get('location')).toBe(page)
    expect(chosen.headers.get('set-cookie')).toContain('mawja_language=ar')
    const cookie = `${(await door.as(door.author)).cookie}; mawja_language=ar`
    expect(await (await door.get('/desk', { cookie })).text()).toContain('<html lang="ar" dir="rtl">')
    for (const back of [
      'https://evil.example',
      '//evil.example',
      '/desk@evil.example',
      '/desk/\\evil.example',
      '/c/x',
    ]) {
      expect((await door.post('/desk/language', { language: 'fr', back })).headers.get('location')).toBe(
        '/desk',
      )
    }
  })

  it('closes behind whoever leaves', async () => {
    const left = await door.post('/desk/sign-out', {}, await door.as(door.author))
    expect(left.headers.get('set-cookie')).toMatch(/__Host-mawja_session=;/)
  })
})

describe('a campaign', () => {
  it('is as if it were not there for another institution', async () => {
    const other = await testInstitution(door.db, 'cnss')
    const stranger = await door.as(await officer('stranger@cnss.example', 'admin', other.id))
    expect((await door.get(page, stranger)).status).toBe(404)
    expect((await door.get('/desk/campaigns/never-was', stranger)).status).toBe(404)
    for (const act of ['approve', 'launch', 'pause', 'resume', 'finish', 'settle']) {
      expect((await door.post(`${page}/${act}`, {}, stranger)).status).toBe(404)
    }
    expect(await (await door.get('/desk', stranger)).text()).not.toContain(page)
    expect(await state()).toBe('running')
  })

  it('pauses, goes on and ends by those who may', async () => {
    const [author, reviewer] = [await door.as(door.author), await door.as(door.reviewer)]
    const press = async (act: string, who: Record<string, string>) =>
      (await door.post(`${page}/${act}`, {}, who)).status
    expect([await press('pause', reviewer), await state()]).toEqual([303, 'paused'])
    expect([await press('resume', reviewer), await state()]).toEqual([403, 'paused'])
    expect([await press('resume', author), await state()]).toEqual([303, 'running'])
    expect([await press('resume', author), await state()]).toEqual([409, 'running'])
    expect([await press('finish', author), await state()]).toEqual([303, 'finished'])
    expect(await press('explode', author)).toBe(404)
    expect(await (await door.get(`${page}?done=finish`, author)).text()).toContain('role="status"')
  })

  it('needs a second pair of eyes before it goes out', async () => {
    const [author, reviewer] = [await door.as(door.author), await door.as(door.reviewer)]
    const analyst = await door.as(await officer('analyst@mre.example', 'analyst'))
    await publish(door.deps, { slug: 'second', files: smallCampaign(), author: door.author })
    const second = '/desk/campaigns/second'
    const own = await (await door.get(second, author)).text()
    expect(own).not.toContain(`${second}/approve`)
    expect(own).not.toContain(`${second}/launch`)
    expect((await door.post(`${second}/approve`, {}, author)).status).toBe(403)
    expect((await door.post(`${second}/approve`, {}, analyst)).status).toBe(403)
    expect((await door.post(`${second}/launch`, {}, author)).status).toBe(403)
    expect(await (await door.get(second, reviewer)).text()).toContain(`${second}/approve`)
    expect((await door.post(`${second}/approve`, {}, reviewer)).status).toBe(303)
    expect((await door.post(`${second}/launch`, {}, analyst)).status).toBe(403)
    expect((await door.post(`${second}/launch`, {}, author)).status).toBe(303)
    expect(await (await door.get(second, author)).text()).toContain(`${second}/pause`)
  })

  it('shows analysts no number under ten, and no person', async () => {
    const analyst = await door.as(await officer('analyst@mre.example', 'analyst'))
    const html = await (await door.get(page, analyst)).text()
    const numbers = [...html.matchAll(/<td class="number">([\d\s]+)<\/td>/g)].map(([, text]) =>
      Number(text!.replace(/\s/g, '')),
    )
    expect(numbers.length).toBeGreaterThan(0)
    expect(numbers.filter((number) => number < 10)).toEqual([])
    expect(html).not.toContain('diaspora.example')
    expect(html).not.toContain('/desk/mailbox')
    expect((await door.get('/desk/mailbox', analyst)).status).toBe(403)
    expect(html).not.toContain('<button class="button main"')
  })

  it('asks about a post whose answer got lost, and takes one answer', async () => {
    const second = async () => (await findCampaign(door.db, 'second'))!
    door.posts.decide = () => ({ outcome: 'unknown', detail: 'timeout' })
    await publish(door.deps, { slug: 'second', files: smallCampaign(), author: door.author })
    await approve(door.deps, { campaign: await second(), officer: door.reviewer })
    await launch(door.deps, { campaign: await second() })
    await drain(door.deps)
    const author = await door.as(door.author)
    const html = await (await door.get('/desk/campaigns/second', author)).text()
    const message = /name="message" value="(\d+)"/.exec(html)![1]!
    expect(html).not.toContain('{{shareUrl}}')
    const settle = () => door.post('/desk/campaigns/second/settle', { message, arrived: 'yes' }, author)
    expect((await settle()).status).toBe(303)
    expect((await settle()).status).toBe(409)
    expect((await door.post('/desk/campaigns/second/settle', { message: 'x' }, author)).status).toBe(400)
    expect((await door.post(`${page}/settle`, { message, arrived: 'yes' }, author)).status).toBe(409)
  })
})

describe('the mailbox', () => {
  const raw = (html: string) =>
    `From: =?UTF-8?Q?Lettre?= <lettre@mre.example>\r\nTo: nadia@diaspora.example\r\nSubject: =?UTF-8?B?${btoa('Bonjour')}?=\r\n` +
    `MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n${html}`

  it('shows each mail apart from the desk, and gives it away as it is', async () => {
    const body = raw('<p style="color:red">Bonjour</p><script>alert(1)</script>')
    await keepInMailbox(door.db, [
      {
        kind: 'mail',
        institutionId: door.institution.id,
        remoteId: '<1@mre.example>',
        recipient: 'nadia@diaspora.example',
        body,
        createdAt: testNow,
      },
    ])
    const author = await door.as(door.author)
    const list = await (await door.get('/desk/mailbox', author)).text()
    const path = /href="(\/desk\/mailbox\/\d+)"/.exec(list)![1]!
    expect(list).toContain('Bonjour')
    const shown = await (await door.get(path, author)).text()
    expect(shown).toMatch(/<iframe[^>]*sandbox="allow-popups allow-popups-to-escape-sandbox"/)
    expect(shown).not.toContain('<script')
    const framed = await door.get(`${path}/html`, author)
    expect(framed.headers.get('content-security-policy')).toMatch(
      /default-src 'none'.*frame-ancestors 'self'; sandbox/,
    )
    expect(framed.headers.get('content-security-policy')).not.toContain('allow-scripts')
    expect(framed.headers.get('x-frame-options')).toBe('SAMEORIGIN')
    const given = await door.get(`${path}/raw`, author)
    expect(given.headers.get('content-disposition')).toContain('attachment')
    expect(await given.text()).toBe(body)
    expect((await door.get(path, await door.as(door.reviewer))).status).toBe(403)
  })

  it('says where to look when there is no such page', async () => {
    const author = await door.as(door.author)
    for (const id of ['0', '999999', 'x', '1e9', '-1', '1.5']) {
      expect((await door.get(`/desk/mailbox/${id}`, author)).status).toBe(404)
    }
    for (const at of ['0', '-3', 'x', '99999999999999999999', 'Infinity']) {
      expect((await door.get(`/desk/mailbox?page=${at}`, author)).status).toBe(200)
    }
  })
})
