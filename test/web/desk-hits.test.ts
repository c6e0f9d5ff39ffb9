import { beforeEach, expect, it } from 'vitest'
import { insertEvent } from '../../src/store/events.ts'
import { saveOfficer } from '../../src/store/institutions.ts'
import { testNow } from '../support/database.ts'
import { type Door, openDoor } from './support/visit.ts'

let door: Door
beforeEach(async () => {
  door = await openDoor()
  const { id: campaignId } = await door.campaign()
  const hit = (kind: string, hitClass: string, reasons: string) =>
    insertEvent(door.db, { campaignId, kind, at: testNow, class: hitClass, reasons, language: 'fr' })
  await door.db.batch([
    ...Array.from({ length: 30 }, () => hit('click', 'human', 'browser-agent;rules=2')),
    ...Array.from({ length: 12 }, () => hit('click', 'machine', 'browser-agent+burst;rules=2')),
    ...Array.from({ length: 5 }, () => hit('visit', 'preview', 'preview-whatsapp;rules=2')),
    hit('visit', 'preview', 'preview-signal;rules=2'),
    hit('visit', 'unknown', 'data-centre;rules=2'),
  ])
})

async function page(language: string, role = 'officer'): Promise<string> {
  const email = `${role}-${language}@mre.example`
  const institutionId = door.institution.id
  const officer = await saveOfficer(door.db, { institutionId, email, role, createdAt: testNow })
  await door.db.prepare('UPDATE officers SET language = ? WHERE email = ?').bind(language, email).run()
  const html = await (await door.get('/desk/campaigns/competences', await door.as(officer))).text()
  return html.replace(/[\u200e\u200f\u2066-\u2069]/g, '')
}

it('says what clicks and visits were taken for, and where links were pasted', async () => {
  const english = await page('en')
  expect(english).toContain(
    'Clicks and visits: 49. Taken for people: 30; for programs: 12; previews: 6; not known: 1.',
  )
  expect(english).toContain('Apps that drew a preview where the link was pasted: WhatsApp 5, Signal 1.')
  expect(await page('fr')).toMatch(/à des programmes\s: 12/)
  expect(await page('ar')).toMatch(/نُسبت إلى أشخاص: 30؛ إلى برامج: 12.*واتساب 5، Signal 1/s)
})

it('says it to nobody who must not see small numbers', async () => {
  expect(await page('en', 'analyst')).not.toMatch(/Taken for people|Signal/)
})
