import { beforeEach, expect, it } from 'vitest'
import { publish } from '../../src/engine/publish.ts'
import { readAssets } from '../../src/node/assets.ts'
import { hasMoreThan } from '../../src/store/contact-size.ts'
import { saveOfficer } from '../../src/store/institutions.ts'
import { createApp } from '../../src/web/app.tsx'
import { smallCampaign } from '../support/campaign.ts'
import { testInstitution, testNow } from '../support/database.ts'
import { type Door, openDoor } from './support/visit.ts'

const page = '/desk/campaigns/relance'
let door: Door
beforeEach(async () => {
  door = await openDoor()
  await publish(door.deps, { slug: 'relance', files: smallCampaign(), author: door.author })
})

/** What somebody reads of an app that counts up to `most` people itself; the institution has thirty. */
async function read(path: string, most: number, who = door.author): Promise<string> {
  const app = createApp(door.deps, readAssets(), undefined, most)
  const { cookie } = await door.as(who)
  const headers = { cookie: `${cookie}; mawja_language=en` }
  const answer = await app.request(`https://mawja.example${path}`, { headers })
  expect(answer.status).toBe(200)
  return (await answer.text()).replace(/[\u2068\u2069]/g, '')
}
const sections = ['id="funnel-title"', 'id="plan-title"', 'Which languages are ready?']
const found = (html: string) => sections.filter((section) => html.includes(section))

it('counts an audience before the page of a draft is answered, as long as it is small', async () => {
  const html = await read(page, 30)
  expect(found(html)).toEqual(sections)
  expect(html).not.toContain('part=plan')
  expect(html).not.toContain('htmx')
})

it('answers first and counts in a part of its own where an institution is large', async () => {
  const html = await read(page, 29)
  expect(found(html)).toEqual([])
  expect(html).toContain(`hx-get="${page}?part=plan"`)
  expect(html).toContain(`href="${page}?count=1"`)
  expect(html).toMatch(/<script src="[^"]*htmx/)
  // What can be done without a count is there at once.
  expect(html).toContain(`action="${page}/submit"`)
  const part = await read(`${page}?part=plan`, 29)
  expect(found(part)).toEqual(sections)
  expect(part).not.toContain('<html')
  expect(found(await read(`${page}?count=1`, 29))).toEqual(sections)
})

it('shows analysts no number under ten in the part either', async () => {
  const analyst = await saveOfficer(door.db, {
    institutionId: door.institution.id,
    email: 'ana@mre.example',
    role: 'analyst',
    createdAt: testNow,
  })
  for (const path of [`${page}?part=plan`, `${page}/edit?part=texts`]) {
    const html = await read(path, 29, analyst)
    const numbers = [...html.matchAll(/<td class="number">(?:<[^>]*>)*\s*(\d+)\s*</g)].map((one) =>
      Number(one[1]),
    )
    expect(numbers.filter((number) => number > 0 && number < 10)).toEqual([])
  }
})

it('counts the readers of each language on the overview in the same two ways, and on no stage', async () => {
  const edit = `${page}/edit`
  const whole = await read(edit, 30)
  const readers = (html: string) =>
    [...html.matchAll(/<td class="number">\s*([^<]*?)\s*<\/td>/g)].map((one) => one[1])
  expect(readers(whole)).not.toContain('…')
  const first = await read(edit, 29)
  expect(new Set(readers(first))).toEqual(new Set(['…']))
  expect(first).toContain(`hx-get="${edit}?part=texts"`)
  expect(first).toContain(`href="${edit}?count=1"`)
  expect(readers(await read(`${edit}?part=texts`, 29))).toEqual(readers(whole))
  expect(readers(await read(`${edit}?count=1`, 29))).toEqual(readers(whole))
  for (const stage of ['goal', 'audience', 'steps', 'schedule', 'experiment', 'launch'])
    expect(await read(`${edit}/${stage}`, 29)).not.toContain('part=texts')
})

it('knows how many people an institution has by that institution alone', async () => {
  const other = await testInstitution(door.db, 'autre')
  const more = (institutionId: number, count: number) => hasMoreThan(door.db, { institutionId, count })
  expect(await more(door.institution.id, 29)).toBe(true)
  expect(await more(door.institution.id, 30)).toBe(false)
  expect(await more(other.id, 0)).toBe(false)
})

it('shows the calendar of what is launched, and the whole of it in a part, where an institution is large', async () => {
  const whole = await read('/desk/calendar?view=list', 30)
  expect(whole).toContain('relance')
  expect(whole).not.toContain('hx-get')
  const first = await read('/desk/calendar?view=list', 29)
  expect(first).not.toContain('relance')
  expect(first).toMatch(/hx-get="\/desk\/calendar\?view=list&amp;at=[\d-]+&amp;count=1"/)
  expect(first).toContain('hx-select="#calendar"')
  const part = await read('/desk/calendar?view=list&count=1', 29)
  const inside = (html: string) => /<div id="calendar">[\s\S]*?<\/div>\s*<script/.exec(html)?.[0]
  expect(inside(part)).toContain('relance')
  expect(inside(part)).toBe(inside(whole))
})
