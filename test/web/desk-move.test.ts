import { beforeEach, expect, it } from 'vitest'
import { approve } from '../../src/engine/approve.ts'
import { launch } from '../../src/engine/launch.ts'
import { momentOf } from '../../src/engine/move-time.ts'
import { publish } from '../../src/engine/publish.ts'
import { findCampaign } from '../../src/store/campaigns.ts'
import { type Officer, saveOfficer } from '../../src/store/institutions.ts'
import { testInstitution } from '../support/database.ts'
import { dump } from '../support/dump.ts'
import { timedCampaign } from '../support/timed.ts'
import { untouched } from './support/form.ts'
import { type Door, openDoor } from './support/visit.ts'

const steps = { fete: "channel: email, at: {local: '2027-03-10 09:00', zone: sender}" }
const month = '/desk/calendar?view=month&at=2027-03'
const action = '/desk/calendar/move'

let door: Door
beforeEach(async () => {
  door = await openDoor()
  await publish(door.deps, { slug: 'lettres', files: timedCampaign(steps), author: door.author })
})

const campaign = async () => (await findCampaign(door.db, 'lettres'))!
const timeNow = async () =>
  (await momentOf(door.deps, { campaign: await campaign(), step: 'fete', wave: 0 })).wall
const page = async (path: string, language: string, who: Officer = door.author) => {
  const answer = await door.get(path, { ...(await door.as(who)), 'accept-language': language })
  return { status: answer.status, html: await answer.text() }
}
const officer = (institutionId: number, email: string, role: string) =>
  saveOfficer(door.db, { institutionId, email, role, createdAt: door.at.now })

it.each([
  ['fr', 'approuvée de nouveau', 'Remettre comme avant'],
  ['ar', 'موافقة جديدة', 'إعادته كما كان'],
  ['en', 'approved again', 'Move back'],
])('moves by the form alone, says so in %s, and offers the way back', async (language, done, back) => {
  const headers = { ...(await door.as(door.author)), 'accept-language': language }
  const form = untouched((await page(month, language)).html, action)
  expect(form).toMatchObject({ seen: '2027-03-10 09:00', date: '2027-03-10', time: '09:00' })
  const answer = await door.post(action, { ...form, date: '2027-03-12' }, headers)
  expect(answer.status).toBe(303)
  expect(await timeNow()).toBe('2027-03-12 09:00')
  const { html } = await page(answer.headers.get('location')!, language)
  expect(html).toMatch(new RegExp(`role="status">[^<]*${done}`))
  const [said = ''] = /<div class="moved">[\s\S]*?<\/div>/.exec(html) ?? []
  expect(said).toContain(back)
  const undo = untouched(said, action)
  expect(undo).toMatchObject({ seen: '2027-03-12 09:00', date: '2027-03-10', time: '09:00' })
  expect((await door.post(action, undo, headers)).status).toBe(303)
  expect(await timeNow()).toBe('2027-03-10 09:00')
})

it('moves what waits of a launched campaign', async () => {
  await approve(door.deps, { campaign: await campaign(), officer: door.reviewer })
  await launch(door.deps, { campaign: await campaign() })
  const form = untouched((await page(month, 'en')).html, action)
  const answer = await door.post(action, { ...form, time: '11:30' }, await door.as(door.author))
  expect(answer.headers.get('location')).toContain('done=queue')
  expect((await page(answer.headers.get('location')!, 'en')).html).toContain('11:30')
})

it('tells the second of two officers where the first has put it', async () => {
  const form = untouched((await page(month, 'en')).html, action)
  const headers = { ...(await door.as(door.author)), 'accept-language': 'en' }
  await door.post(action, { ...form, date: '2027-03-12' }, headers)
  const answer = await door.post(action, { ...form, date: '2027-03-15' }, headers)
  expect(answer.status).toBe(409)
  expect(await answer.text()).toMatch(/role="alert">[^<]*March 12, 2027/)
  expect(await timeNow()).toBe('2027-03-12 09:00')
  const past = { ...form, seen: '2027-03-12 09:00', date: '2020-01-01' }
  expect((await door.post(action, past, headers)).status).toBe(400)
})

it('is nothing for analysts and reviewers, nor for a page elsewhere', async () => {
  const form = untouched((await page(month, 'en')).html, action)
  const analyst = await officer(door.institution.id, 'sara@mre.example', 'analyst')
  for (const who of [analyst, door.reviewer]) {
    expect((await page(month, 'en', who)).html).not.toContain(action)
    const headers = await door.as(who)
    const before = dump(door.db)
    expect((await door.post(action, { ...form, date: '2027-03-12' }, headers)).status).toBe(403)
    expect(dump(door.db)).toEqual(before)
  }
  const headers = await door.as(door.author)
  const from = { ...headers, origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' }
  expect((await door.post(action, { ...form, date: '2027-03-12' }, from)).status).toBe(403)
  expect(await timeNow()).toBe('2027-03-10 09:00')
})

it('does not exist for another institution, whose calendar shows nothing of ours', async () => {
  const form = untouched((await page(month, 'en')).html, action)
  const other = await testInstitution(door.db, 'voisine')
  const stranger = await officer(other.id, 'karim@voisine.example', 'admin')
  const { html } = await page(month, 'en', stranger)
  expect(html).not.toContain('lettres')
  expect(html).not.toContain('competences')
  const headers = await door.as(stranger)
  const before = dump(door.db)
  expect((await door.post(action, { ...form, date: '2027-03-12' }, headers)).status).toBe(404)
  expect(dump(door.db)).toEqual(before)
  const said = '/desk/calendar?done=edition&campaign=lettres&step=fete&wave=0&from='
  expect((await page(said, 'en', stranger)).status).toBe(404)
})

it('warns of the cap on the day to which something was moved', async () => {
  // Past the mail that everybody got today, which would fill the cap by itself.
  door.at.now += 5 * 86_400_000
  await publish(door.deps, {
    slug: 'autres',
    files: timedCampaign({ fete: "channel: email, at: {local: '2027-03-20 09:00', zone: sender}" }),
    author: door.author,
  })
  await door.db
    .prepare('UPDATE institutions SET cap_count = 1, cap_days = 2 WHERE id = ?')
    .bind(door.institution.id)
    .run()
  const before = (await page(month, 'en')).html
  expect(before).not.toContain('the cap is 1')
  const form = {
    ...untouched(before, action),
    campaign: 'lettres',
    seen: '2027-03-10 09:00',
    date: '2027-03-20',
  }
  const answer = await door.post(action, form, await door.as(door.author))
  expect((await page(answer.headers.get('location')!, 'en')).html).toContain('the cap is 1')
})
