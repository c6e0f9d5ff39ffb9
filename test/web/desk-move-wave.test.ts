import { beforeEach, expect, it } from 'vitest'
import { draftOf } from '../../src/engine/drafts.ts'
import { publish } from '../../src/engine/publish.ts'
import { findCampaign } from '../../src/store/campaigns.ts'
import { timedCampaign } from '../support/timed.ts'
import { untouched } from './support/form.ts'
import { type Door, openDoor } from './support/visit.ts'

const action = '/desk/calendar/move'
let door: Door
let author: Record<string, string>
beforeEach(async () => {
  door = await openDoor()
  const waves = { waves: '[{share: 50}, {share: 50, after: 1d}]' }
  const files = timedCampaign({ lettre: 'channel: email' }, '', waves)
  await publish(door.deps, { slug: 'lettres', files, author: door.author })
  author = { ...(await door.as(door.author)), 'accept-language': 'en' }
})

const read = async (path: string) => (await door.get(path, author)).text()
const yaml = async () =>
  (await draftOf(door.deps, (await findCampaign(door.db, 'lettres'))!))['campaign.yaml']!.body
/** The form of the second wave, whose entry is the last of the list. */
const secondWave = async () => {
  const html = await read('/desk/calendar?view=list')
  const entry = html.split('<li class="entry').find((one) => one.includes('wave 2'))!
  return untouched(entry, action)
}
const shift = (date: string, days: number) =>
  new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10)

it('moves a wave of a draft by the form, says so, and offers the way back', async () => {
  const before = await yaml()
  const form = await secondWave()
  expect(form).toMatchObject({ seen: '1d', wave: '2', start: `${form.date} ${form.time}` })
  const answer = await door.post(action, { ...form, date: shift(form.date!, 2) }, author)
  expect(answer.status).toBe(303)
  expect(await yaml()).toBe(before.replace('after: 1d', 'after: 3d'))
  const [said = ''] =
    /<div class="moved">[\s\S]*?<\/div>/.exec(await read(answer.headers.get('location')!)) ?? []
  const back = untouched(said, action)
  expect(back).toMatchObject({ seen: '3d', after: '1d' })
  // The clock goes on meanwhile: the way back is the distance that was, not an hour.
  door.at.now += 7 * 60_000
  expect((await door.post(action, back, author)).status).toBe(303)
  expect(await yaml()).toBe(before)
})

it('refuses a start before the wave ahead, and what somebody else has moved meanwhile', async () => {
  const [before, form] = [await yaml(), await secondWave()]
  const early = await door.post(action, { ...form, date: shift(form.date!, -2) }, author)
  expect(early.status).toBe(400)
  expect(await early.text()).toMatch(/role="alert">[^<]*before it starts/)
  for (const bad of [{ start: 'x' }, { date: '2026-13-01' }, { seen: '<b>' }, { after: '1 year' }])
    expect((await door.post(action, { ...form, ...bad }, author)).status).toBe(400)
  expect(await yaml()).toBe(before)
  await door.post(action, { ...form, date: shift(form.date!, 1) }, author)
  const second = await door.post(action, { ...form, date: shift(form.date!, 3) }, author)
  expect(second.status).toBe(409)
})

it('gives reviewers no form and refuses them', async () => {
  const reviewer = await door.as(door.reviewer)
  const html = await (await door.get('/desk/calendar?view=list', reviewer)).text()
  expect(html).not.toContain('data-move')
  expect((await door.post(action, await secondWave(), reviewer)).status).toBe(403)
})
