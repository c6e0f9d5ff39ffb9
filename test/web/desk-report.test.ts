import { beforeEach, expect, it } from 'vitest'
import { checkAudit } from '../../src/engine/audit.ts'
import { cascade } from '../../src/engine/cascade.ts'
import { reportPdf } from '../../src/node/report-pdf.ts'
import { insertEvent } from '../../src/store/events.ts'
import { addInstitution, type Officer, saveOfficer } from '../../src/store/institutions.ts'
import { testNow } from '../support/database.ts'
import { dump } from '../support/dump.ts'
import { type Door, openDoor } from './support/visit.ts'

const home = '/desk/campaigns/competences/report'
const dayMs = 86_400_000
let door: Door
beforeEach(async () => {
  door = await openDoor()
  const { id: campaignId } = await door.campaign()
  const one = { campaignId, kind: 'join', at: testNow, generation: 1, language: 'fr', country: 'FR' }
  await door.db.batch(Array.from({ length: 20 }, () => insertEvent(door.db, one)))
})

const officer = (role: string, institutionId = door.institution.id) =>
  saveOfficer(door.db, { institutionId, email: `${role}@mre.example`, role, createdAt: testNow })
const plain = (html: string) => html.replace(/[\u00a0\u202f]/g, ' ').replace(/[\u2068\u2069]/g, '')
const read = async (path: string, who: Officer) =>
  plain(await (await door.get(path, await door.as(who))).text())

async function linkMadeBy(who: Officer, form: Record<string, string> = { days: '30', language: 'en' }) {
  const headers = await door.as(who)
  const answer = await door.post(`${home}/links`, form, headers)
  const html = await (await door.get(home, headers)).text()
  return { status: answer.status, token: /\/r\/([\w-]+)/.exec(html)?.[1] ?? '' }
}

it('gives R as what it is made of, beside what others came to, with the edition', async () => {
  const { trees, nodes } = await cascade(door.deps, await door.campaign())
  const html = await read(home, door.author)
  const r = new Intl.NumberFormat('fr', { maximumFractionDigits: 2 }).format(1 - trees / nodes)
  expect(html).toContain(`R = 1 − ${trees} / ${nodes} = ${r}`)
  expect(html).toContain('Watts &amp; Peretti, Harvard Business Review, May 2007')
  const hash = await door.db.prepare('SELECT hash FROM editions').first<{ hash: string }>()
  expect(html).toContain(hash!.hash)
  expect(html).not.toMatch(/\sstyle="|<style|<script/)
})

it('opens to whoever has the link, and shows nobody', async () => {
  const { token } = await linkMadeBy(door.author)
  const before = dump(door.db)
  const answer = await door.get(`/r/${token}`)
  expect(answer.status).toBe(200)
  expect(answer.headers.get('x-robots-tag')).toContain('noindex')
  expect(answer.headers.get('cache-control')).toBe('no-store')
  const html = plain(await answer.text())
  expect(html).toContain('<html lang="en"')
  expect(html).toContain('Report of “')
  expect(html).not.toMatch(/@[\w.-]+\.example|"\/desk|<form/)
  expect(html).not.toMatch(/<td class="number">[0-9]<\/td>/)
  expect(dump(door.db)).toEqual(before)
})

it('no longer opens when it has ended, was taken back, or was never made', async () => {
  const { token } = await linkMadeBy(door.author, { days: '2', language: 'fr' })
  const status = async (it: string) => (await door.get(`/r/${it}`)).status
  expect([await status(token), await status(`${token.slice(0, -1)}A`), await status('nothing')]).toEqual([
    200, 404, 404,
  ])
  door.at.now += 2 * dayMs
  expect(await status(token)).toBe(404)
  const again = await linkMadeBy(door.author)
  expect(await status(again.token)).toBe(200)
  const taken = await door.post(`${home}/links/2/revoke`, {}, await door.as(door.author))
  expect(taken.status).toBe(303)
  expect(await status(again.token)).toBe(404)
  const { results } = await door.db
    .prepare("SELECT act FROM audit WHERE act LIKE 'report-link%' ORDER BY id")
    .all<{ act: string }>()
  expect(results.map(({ act }) => act)).toEqual(['report-link-add', 'report-link-add', 'report-link-revoke'])
  expect((await checkAudit(door.deps)).brokenAt).toBeNull()
})

it('is shared by officers and admins alone, of their own institution, for a year at most', async () => {
  const analyst = await officer('analyst')
  expect((await linkMadeBy(analyst)).status).toBe(403)
  expect(await read(home, analyst)).not.toContain('/report/links')
  expect((await linkMadeBy(door.author, { days: '400', language: 'fr' })).status).toBe(400)
  expect((await linkMadeBy(door.author, { days: '1.5', language: 'fr' })).status).toBe(400)
  const other = await addInstitution(door.db, {
    slug: 'autre',
    name: 'Autre',
    country: 'FR',
    createdAt: testNow,
  })
  const stranger = await officer('admin', other!.id)
  await linkMadeBy(door.author)
  const headers = await door.as(stranger)
  expect((await door.get(home, headers)).status).toBe(404)
  expect((await door.get(`${home}.pdf`, headers)).status).toBe(404)
  expect((await door.post(`${home}/links/1/revoke`, {}, headers)).status).toBe(404)
})

it('is a PDF where there is something that draws one', async () => {
  const headers = await door.as(door.author)
  expect((await door.get(`${home}.pdf`, headers)).status).toBe(404)
  door.deps.drawReport = reportPdf
  for (const language of ['fr', 'ar', 'en']) {
    await door.db.prepare('UPDATE officers SET language = ?').bind(language).run()
    const answer = await door.get(`${home}.pdf`, headers)
    expect(answer.headers.get('content-type')).toBe('application/pdf')
    const bytes = new Uint8Array(await answer.arrayBuffer())
    expect(new TextDecoder('latin1').decode(bytes.subarray(0, 5))).toBe('%PDF-')
    expect(bytes.length).toBeGreaterThan(10_000)
  }
})
