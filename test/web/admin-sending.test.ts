import { beforeEach, expect, it } from 'vitest'
import { freshLane } from '../../src/core/lane/lane.ts'
import { usualProviders } from '../../src/core/lane/providers.ts'
import { dayOf } from '../../src/core/lane/warm-up.ts'
import { lanesFor } from '../../src/engine/lanes.ts'
import { takeNews } from '../../src/engine/take-news.ts'
import { tally } from '../../src/engine/tally.ts'
import { type Officer, saveOfficer } from '../../src/store/institutions.ts'
import { holdConnections, swapLane } from '../../src/store/lanes.ts'
import { newestOutcomesSql, newestPostsSql } from '../../src/store/sending.ts'
import { lastHookCallsSql, lastReturnsSql, waitingInLanesSql } from '../../src/store/sending-ways.ts'
import { beginDay, takeOfDay } from '../../src/store/warm-up.ts'
import { testInstitution, testNow } from '../support/database.ts'
import { zone } from '../support/zone.ts'
import { type Door, openDoor } from './support/visit.ts'

const path = '/desk/admin/sending'
let door: Door
let admin: Officer
let headers: Record<string, string>

beforeEach(async () => {
  door = await openDoor()
  const row = { institutionId: door.institution.id, email: 'admin@mre.example', role: 'admin' }
  admin = await saveOfficer(door.db, { ...row, createdAt: testNow })
  headers = await door.as(admin)
})

const shown = async (language = 'en') => {
  const answer = await door.get(path, { cookie: `${headers.cookie}; mawja_language=${language}` })
  expect(answer.status).toBe(200)
  // What a reader sees: words, one blank apart.
  return (await answer.text()).replace(/<[^>]+>/g, ' ').replace(/[\s\u2068\u2069]+/g, ' ')
}
const post = (act: string, form: Record<string, string>) => door.post(`${path}/${act}`, form, headers)
const look = (domain: string) => post('look', { domain })
const acts = async () =>
  (
    await door.db
      .prepare('SELECT act, officer_id AS who, institution_id AS house FROM audit ORDER BY id DESC LIMIT 1')
      .all()
  ).results
const withLanes = () => {
  const usual = { channels: ['email'], providers: usualProviders, usual: usualProviders }
  door.deps.lanes = lanesFor({ ...usual, signer: null, holdMs: 0 })
}
const slowLane = (change: Partial<ReturnType<typeof freshLane>>, provider = 'gmail') =>
  swapLane(door.db, {
    ...{ channel: 'email', provider, before: null },
    after: { ...freshLane(door.at.now), ...change },
  })

it('shows a domain nobody has looked at, looks at it, and says what to publish', async () => {
  expect(await shown()).toContain('mre.example')
  expect(await shown()).toContain('Nobody has looked at this domain yet.')
  door.deps.dns = zone(['mre.example TXT v=spf1 -all'])
  Object.assign(door.deps.settings, { mailIp: '192.0.2.7', bounceDomain: null })
  Object.assign(door.deps.settings, { dkim: { domain: 'mre.example', selector: 's1', key: 'A'.repeat(392) } })
  const answer = await look('mre.example')
  expect([answer.status, answer.headers.get('location')]).toEqual([303, `${path}?done#domains`])
  expect(await acts()).toEqual([{ act: 'preflight', who: admin.id, house: door.institution.id }])
  const text = await shown()
  expect(text).toContain('To be mended')
  expect(text).toContain('mre.example TXT v=spf1 ip4:192.0.2.7 -all')
  expect(text).toContain(`s1._domainkey.mre.example TXT v=DKIM1; k=rsa; p=${'A'.repeat(392)}`)
  expect(text).toContain('_dmarc.mre.example TXT v=DMARC1; p=none; rua=mailto:dmarc@mre.example')
  expect(text).toMatch(/Looked at on November 23, 2026|Looked at on 23 November 2026/)
  expect(await shown('fr')).toContain('Il n’y a pas d’enregistrement DMARC à _dmarc.mre.example')
  expect(await shown('ar')).toContain('نطاقات الإرسال')
})

it('looks at most once a minute at a domain and twenty times in ten minutes, and at domains only', async () => {
  expect((await look('lettres.mre.example')).status).toBe(303)
  const again = await look('lettres.mre.example')
  expect([again.status, await again.text()]).toEqual([409, expect.stringContaining('vient d’être examiné')])
  door.at.now += 61_000
  expect((await look('lettres.mre.example')).status).toBe(303)
  for (let n = 0; n < 18; n++) expect((await look(`d${n}.mre.example`)).status).toBe(303)
  expect((await look('one-more.mre.example')).status).toBe(503)
  door.at.now += 600_000
  expect((await look('one-more.mre.example')).status).toBe(303)
  for (const wrong of ['', 'competences', 'http://mre.example/x'])
    expect((await look(wrong)).status).toBe(400)
})

it('starts, changes and stops a warm-up under the admin’s name, and shows the days', async () => {
  expect(await shown()).toContain('None of your domains is warming up.')
  const plan = { domain: 'mre.example', first: '50', growth: '1,5', from: '' }
  expect((await post('warm-up', plan)).status).toBe(303)
  expect(await acts()).toEqual([{ act: 'warm-up-start', who: admin.id, house: door.institution.id }])
  expect(await shown()).toMatch(/each of them 50 0 50 75 112 168 252 378 567/)
  const place = { domain: 'mre.example', provider: 'gmail', day: dayOf(door.at.now - 86_400_000) }
  await beginDay(door.db, { ...place, cap: 40 })
  await takeOfDay(door.db, { ...place, sent: 0, count: 40 })
  const today = { ...place, day: dayOf(door.at.now) }
  await beginDay(door.db, { ...today, cap: 60 })
  await takeOfDay(door.db, { ...today, sent: 0, count: 21 })
  expect(await shown()).toMatch(/gmail 60 21 39 good, the cap grows 90 135 202/)
  expect((await post('warm-up', { ...plan, growth: '9' })).status).toBe(400)
  expect((await post('warm-up/stop', { domain: 'mre.example' })).status).toBe(303)
  expect(await acts()).toEqual([{ act: 'warm-up-stop', who: admin.id, house: door.institution.id }])
  expect(await shown()).toContain('Stopped. The domain sends without a cap.')
  expect((await post('warm-up/stop', { domain: 'mre.example' })).status).toBe(404)
})

it('leaves alone the warm-up of domains that others send from', async () => {
  const plan = { first: '50', growth: '1.5' }
  expect((await post('warm-up', { ...plan, domain: 'autre.example' })).status).toBe(404)
  await testInstitution(door.db, 'autre')
  // With a second institution the usual sender is everybody's, and a domain above it would hold it back as well.
  door.deps.settings.mailFrom = 'lettre@mail.mre.example'
  expect((await post('warm-up', { ...plan, domain: 'mre.example' })).status).toBe(403)
  expect((await look('lettres.institution.example')).status).toBe(303)
  expect((await post('warm-up', { ...plan, domain: 'lettres.institution.example' })).status).toBe(303)
})

it('shows lanes: their pace, why they are slow, and who waits', async () => {
  expect(await shown()).toContain('No pace is set here')
  withLanes()
  expect(await shown()).toContain('No provider slows your messages down.')
  const { now } = door.at
  await slowLane({ factor: 0.5, pausedUntil: now + 60_000, bookedUntil: now + 600_000 })
  await slowLane({ factor: 0.25, changedAt: now - 1 }, 'orange')
  await holdConnections(door.db, {
    ...{ channel: 'email', provider: 'gmail', holder: 'one', cap: 20, inUse: 3, now, until: now + 60_000 },
  })
  door.db.raw.exec(`UPDATE messages SET state = 'queued', due_at = ${now + 300_000}, reason = 'throttled'
    WHERE id IN (SELECT id FROM messages WHERE channel = 'email' ORDER BY id LIMIT 7)`)
  door.db.raw.exec(`UPDATE addresses SET value = 'r' || id || '@gmail.com' WHERE channel = 'email'`)
  const text = await shown()
  expect(text).toMatch(/gmail gmail.com, googlemail.com Asked us to wait .{10,200} 0 of 600 \d+ of 20 7 /)
  expect(text).toContain('Asked us to slow down, the pace is growing back')
  expect(text).toContain('25 of 100')
  expect(await shown('ar')).toContain('طلب الانتظار')
})

it('shows the ways out: health, the last refusal, connections of each process, never a secret', async () => {
  door.deps.settings.receivers = { email: 'mail.mre.example', x: null }
  const { now } = door.at
  await slowLane({ failures: 10, pausedUntil: now + 30_000 }, '')
  for (const holder of ['one', 'two'])
    await holdConnections(door.db, {
      ...{ channel: 'email', provider: '', holder, cap: 10, inUse: 4, now: Date.now() },
      until: Date.now() + 60_000,
    })
  const campaignId = (await door.campaign()).id
  door.db.raw.exec(`INSERT INTO events (campaign_id, step_id, kind, at, class)
    SELECT ${campaignId}, min(id), 'refused', ${now}, 'mailbox_full' FROM steps WHERE channel = 'email'`)
  const text = await shown()
  expect(text).toContain('Resting after failures')
  expect(text).toContain('Through mail.mre.example')
  expect(text).toContain('Not connected: everything stays in the built-in mailbox.')
  expect(text).toMatch(/1 of 31 \(3\.\d%\)/)
  expect(text).toMatch(/The mailbox is full|mailbox is full/)
  expect(text).toMatch(/Connections by process \d+ \+ \d+/)
})

it('shows rates beside the limits of the campaign, and the doors by which news come in', async () => {
  await tally(door.deps)
  const before = await shown()
  expect(before).toMatch(/competences 30 0% limit: 5% 0% limit: 0\.3% 0% limit: 50%/)
  expect(before).toContain('No provider is listened to.')
  Object.assign(door.deps, { hooks: { secrets: { ses: 'arn:aws:sns:one' }, read: async () => '' } })
  Object.assign(door.deps.settings, { bounceDomain: 'bounce.mre.example' })
  door.db.raw.exec(`INSERT INTO hook_calls (provider, event, at) VALUES ('ses', 'e1', ${door.at.now})`)
  const text = await shown()
  expect(text).toMatch(/bounce\.mre\.example · No return by mail of late/)
  expect(text).toMatch(/ses · last call on/)
  expect(text).not.toContain('arn:aws')
  const message = door.db.raw.prepare('SELECT id, contact_id AS contactId FROM messages LIMIT 1').get()
  const { id, contactId } = message as { id: number; contactId: number }
  const news = { messageId: id, contactId, campaignId: (await door.campaign()).id, hash: 'h', status: null }
  await takeNews(door.deps, [
    { ...news, kind: 'delayed', reason: 'expired', source: 'mail', at: door.at.now },
  ])
  expect(await shown()).toMatch(/bounce\.mre\.example · Last return by mail on/)
})

it('reads ends of indexes, never the whole outbox or all events', () => {
  const plan = (sql: string, ...bound: number[]) =>
    (door.db.raw.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...bound) as { detail: string }[])
      .map(({ detail }) => detail)
      .join('\n')
  const outcomes = plan(newestOutcomesSql, 1, 1)
  expect(outcomes).toContain('USING COVERING INDEX events_campaign (campaign_id=? AND kind=?)')
  expect(outcomes).not.toMatch(/SCAN (e|x|s|events|messages)\b/)
  const posts = plan(newestPostsSql, 1)
  expect(posts).toContain('messages_once (step_id=?)')
  expect(posts).not.toMatch(/SCAN (m|s)\b/)
  const waiting = plan(waitingInLanesSql, 1, 1)
  expect(waiting).toContain('SEARCH messages USING INDEX messages_due (channel=? AND due_at>? AND due_at<?)')
  expect(waiting).not.toMatch(/SCAN (messages|a)\b/)
  expect(plan(lastReturnsSql, 1)).toContain('returns USING INDEX returns_at')
  expect(plan(lastHookCallsSql)).toContain('hook_calls_at')
})
