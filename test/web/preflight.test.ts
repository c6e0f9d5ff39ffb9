import { beforeEach, expect, it } from 'vitest'
import { approve } from '../../src/engine/approve.ts'
import { preflight } from '../../src/engine/preflight.ts'
import { publish } from '../../src/engine/publish.ts'
import { findCampaign } from '../../src/store/campaigns.ts'
import { saveOfficer } from '../../src/store/institutions.ts'
import { lastPreflight } from '../../src/store/preflights.ts'
import { smallCampaign } from '../support/campaign.ts'
import { testNow } from '../support/database.ts'
import { zone } from '../support/zone.ts'
import { type Door, openDoor } from './support/visit.ts'

const page = '/desk/campaigns/rentree'
let door: Door
beforeEach(async () => {
  door = await openDoor()
  const { deps, author, reviewer } = door
  deps.settings.receivers = { email: 'mail.mre.example' }
  await publish(deps, { slug: 'rentree', files: smallCampaign(), author })
  await approve(deps, { campaign: (await findCampaign(deps.db, 'rentree'))!, officer: reviewer })
})

const campaign = async () => (await findCampaign(door.deps.db, 'rentree'))!
const shown = async (language: string, officer = door.author) => {
  const headers = { ...(await door.as(officer)), 'accept-language': language }
  return (await door.get(page, headers)).text()
}

it('shows the last look in the language of the officer, and looks again at the push of a button', async () => {
  expect(await shown('en')).toContain('Nobody has looked at the sending domain yet.')
  expect(await lastPreflight(door.deps.db, (await campaign()).id)).toBeNull()
  const answer = await door.post(`${page}/preflight`, {}, await door.as(door.author))
  expect([answer.status, answer.headers.get('location')]).toEqual([303, `${page}?done=preflight`])
  const french = await shown('fr')
  expect(french).toContain('mre.example n’a pas d’enregistrement SPF.')
  expect(french).toMatch(/mre\.example, examiné le 23 novembre 2026/)
  expect(french.indexOf('À corriger')).toBeLessThan(french.indexOf('À améliorer'))
  expect(await shown('ar')).toContain('ليس للنطاق \u2068mre.example\u2069 سجل SPF')
})

it('is for those who may stop a campaign, not for analysts', async () => {
  const it = {
    institutionId: door.institution.id,
    email: 'yassir@mre.example',
    role: 'analyst',
    createdAt: testNow,
  }
  const analyst = await saveOfficer(door.db, it)
  expect((await door.post(`${page}/preflight`, {}, await door.as(analyst))).status).toBe(403)
  expect(await shown('en', analyst)).not.toContain('Look again')
  expect((await door.post(`${page}/preflight`, {}, await door.as(door.reviewer))).status).toBe(303)
})

it('does not speak of it where mail stays in the mailbox', async () => {
  door.deps.settings.receivers = { email: null }
  expect(await shown('en')).not.toContain('Will servers take these messages?')
  await preflight(door.deps, { campaign: await campaign() })
  expect(await shown('en')).toContain('Will servers take these messages?')
})

it('says on the page why a launch was refused, and shows no button that overrules it', async () => {
  door.deps.settings.preflight = 'required'
  const headers = { ...(await door.as(door.author)), 'accept-language': 'en' }
  const refused = await door.post(`${page}/launch`, {}, headers)
  expect(refused.status).toBe(409)
  const text = await refused.text()
  expect(text).toContain('Too many servers would refuse these messages.')
  expect(text).toContain('mre.example has no SPF record')
  door.deps.dns = zone([
    'mre.example TXT v=spf1 mx -all',
    'mre.example MX mx.mre.example',
    '_dmarc.mre.example TXT v=DMARC1; p=reject; rua=mailto:r@mre.example',
  ])
  expect((await door.post(`${page}/launch`, {}, headers)).status).toBe(303)
})
