import { beforeEach, expect, it } from 'vitest'
import { draftOf, publishDraft, saveDraft, startDraft } from '../../src/engine/drafts.ts'
import { findCampaign } from '../../src/store/campaigns.ts'
import { addInstitution, saveOfficer } from '../../src/store/institutions.ts'
import { smallCampaign } from '../support/campaign.ts'
import { testNow } from '../support/database.ts'
import { dump } from '../support/dump.ts'
import { untouched } from './support/form.ts'
import { sendForm } from './support/multipart.ts'
import { type Door, openDoor } from './support/visit.ts'

let door: Door
let author: Record<string, string>
const path = 'invitation.fr.md'
const home = '/desk/campaigns/rentree/edit'
const first = smallCampaign()[path]!

beforeEach(async () => {
  door = await openDoor()
  author = { ...(await door.as(door.author)), 'accept-language': 'fr' }
  await startDraft(door.deps, { slug: 'rentree', officer: door.author, files: smallCampaign() })
})
const campaign = async () => (await findCampaign(door.db, 'rentree'))!
const now = async () => (await draftOf(door.deps, await campaign()))[path]!
const save = async (body: string) => {
  const { base } = await now()
  await saveDraft(door.deps, { campaign: await campaign(), officer: door.author, path, body, base })
}

it('shows what a file said before, in versions and editions, and takes it back', async () => {
  await publishDraft(door.deps, { campaign: await campaign(), officer: door.author })
  door.at.now += 60_000
  await save(first.replace('Bonjour', '<b>Bonsoir</b>'))
  const edition = (await campaign()).editionId!
  for (const version of ['v1', `e${edition}`]) {
    const html = await (await door.get(`${home}/history?path=${path}&version=${version}`, author)).text()
    expect(html).toMatch(/<ins>[^<]*&lt;b&gt;/)
    expect(html).not.toContain('<b>Bonsoir')
  }
  const page = await (await door.get(`${home}/history?path=${path}&version=e${edition}`, author)).text()
  const action = `${home}/history?path=${path}`
  const form = untouched(page, action)
  expect((await door.post(action, form, await door.as(door.reviewer))).status).toBe(403)
  const restored = await door.post(action, form, author)
  expect(restored.headers.get('location')).toBe(`${home}/file?path=${path}&done=saved`)
  expect(await now()).toMatchObject({ body: first, version: 3 })
  await save('something newer')
  expect((await door.post(action, form, author)).status).toBe(409)
  expect((await now()).body).toBe('something newer')
  expect((await door.get(`${home}/history?path=${path}&version=v99`, author)).status).toBe(404)
  expect((await door.get(`${home}/history?path=nothing.fr.md`, author)).status).toBe(404)
})

it('sends a test to a colleague, marked, under a name of its own, and counts it nowhere', async () => {
  const earlier = door.mail.arrived.length
  const { base } = await now()
  const fields = {
    base,
    subject: 'Une rentrée',
    preheader: 'x',
    status: 'draft',
    body: 'Bonsoir\n',
    to: door.reviewer.email,
  }
  const before = dump(door.db, ['audit'])
  const post = (more: Record<string, string> = {}, headers = author) =>
    sendForm(door, `${home}/test?path=${path}`, { ...fields, ...more }, headers)
  const answer = await post()
  expect([answer.status, (await answer.text()).includes('L’essai est parti.')]).toEqual([200, true])
  expect((await post()).status).toBe(200)
  const mails = door.mail.arrived.slice(earlier).filter((one) => one.kind === 'mail')
  expect(mails.map(({ envelope }) => envelope.to)).toEqual([door.reviewer.email, door.reviewer.email])
  expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(2)
  expect(mails[0]!.raw).toContain(`To: <${door.reviewer.email}>`)
  const subject = /^Subject: (.*(?:\r\n[ \t].*)*)/m.exec(mails[0]!.raw)![1]!
  expect(decodeWords(subject)).toContain('[essai] Une rentrée')
  expect(dump(door.db, ['audit'])).toEqual(before)
  expect((await post({ to: 'reader0@diaspora.example' })).status).toBe(400)
  expect((await post({}, await door.as(door.reviewer))).status).toBe(403)
  door.mail.decide = () => ({
    outcome: 'refused',
    reason: 'moved',
    detail: '550 <b>no</b>',
    retryable: false,
  })
  const failed = await (await post()).text()
  expect(failed).toContain('550 &lt;b&gt;no&lt;/b&gt;')
  expect(failed).toContain('Une rentrée')
})

it('is not there for another institution', async () => {
  const row = { slug: 'autre', name: 'Autre', country: 'MA', createdAt: testNow }
  const { id: institutionId } = (await addInstitution(door.db, row))!
  const it = { institutionId, email: 'x@autre.example', role: 'admin', createdAt: testNow }
  const stranger = await door.as(await saveOfficer(door.db, it))
  for (const part of ['file', 'history'])
    expect((await door.get(`${home}/${part}?path=${path}`, stranger)).status).toBe(404)
  for (const part of ['file', 'history', 'preview', 'test'])
    expect((await sendForm(door, `${home}/${part}?path=${path}`, { text: 'x' }, stranger)).status).toBe(404)
})

/** RFC 2047, as far as our own mails use it. */
function decodeWords(header: string): string {
  return header
    .replace(/\r\n[ \t]/g, ' ')
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?(q|b)\?([^?]*)\?=/gi, (_, kind, text) =>
      kind.toLowerCase() === 'b'
        ? Buffer.from(text, 'base64').toString()
        : Buffer.from(
            text
              .replaceAll('_', ' ')
              .replace(/=([0-9A-F]{2})/g, (_: string, hex: string) =>
                String.fromCharCode(Number.parseInt(hex, 16)),
              ),
            'latin1',
          ).toString(),
    )
}
