import { beforeAll, describe, expect, it } from 'vitest'
import { signInLink } from '../../src/engine/sign-in.ts'
import { words } from '../../src/i18n/words.ts'
import { dump } from '../support/dump.ts'
import { table } from './support/authorisation-table.ts'
import { type TwoInstitutions, twoInstitutions } from './support/two-institutions.ts'

let world: TwoInstitutions
let admin: Record<string, string>
beforeAll(async () => {
  world = await twoInstitutions()
  admin = world.visitor('admin', 'own')
})

const routes = Object.keys(table).map((route) => route.split(' ') as [string, string])
const posts = routes.filter(([method]) => method === 'POST').map(([, path]) => path)
const gets = routes.filter(([method]) => method === 'GET').map(([, path]) => path)

/** One request of which nothing stays. */
async function gone(work: () => Response | Promise<Response>): Promise<Response> {
  world.db.raw.exec('SAVEPOINT attack')
  try {
    return await work()
  } finally {
    world.db.raw.exec('ROLLBACK TO attack; RELEASE attack')
  }
}

/** As a browser posts a form that stands on another site: the cookie may go along, the origin is named or hidden. */
const forged = (path: string, headers: Record<string, string>) =>
  world.app.request(`https://mawja.example${world.pathOf(path)}`, { method: 'POST', headers, body: 'a=b' })

describe('a form on another site', () => {
  const form = 'application/x-www-form-urlencoded'
  it.each([
    ['with its origin', { origin: 'https://evil.example', 'content-type': form }],
    ['without origin', { 'content-type': form }],
    ['with a hidden origin', { origin: 'null', 'content-type': form }],
    ['as plain text', { origin: 'https://evil.example', 'content-type': 'text/plain' }],
    [
      'from a neighbour',
      { origin: 'https://mawja.example.evil.example', 'content-type': 'multipart/form-data; boundary=x' },
    ],
    ['without a type', { origin: 'https://evil.example' }],
  ])('%s changes nothing at the desk', async (_, headers) => {
    const before = dump(world.db)
    for (const path of posts.filter((one) => one.startsWith('/desk'))) {
      const answer = await forged(path, { ...admin, ...headers } as Record<string, string>)
      expect([path, answer.status]).toEqual([path, 403])
    }
    expect(dump(world.db)).toEqual(before)
  })
})

/** Their policy is one of their own, or there is no page: why stands beside each. */
const otherPolicy: Record<string, string> = {
  '/healthz': 'JSON',
  '/metrics': 'text',
  '/api/v1/openapi.json': 'JSON',
  '/assets/:path{.+}': 'files',
  '/o/:token': 'a picture inside of mails',
  '/c/:token': 'leads on, without a page',
  '/api/v1/reference': 'a page of Scalar with a policy of its own',
  '/desk/templates/:name/visual': 'GrapesJS writes styles into its page; scripts are ours, without eval',
  '/s/:token/card.png': 'a picture that messengers fetch and keep',
  '/join/:institution/card.png': 'a picture that messengers fetch and keep',
  '/v/:token': 'a mail brings its styles; no script, in a sandbox',
  '/desk/mailbox/:id/html': 'a mail brings its styles; no script, in a sandbox',
}

describe('headers', () => {
  it.each(gets)('%s lets in no script of others, no frame, and is kept by nobody', async (path) => {
    const answer = await gone(() => world.get(world.pathOf(path), admin))
    const policy = answer.headers.get('content-security-policy') ?? ''
    const isMail = otherPolicy[path]?.startsWith('a mail')
    if (!otherPolicy[path] || isMail) {
      expect(policy).toContain("default-src 'none'")
      expect(policy).toMatch(isMail ? /frame-ancestors '(none|self)'.*sandbox/ : /frame-ancestors 'none'/)
      expect(policy.includes('unsafe-inline')).toBe(Boolean(isMail))
      expect(policy).not.toContain('unsafe-eval')
      if (isMail) expect(policy).not.toMatch(/script-src|allow-scripts/)
      expect(answer.headers.get('x-frame-options')).toMatch(isMail ? /DENY|SAMEORIGIN/ : /DENY/)
      expect(answer.headers.get('referrer-policy')).toBe('no-referrer')
      expect(answer.headers.get('cross-origin-opener-policy')).toBe('same-origin')
      expect(answer.headers.get('permissions-policy')).toContain('camera=()')
      // Without includeSubDomains: the neighbours of this host are not ours to speak for.
      expect(answer.headers.get('strict-transport-security')).toBe('max-age=31536000')
    }
    if (path === '/desk/templates/:name/visual') {
      expect(policy.split('; ').sort()).toEqual([
        ...["base-uri 'none'", "connect-src 'self'", "default-src 'none'", "font-src 'self'"],
        ...["form-action 'self'", "frame-ancestors 'none'", "frame-src 'self'", "img-src 'self' data:"],
        ...["script-src 'self'", "style-src 'self' 'unsafe-inline'"],
      ])
    }
    if ((path.includes(':token') || path.startsWith('/desk')) && !path.endsWith('/card.png'))
      expect(answer.headers.get('cache-control')).toContain('no-store')
    expect(path === '/c/:token' && answer.headers.get('referrer-policy')).not.toBe('')
    if (!['/healthz', '/metrics', '/api/v1/openapi.json'].includes(path))
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  })

  it('are there for refusals too', async () => {
    for (const [path, headers] of [
      ['/desk', {}],
      ['/nowhere', {}],
      ['/desk/campaigns/none', admin],
    ] as const) {
      const answer = await world.get(path, headers)
      expect(answer.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
      expect(answer.headers.get('cache-control')).toContain('no-store')
    }
  })
})

describe('a session', () => {
  it('is never one that was brought along', async () => {
    const path = new URL(await signInLink(world.deps, world.reviewer)).pathname
    const brought = '__Host-mawja_session=chosen-by-somebody.else'
    const answer = await world.post(path, {}, { cookie: brought })
    const line = answer.headers.getSetCookie().find((one) => one.startsWith('__Host-mawja_session='))!
    expect(line).not.toContain('chosen-by-somebody')
    for (const part of [/HttpOnly/i, /Secure/i, /SameSite=Lax/i, /Path=\/(;|$)/i]) expect(line).toMatch(part)
    expect(line).not.toMatch(/Domain=/i)
    expect((await world.get('/desk', { cookie: brought })).status).toBe(401)
    const again = new URL(await signInLink(world.deps, world.reviewer)).pathname
    await world.post(again, {}, { cookie: line.split(';')[0]! })
    expect((await world.get('/desk', { cookie: line.split(';')[0]! })).status).toBe(401)
  })
})

const elsewhere = [
  'https://evil.example',
  '//evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/desk//evil.example',
  '/desk/../..//evil.example',
  '/desk@evil.example',
  'javascript:alert(1)',
  '/desk\r\nX-Evil: 1',
  '/desk?x=1\r\nSet-Cookie: a=b',
]

describe('leading elsewhere', () => {
  it.each(elsewhere)('%j', async (back) => {
    const answer = await world.post('/desk/language', { language: 'fr', back }, admin)
    const target = new URL(answer.headers.get('location') ?? '', 'https://mawja.example')
    expect([target.origin, target.pathname.startsWith('/desk')]).toEqual(['https://mawja.example', true])
    expect(answer.headers.get('x-evil')).toBeNull()
    const word = encodeURIComponent(back)
    for (const name of ['next', 'back', 'url', 'redirect', 'callbackURL', 'to']) {
      const entered = await world.get(`/desk/sign-in?${name}=${word}`)
      expect([entered.status, entered.headers.get('location')]).toEqual([200, null])
      const asked = await world.get(`/?${name}=${word}`)
      expect(asked.headers.get('location')).toBe('/desk')
    }
  })
})

describe('paths that climb', () => {
  it.each([
    '/assets/../package.json',
    '/assets/..%2fpackage.json',
    '/assets/%2e%2e/%2e%2e/package.json',
    '/assets/..%5c..%5cpackage.json',
    '/assets/fonts/..%2f..%2fapp.tsx',
    '/assets/%2fetc%2fpasswd',
    '/assets/....//package.json',
    '/assets/public.css%00.js',
    '/assets/constructor',
    '/assets/__proto__',
  ])('%s', async (path) => {
    expect((await world.get(path)).status).toBe(404)
  })
})

/** They take whole files, and say themselves how large; the other doors are tested where they are. */
const takesFiles = (path: string) =>
  path.includes('/edit') ||
  path === '/desk/campaigns/new' ||
  path.startsWith('/desk/templates/') ||
  path.startsWith('/api/')

describe('a book', () => {
  it('is read by no form', async () => {
    const body = `email=${'x'.repeat(100_000)}`
    const headers = {
      ...admin,
      origin: 'https://mawja.example',
      'content-type': 'application/x-www-form-urlencoded',
    }
    for (const path of posts.filter((one) => !takesFiles(one))) {
      const address = `https://mawja.example${world.pathOf(path)}`
      const answer = await gone(() => world.app.request(address, { method: 'POST', headers, body }))
      expect([path, answer.status]).toEqual([path, 413])
    }
  })

  it('is refused at every door of the desk, on a page in the language of whoever sent it', async () => {
    for (const [tag, more] of [
      ['ar', { 'accept-language': 'ar' }],
      ['fr', { 'accept-language': 'ar', cookie: `${admin.cookie}; mawja_language=fr` }],
    ] as const) {
      const headers = {
        ...admin,
        accept: 'text/html',
        origin: 'https://mawja.example',
        'content-length': '99000000',
      }
      for (const path of posts.filter((one) => one.startsWith('/desk'))) {
        const address = `https://mawja.example${world.pathOf(path)}`
        const sent = { method: 'POST', headers: { ...headers, ...more }, body: 'a=b' }
        const answer = await gone(() => world.app.request(address, sent))
        expect([path, answer.status]).toEqual([path, 413])
        const html = await answer.text()
        expect(html).toContain(`<html lang="${tag}"`)
        expect(html).toContain(words(tag).page.error.tooLarge)
      }
    }
  })
})
