import { Response as Answer } from 'miniflare'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { smallCampaign } from '../support/campaign.ts'
import { verified } from '../support/hook-receiver.ts'
import { timedCampaign } from '../support/timed.ts'
import { totp } from '../support/totp.ts'
import { people } from '../support/world.ts'
import { untouched } from '../web/support/form.ts'
import { textareaIn } from '../web/support/multipart.ts'
import { type Edge, mostQueries, signedIn, startEdge, type Visitor, visitor } from './support/edge.ts'
import { limits } from './support/limits.ts'
import { deskAddresses } from './support/map.ts'
import { house } from './support/readers.ts'

/** A working day at the desk on workerd and D1, and the programs beside it. */
let edge: Edge
let author: Visitor
let reviewer: Visitor
const year = new Date().getUTCFullYear() + 1
const home = '/desk/campaigns/rentree'
const file = 'path=invitation.fr.md'
const calls: { headers: Record<string, string>; body: string; path: string }[] = []

/** The Internet: a resolver that knows every name, and the own system of an institution. */
async function internet(request: Request) {
  const url = new URL(request.url)
  if (url.hostname === 'dns.mre.example') {
    const answers = url.searchParams.get('type') === 'A' ? [{ type: 1, data: '93.184.215.14' }] : []
    return Answer.json({ Status: 0, Answer: answers })
  }
  const headers = Object.fromEntries(request.headers.entries())
  calls.push({ headers, body: await request.text(), path: url.pathname })
  return new Answer(null, { status: 204 })
}

beforeAll(async () => {
  const dns = { MAWJA_DNS: 'https://dns.mre.example/dns-query' }
  edge = await startEdge(dns, internet as never)
  await house(edge)
  const { operator } = edge
  await operator.import('mre', people(20))
  await operator.say('publish', { slug: 'competences', files: smallCampaign(), as: 'amina@mre.example' })
  const steps = { fete: `channel: email, at: {local: '${year}-03-10 09:00', zone: sender}` }
  await operator.say('publish', { slug: 'lettres', files: timedCampaign(steps), as: 'amina@mre.example' })
  reviewer = await signedIn(edge, { email: 'driss@mre.example', role: 'reviewer' })
}, 180_000)
afterAll(() => edge?.workerd.close())

/** Presses a button of a page without touching anything but what is said. */
async function press(who: Visitor, page: string, action: string, change: Record<string, string> = {}) {
  const { text, status } = await who.get(page)
  expect([page, status]).toEqual([page, 200])
  return who.post(action, { ...untouched(text, action), ...change })
}

it('is entered by password and second factor', async () => {
  const secret = 'une longue phrase que personne ne devine'
  const first = await signedIn(edge, { email: 'amina@mre.example', role: 'officer' })
  expect((await first.post('/desk/account/password', { fresh: secret })).status).toBe(303)
  const { text } = await first.post('/desk/account/factor', { password: secret })
  const key = /<code dir="ltr">([A-Z2-7]+)</.exec(text)![1]!
  expect((await first.post('/desk/account/factor/on', { code: totp(key, Date.now() - 30_000) })).status).toBe(
    303,
  )
  await first.post('/desk/sign-out')
  author = visitor(edge)
  const asked = await author.post('/desk/sign-in', { email: 'amina@mre.example', password: secret })
  expect(asked.headers.get('location')).toBe('/desk/code')
  expect((await author.get('/desk')).status).toBe(401)
  expect((await author.post('/desk/code', { code: '12345' })).status).toBe(403)
  expect((await author.post('/desk/code', { code: totp(key, Date.now()) })).headers.get('location')).toBe(
    '/desk',
  )
  expect((await author.get('/desk')).status).toBe(200)
})

it('drafts, previews what is typed as it would be sent, saves and publishes', async () => {
  const begun = await author.post('/desk/campaigns/new', {
    slug: 'rentree',
    from: 'of:competences',
    name: 'Rentrée',
  })
  expect(begun.status).toBe(303)
  const { text } = await author.get(`${home}/edit/file?${file}`)
  const fields = {
    base: /name="base" value="([^"]*)"/.exec(text)![1]!,
    subject: 'Bonne rentrée',
    preheader: 'Ce qui commence',
    status: 'reviewed',
    body: `${textareaIn(text, 'body')}\nÀ bientôt, {{contact.firstName}} !\n`,
  }
  const typed = { ...fields, contact: 'reader5@' }
  const before = await edge.workerd.db.prepare('SELECT count(*) AS drafts FROM draft_files').first()
  const preview = await author.post(`${home}/edit/preview?${file}`, typed)
  expect([preview.status, preview.text.includes('À bientôt, Nom5')]).toEqual([200, true])
  expect(preview.text).toMatch(/<table[\s\S]*Inscrire mes compétences/)
  const plain = await author.post(`${home}/edit/preview?${file}`, { ...typed, view: 'text' })
  expect(plain.text).toContain('<pre>Bonne rentrée')
  // A name that is longer than D1 takes for a pattern is no trouble.
  const nobody = await author.post(`${home}/edit/preview?${file}`, { ...fields, contact: 'é'.repeat(60) })
  expect([nobody.status, nobody.text.includes('À bientôt, Nadia')]).toEqual([200, true])
  expect(await edge.workerd.db.prepare('SELECT count(*) AS drafts FROM draft_files').first()).toEqual(before)
  const saved = await author.post(`${home}/edit/file?${file}`, { ...fields, act: 'save' })
  expect(saved.headers.get('location')).toContain('done=saved')
  expect(
    (await author.post(`${home}/edit/preview?${file}`, { ...fields, body: '{{contact.shoe}}' })).text,
  ).toContain('invitation.fr.md:')
  expect((await author.post(`${home}/edit`)).headers.get('location')).toContain('done=published')
})

it('tells the institution’s own system what happens, signed, over its public name', async () => {
  const told = await edge.operator.say<{ secret: string; endpoint: string }>('webhook-add', {
    url: 'https://crm.mre.example/hooks',
    as: 'amina@mre.example',
  })
  expect((await author.post(`${home}/approve`)).status).toBe(403)
  expect((await press(reviewer, home, `${home}/approve`)).status).toBe(303)
  expect((await press(author, home, `${home}/launch`)).status).toBe(303)
  await edge.settle()
  await vi.waitFor(() => expect(calls.length).toBeGreaterThan(1), { timeout: 10_000, interval: 20 })
  const events = calls.map((call) => verified(told.secret, call as never) as { type: string; data: object })
  expect(events.map((one) => one.type)).toEqual(
    expect.arrayContaining(['campaign.approved', 'campaign.launched']),
  )
  expect(JSON.stringify(events)).not.toContain('@')
  const { deliveries } = await edge.operator.say<{ deliveries: object[] }>('webhook-deliveries', {
    endpoint: told.endpoint,
  })
  expect(deliveries).toHaveLength(calls.length)
})

it('sends, shows it live, and stops for whoever says so', async () => {
  expect(await edge.operator.say('stats', { campaign: 'rentree' })).toMatchObject({
    state: 'running',
    sent: 20,
  })
  const live = await author.get(`${home}/live`)
  expect([live.status, live.text.includes('20')]).toEqual([200, true])
  expect((await press(author, home, `${home}/pause`)).status).toBe(303)
  expect((await press(author, home, `${home}/resume`)).status).toBe(303)
  expect((await author.get('/desk/mailbox')).text).toContain('Bonne rentrée')
})

it('moves in the calendar what waits', async () => {
  const month = `/desk/calendar?view=month&at=${year}-03`
  const moved = await press(author, month, '/desk/calendar/move', { date: `${year}-03-12` })
  expect(moved.status).toBe(303)
  const form = untouched((await author.get(month)).text, '/desk/calendar/move')
  expect(form).toMatchObject({ campaign: 'lettres', date: `${year}-03-12`, time: '09:00' })
})

it('gives figures as files, and a report by a link that is taken back', async () => {
  for (const [as, head] of [
    ['csv', 'kind,step,class'],
    ['xlsx', 'PK'],
    ['parquet', 'PAR1'],
  ] as const) {
    const got = await author.get(`${home}/figures/export.${as}`)
    expect([as, got.status, got.text.startsWith(head)]).toEqual([as, 200, true])
  }
  expect((await author.post(`${home}/report/links`, { days: '30', language: 'ar' })).status).toBe(303)
  const [, link = ''] = /(\/r\/[\w-]+)/.exec((await author.get(`${home}/report`)).text) ?? []
  const guest = visitor(edge)
  expect((await guest.get(link)).text).toContain('dir="rtl"')
  expect((await author.post(`${home}/report/links/1/revoke`)).status).toBe(303)
  expect((await guest.get(link)).status).toBe(404)
})

it('answers programs that bring a key', async () => {
  const scopes = [
    'contacts:read',
    'contacts:write',
    'campaigns:read',
    'campaigns:write',
    'campaigns:launch',
    'figures:read',
  ]
  const made = { name: 'CRM', as: 'amina@mre.example', scopes }
  const { key } = await edge.operator.say<{ key: string }>('api-key-add', made)
  const call = async (method: string, path: string, body?: object) => {
    const answer = await edge.workerd.fetch(`/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    // A folder that is published is written file by file.
    const most = path.endsWith('/editions') ? 200 : mostQueries
    expect([path, Number(answer.headers.get('x-d1-queries')) <= most]).toEqual([path, true])
    return [answer.status, answer.headers.get('content-type')?.includes('json') ? await answer.json() : null]
  }
  expect(await call('PUT', '/segments/belgique', { audience: { country: 'BE' } })).toMatchObject([
    200,
    { matched: 7 },
  ])
  expect((await call('POST', '/campaigns/programme/editions', { files: smallCampaign() }))[0]).toBe(200)
  expect(await call('POST', '/campaigns/programme/launch', {})).toMatchObject([
    403,
    { title: 'not-approved' },
  ])
  await edge.operator.say('approve', { campaign: 'programme', as: 'driss@mre.example' })
  expect(await call('POST', '/campaigns/programme/launch', {})).toMatchObject([200, { state: 'running' }])
  await edge.settle()
  expect(await call('GET', '/campaigns/programme/stats')).toMatchObject([200, { sent: 20 }])
  expect(await call('GET', '/campaigns/programme/export?as=parquet')).toEqual([200, null])
  expect(await call('GET', '/contacts?limit=5')).toMatchObject([200, { contacts: expect.any(Array) }])
  expect((await call('POST', '/campaigns/programme/approve', {}))[0]).toBe(403)
  expect((await edge.workerd.fetch('/api/v1/contacts')).status).toBe(401)
})

it('asks D1 at most fifty times for any page of the desk', async () => {
  const { operator, workerd } = edge
  const admin = await signedIn(edge, { email: 'salma@mre.example', role: 'admin' })
  const endpoint = (await operator.say<{ endpoints: { endpoint: string }[] }>('webhook-list')).endpoints[0]!
    .endpoint
  const letter = await workerd.db
    .prepare("SELECT max(id) AS id FROM mailbox WHERE kind = 'mail'")
    .first<{ id: number }>()
  // Ways in, and a picture that a page of texts has.
  const none = [
    '/desk/campaigns/:slug/edit/card.png',
    '/desk/sign-in/:token',
    '/desk/set-up/:token',
    '/desk/auth/callback/oidc',
    '/desk/code',
  ]
  const addresses = await deskAddresses(
    {
      ...Object.fromEntries(none.map((route) => [route, []])),
      '/desk/campaigns/:slug/edit/file': [file, 'path=campaign.yaml'].map(
        (one) => `${home}/edit/file?${one}`,
      ),
      '/desk/campaigns/:slug/edit/history': `${home}/edit/history?${file}`,
      '/desk/audiences/:slug': '/desk/audiences/belgique',
      '/desk/campaigns/:slug/figures/:page{[a-z]+}': ['overview', 'spread', 'experiment', 'skills'].map(
        (page) => `${home}/figures/${page}`,
      ),
      '/desk/campaigns/:slug/figures/:file{[a-z]+\\.csv}': `${home}/figures/funnel.csv`,
      '/desk/campaigns/:slug/figures/:export{export\\.(csv|xlsx|parquet)}': `${home}/figures/export.csv`,
    },
    { slug: 'rentree', name: 'letter', id: String(letter!.id), endpoint },
  )
  expect(addresses.length).toBeGreaterThan(45)
  const faults: [string, number, number][] = []
  for (const path of addresses) {
    const { status, queries } = await admin.look(path)
    if (![200, 303].includes(status) || queries > mostQueries) faults.push([path, status, queries])
  }
  expect(faults).toEqual([])
}, 60_000)

limits(() => edge)
