import { beforeEach, expect, it } from 'vitest'
import { approve } from '../../src/engine/approve.ts'
import { launch } from '../../src/engine/launch.ts'
import { publish } from '../../src/engine/publish.ts'
import { drain, tick } from '../../src/engine/tick.ts'
import { type Campaign, findCampaign } from '../../src/store/campaigns.ts'
import { saveOfficer } from '../../src/store/institutions.ts'
import { testNow } from '../support/database.ts'
import { timedCampaign } from '../support/timed.ts'
import { type Door, openDoor } from './support/visit.ts'

const hourMs = 3_600_000
const steps = {
  invitation: 'channel: email, share: true',
  fete: "channel: email, at: {local: '2027-03-10 09:00', zone: recipient}",
  merci: 'channel: email, at: {on: received, of: invitation, delay: 2d}',
  lettre:
    "channel: email, at: {every: 'RRULE:FREQ=MONTHLY;BYMONTHDAY=1', from: '2027-01-01', local: '09:00', zone: recipient}",
}
const more = "window: {from: '08:00', until: '20:00'}\nminGap: 5h\n"
const waves = { waves: '[{share: 50}, {share: 50, after: 1h}]' }

let door: Door
beforeEach(async () => {
  door = await openDoor()
})

const shown = async (language: string, headers: Record<string, string>, slug = 'lettres') => {
  const cookie = `${headers.cookie}; mawja_language=${language}`
  const answer = await door.get(`/desk/campaigns/${slug}`, { cookie })
  expect(answer.status).toBe(200)
  return (await answer.text()).replace(/[\u2068\u2069]/g, '').replace(/[\u00a0\u202f]/g, ' ')
}

/** A second campaign, whose readers live in Morocco. */
async function published(): Promise<Campaign> {
  await door.db.prepare("UPDATE contacts SET country = 'MA' WHERE id % 5 = 0").run()
  await publish(door.deps, { slug: 'lettres', files: timedCampaign(steps, more, waves), author: door.author })
  return (await findCampaign(door.db, 'lettres'))!
}

it('shows before the launch when each step goes out, and what is uncertain, in each language of the desk', async () => {
  await published()
  const author = await door.as(door.author)
  for (const [language, ...words] of [
    [
      'fr',
      'à l’heure de chaque personne',
      'attend la fin d’un jour férié',
      'Vague 2 : pas avant le',
      'Fête de fin du Ramadan',
    ],
    ['en', 'on each person’s own clock', 'waits for a holiday to end', 'Wave 2: not before', 'Eid al-Fitr'],
    ['ar', 'بتوقيت كل شخص', 'تنتظر انتهاء العطلة', 'الموجة 2: ليس قبل', 'عيد الفطر'],
  ] as const) {
    const html = await shown(language, author)
    expect(words.filter((word) => !html.includes(word))).toEqual([])
  }
})

it('says of a wave under way that it is held back, until when and why', async () => {
  const campaign = await published()
  await approve(door.deps, { campaign, officer: door.reviewer })
  await launch(door.deps, { campaign })
  const author = await door.as(door.author)
  door.at.now += hourMs
  await tick(door.deps)
  // Nothing of the first wave has been sent yet: the second waits five hours from now, 16:00 in Rabat.
  expect(await shown('fr', author)).toMatch(/Retenue jusqu’au lun\. 23 nov\.,? 15:00/)
  await drain(door.deps)
  door.at.now += 5 * hourMs
  await drain(door.deps)
  expect(await shown('fr', author)).not.toContain('Retenue jusqu’au')
})

it('shows an analyst no small number', async () => {
  await published()
  const row = {
    institutionId: door.institution.id,
    email: 'analyst@mre.example',
    role: 'analyst',
    createdAt: testNow,
  }
  const html = await shown('fr', await door.as(await saveOfficer(door.db, row)))
  const plan = html.slice(html.indexOf('plan-title'), html.indexOf('funnel-title'))
  expect(plan).toContain('masqué')
  expect(plan).not.toMatch(/<td class="number">\d<\/td>/)
})
