import { afterAll, beforeAll, expect, it } from 'vitest'
import { definition, smallCampaign } from '../support/campaign.ts'
import { type Edge, origin, startEdge, type Visitor, visitor } from './support/edge.ts'
import { limits } from './support/limits.ts'
import { house, join as joinOver, launched, linkIn, shareOn } from './support/readers.ts'

/** Links of one's own on D1, by what anybody can reach: mails, the pages their links lead to, and the buttons there. */
let edge: Edge
beforeAll(async () => {
  edge = await startEdge()
  await house(edge)
  await edge.operator.say('institution-set', { slug: 'mre', tracking: 'individual' })
  const rows = ['a', 'b', 'c'].map((name) => `${name}@diaspora.example,${name},Exemple,fr,BE`)
  await edge.operator.import('mre', rows)
  const files = smallCampaign({ 'campaign.yaml': definition({ tracking: 'individual' }) })
  await launched(edge, 'competences', files)
}, 180_000)
afterAll(() => edge?.workerd.close())

const campaign = { campaign: 'competences' }
/** Where a mail leads to "my chain": over one's preferences, as a reader goes. */
async function chainPage(email: string): Promise<{ reader: Visitor; me: string }> {
  const reader = visitor(edge)
  const preferences = linkIn((await edge.letter(email)).html, 'p')!
  const me = linkIn((await reader.get(preferences)).text, 'me')!
  return { reader, me }
}

/** Asks for a link of one's own, and answers it as it would be passed on. */
async function ownLink(email: string): Promise<string> {
  const { reader, me } = await chainPage(email)
  const asked = await reader.post(me, { agreed: 'yes' })
  expect(asked.status).toBe(200)
  return shareOn(asked.text)
}
const join = (share: string, email: string, more?: Record<string, string>) =>
  joinOver(edge, share, email, more)

async function one(sql: string): Promise<unknown> {
  const row = await edge.workerd.db.prepare(sql).first<Record<string, unknown>>()
  return Object.values(row ?? {})[0]
}
const rows = async (sql: string) => (await edge.workerd.db.prepare(sql).all()).results

it('is asked for on /me, once however often, and never made by looking', async () => {
  const { reader, me } = await chainPage('a@diaspora.example')
  const offer = await reader.get(me)
  expect(offer.text).toContain(`action="${me}"`)
  expect((await reader.post(me)).status).toBe(422)
  expect(await one('SELECT count(*) FROM shares')).toBe(0)
  const first = await ownLink('a@diaspora.example')
  expect(await ownLink('a@diaspora.example')).toBe(first)
  expect(await one('SELECT count(*) FROM shares')).toBe(1)
  expect(await rows("SELECT purpose, act FROM consents WHERE purpose LIKE 'share:%'")).toEqual([
    { purpose: 'share:personal', act: 'given' },
  ])
})

const told = (html: string) => [...html.matchAll(/<dd>([^<]*)<\/dd>/g)].map(([, text]) => text)

it('grows over all links below, and says nothing of fewer than five', async () => {
  const top = await ownLink('a@diaspora.example')
  for (const name of ['d', 'e', 'f']) await join(top, `${name}@amis.example`, { chained: 'yes' })
  await join(top, 'g@amis.example')
  const { reader, me } = await chainPage('a@diaspora.example')
  expect(told((await reader.get(me)).text)).toEqual([])
  await join(await ownLink('d@amis.example'), 'h@amis.example', { chained: 'yes', country: 'FR' })
  expect(told((await reader.get(me)).text)).toEqual([expect.stringContaining('5'), '2', '2'])
  // A sixth moves nothing: a step of one would tell who just joined.
  await join(top, 'i@amis.example')
  expect(told((await reader.get(me)).text)).toEqual([expect.stringContaining('5'), '2', '2'])
  expect(await rows('SELECT generation, joined, parent_id FROM shares ORDER BY id')).toEqual([
    { generation: 0, joined: 5, parent_id: null },
    { generation: 1, joined: 1, parent_id: 1 },
  ])
  expect(await one('SELECT count(*) FROM share_joins')).toBe(4)
})

it('joins and unsubscribes nobody by a GET, nor by a program that looks at every link', async () => {
  const before = await state()
  const letters = await edge.letters('d@amis.example')
  const links = [...new Set(letters.flatMap((one) => one.links))].filter((url) => url.startsWith(origin))
  expect(links.some((url) => url.includes('/j/')) && links.some((url) => url.includes('/u/'))).toBe(true)
  const scanner = visitor(edge)
  for (const url of links) expect((await scanner.get(url)).status).toBeLessThan(400)
  expect(await state()).toEqual(before)
})

const state = async () => {
  const sql = [
    'consents',
    'signups',
    'shares',
    'share_joins',
    'enrollments',
    'suppressions',
    'messages',
    'contacts',
  ]
  return Promise.all(sql.map((table) => rows(`SELECT * FROM ${table} ORDER BY rowid`)))
}

it('measures trees in `cascade`, from ten people on, in chains', async () => {
  const link = await ownLink('h@amis.example')
  for (const name of ['j', 'k', 'l', 'm']) await join(link, `${name}@amis.example`, { chained: 'yes' })
  const cascade = await edge.operator.say<{ chains: object; nodes: number }>('cascade', campaign)
  expect(cascade).toMatchObject({ nodes: 3 + 10, generations: expect.anything() })
  expect(cascade.chains).toMatchObject({ nodes: expect.any(Number) })
  expect((cascade.chains as { nodes: number }).nodes).toBeGreaterThanOrEqual(10)
  expect(JSON.stringify(cascade)).not.toMatch(/@|\.example/)
})

it('is left at any time: counts stay, and the link goes on as one like all others', async () => {
  const counts = 'SELECT joined FROM shares ORDER BY id'
  const before = await rows(counts)
  const share = await ownLink('d@amis.example')
  const { reader, me } = await chainPage('d@amis.example')
  expect((await reader.post(`${me}/leave`)).status).toBe(200)
  expect(await rows(counts)).toEqual(before)
  expect(await one('SELECT count(*) FROM shares WHERE contact_id IS NULL AND ended_at > 0')).toBe(1)
  expect(await one('SELECT count(*) FROM share_joins WHERE contact_id IS NULL')).toBe(1)
  await join(share, 'n@amis.example', { chained: 'yes' })
  expect(await rows(counts)).toEqual(before)
})

type Cascade = {
  nodes: number
  chains: object
  generations: { generation: number; participants: number; children: number }[]
}

/** Without what is reckoned from how long ago it was. */
const countsOf = ({ nodes, chains, generations }: Cascade) => ({
  nodes,
  chains,
  generations: generations.map(({ generation, participants, children }) => [
    generation,
    participants,
    children,
  ]),
})

it('keeps its counts when somebody inside the tree is erased, and leads to nobody', async () => {
  const figures = async () => ({
    shares: await rows('SELECT id, generation, joined, parent_id FROM shares ORDER BY id'),
    joins: await rows('SELECT id, share_id, country, at FROM share_joins ORDER BY id'),
    cascade: countsOf(await edge.operator.say<Cascade>('cascade', campaign)),
    stats: await edge.operator.say('stats', campaign),
  })
  const before = await figures()
  const { erased } = await edge.operator.say<{ erased: Record<string, number> }>('forget', {
    email: 'h@amis.example',
    institution: 'mre',
  })
  expect(erased).toMatchObject({ contacts: 1, addresses: 1, shares: 1, share_joins: 1 })
  expect(await figures()).toEqual(before)
  for (const sql of [
    'SELECT value FROM addresses',
    'SELECT recipient FROM mailbox',
    'SELECT body FROM mailbox',
  ])
    expect(JSON.stringify(await rows(sql)).includes('h@amis.example'), sql).toBe(false)
  const { reader, me } = await chainPage('a@diaspora.example')
  expect(told((await reader.get(me)).text)).toEqual([expect.stringContaining('10'), '2', '3'])
})

limits(() => edge)
