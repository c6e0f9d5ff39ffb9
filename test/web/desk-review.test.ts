import { beforeEach, expect, it } from 'vitest'
import { publish } from '../../src/engine/publish.ts'
import { type Officer, saveOfficer } from '../../src/store/institutions.ts'
import { smallCampaign } from '../support/campaign.ts'
import { testInstitution, testNow } from '../support/database.ts'
import { type Door, openDoor } from './support/visit.ts'

const page = '/desk/campaigns/relance'
let door: Door
let author: Record<string, string>
let reviewer: Record<string, string>
beforeEach(async () => {
  door = await openDoor()
  await published('')
  author = await door.as(door.author)
  reviewer = await door.as(door.reviewer)
})

const published = (more: string) => {
  const files = smallCampaign()
  return publish(door.deps, {
    slug: 'relance',
    files: { ...files, 'campaign.yaml': `${files['campaign.yaml']}${more}` },
    author: door.author,
  })
}
const read = async (who: Record<string, string>, path = page) => {
  const cookie = `${who.cookie}; mawja_language=en`
  const answer = await door.get(path, { cookie })
  expect(answer.status).toBe(200)
  return (await answer.text()).replace(/[\u2068\u2069]/g, '')
}
const seenIn = (html: string) => /name="seen" value="([0-9a-f]{64})"/.exec(html)![1]!
const add = (email: string, role: string, institutionId = door.institution.id): Promise<Officer> =>
  saveOfficer(door.db, { institutionId, email, role, createdAt: testNow })

it('goes to and fro between author and reviewer, and says on every page where it stands', async () => {
  const fresh = await read(author)
  expect(fresh).toContain('Submit it, so that others see')
  expect(fresh).not.toContain('What do those who read it say?')
  const sent = await door.post(`${page}/submit`, { seen: seenIn(fresh), comment: '' }, author)
  expect(sent.headers.get('location')).toBe(`${page}?done=submit`)
  expect(await read(author, `${page}?done=submit`)).toContain('The edition is submitted for review.')
  expect(await read(reviewer, '/desk')).toMatch(/relance#attention-title"[\s\S]*waits for your review/)
  expect(await read(author, '/desk')).not.toContain('waits for your review')

  const comment = 'La date <b>est</b> fausse.\r\nVoir l’étape 2 & la fin.'
  const seen = seenIn(await read(reviewer))
  expect((await door.post(`${page}/return`, { seen, comment }, reviewer)).status).toBe(303)
  const back = await read(author)
  expect(back).toContain('La date &lt;b&gt;est&lt;/b&gt; fausse.\nVoir l’étape 2 &amp; la fin.</blockquote>')
  expect(back).toContain('It came back to you with a comment.')
  expect(back).toMatch(/driss@mre\.example<\/bdi> returned it/)
  expect(await read(author, '/desk')).toContain('came back with a comment')

  await published('# mended\n')
  const stale = await read(reviewer)
  expect(stale).toContain('have changed since what is said below')
  expect(stale).toContain('earlier edition')
  expect(await read(reviewer, '/desk')).not.toContain('waits for your review')
  await door.post(`${page}/submit`, { seen: seenIn(await read(author)), comment: 'Corrigé.' }, author)
  const again = await read(reviewer)
  await door.post(`${page}/approve`, { seen: seenIn(again), comment: 'Merci.' }, reviewer)
  const approved = await read(author)
  expect(approved).toContain('approved it')
  expect(approved).toMatch(/Corrigé\.<\/blockquote>[\s\S]*Merci\.<\/blockquote>/)
  expect(approved).toContain(`action="${page}/launch"`)
})

it('approves and returns nothing that was not on the page', async () => {
  const seen = seenIn(await read(reviewer))
  await published('# mended\n')
  for (const act of ['approve', 'return']) {
    const answer = await door.post(`${page}/${act}`, { seen, comment: 'Je garde ceci.' }, reviewer)
    expect(answer.status).toBe(409)
    const html = await answer.text()
    // Nobody writes a comment twice.
    expect(html).toContain('Je garde ceci.</textarea>')
    expect(seenIn(html)).not.toBe(seen)
  }
})

it('refuses comments that are empty or too long, roles that may not, and other institutions', async () => {
  const post = async (act: string, who: Record<string, string>, comment = 'Non.') =>
    (await door.post(`${page}/${act}`, { comment }, who)).status
  expect(await post('return', reviewer, '  ')).toBe(400)
  expect(await post('return', reviewer, 'x'.repeat(2001))).toBe(400)
  expect(await post('return', reviewer, `${'x'.repeat(1990)}\r\nla fin`)).toBe(303)
  expect(await read(author)).toContain('xx\nla fin</blockquote>')
  expect(await post('submit', reviewer)).toBe(403)
  expect(await post('return', author)).toBe(403)
  const analyst = await door.as(await add('ana@mre.example', 'analyst'))
  for (const act of ['submit', 'return', 'approve']) expect(await post(act, analyst)).toBe(403)
  const other = await testInstitution(door.db, 'autre')
  const stranger = await door.as(await add('zineb@autre.example', 'admin', other.id))
  for (const act of ['submit', 'return', 'approve']) expect(await post(act, stranger)).toBe(404)
  expect(
    door.db.raw.prepare('SELECT count(*) FROM review_notes WHERE act <> ?').pluck().get('approved'),
  ).toBe(1)
})

it('shows the talk to no analyst', async () => {
  await door.post(`${page}/return`, { comment: 'Entre nous.' }, reviewer)
  const html = await read(await door.as(await add('ana@mre.example', 'analyst')))
  expect(html).not.toContain('Entre nous.')
  expect(html).not.toContain('name="seen"')
})
