import { beforeEach, expect, it } from 'vitest'
import { pause } from '../../src/engine/launch.ts'
import { drain } from '../../src/engine/tick.ts'
import { waitingByHourSql } from '../../src/store/calendar.ts'
import { addInstitution, saveOfficer } from '../../src/store/institutions.ts'
import { swapLane } from '../../src/store/lanes.ts'
import { newestSentSql, retryingSql, waitingByWaveSql } from '../../src/store/live.ts'
import { testNow } from '../support/database.ts'
import { dump } from '../support/dump.ts'
import { type Door, openDoor } from './support/visit.ts'

const address = '/desk/campaigns/competences/live'
let door: Door
beforeEach(async () => {
  door = await openDoor()
})

const plain = (html: string) => html.replace(/[\u2068\u2069]/g, '').replace(/[\u00a0\u202f]/g, ' ')
const read = async (path: string, language = 'fr') => {
  const headers = { ...(await door.as(door.author)), 'accept-language': language }
  const answer = await door.get(path, headers)
  expect(answer.status).toBe(200)
  return { answer, html: plain(await answer.text()) }
}

it('shows how far it has come, changes nothing, and runs only our own script', async () => {
  const author = await door.as(door.author)
  const before = dump(door.db)
  const answer = await door.get(address, author)
  expect(dump(door.db)).toEqual(before)
  const policy = answer.headers.get('content-security-policy')!
  expect(policy).toContain("script-src 'self'; connect-src 'self'")
  const html = plain(await answer.text())
  expect(html).toContain('allowEval&quot;:false')
  expect(html).toMatch(/\d+ par minute/)
  const script = /src="(\/assets\/htmx\.js\?v=\w+)"/.exec(html)![1]!
  const file = await door.get(script)
  expect(file.headers.get('content-type')).toContain('text/javascript')
  expect(await file.text()).toContain('htmx')
})

it('asks for its figures alone, and for all of itself when its forms are out of date', async () => {
  const { html } = await read(address)
  const part = /hx-get="([^"]+)"/.exec(html)![1]!.replaceAll('&amp;', '&')
  const fresh = await read(part)
  expect(fresh.html).not.toContain('<html')
  expect(fresh.answer.headers.get('hx-refresh')).toBeNull()
  await pause(door.deps, { campaign: await door.campaign() })
  expect((await read(part)).answer.headers.get('hx-refresh')).toBe('true')
})

it.each([
  ['fr', 'Rien ne part par courriel'],
  ['ar', 'لا شيء يخرج عبر البريد الإلكتروني'],
  ['en', 'Nothing goes out by e-mail'],
])('says in %s that a channel rests; the health of the process stays', async (language, words) => {
  expect(await (await door.get('/healthz')).json()).toMatchObject({ checks: { channels: 'ok' } })
  const until = door.at.now + 60_000
  const after = { factor: 1, pausedUntil: until, nextAt: 0, bookedUntil: 0, failures: 10, changedAt: testNow }
  await swapLane(door.db, { channel: 'email', provider: '', before: null, after })
  expect((await read(address, language)).html).toContain(words)
  const health = await door.get('/healthz')
  expect([health.status, await health.json()]).toMatchObject([200, { checks: { channels: 'resting' } }])
})

it('is not there for another institution, and hides small numbers and replies from an analyst', async () => {
  const id = await addInstitution(door.db, {
    slug: 'autre',
    name: 'Autre',
    country: 'FR',
    createdAt: testNow,
  })
  const institutionId = typeof id === 'number' ? id : (id as { id: number }).id
  const row = { email: 'a@autre.example', role: 'officer', createdAt: testNow }
  const other = await saveOfficer(door.db, { ...row, institutionId })
  expect((await door.get(address, await door.as(other))).status).toBe(404)
  const analyst = await saveOfficer(door.db, {
    ...row,
    email: 'b@mre.example',
    role: 'analyst',
    institutionId: door.institution.id,
  })
  const html = await (await door.get(address, await door.as(analyst))).text()
  expect(html).not.toContain('/replies')
  expect(html).not.toContain(`${address.replace('/live', '')}/pause`)
})

it('looks at no table from end to end', async () => {
  await drain(door.deps)
  const plan = async (sql: string, ...bound: number[]) => {
    const { results } = await door.db
      .prepare(`EXPLAIN QUERY PLAN ${sql}`)
      .bind(...bound)
      .all<{ detail: string }>()
    return results.map(({ detail }) => detail).join('\n')
  }
  for (const found of [await plan(waitingByWaveSql, 1), await plan(waitingByHourSql, 1, 0, 1)])
    expect(found).toMatch(/USING COVERING INDEX messages_waiting/)
  expect(await plan(retryingSql, 1, 10)).toMatch(/SEARCH messages USING INDEX messages_waiting/)
  expect(await plan(newestSentSql, 1, 10)).toMatch(/SEARCH events USING INDEX events_campaign/)
})
