import { beforeEach, expect, it } from 'vitest'
import { approve } from '../../src/engine/approve.ts'
import { importContacts } from '../../src/engine/import.ts'
import { launch } from '../../src/engine/launch.ts'
import { publish } from '../../src/engine/publish.ts'
import { findCampaign } from '../../src/store/campaigns.ts'
import { type Institution, type Officer, saveOfficer } from '../../src/store/institutions.ts'
import { testInstitution, testNow } from '../support/database.ts'
import { timedCampaign } from '../support/timed.ts'
import { people } from '../support/world.ts'
import { type Door, openDoor } from './support/visit.ts'

const joint = (name: string, ...others: string[]) => `joint: {name: ${name}, with: [${others.join(', ')}]}\n`
const at = (day: string) => ({ lettre: `channel: email, at: {local: '2027-03-${day} 09:00', zone: sender}` })
let door: Door
let other: Institution
let author: Officer
let reviewer: Officer

beforeEach(async () => {
  door = await openDoor()
  other = await testInstitution(door.db, 'autre')
  const officer = (email: string, role: string) =>
    saveOfficer(door.db, { institutionId: other.id, email, role, createdAt: testNow })
  author = await officer('zineb@autre.example', 'officer')
  reviewer = await officer('hind@autre.example', 'reviewer')
  const chunks = (async function* () {
    yield new TextEncoder().encode(['email,firstName,lastName,languages,country', ...people(12)].join('\n'))
  })()
  const consent = { basis: 'consent', source: 'Forum', consentedAt: testNow - 1000 } as const
  await importContacts(door.deps, { institution: other, chunks, file: 'autre.csv', ...consent })
})

async function theirs(more: string, launched = false, slug = 'printemps'): Promise<void> {
  const files = timedCampaign(at('10'), more)
  const yaml = files['campaign.yaml']!.replace('institution: mre', 'institution: autre').replace(
    'fr: Compétences',
    'fr: Printemps des autres',
  )
  await publish(door.deps, { slug, files: { ...files, 'campaign.yaml': yaml }, author })
  if (!launched) return
  const campaign = (await findCampaign(door.db, slug))!
  await approve(door.deps, { campaign, officer: reviewer })
  await launch(door.deps, { campaign })
}
const mine = (more: string, day = '10') =>
  publish(door.deps, { slug: 'lettres', files: timedCampaign(at(day), more), author: door.author })

async function day(date: string, who = door.author, view = 'month'): Promise<string> {
  const headers = { ...(await door.as(who)), 'accept-language': 'fr' }
  const answer = await door.get(`/desk/calendar?view=${view}&at=${date.slice(0, 7)}`, headers)
  expect(answer.status).toBe(200)
  const html = (await answer.text()).replace(/[\u2068\u2069]/g, '').replace(/[\u00a0\u202f]/g, ' ')
  return html.split('data-date="').find((one) => one.startsWith(date)) ?? ''
}

it('names a campaign that both lead together, by day and hour, to both, without people or address', async () => {
  await theirs(joint('semaine', 'mre'))
  await mine(joint('semaine', 'autre'))
  for (const view of ['month', 'list']) {
    const html = await day('2027-03-10', door.author, view)
    expect(html).toContain('Printemps des autres')
    expect(html).toContain('campagne commune, envoyée par Institution autre')
    expect(html).toMatch(/joint">[\s\S]*?<bdi>09:00<\/bdi>/)
    expect(html).toContain('Une campagne commune écrit aussi ce jour-là')
    expect(html).not.toContain('printemps')
    // Twelve people are theirs to count.
    expect(/<li class="entry planned joint">[\s\S]*?<\/li>/.exec(html)![0]).not.toMatch(/\d personne/)
  }
  const headers = await door.as(door.author)
  expect((await door.get('/desk/campaigns/printemps', headers)).status).toBe(404)
  expect(await day('2027-03-10', author)).toContain('campagne commune, envoyée par Institution mre')
})

it.each([
  ['only they say so', joint('semaine', 'mre'), ''],
  ['only we say so', '', joint('semaine', 'autre')],
  ['the names differ', joint('semaine', 'mre'), joint('autre-semaine', 'autre')],
  ['they name somebody else', joint('semaine', 'tiers'), joint('semaine', 'autre')],
  ['we name somebody else', joint('semaine', 'mre'), joint('semaine', 'tiers')],
])(
  'names none when %s: a launched one is counted, a draft is nobody else’s business',
  async (_, they, we) => {
    await theirs(they)
    await mine(we)
    const before = await day('2027-03-10')
    expect(before).not.toMatch(/Printemps|commune|autre institution/)
    await theirs(they, true)
    const after = await day('2027-03-10')
    expect(after).toContain('1 campagne d’une autre institution écrit ce jour-là.')
    expect(after).not.toMatch(/Printemps|commune/)
  },
)

it('warns of more mails than the cap only when those of joint campaigns count, and says who counts them', async () => {
  // What the first campaign has sent counts no more.
  door.at.now += 30 * 86_400_000
  await door.db.prepare("UPDATE institutions SET cap_count = 1, cap_days = 7 WHERE slug = 'mre'").run()
  await theirs(joint('semaine', 'mre'), true)
  await mine(joint('semaine', 'autre'), '12')
  expect(await day('2027-03-12')).toContain('2 messages en 7 jours avec les campagnes communes')
  expect(await day('2027-03-10')).not.toContain('avec les campagnes communes')
  await mine('', '12')
  expect(await day('2027-03-12')).not.toContain('avec les campagnes communes')
})
