import { beforeAll, describe, expect, it } from 'vitest'
import { stats } from '../../src/engine/stats.ts'
import { linksIn, mailsTo, readMail } from '../support/mail.ts'
import { confirmToken, type Door, identityToken, openDoor, shareToken, viewToken } from './support/visit.ts'

let door: Door
beforeAll(async () => {
  door = await openDoor()
})

const figures = async () => stats(door.deps, await door.campaign())
const receives = async (email: string) =>
  door.db
    .prepare(
      'SELECT consent_email AS consent FROM contacts JOIN addresses a ON a.contact_id = contacts.id WHERE a.value = ?',
    )
    .bind(email)
    .first<{ consent: string }>()

describe('clicks', () => {
  it('lead to the campaign’s own destinations and leave no trace behind', async () => {
    const mail = await readMail(mailsTo(door.mail.arrived, 'reader0@diaspora.example')[0])
    const url = linksIn(mail.html).find((one) => one.includes('/c/'))!
    const path = new URL(url).pathname
    for (const method of ['GET', 'HEAD']) {
      const answer = await door.get(path, {}, method)
      expect(answer.status).toBe(302)
      expect(answer.headers.get('location')).toMatch(/^https:\/\//)
      expect(answer.headers.get('referrer-policy')).toBe('no-referrer')
      expect(answer.headers.get('cache-control')).toBe('no-store')
      expect(answer.headers.get('x-robots-tag')).toContain('noindex')
      expect(answer.headers.get('set-cookie')).toBeNull()
    }
    expect((await figures()).clicks).toMatchObject({ raw: 2, human: 1 })
  })
})

describe('the landing page', () => {
  it('is in the language of the link, or of the wish', async () => {
    const token = await shareToken(door, 'ar')
    const arabic = await (await door.get(`/s/${token}`)).text()
    expect(arabic).toContain('<html lang="ar" dir="rtl">')
    expect(await (await door.get(`/s/${token}?l=nl`)).text()).toContain('<html lang="nl" dir="ltr">')
    expect(await (await door.get(`/s/${token}?l=xx`)).text()).toContain('<html lang="ar" dir="rtl">')
  })

  it('keeps what was typed when the form is wrong', async () => {
    const token = await shareToken(door)
    const typed = { email: 'nadia@', firstName: '"><b>Nadia', country: 'BE', language: 'nl' }
    const answer = await door.post(`/s/${token}/join`, typed)
    const html = await answer.text()
    expect(answer.status).toBe(422)
    expect(html).toContain('lang="nl"')
    expect(html).toContain('value="nadia@"')
    expect(html).toContain('value="&quot;&gt;&lt;b&gt;Nadia"')
    expect(html).toMatch(/<option value="BE" selected/)
    expect(html).toMatch(/id="email"[^>]*aria-invalid="true"[^>]*aria-describedby="email-problem"/)
  })

  it('asks for consent before it writes to anybody', async () => {
    const token = await shareToken(door)
    const answer = await door.post(`/s/${token}/join`, { email: 'nadia@amis.example' })
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain('consent-problem')
    const nobody = await door.db
      .prepare("SELECT count(*) AS n FROM addresses WHERE value = 'nadia@amis.example'")
      .first()
    expect(nobody).toEqual({ n: 0 })
  })

  it('starts, and a button ends, the double opt-in, in either form encoding', async () => {
    const token = await shareToken(door)
    const form = new FormData()
    for (const [name, value] of Object.entries({
      email: 'omar@amis.example',
      agreed: 'yes',
      language: 'ar',
    })) {
      form.append(name, value)
    }
    const joined = await door.app.request(`/s/${token}/join`, { method: 'POST', body: form })
    expect(joined.status).toBe(200)
    expect(await joined.text()).toContain('lang="ar"')
    const confirm = await confirmToken(door, 'omar@amis.example')
    const looked = await (await door.get(`/j/${confirm}`)).text()
    expect(looked).toContain(`action="/j/${confirm}"`)
    expect((await figures()).joins).toBe(0)
    for (let press = 0; press < 2; press++) {
      const done = await door.post(`/j/${confirm}`)
      expect(done.status).toBe(200)
      expect(await done.text()).toContain('https://wa.me/')
    }
    expect((await figures()).joins).toBe(1)
    expect(await (await door.get(`/j/${confirm}`)).text()).not.toContain('<form')
  })

  it('answers a known address exactly as an unknown one', async () => {
    const token = await shareToken(door)
    const ask = async (email: string) =>
      (await door.post(`/s/${token}/join`, { email, agreed: 'yes', language: 'fr' })).text()
    expect(await ask('reader1@diaspora.example')).toBe(await ask('stranger@amis.example'))
  })
})

describe('one-click unsubscribe (RFC 8058)', () => {
  it('changes nothing when it is looked at', async () => {
    const token = await identityToken(door)
    for (const method of ['GET', 'HEAD']) expect((await door.get(`/u/${token}`, {}, method)).status).toBe(200)
    expect(await receives('reader0@diaspora.example')).toEqual({ consent: 'given' })
  })

  it.each([
    ['urlencoded', () => new URLSearchParams({ 'List-Unsubscribe': 'One-Click' })],
    [
      'multipart',
      () => {
        const form = new FormData()
        form.append('List-Unsubscribe', 'One-Click')
        return form
      },
    ],
  ])('acts on a bare %s POST, and again, without cookie, origin or redirect', async (_, body) => {
    const token = await identityToken(door)
    for (let press = 0; press < 2; press++) {
      const answer = await door.app.request(`/u/${token}`, { method: 'POST', body: body() })
      expect(answer.status).toBe(200)
      expect(answer.redirected).toBe(false)
      expect(answer.headers.get('set-cookie')).toBeNull()
    }
    expect(await receives('reader0@diaspora.example')).toEqual({ consent: 'withdrawn' })
    expect((await figures()).unsubscribes).toBe(1)
  })
})

it('keeps a chosen language and answers in it', async () => {
  const token = await identityToken(door, 'reader5@diaspora.example')
  const answer = await door.post(`/p/${token}`, { language: 'ar' })
  expect(answer.status).toBe(200)
  const html = await answer.text()
  expect(html).toContain('<html lang="ar" dir="rtl">')
  expect(html).toContain('role="status"')
  expect(await (await door.get(`/p/${token}`)).text()).toContain('<html lang="ar" dir="rtl">')
})

it('shows a mail as it stands, with its styles, without its scripts, to nobody’s frame', async () => {
  const answer = await door.get(`/v/${await viewToken(door, 'ar')}`)
  expect(answer.status).toBe(200)
  const policy = answer.headers.get('content-security-policy')!
  expect(policy).toContain("style-src 'unsafe-inline'")
  expect(policy).not.toContain('script-src')
  expect(policy).toContain('sandbox')
  expect(policy).not.toContain('allow-scripts')
  expect(policy).toContain("frame-ancestors 'none'")
  expect(await answer.text()).not.toContain('diaspora.example')
})

it('says that it is well', async () => {
  const answer = await door.get('/healthz')
  expect([answer.status, await answer.json()]).toEqual([
    200,
    { status: 'ok', checks: { database: 'ok', channels: 'ok' } },
  ])
})
