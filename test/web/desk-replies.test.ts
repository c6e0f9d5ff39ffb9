import { beforeEach, expect, it } from 'vitest'
import type { OutgoingMail } from '../../src/core/channel.ts'
import { checkAudit } from '../../src/engine/audit.ts'
import { receive } from '../../src/engine/receive.ts'
import { takeNews } from '../../src/engine/take-news.ts'
import { saveOfficer } from '../../src/store/institutions.ts'
import { answer } from '../support/coming-back.ts'
import { testInstitution, testNow } from '../support/database.ts'
import { dump } from '../support/dump.ts'
import { type Door, openDoor } from './support/visit.ts'

let door: Door
beforeEach(async () => {
  door = await openDoor()
})

const page = '/desk/campaigns/competences'
const officer = (email: string, role: string, institutionId = door.institution.id) =>
  saveOfficer(door.db, { institutionId, email, role, createdAt: testNow })
const reply = async (index: number, text: string) => {
  const mail = door.mail.arrived[index] as OutgoingMail
  const from = mail.envelope.to
  const raw = answer(mail, text, { 'Message-ID': `<${index}@diaspora.example>`, Subject: '<b>Re</b>' })
  await receive(door.deps, { raw, to: ['reply@bounce.mre.example'], from })
  return from
}

it('shows what people wrote, as text, and ticks it off by a button', async () => {
  const author = await door.as(door.author)
  expect(await (await door.get(page, author)).text()).not.toContain(`${page}/replies`)
  const from = await reply(0, 'Bonjour <script>alert(1)</script>\nالسلام')
  expect(await (await door.get(page, author)).text()).toContain(`${page}/replies`)
  const before = dump(door.db)
  const html = await (await door.get(`${page}/replies`, author)).text()
  expect(dump(door.db)).toEqual(before)
  expect(html).toContain('Bonjour &lt;script&gt;')
  expect(html).toContain('&lt;b&gt;Re&lt;/b&gt;')
  expect(html).toContain(from)
  const [, id] = /name="reply" value="(\d+)"/.exec(html)!
  const tick = async (done: string) => {
    const answered = await door.post(`${page}/replies`, { reply: id!, done }, author)
    return [answered.status, answered.headers.get('location')]
  }
  const row = async () =>
    (await door.db.prepare('SELECT done_at AS at FROM replies').first<{ at: number }>())!.at
  expect(await tick('yes')).toEqual([303, `${page}/replies?done=settle`])
  expect(await row()).toBe(door.at.now)
  await tick('yes')
  expect(await tick('no')).toEqual([303, `${page}/replies?done=settle`])
  expect(await row()).toBeNull()
  const acts = await door.db.prepare("SELECT act FROM audit WHERE act LIKE 'reply%' ORDER BY id").all()
  expect(acts.results).toEqual([{ act: 'reply-done' }, { act: 'reply-again' }])
  expect((await checkAudit(door.deps)).brokenAt).toBeNull()
  expect((await door.post(`${page}/replies`, { reply: '999', done: 'yes' }, author)).status).toBe(404)
  expect((await door.post(`${page}/replies`, { done: 'yes' }, author)).status).toBe(404)
})

it.each(['fr', 'ar', 'en'])('speaks %s', async (language) => {
  await reply(0, 'Bonjour')
  const headers = { ...(await door.as(door.author)), 'accept-language': language }
  const html = await (await door.get(`${page}/replies`, headers)).text()
  expect(html).toContain(`<html lang="${language}"`)
  expect(html).toMatch({ fr: /1 réponse attend/, ar: /ردّ واحد ينتظر/, en: /1 reply waits/ }[language]!)
})

it('shows neither analysts nor other institutions what people wrote', async () => {
  await reply(0, 'Bonjour')
  const analyst = await door.as(await officer('analyst@mre.example', 'analyst'))
  const other = await testInstitution(door.db, 'cnss')
  const stranger = await door.as(await officer('stranger@cnss.example', 'admin', other.id))
  for (const [who, status] of [
    [analyst, 403],
    [stranger, 404],
    [{}, 401],
  ] as const) {
    expect((await door.get(`${page}/replies`, who)).status).toBe(status)
    expect((await door.post(`${page}/replies`, { reply: '1', done: 'yes' }, who)).status).toBe(status)
  }
  expect(await (await door.get(page, analyst)).text()).not.toContain(`${page}/replies`)
})

it('says why messages came back, and hides few from analysts', async () => {
  const mails = door.mail.arrived.filter(({ kind }) => kind === 'mail')
  const news = mails.slice(0, 15).map(({ id }, at) => ({
    messageId: id,
    kind: at < 12 ? ('bounce' as const) : ('delayed' as const),
    reason: at < 12 ? ('mailbox_full' as const) : ('network' as const),
    status: null,
    source: 'mail',
    at: door.at.now,
  }))
  await takeNews(door.deps, news)
  const author = await (
    await door.get(page, { ...(await door.as(door.author)), 'accept-language': 'en' })
  ).text()
  expect(author).toMatch(/The mailbox is full<\/th><td class="number">12</)
  expect(author).toMatch(/Late, the server still tries<\/th><td class="number">3</)
  const analyst = await door.as(await officer('analyst@mre.example', 'analyst'))
  const veiled = await (await door.get(page, { ...analyst, 'accept-language': 'en' })).text()
  expect(veiled).toMatch(/Late, the server still tries<\/th><td class="number"><span class="withheld">/)
})
