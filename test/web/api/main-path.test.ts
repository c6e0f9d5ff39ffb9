import { afterEach, beforeEach, expect, it } from 'vitest'
import { apiScopes } from '../../../src/core/api-scope.ts'
import { drain } from '../../../src/engine/tick.ts'
import { deliverWebhooks } from '../../../src/engine/webhooks-deliver.ts'
import { guardedPost } from '../../../src/node/guarded-post.ts'
import { saveOfficer } from '../../../src/store/institutions.ts'
import { programsApi } from '../../../src/web/api/programs.ts'
import { routes } from '../../../src/web/api/routes.ts'
import { hookReceiver } from '../../support/hook-receiver.ts'
import { variantFiles } from '../../support/variants.ts'
import { makeWorld, people, type World } from '../../support/world.ts'
import { type Client, served } from './client.ts'
import { keyOf } from './support.ts'

const dayMs = 86_400_000
const campaign = { campaign: 'competences' }
let world: World
let receiver: Awaited<ReturnType<typeof hookReceiver>>
let api: Awaited<ReturnType<typeof served>>
let admin: Client
let reviewer: Client

beforeEach(async () => {
  world = await makeWorld()
  const { deps, institution } = world
  await saveOfficer(world.db, {
    institutionId: institution.id,
    email: 'admin@mre.example',
    role: 'admin',
    createdAt: 0,
  })
  // A trial on one's own machine, whose own systems may be called.
  const settings = { ...deps.settings, publicUrl: 'http://localhost:3000' }
  Object.assign(deps, { settings, webhooks: { post: guardedPost({ isLocal: true }), callsPerTick: 100 } })
  receiver = await hookReceiver()
  api = await served(programsApi(deps))
  admin = await api.client(await keyOf(deps, 'admin@mre.example', [...apiScopes]))
  reviewer = await api.client(
    await keyOf(deps, 'driss@mre.example', ['campaigns:read', 'campaigns:approve', 'figures:read']),
  )
})
afterEach(async () => {
  api.close()
  await receiver.close()
})

it('a client made from the description goes the whole way, and every answer is as described', async () => {
  await house()
  const contact = await contactsIn()
  await letters(contact)
  await sent()
  await figures()
  await rights(contact)
  const left = routes.map(({ id }) => id).filter((id) => !api.called.has(id))
  expect(left).toEqual(['settleReply'])
}, 60_000)

async function house() {
  await admin('addHoliday', { country: 'BE', date: '2027-03-01' }, { name: 'Fête' })
  await admin('listHolidays', { country: 'BE', year: 2027 })
  await admin('removeHoliday', { country: 'BE', date: '2027-03-01' })
  await admin('setMonth', { month: '1448-09' }, { country: 'MA', starts: '2027-02-08' })
  expect((await admin('listMonths')).months).toHaveLength(1)
  await admin('removeMonth', { month: '1448-09', country: 'MA' })
  await admin('saveField', { field: 'engagement' }, { type: 'choice', choices: ['membre', 'ami'] })
  expect((await admin('listFields')).fields).toMatchObject([{ field: 'custom.engagement' }])
  const { source } = await admin('getTemplate', { template: 'letter', version: 'house' })
  await admin('saveTemplate', { template: 'letter' }, { source: `${source}\n` })
  await admin('previewTemplate', { template: 'letter' }, { language: 'ar' })
  await admin('publishTemplate', { template: 'letter' })
  await admin('listTemplates')
  const { endpoint } = await admin('addWebhook', {}, { url: receiver.url })
  await admin('listWebhooks')
  const { event } = await admin('testWebhook', { endpoint })
  await admin('repeatDelivery', { endpoint, event })
  expect((await admin('listDeliveries', { endpoint })).deliveries).toHaveLength(1)
  await admin('rotateWebhook', { endpoint })
  await admin('offWebhook', { endpoint })
  await admin('onWebhook', { endpoint })
}

async function contactsIn(): Promise<string> {
  const [header, ...rows] = ['email,firstName,lastName,languages,country', ...people(200)].map((line) =>
    line.split(','),
  )
  const contacts = rows.map((row) => Object.fromEntries(row.map((cell, index) => [header![index]!, cell])))
  const asked = { source: 'Salon', consentedAt: '2025-01-01' }
  expect(await admin('importContacts', asked, { contacts })).toMatchObject({ created: 200, refused: 0 })
  const more = [{ email: 'late@diaspora.example', languages: 'fr', country: 'BE' }]
  const later = await admin('importContacts', asked, { contacts: more })
  expect(await admin('undoImport', { import: later.import })).toMatchObject({ removed: 1 })
  await admin('addSuppression', {}, { email: 'nora@diaspora.example' })
  await admin('importSuppressions', {}, { entries: ['samir@diaspora.example', 'nobody'] })
  await admin('listSuppressions')
  await admin('removeSuppression', {}, { email: 'nora@diaspora.example', because: 'a slip of the pen' })
  const audience = { all: [{ field: 'country', in: ['BE'] }] }
  await admin('saveSegment', { segment: 'bruxelles' }, { audience })
  await admin('listSegments')
  await admin('countAudience', {}, { audience })
  await admin('removeSegment', { segment: 'bruxelles' })
  await admin('listContacts', { limit: 3 })
  const { contact } = await admin('findContact', {}, { email: 'reader1@diaspora.example' })
  await admin('rectifyContact', { contact }, { set: { city: 'Liège' } })
  expect(await admin('getContact', { contact })).toMatchObject({ city: 'Liège' })
  return contact as unknown as string
}

async function letters(contact: string) {
  const waves = '[{share: 90}, {share: 10, after: 3h}]'
  const files = variantFiles('{allocate: true, floor: 0.3, holdOut: 0.1}', { waves })
  const { edition } = await admin('publishEdition', campaign, { files })
  await admin('listCampaigns')
  await admin('getCampaign', campaign)
  await admin('listEditions', campaign)
  expect((await admin('getEdition', { ...campaign, edition })).files).toEqual(files)
  const letter = await admin('previewCampaign', campaign, { contact, language: 'ar' })
  expect(letter).toMatchObject({ language: 'ar', direction: 'rtl' })
  await admin('drawPoster', campaign, { language: 'fr', place: 'Gare du Midi' })
  await admin('chooseSeeds', campaign, { top: 20, save: 'first' })
  await admin('preflightCampaign', campaign)
  await admin('planCampaign', campaign)
}

async function sent() {
  await admin('submitCampaign', campaign, { comment: 'Les dates sont celles du consulat.' })
  await reviewer('returnCampaign', campaign, { comment: 'Une faute dans l’objet.' })
  await admin('submitCampaign', campaign, {})
  const { seen } = await reviewer('getReview', campaign)
  await reviewer('approveCampaign', campaign, { seen, comment: 'Lu en français et en arabe.' })
  expect((await admin('getReview', campaign)).thread).toHaveLength(4)
  await admin('launchCampaign', campaign, { leaveOut: true })
  await admin('pauseCampaign', campaign, {})
  await admin('resumeCampaign', campaign, {})
  await drain(world.deps, { until: world.at.now + dayMs })
  await deliverWebhooks(world.deps)
  expect(receiver.calls.map(({ body }) => JSON.parse(body).type)).toContain('campaign.launched')
}

async function figures() {
  await admin('planCampaign', campaign)
  await admin('funnelCampaign', campaign)
  const stats = await reviewer('statsCampaign', campaign)
  expect(stats.sent).toBe(world.mail.arrived.length)
  expect(stats.sent).toBeGreaterThan(100)
  await reviewer('cascadeCampaign', campaign)
  expect((await reviewer('experimentCampaign', campaign)).arms).toHaveLength(2)
  await reviewer('forecastCampaign', { ...campaign, days: 3 })
  const guess = { seedsPerDay: 500, days: 7, shareRate: 0.1, conversion: 1.5, delayHours: 20 }
  await reviewer('planForecast', {}, guess)
  expect(String(await reviewer('exportCampaign', campaign))).toMatch(/^kind,step,class,/)
  const { link } = await admin('addReportLink', campaign, { language: 'ar' })
  expect((await admin('listReportLinks', campaign)).links).toMatchObject([{ link, state: 'open' }])
  await admin('removeReportLink', { ...campaign, link })
  await admin('listReplies', campaign)
  await admin('finishCampaign', campaign, {})
}

async function rights(contact: string) {
  await admin('exportOwnData', { contact })
  await admin('recordObjection', { contact }, { to: 'campaigns' })
  await admin('eraseContact', { contact })
  const { endpoints } = (await admin('listWebhooks')) as unknown as { endpoints: { endpoint: string }[] }
  await admin('removeWebhook', { endpoint: endpoints[0]!.endpoint })
  await admin('removeTemplate', { template: 'letter' })
  await admin('listAudit', { limit: 200 })
  expect(await admin('checkAudit')).toEqual({ whole: true })
}
