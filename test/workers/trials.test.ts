import { afterAll, beforeAll, expect, it } from 'vitest'
import { insertEvent } from '../../src/store/events.ts'
import { definition, smallCampaign } from '../support/campaign.ts'
import { variantFiles } from '../support/variants.ts'
import { people } from '../support/world.ts'
import { type Edge, startEdge } from './support/edge.ts'
import { limits } from './support/limits.ts'
import { house, join, launched, passedOn } from './support/readers.ts'

/** What is tried and reckoned on D1, by the clock of the edge: variants, waves by results, hold-outs, forecasts, seeds. */
let edge: Edge
const hourMs = 3_600_000
const readers = 330
const campaign = { campaign: 'competences' }

beforeAll(async () => {
  edge = await startEdge()
  await house(edge)
  // Every language of ours, whatever names the runtime has for it.
  expect(await edge.operator.import('mre', people(readers))).toMatchObject({ created: readers, errors: [] })
  const waves = '[{share: 40}, {share: 30, after: 3h}, {share: 30, after: 3h}]'
  await launched(edge, 'competences', variantFiles('{allocate: true, floor: 0.1, holdOut: 0.1}', { waves }))
}, 180_000)
afterAll(() => edge?.workerd.close())

async function all<T = Record<string, unknown>>(sql: string, ...bound: (string | number)[]): Promise<T[]> {
  return (
    await edge.workerd.db
      .prepare(sql)
      .bind(...bound)
      .all<T>()
  ).results
}
const idOf = async (slug: string) =>
  (await all<{ id: number }>('SELECT id FROM campaigns WHERE slug = ?', slug))[0]!.id

/** As the pages write them down. */
async function happened(kind: string, count: number, more: object = {}, slug = 'competences') {
  const at = Math.floor((await edge.workerd.ahead(0)) / hourMs) * hourMs
  const event = { campaignId: await idOf(slug), kind, at, language: 'fr', ...more }
  const statements = Array.from({ length: count }, () => insertEvent(edge.workerd.db, event))
  await edge.workerd.db.batch(statements)
}

const dealt = async (wave: number) => {
  const sql = 'SELECT variant, count(*) AS n FROM enrollments WHERE generation = 0 AND wave = ? GROUP BY 1'
  return Object.fromEntries(
    (await all<{ variant: string; n: number }>(sql, wave)).map((row) => [row.variant, row.n]),
  )
}

it('hands a variant down: a friend of a friend still reads the words of the first reader', async () => {
  const [reader] = await all<{ email: string; variant: string }>(
    `SELECT a.value AS email, e.variant FROM enrollments e JOIN addresses a ON a.contact_id = e.contact_id
     WHERE e.wave = 1 AND e.language = 'fr' AND e.variant = 'long' ORDER BY e.contact_id LIMIT 1`,
  )
  const invitation = await edge.letter(reader!.email)
  expect(invitation.subject).toBe('invitation long')
  await join(edge, await passedOn(edge, invitation.links), 'un@amis.example')
  await join(edge, await passedOn(edge, (await edge.letter('un@amis.example', 3)).links), 'deux@amis.example')
  for (const name of ['un', 'deux']) {
    const subjects = (await edge.letters(`${name}@amis.example`)).map((one) => one.subject)
    expect(subjects).toEqual(['confirmation fr', 'bienvenue fr', 'suite long'])
  }
  expect(await edge.operator.say('stats', campaign)).toMatchObject({ joins: 2 })
})

it('writes to nobody held out', async () => {
  const held = await all<{ email: string }>(
    "SELECT a.value AS email FROM hold_outs h JOIN addresses a ON a.contact_id = h.contact_id AND a.channel = 'email'",
  )
  // Five standard deviations of 330 draws at a tenth.
  expect(Math.abs(held.length - 33)).toBeLessThan(28)
  const reached = new Set(
    (await all<{ recipient: string }>('SELECT recipient FROM mailbox')).map((one) => one.recipient),
  )
  expect(held.filter(({ email }) => reached.has(email))).toEqual([])
  expect(await edge.operator.say('stats', campaign)).toMatchObject({ heldOut: held.length })
})

it('deals later waves out by what the first one showed, when the minute before them comes', async () => {
  await happened('join', 60, { variant: 'long', wave: 1, generation: 1 })
  await edge.workerd.ahead(3 * hourMs)
  await edge.settle()
  const second = await dealt(2)
  const count = second.long! + second.court!
  // A floor of a tenth, and five standard deviations of it.
  expect(second.court! / count).toBeLessThan(0.1 + 5 * Math.sqrt(0.09 / count))
  const acts = await all<{ detail: string }>("SELECT detail FROM audit WHERE act = 'allocate'")
  expect(acts.map(({ detail }) => JSON.parse(detail))).toMatchObject([
    { wave: 2, objective: 'joins', 'variant long': expect.stringContaining('90.0 %') },
  ])
  const mails = await all<{ wave: number; sent: number }>(
    `SELECT m.wave, sum(m.state = 'accepted') AS sent FROM messages m JOIN steps s ON s.id = m.step_id
     WHERE s.name = 'invitation' GROUP BY 1 ORDER BY 1`,
  )
  expect(mails.map(({ sent }) => sent > 0)).toEqual([true, true, false])
  await edge.workerd.ahead(3 * hourMs)
  await edge.settle()
  expect(await all('SELECT count(*) AS waiting FROM messages WHERE due_at IS NOT NULL')).toEqual([
    { waiting: 0 },
  ])
})

it('judges each wave by its own shares, and says what the campaign added', async () => {
  const told = await edge.operator.say<{ arms: { arm: string }[]; byWave: { wave: number }[] }>(
    'experiment',
    campaign,
  )
  expect(told).toMatchObject({
    judged: 'waves',
    measure: 'joins',
    winner: 'long',
    assignment: { isOff: false },
    incremental: { heldOut: { joined: 0 } },
  })
  expect(told.byWave.map((one) => one.wave)).toEqual([1, 2, 3])
  expect(told.arms.map((one) => one.arm).sort()).toEqual(['court', 'long'])
})

type Forecast = { observed: number; forecast: number; horizon: string; past: object[]; record: object | null }

it('keeps a forecast, and the clock scores it when its day has come', async () => {
  await edge.workerd.ahead(24 * hourMs)
  const said = await edge.operator.say<Forecast>('forecast', { ...campaign, days: 2 })
  expect(said).toMatchObject({ tooEarly: null, past: [], record: null })
  expect(said.forecast).toBeGreaterThanOrEqual(said.observed)
  await edge.workerd.ahead(24 * hourMs)
  await happened('join', 10, { variant: 'long', generation: 1 })
  await edge.workerd.minute()
  expect(await all('SELECT actual FROM forecasts')).toEqual([{ actual: null }])
  await edge.workerd.ahead(26 * hourMs)
  await edge.workerd.minute()
  expect(await all('SELECT actual FROM forecasts')).toEqual([{ actual: said.observed + 10 }])
  const later = await edge.operator.say<Forecast>('forecast', { ...campaign, days: 2 })
  expect(later.past).toMatchObject([{ forecast: said.forecast, actual: said.observed + 10 }])
  expect(later.record).toMatchObject({ scored: 1 })
})

it('stops by itself after complaints, and goes on for somebody who names the rule', async () => {
  const steps =
    '\n  - {id: invitation, channel: email, trigger: launch}\n  - {id: confirmation, channel: email, trigger: signup}'
  const all = smallCampaign({ 'campaign.yaml': definition({ steps }) })
  const files = Object.fromEntries(Object.entries(all).filter(([path]) => !/^(annonce|bienvenue)/.test(path)))
  await launched(edge, 'alerte', files)
  expect(await edge.operator.say('stats', { campaign: 'alerte' })).toMatchObject({ sent: readers + 2 })
  await happened('complaint', 3, {}, 'alerte')
  await edge.workerd.minute()
  expect(await edge.operator.say('stats', { campaign: 'alerte' })).toMatchObject({
    state: 'paused',
    stopped: { rule: 'complaints', count: 3, of: readers + 2 },
  })
  await expect(edge.operator.say('resume', { campaign: 'alerte' })).rejects.toThrow('409')
  const despite = { campaign: 'alerte', despite: 'complaints' }
  expect(await edge.operator.say('resume', despite)).toMatchObject({ state: 'running' })
  expect(await edge.operator.say('finish', { campaign: 'alerte' })).toMatchObject({ state: 'finished' })
})

type Seeds = { rows: { contact: number; country: string }[]; evidence: object; segment: object }

it('ranks seeds by what past campaigns brought, keeps them, and launches to them alone', async () => {
  await happened('join', 40, { generation: 1, country: 'BE', shareChannel: 'whatsapp' })
  await edge.workerd.ahead(8 * 24 * hourMs)
  await edge.workerd.minute()
  const { operator } = edge
  await operator.say('publish', { slug: 'suite', files: smallCampaign(), as: 'amina@mre.example' })
  const asked = { campaign: 'suite', top: 40, random: 0, save: 'premiers' }
  const told = await operator.say<Seeds>('seeds', asked)
  expect(told.evidence).toMatchObject({ of: 'group' })
  expect(told.segment).toMatchObject({ segment: 'premiers', matched: 40, final: 40 })
  const audience = '{segment: premiers}'
  await launched(edge, 'suite', smallCampaign({ 'campaign.yaml': definition({ audience }) }))
  expect(await operator.say('stats', { campaign: 'suite' })).toMatchObject({ audience: 40, sent: 40 })
  const sql = `SELECT e.contact_id AS id FROM enrollments e JOIN campaigns c ON c.id = e.campaign_id WHERE c.slug = 'suite' ORDER BY 1`
  expect((await all<{ id: number }>(sql)).map(({ id }) => id)).toEqual(
    told.rows.map((row) => row.contact).sort((one, other) => one - other),
  )
})

limits(() => edge)
