import { beforeAll, describe, expect, it } from 'vitest'
import { type Door, identityToken, openDoor, shareToken } from './support/visit.ts'

let door: Door
beforeAll(async () => {
  door = await openDoor()
})

const hostile = [
  'x',
  'nothing',
  '..%2f..%2fetc%2fpasswd',
  '%00',
  '%ff%fe',
  '%E0%A4%A',
  "' OR 1=1 --",
  '%F0%9F%8C%8A',
  'A'.repeat(3000),
  'https:%2F%2Fevil.example',
  '-'.repeat(40),
  '__proto__',
  'constructor',
  'null',
  '0',
  'AAAAAAAAAAAAAAAAAAAAAAAAAAAA',
]

describe.each(['/c/', '/s/', '/u/', '/p/', '/j/', '/v/'])('%s', (area) => {
  it('answers a forged token with 404, a page, and nothing else', async () => {
    for (const token of hostile) {
      const answer = await door.get(`${area}${token}`)
      expect([token, answer.status]).toEqual([token, 404])
      expect(answer.headers.get('location')).toBeNull()
      expect(answer.headers.get('content-type')).toContain('text/html')
    }
  })

  it('answers a token of another kind, or with a letter changed, with 404', async () => {
    const other = area === '/s/' ? await identityToken(door) : await shareToken(door)
    const own = area === '/s/' ? await shareToken(door) : await identityToken(door)
    expect((await door.get(`${area}${other}`)).status).toBe(404)
    const bent = `${own.slice(0, 8)}${own[8] === 'A' ? 'B' : 'A'}${own.slice(9)}`
    expect((await door.get(`${area}${bent}`)).status).toBe(404)
  })
})

it('never fails on a forged token or a broken form that is posted', async () => {
  const share = await shareToken(door)
  for (const path of ['/u/nothing', '/p/nothing', '/j/nothing', '/p/nothing/data', '/data/nothing/erase']) {
    expect((await door.post(path)).status).toBe(404)
  }
  expect((await door.post('/s/nothing/join', { email: 'a@b.example', agreed: 'yes' })).status).toBe(404)
  const broken = [
    { 'content-type': 'multipart/form-data; boundary=none' },
    { 'content-type': 'multipart/form-data' },
    { 'content-type': 'application/json' },
    { 'content-type': 'text/plain' },
  ]
  for (const headers of broken) {
    const answer = await door.app.request(`/s/${share}/join`, {
      method: 'POST',
      headers,
      body: '--none\r\nbad',
    })
    expect(answer.status).toBe(422)
  }
  const odd = await door.post(`/s/${share}/join`, {
    email: '\u0000\r\nBcc: x@y.example',
    agreed: 'yes',
    language: '__proto__',
  })
  expect(odd.status).toBe(422)
})

it('does not read on when somebody sends a book', async () => {
  const answer = await door.post(`/s/${await shareToken(door)}/join`, { email: 'x'.repeat(100_000) })
  expect(answer.status).toBe(413)
})

it('speaks the reader’s language, or JSON to whoever asks for it', async () => {
  const page = await door.get('/s/nothing', { 'accept-language': 'sv;q=0.5, ar-MA, fr;q=0.8' })
  expect(await page.text()).toContain('<html lang="ar" dir="rtl">')
  const json = await door.get('/s/nothing', { accept: 'application/json' })
  expect(json.headers.get('content-type')).toContain('application/problem+json')
  expect(await json.json()).toEqual({ type: 'urn:mawja:problem:not-found', title: 'not-found', status: 404 })
})

it('hides what went wrong inside from everybody but the operator', async () => {
  const told: string[] = []
  const { createApp } = await import('../../src/web/app.tsx')
  const deps = {
    ...door.deps,
    db: {
      ...door.deps.db,
      prepare: () => {
        throw new Error('disk of nadia@amis.example')
      },
    },
    log: (event: string, facts?: object) => told.push(JSON.stringify([event, facts])),
  }
  const app = createApp(deps, { read: async () => null, has: async () => false })
  const answer = await app.request(`/s/${await shareToken(door)}`)
  expect(answer.status).toBe(500)
  expect(await answer.text()).not.toContain('nadia')
  expect(told).toHaveLength(1)
  expect(told[0]).not.toContain('nadia')
  expect((await app.request('/healthz')).status).toBe(503)
})

it('lets no script in and no frame around', async () => {
  for (const path of [`/s/${await shareToken(door)}`, '/desk', '/nowhere']) {
    const { headers } = await door.get(path)
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(headers.get('content-security-policy')).not.toContain('unsafe-inline')
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('x-robots-tag')).toContain('noindex')
  }
})
