import { beforeAll, describe, expect, it } from 'vitest'
import { languageTags } from '../../src/core/language.ts'
import { networkOf } from '../../src/core/network.ts'
import { directionOf, words } from '../../src/i18n/words.ts'
import { dump } from '../support/dump.ts'
import { untouched } from './support/form.ts'
import { type Door, openDoor, shareToken } from './support/visit.ts'

let door: Door
beforeAll(async () => {
  door = await openDoor()
})

const typed = {
  email: 'nadia@amis.example',
  firstName: 'Nadia',
  country: 'BE',
  agreed: 'yes',
  language: 'fr',
}

describe('the form of an institution', () => {
  it.each(languageTags)('can be read in %s', async (tag) => {
    const html = await (await door.get(`/join/mre?l=${tag}`)).text()
    expect(html).toContain(`<html lang="${tag}" dir="${directionOf(tag)}">`)
    expect(html).toContain(words(tag).page.signup.title)
    const others = [...html.matchAll(/<a href="\?l=(\w+)"/g)].map((match) => match[1])
    expect(others).toEqual(languageTags.filter((one) => one !== tag))
    expect(untouched(html, '/join/mre')).toEqual({ language: tag, email: '', firstName: '', country: '' })
  })

  it('speaks the browser’s language, and is nobody’s under another name', async () => {
    const html = await (await door.get('/join/mre', { 'accept-language': 'ar-MA, fr;q=0.5' })).text()
    expect(html).toContain('<html lang="ar" dir="rtl">')
    for (const slug of ['nobody', 'MRE', '%00', '..%2fmre', "'--", '__proto__']) {
      expect((await door.get(`/join/${slug}`)).status).toBe(404)
      expect((await door.post(`/join/${slug}`, typed)).status).toBe(404)
    }
  })

  it('answers a known, an unknown and a suppressed address to the byte the same', async () => {
    door.db.raw.exec(
      "INSERT INTO suppressions SELECT 1, hash, 'complaint', 0 FROM addresses WHERE contact_id = 3",
    )
    const emails = [
      'reader1@diaspora.example',
      'reader2@diaspora.example',
      'stranger@amis.example',
      'stranger@amis.example',
    ]
    const answers = await Promise.all(
      emails.map(async (email) => {
        const answer = await door.post('/join/mre', { ...typed, email })
        return [answer.status, [...answer.headers], await answer.text()]
      }),
    )
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(answers[0]![0]).toBe(200)
  })

  it('keeps what was typed, in its language, when something is wrong', async () => {
    const answer = await door.post('/join/mre', { ...typed, email: '"><b>', agreed: '', language: 'ar' })
    const html = await answer.text()
    expect(answer.status).toBe(422)
    expect(html).toContain('<html lang="ar" dir="rtl">')
    expect(untouched(html, '/join/mre')).toMatchObject({ email: '"><b>', firstName: 'Nadia', country: 'BE' })
    expect((await door.post('/join/mre', { ...typed, agreed: '' })).status).toBe(422)
  })
})

describe('many forms from one network', () => {
  const from = (address: string, path = '/join/mre', header: Record<string, string> = {}) =>
    door.app.request(
      path,
      { method: 'POST', body: new URLSearchParams({ email: 'x' }), headers: header },
      { incoming: { socket: { remoteAddress: address } } },
    )
  const many = async (count: number, send: () => Response | Promise<Response>) => {
    const statuses = []
    for (let n = 0; n < count; n++) statuses.push((await send()).status)
    return statuses
  }

  it('are answered for ten minutes with a page that asks to wait, and keeps what was typed', async () => {
    expect(new Set(await many(30, () => from('203.0.113.7')))).toEqual(new Set([422]))
    const before = dump(door.db)
    const answer = await from('203.0.113.99')
    const html = await answer.text()
    expect(answer.status).toBe(429)
    expect(html).toContain('role="alert"')
    expect(untouched(html, '/join/mre')).toMatchObject({ email: 'x' })
    expect((await from('203.0.113.7', `/s/${await shareToken(door)}/join`)).status).toBe(429)
    expect((await from('203.0.114.7')).status).toBe(422)
    expect(dump(door.db)).toEqual(before)
    door.at.now += 10 * 60_000
    expect((await from('203.0.113.7')).status).toBe(422)
  })

  it('come from whom our own proxy names last, and not from whom a stranger names', async () => {
    const forwarded = { 'x-forwarded-for': '192.0.2.1, 198.51.100.4' }
    expect((await many(31, () => from('::ffff:127.0.0.1', '/join/mre', forwarded))).at(-1)).toBe(429)
    const other = { 'x-forwarded-for': '198.51.100.4, 192.0.2.1' }
    expect((await from('10.0.0.1', '/join/mre', other)).status).toBe(422)
    const lie = () =>
      from('2001:db8:9:1::1', '/join/mre', {
        'x-forwarded-for': `192.0.2.${Math.random()}`,
        'cf-connecting-ip': '192.0.2.9',
      })
    expect((await many(31, lie)).at(-1)).toBe(429)
  })

  it('come from whom Cloudflare names at the edge, and are not counted where nobody is named', async () => {
    const edge = (headers: Record<string, string>) => () =>
      door.app.request('/join/mre', { method: 'POST', body: new URLSearchParams({ email: 'x' }), headers })
    expect((await many(31, edge({ 'cf-connecting-ip': '2001:db8:77::1' }))).at(-1)).toBe(429)
    expect((await many(31, edge({}))).at(-1)).toBe(422)
  })

  it.each([
    ['203.0.113.9', '203.0.113'],
    ['::ffff:203.0.113.9', '203.0.113'],
    ['2001:db8:1:2::9', '2001:db8:1'],
    ['2001:DB8::9', '2001:db8:0'],
    ['::1', '0:0:0'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1'],
    ['somebody', null],
    ['', null],
  ])('cuts %s to %s', (address, network) => {
    expect(networkOf(address)).toBe(network)
  })
})
