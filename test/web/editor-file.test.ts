import { beforeEach, expect, it } from 'vitest'
import { bodiesOf, draftOf, saveDraft, startDraft } from '../../src/engine/drafts.ts'
import { findCampaign } from '../../src/store/campaigns.ts'
import { smallCampaign } from '../support/campaign.ts'
import { dump } from '../support/dump.ts'
import { sendForm, textareaIn } from './support/multipart.ts'
import { type Door, openDoor } from './support/visit.ts'

let door: Door
let author: Record<string, string>
const path = 'invitation.fr.md'
const at = (file: string, part = 'file') => `/desk/campaigns/rentree/edit/${part}?path=${file}`
const odd =
  '---\r\n# kept\r\nsubject: "Un: deux"\r\npreheader: Voici\r\nstatus: draft\r\n---\r\n\r\n  Bonjour \r\n\r\n'

beforeEach(async () => {
  door = await openDoor()
  author = { ...(await door.as(door.author)), 'accept-language': 'fr' }
  const files = smallCampaign({ [path]: odd })
  await startDraft(door.deps, { slug: 'rentree', officer: door.author, files })
})
const campaign = async () => (await findCampaign(door.db, 'rentree'))!
const draft = async () => draftOf(door.deps, await campaign())
const fieldsOf = (html: string): Record<string, string> => ({
  base: /name="base" value="([^"]*)"/.exec(html)![1]!,
  subject: /id="subject"[^>]* value="([^"]*)"/.exec(html)![1]!,
  preheader: /id="preheader"[^>]* value="([^"]*)"/.exec(html)![1]!,
  status: /<option value="(\w+)" selected=""/.exec(html)![1]!,
  body: textareaIn(html, 'body'),
})
const open = async (file = path) => (await door.get(at(file), author)).text()
const post = (fields: Record<string, string>, file = path, headers = author, part = 'file') =>
  sendForm(door, at(file, part), { act: 'save', ...fields }, headers)

it('keeps a file byte for byte when nothing was touched, and changes only what was', async () => {
  const fields = fieldsOf(await open())
  const same = await post(fields)
  expect(same.headers.get('location')).toBe(`${at(path)}&done=unchanged`)
  expect((await draft())[path]).toMatchObject({ body: odd, version: 1 })
  const saved = await post({ ...fields, body: fields.body!.replace('Bonjour', 'Bonsoir') })
  expect(saved.headers.get('location')).toBe(`${at(path)}&done=saved`)
  expect((await draft())[path]!.body).toBe(odd.replace('Bonjour', 'Bonsoir'))
  const settings = await open('campaign.yaml')
  const whole = {
    base: /name="base" value="([^"]*)"/.exec(settings)![1]!,
    text: textareaIn(settings, 'text'),
  }
  expect((await post(whole, 'campaign.yaml')).headers.get('location')).toMatch(/unchanged$/)
})

it('shows both texts and their difference to whoever saves second, and loses neither', async () => {
  const fields = fieldsOf(await open())
  const { base } = (await draft())[path]!
  const theirs = odd.replace('Bonjour', 'Salut <b>')
  await saveDraft(door.deps, { campaign: await campaign(), officer: door.author, path, body: theirs, base })
  const answer = await post({ ...fields, body: 'Bonsoir\n' })
  expect(answer.status).toBe(409)
  const html = await answer.text()
  expect(html).toContain('Salut &lt;b&gt;')
  expect(html).toMatch(/<del>[^<]*Salut/)
  expect((await draft())[path]!.body).toBe(theirs)
  const again = fieldsOf(html)
  expect(again.body).toBe('Bonsoir\n')
  expect((await post(again)).status).toBe(303)
  expect((await draft())[path]!.body).toContain('Bonsoir')
})

it('previews what is not saved, and changes nothing', async () => {
  const before = dump(door.db)
  const fields = {
    ...fieldsOf(await open()),
    body: 'Bonsoir {{contact.firstName}} <script>alert(1)</script>\n',
  }
  const harmless = await (await post(fields, path, author, 'preview')).text()
  expect([harmless.includes('<script'), harmless.includes('&lt;script')]).toEqual([false, true])
  const wrong = await post({ ...fields, body: '{{contact.shoe}}' }, path, author, 'preview')
  expect(await wrong.text()).toMatch(/invitation\.fr\.md:\d+/)
  const good = { ...fields, body: 'Bonsoir {{contact.firstName}}\n', view: 'dark' }
  const seen = await post({ ...good, contact: 'reader3@' }, path, author, 'preview')
  const html = await seen.text()
  expect(html).toContain('Bonsoir ')
  expect(html).not.toMatch(/prefers-color-scheme|<script/)
  expect(seen.headers.get('content-security-policy')).toMatch(
    /default-src 'none'.*frame-ancestors 'self'.*sandbox/,
  )
  expect(await (await post({ ...good, view: 'text' }, path, author, 'preview')).text()).toContain(
    '<pre>Un: deux',
  )
  const other = await (await post({ ...good, shown: 'nl' }, path, author, 'preview')).text()
  expect(other).toContain('Goedendag')
  expect(dump(door.db)).toEqual(before)
})

it('says at their line what is wrong with a text, a post and the settings', async () => {
  const fields = fieldsOf(await open())
  const shown = await post({
    ...fields,
    act: 'show',
    source: 'nl',
    body: 'Un\n{{contact.shoe}}\n<img src=x onerror=alert(1)>',
  })
  const html = await shown.text()
  expect([shown.status, html.includes('Goedendag'), html.includes('<img')]).toEqual([200, true, false])
  expect(html).toMatch(/Ligne 8[\s\S]*contact\.shoe/)
  expect((await draft())[path]!.version).toBe(1)
  expect(await open('annonce.fr.txt')).toMatch(/\d+ sur 280 signes/)
  const settings = {
    base: (await draft())['campaign.yaml']!.base,
    text: 'name: {fr: X}\ninstitution: mre\nshoe: 1\n',
  }
  expect((await post(settings, 'campaign.yaml')).status).toBe(303)
  expect(await open('campaign.yaml')).toMatch(/Ligne \d/)
})

it('begins a missing text with that of another language, as a draft', async () => {
  const html = await (await door.get(`${at('invitation.es.md')}&from=nl`, author)).text()
  const fields = fieldsOf(html)
  expect([fields.status, fields.subject]).toEqual(['draft', 'invitation nl'])
  expect((await post(fields, 'invitation.es.md')).status).toBe(303)
  const files = bodiesOf(await draft())
  expect(files['invitation.es.md']).toContain('Goedendag')
})

it('takes long texts, not too long ones, and only from those who write', async () => {
  const { base } = (await draft())[path]!
  const head = odd.slice(0, odd.indexOf('\r\n\r\n'))
  const long = `${head}\n${'سلام '.repeat(20_000)}\n`
  expect((await post({ base, text: long })).status).toBe(303)
  const longer = await post({ base: (await draft())[path]!.base, text: `${long}${'a'.repeat(30_000)}` })
  expect([longer.status, (await longer.text()).includes('aaaa')]).toEqual([400, true])
  expect((await post({ base, text: 'a'.repeat(300_000) })).status).toBe(413)
  const reviewer = await door.as(door.reviewer)
  expect((await post({ base, text: odd }, path, reviewer)).status).toBe(403)
  expect((await door.get(at(path), reviewer)).status).toBe(200)
  expect((await door.get(at('../campaign.yaml'), author)).status).toBe(404)
})
