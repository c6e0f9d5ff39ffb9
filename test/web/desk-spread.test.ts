import { beforeEach, expect, it } from 'vitest'
import { insertEvent } from '../../src/store/events.ts'
import { saveOfficer } from '../../src/store/institutions.ts'
import { testNow } from '../support/database.ts'
import { type Door, openDoor } from './support/visit.ts'

let door: Door
beforeEach(async () => {
  door = await openDoor()
})

async function joined(generation: number, count: number): Promise<void> {
  const { id: campaignId } = await door.campaign()
  const one = { campaignId, kind: 'join', at: testNow, generation, language: 'fr' }
  await door.db.batch(Array.from({ length: count }, () => insertEvent(door.db, one)))
}

/** What the page says under the bars. */
async function sentence(language: string, role = 'officer'): Promise<string> {
  const found = /<p class="sentence">(.*?)<\/p>/s.exec(await shown(language, role))?.[1] ?? ''
  return found.replace(/<[^>]+>/g, '').replace(/[\u00a0\u200e\u200f\u2066-\u2069]/g, ' ')
}

async function shown(language: string, role: string): Promise<string> {
  const email = `${role}-${language}@mre.example`
  const officer = await saveOfficer(door.db, {
    institutionId: door.institution.id,
    email,
    role,
    createdAt: testNow,
  })
  await door.db.prepare('UPDATE officers SET language = ? WHERE email = ?').bind(language, email).run()
  return (await door.get('/desk/campaigns/competences', await door.as(officer))).text()
}

it('says how many others each person brings, with what chance allows', async () => {
  await joined(1, 150)
  await joined(2, 60)
  door.at.now += 400 * 24 * 3_600_000
  expect(await sentence('en')).toBe(
    'When 100 people receive it, 88 others join the campaign in time. Allowing for chance: 59 to 137. ' +
      'It cannot be told yet whether each person brings more or fewer than one other.',
  )
  expect(await sentence('fr')).toContain('Compte tenu du hasard : de 59 à 137.')
  expect(await sentence('ar')).toMatch(/من +59 +إلى +137/)
})

it('says nothing of a mean before there is enough to say it', async () => {
  await joined(1, 12)
  expect(await sentence('en')).toBe('It is too early to say how many others each person brings.')
})

it('shows analysts nothing of fewer than ten', async () => {
  await joined(1, 4)
  expect(await sentence('en', 'analyst')).toBe('There are too few people to show this figure.')
})

it('lists odd joins by reason, in the words of the desk, and to analysts nothing of them', async () => {
  const { id: campaignId } = await door.campaign()
  const flag = { campaignId, kind: 'flag', at: testNow }
  await door.db.batch(
    ['burst', 'burst', 'self'].map((reason) => insertEvent(door.db, { ...flag, class: reason })),
  )
  expect(await flags('en')).toEqual([
    ['Signing up over one’s own link, without effect', '1'],
    ['Many joins over one link in ten minutes', '2'],
  ])
  expect((await flags('fr')).map(([reason]) => reason)[1]).toContain('même lien')
  expect((await flags('ar')).map(([reason]) => reason)[1]).toContain('رابط واحد')
  expect(await flags('en', 'analyst')).toEqual([])
})

async function flags(language: string, role = 'officer'): Promise<string[][]> {
  const [, table = ''] =
    /aria-labelledby="flags-title">(.*?)<\/table>/s.exec(await shown(language, role)) ?? []
  const rows = [...table.matchAll(/<th scope="row">(.*?)<\/th><td class="number">(.*?)<\/td>/gs)]
  return rows.map(([, reason, times]) => [reason!, times!])
}
